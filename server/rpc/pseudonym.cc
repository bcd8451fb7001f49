#include "server/rpc/pseudonym.h"

#include <cstring>

#include "server/identity/secrets.h"

namespace setara {

std::string Pseudonymizer::Hash(const std::string& text) const {
  // BLAKE2b with the key before the message is a keyed hash (it knows no length extension).
  return Blake2b(key_ + employer_id_ + '\n' + text, 16);
}

std::string Pseudonymizer::Of(const std::string& seeker_id) const {
  const std::string hash = Hash("candidate\n" + seeker_id);
  std::string text = "K";
  for (size_t i = 0; i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(hash[i]);
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

uint64_t Pseudonymizer::Tie(int64_t row) const {
  const std::string hash = Hash("tie\n" + std::to_string(row));
  uint64_t number = 0;
  std::memcpy(&number, hash.data(), sizeof number);
  return number;
}

}  // namespace setara
