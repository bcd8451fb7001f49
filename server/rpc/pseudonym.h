// Pseudonyms of candidates: keyed hashes, another for every employer, so that two employers who
// compare their lists learn nothing.
#pragma once

#include <cstdint>
#include <string>

namespace setara {

// Thread-safe; the same values for the same key.
class Pseudonymizer {
 public:
  // key: the secret of the data directory (server/store/pseudonyms.h).
  Pseudonymizer(std::string key, std::string employer_id)
      : key_(std::move(key)), employer_id_(std::move(employer_id)) {}

  // "K" and 20 hexadecimal digits.
  std::string Of(const std::string& seeker_id) const;
  // A number that orders people who are alike; says nothing about the row.
  uint64_t Tie(int64_t row) const;

 private:
  std::string Hash(const std::string& text) const;

  std::string key_;
  std::string employer_id_;
};

}  // namespace setara
