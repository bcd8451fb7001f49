#include <sodium.h>

#include <array>
#include <cstring>
#include <fstream>

#include "matcher/domain/errors.h"
#include "server/ops/audit_commands.h"

namespace setara {
namespace {

using Key = std::array<unsigned char, 32>;

void AddPart(crypto_generichash_state* state, std::string_view part) {
  unsigned char length[8];
  for (size_t i = 0; i < 8; ++i) {
    length[i] = static_cast<unsigned char>(uint64_t{part.size()} >> (8 * i));
  }
  crypto_generichash_update(state, length, sizeof length);
  crypto_generichash_update(state, reinterpret_cast<const unsigned char*>(part.data()),
                            part.size());
}

// BLAKE2b-256 under the key, each part after its length.
std::string MacOf(const Key& key, std::string_view domain, std::string_view bytes) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.data(), key.size(), 32);
  for (std::string_view part : {std::string_view("mac"), domain, bytes}) AddPart(&state, part);
  std::string mac(32, '\0');
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(mac.data()), mac.size());
  return mac;
}

}  // namespace

absl::StatusOr<Connection::Mac> ReadAuditKey(const std::string& key_file) {
  std::ifstream file(key_file);
  if (!file) return absl::NotFoundError("cannot read the key file " + key_file);
  constexpr std::string_view kEntry = "mac ";
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(kEntry)) continue;
    Key key;
    size_t bytes = 0;
    std::string_view digits = std::string_view(line).substr(kEntry.size());
    if (sodium_hex2bin(key.data(), key.size(), digits.data(), digits.size(), nullptr, &bytes,
                       nullptr) != 0 ||
        bytes != key.size()) {
      break;
    }
    return
        [key](std::string_view domain, std::string_view part) { return MacOf(key, domain, part); };
  }
  return WithReason(absl::FailedPreconditionError("the key file " + key_file +
                                                  " has no line \"mac <64 hexadecimal digits>\""),
                    "KEY_FILE_UNREADABLE");
}

}  // namespace setara
