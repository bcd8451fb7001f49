// The narrow connection type behind which the store's SQL runs: a connection, prepared statements
// with `$n` parameters, values read by column. Only SQL that SQLite and PostgreSQL share goes
// through it (UPSERT, RETURNING, CTEs, window functions); table definitions are one file an engine.
//
// Errors: SQLITE_BUSY is UNAVAILABLE, a constraint ALREADY_EXISTS or FAILED_PRECONDITION, a full
// disk RESOURCE_EXHAUSTED, damage DATA_LOSS, anything else INTERNAL. Messages name the statement's
// first words, never a bound value. No SQLite type leaves sqlite.cc.
//
// A Connection and its statements belong to one thread at a time.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace setara {

class Connection;
class Vault;

// A prepared statement on lease from its connection's cache; reset when it goes out of scope.
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  // Binds `$number` (1-based, as written in the SQL, whatever the order of appearance).
  Statement& Bind(int number, int64_t value);
  Statement& Bind(int number, std::string_view text);       // copied
  Statement& BindBlob(int number, std::string_view bytes);  // copied
  Statement& BindNull(int number);
  template <typename T>
  Statement& BindOptional(int number, const std::optional<T>& value) {
    return value.has_value() ? Bind(number, *value) : BindNull(number);
  }

  // True: a row is ready; false: done. A failed Bind shows here.
  absl::StatusOr<bool> Step();
  // Steps to the end, for statements without rows. Then values may be bound anew (what is not keeps
  // its value) and the statement run again.
  absl::Status Run();

  // Columns of the current row, 0-based. NULL reads as 0 or "".
  int64_t Int(int column) const;
  std::string Text(int column) const;
  std::string_view TextView(int column) const;  // valid until the next Step
  bool IsNull(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;

 private:
  friend class Connection;
  struct Impl;
  explicit Statement(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Connection {
 public:
  enum class Mode { kReadWrite, kReadOnly };
  // Keyed hash of `bytes`, at least 16 bytes; other domains give unrelated values. Thread-safe.
  using Mac = std::function<std::string(std::string_view domain, std::string_view bytes)>;

  // Opens (kReadWrite: creates) the database file: WAL, foreign keys on, synchronous=FULL,
  // busy timeout 5 s, what is deleted overwritten. DATA_LOSS when the file is not a database.
  static absl::StatusOr<Connection> Open(const std::string& path, Mode mode);

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // Prepared once per SQL text and connection. `sql` holds one statement.
  absl::StatusOr<Statement> Prepare(std::string_view sql);
  // What seals the audit log; null until it is set by the owner.
  void set_mac(Mac mac);
  const Mac& mac() const;
  // Runs one or several statements without parameters or rows (schema, BEGIN, COMMIT).
  absl::Status Execute(const std::string& sql);

  // What was deleted must leave the write-ahead log too, once this transaction has committed.
  void NoteErasure();
  // Outside a transaction: after NoteErasure, moves the log into the database and cuts it to
  // nothing. Does not wait: when a reader still needs the log, the next call tries again.
  void ForgetErased();

  // What opens the sealed columns. Every connection that a Store hands out has one; another has
  // none until SetVault, and vault() may not be asked. `vault` outlives the connection.
  void SetVault(const Vault* vault);
  const Vault& vault() const;

 private:
  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
