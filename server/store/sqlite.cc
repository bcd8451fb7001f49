#include "server/store/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cstring>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace setara {
namespace {

constexpr int kBusyMillis = 5000;

// "INSERT INTO openings": enough to find the statement, never a value.
std::string FirstWords(std::string_view sql) {
  std::string words;
  int count = 0;
  for (size_t i = 0; i < sql.size() && words.size() < 60; ++i) {
    bool space = std::isspace(static_cast<unsigned char>(sql[i])) != 0 || sql[i] == '(';
    if (!space) {
      words += sql[i];
    } else if (!words.empty() && words.back() != ' ') {
      if (++count == 3) break;
      words += ' ';
    }
  }
  while (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

absl::StatusCode CodeOf(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return absl::StatusCode::kAlreadyExists;
    case SQLITE_IOERR_CORRUPTFS:
      return absl::StatusCode::kDataLoss;
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::StatusCode::kUnavailable;
    case SQLITE_CONSTRAINT:
      return absl::StatusCode::kFailedPrecondition;
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::StatusCode::kDataLoss;
    default:
      return absl::StatusCode::kInternal;
  }
}

absl::Status ErrorOf(sqlite3* db, int code, std::string_view sql) {
  int extended = db != nullptr ? sqlite3_extended_errcode(db) : code;
  if ((extended & 0xff) != (code & 0xff)) extended = code;
  std::string message = "database: " + FirstWords(sql) + ": ";
  message += db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  return absl::Status(CodeOf(extended), message);
}

// Lets a text be looked for without a copy of it.
struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

struct Prepared {
  sqlite3_stmt* handle = nullptr;
  // By number as written in the SQL ($1 is at 1): the position that SQLite gave it; 0 is none.
  std::vector<int> positions;
};

std::vector<int> ParameterPositions(sqlite3_stmt* handle) {
  std::vector<int> positions;
  int count = sqlite3_bind_parameter_count(handle);
  for (int position = 1; position <= count; ++position) {
    const char* name = sqlite3_bind_parameter_name(handle, position);
    if (name == nullptr || name[0] != '$') continue;
    size_t number = static_cast<size_t>(std::atoi(name + 1));
    if (positions.size() <= number) positions.resize(number + 1, 0);
    positions[number] = position;
  }
  return positions;
}

}  // namespace

struct Connection::Impl {
  sqlite3* db = nullptr;
  Mac mac;
  // Statements that nobody leases, by their text. Texts are few and written in the code.
  std::unordered_map<std::string, std::vector<Prepared>, TextHash, std::equal_to<>> idle;
  const Vault* vault = nullptr;
  bool erased = false;  // and still in the log

  ~Impl() {
    for (auto& [sql, statements] : idle) {
      for (Prepared& prepared : statements) sqlite3_finalize(prepared.handle);
    }
    sqlite3_close_v2(db);
  }
};

struct Statement::Impl {
  sqlite3* db = nullptr;
  std::vector<Prepared>* home = nullptr;  // node of the owner's map: stays where it is
  Prepared prepared;
  int bind_error = SQLITE_OK;

  ~Impl() {
    sqlite3_reset(prepared.handle);
    sqlite3_clear_bindings(prepared.handle);
    home->push_back(std::move(prepared));
  }

  int Position(int number) const {
    size_t at = static_cast<size_t>(number);
    return at < prepared.positions.size() ? prepared.positions[at] : 0;
  }
  void Note(int code) {
    if (bind_error == SQLITE_OK) bind_error = code;
  }
  absl::Status Error(int code) const { return ErrorOf(db, code, sqlite3_sql(prepared.handle)); }
};

Statement::Statement(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Statement::Statement(Statement&&) noexcept = default;
Statement& Statement::operator=(Statement&&) noexcept = default;
Statement::~Statement() = default;

Statement& Statement::Bind(int number, int64_t value) {
  impl_->Note(sqlite3_bind_int64(impl_->prepared.handle, impl_->Position(number), value));
  return *this;
}

Statement& Statement::Bind(int number, std::string_view text) {
  const char* data = text.data() != nullptr ? text.data() : "";  // a null pointer would be NULL
  impl_->Note(sqlite3_bind_text64(impl_->prepared.handle, impl_->Position(number), data,
                                  text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

Statement& Statement::BindBlob(int number, std::string_view bytes) {
  const char* data = bytes.data() != nullptr ? bytes.data() : "";
  impl_->Note(sqlite3_bind_blob64(impl_->prepared.handle, impl_->Position(number), data,
                                  bytes.size(), SQLITE_TRANSIENT));
  return *this;
}

Statement& Statement::BindNull(int number) {
  impl_->Note(sqlite3_bind_null(impl_->prepared.handle, impl_->Position(number)));
  return *this;
}

absl::StatusOr<bool> Statement::Step() {
  if (impl_->bind_error != SQLITE_OK) {
    return absl::InternalError("database: " + FirstWords(sqlite3_sql(impl_->prepared.handle)) +
                               ": bind: " + sqlite3_errstr(impl_->bind_error));
  }
  int code = sqlite3_step(impl_->prepared.handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return impl_->Error(code);
}

absl::Status Statement::Run() {
  while (true) {
    absl::StatusOr<bool> row = Step();
    if (!row.ok()) return row.status();
    if (*row) continue;
    sqlite3_reset(impl_->prepared.handle);
    return absl::OkStatus();
  }
}

int64_t Statement::Int(int column) const {
  return sqlite3_column_int64(impl_->prepared.handle, column);
}

std::string_view Statement::TextView(int column) const {
  const void* bytes = sqlite3_column_blob(impl_->prepared.handle, column);
  int size = sqlite3_column_bytes(impl_->prepared.handle, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(size)};
}

std::string Statement::Text(int column) const { return std::string(TextView(column)); }

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(impl_->prepared.handle, column) == SQLITE_NULL;
}

std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

absl::StatusOr<Connection> Connection::Open(const std::string& path, Mode mode) {
  // Counting its memory would make every allocation of every connection take one lock. Refused once
  // SQLite runs, which is then as it was.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)uncounted;
  auto impl = std::make_unique<Impl>();
  bool writes = mode == Mode::kReadWrite;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
              (writes ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  int code = sqlite3_open_v2(path.c_str(), &impl->db, flags, nullptr);
  if (code != SQLITE_OK) return ErrorOf(impl->db, code, "open");
  sqlite3_busy_timeout(impl->db, kBusyMillis);
  // Double quotes never stand for text, so that a misspelt column is an error.
  sqlite3_db_config(impl->db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(impl->db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  Connection connection(std::move(impl));
  absl::Status status = connection.Execute(
      writes ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
               "PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=4000; PRAGMA secure_delete=ON;"
             : "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;");
  if (!status.ok()) return status;
  // The header is read here, so that a file that is no database shows at once.
  status = connection.Execute("SELECT count(*) FROM sqlite_schema");
  if (!status.ok()) return status;
  return connection;
}

absl::StatusOr<Statement> Connection::Prepare(std::string_view sql) {
  auto found = impl_->idle.find(sql);
  if (found == impl_->idle.end()) found = impl_->idle.try_emplace(std::string(sql)).first;
  std::vector<Prepared>& home = found->second;
  Prepared prepared;
  if (!home.empty()) {
    prepared = std::move(home.back());
    home.pop_back();
  } else {
    int code = sqlite3_prepare_v3(impl_->db, sql.data(), static_cast<int>(sql.size()),
                                  SQLITE_PREPARE_PERSISTENT, &prepared.handle, nullptr);
    if (code != SQLITE_OK) return ErrorOf(impl_->db, code, sql);
    if (prepared.handle == nullptr) return absl::InternalError("database: empty statement");
    prepared.positions = ParameterPositions(prepared.handle);
  }
  auto impl = std::make_unique<Statement::Impl>();
  impl->db = impl_->db;
  impl->home = &home;
  impl->prepared = std::move(prepared);
  return Statement(std::move(impl));
}

void Connection::set_mac(Mac mac) { impl_->mac = std::move(mac); }
const Connection::Mac& Connection::mac() const { return impl_->mac; }
void Connection::NoteErasure() { impl_->erased = true; }

void Connection::ForgetErased() {
  if (!impl_->erased) return;
  sqlite3_busy_timeout(impl_->db, 0);
  int code =
      sqlite3_wal_checkpoint_v2(impl_->db, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(impl_->db, kBusyMillis);
  if (code == SQLITE_OK) impl_->erased = false;
}

void Connection::SetVault(const Vault* vault) { impl_->vault = vault; }

const Vault& Connection::vault() const {
  assert(impl_->vault != nullptr);
  return *impl_->vault;
}

absl::Status Connection::Execute(const std::string& sql) {
  int code = sqlite3_exec(impl_->db, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : ErrorOf(impl_->db, code, sql);
}

}  // namespace setara
