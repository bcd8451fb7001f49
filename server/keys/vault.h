// Who opens what is sealed at rest. Every person has a data key of their own, kept in the data
// directory wrapped under a master key; master keys live in a key file elsewhere. Destroying a
// wrapped key destroys what it sealed.
//
// Everything sealed names its place (column and row), so that a ciphertext that was moved does not
// open. A Vault is thread-safe; so is a PersonKey.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "server/keys/secret.h"

namespace setara {

// Where a ciphertext belongs.
struct Cell {
  std::string_view column;  // "table.column", written in the code; no NUL
  int64_t row = 0;
};

// The key of one person, in memory for as long as this lives.
class PersonKey {
 public:
  explicit PersonKey(Secret secret) : secret_(std::move(secret)) {}

  // `text` may be any bytes; the result is 41 bytes longer, and another each time.
  std::string Seal(std::string_view text, const Cell& cell) const;
  // DATA_LOSS naming the column: sealed by another key, for another cell, or damaged.
  absl::StatusOr<std::string> Open(std::string_view sealed, const Cell& cell) const;

 private:
  friend class Vault;
  Secret secret_;
};

struct WrappedKey {
  std::string key_id;  // of the master key
  std::string bytes;
};

class Vault {
 public:
  // Reads the key file. Errors of ReadKeyFile.
  static absl::StatusOr<std::unique_ptr<Vault>> Open(const std::string& path);
  // Writes a new key file and opens it. Errors of WriteKeyFile.
  static absl::StatusOr<std::unique_ptr<Vault>> Create(const std::string& path);
  ~Vault();

  PersonKey NewPersonKey() const;
  // Under the current master key; `row` is the person's record.
  WrappedKey Wrap(const PersonKey& key, int64_t row) const;
  // FAILED_PRECONDITION (KEY_WRONG): the file has no such master key. DATA_LOSS: damaged, or
  // another person's.
  absl::StatusOr<PersonKey> Unwrap(const WrappedKey& wrapped, int64_t row) const;

  // 32 bytes for finding a value by equality without keeping it; `domain` keeps equal values of
  // different kinds apart. `setarad keys rotate --lookup` changes what comes back, and makes anew
  // only the hashes of seekers: for anything else that must stay, use Mac.
  std::string Lookup(std::string_view domain, std::string_view value) const;
  // 32 bytes that no one without the key file can make; the same for the life of the data.
  std::string Mac(std::string_view domain, std::string_view bytes) const;

  const std::string& current_master() const;
  const std::string& current_lookup() const;

  // A text for the database, by which it recognises its key file: ids and a sealed fingerprint.
  std::string CheckValue() const;
  // Takes the look-up key that `check` names into force. FAILED_PRECONDITION (KEY_WRONG): `check`
  // was made with other keys. Before the vault is shared between threads.
  absl::Status Accept(std::string_view check);
  // Takes the newest look-up key of the file into force, whatever the database says; as Accept.
  void UseNewestLookup();

 private:
  struct Impl;
  explicit Vault(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
