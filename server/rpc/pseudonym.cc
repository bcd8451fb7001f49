#include "server/rpc/pseudonym.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace setara {

std::string Pseudonymizer::Hash(const std::string& text) const {
  std::string hash(16, '\0');
  const std::string input = employer_id_ + '\n' + text;
  const size_t key_size = std::min<size_t>(key_.size(), crypto_generichash_KEYBYTES_MAX);
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                     reinterpret_cast<const unsigned char*>(key_.data()), key_size);
  return hash;
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
