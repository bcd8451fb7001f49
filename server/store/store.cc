#include "server/store/store.h"

#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "server/store/changes.h"
#include "server/store/data_vault.h"
#include "server/store/directory_lock.h"
#include "server/store/migrations.h"
#include "server/store/seal_plain.h"

namespace setara {
namespace {

constexpr size_t kGroupSize = 256;
// How long a group keeps taking works that arrive while it runs; it never waits for them.
constexpr std::chrono::milliseconds kGroupTime{20};

// One caller's work and what became of it.
struct Pending {
  std::function<absl::Status(Connection&)> work;
  std::function<void(absl::StatusOr<ChangeToken>)> done;
  absl::Status status;
  int64_t sequence = 0;
};

absl::StatusOr<std::string> ReadEpoch(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT value FROM meta WHERE key = 'epoch'");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::DataLossError("records.sqlite3 has lost its epoch");
  return query->Text(0);
}

absl::Status RunStatement(Connection& db, std::string_view sql) {
  absl::StatusOr<Statement> statement = db.Prepare(sql);
  return statement.ok() ? statement->Run() : statement.status();
}

// Runs one work in a savepoint. False: the transaction itself is gone (SQLite ends it by itself on
// a full disk, say) and with it the group; then `*status` says why.
bool RunWork(Connection& db, const std::function<absl::Status(Connection&)>& work,
             const std::function<absl::Status(Connection&)>& settle, absl::Status* status) {
  *status = RunStatement(db, "SAVEPOINT work");
  if (!status->ok()) return false;
  *status = work(db);
  if (status->ok() && settle) *status = settle(db);
  if (!status->ok() && !RunStatement(db, "ROLLBACK TO work").ok()) return false;
  absl::Status released = RunStatement(db, "RELEASE work");
  if (released.ok()) return true;
  if (status->ok()) *status = released;
  return false;
}

absl::Status MakeDirectory(const std::string& path) {
  for (size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    std::string part = path.substr(0, end);
    if (mkdir(part.c_str(), 0700) != 0 && errno != EEXIST && end == std::string::npos) {
      std::string message = std::string("data directory: ") + std::strerror(errno);
      return errno == EACCES || errno == EROFS ? absl::PermissionDeniedError(message)
                                               : absl::InternalError(message);
    }
    if (end == std::string::npos) return absl::OkStatus();
  }
}

// Brings the database up to date, opens its vault, and seals what is plain still.
absl::StatusOr<std::unique_ptr<Vault>> Prepare(Connection& writer, const Store::Options& options) {
  absl::StatusOr<std::string> key_path = KeyFilePath(options.directory, options.key_file);
  if (!key_path.ok()) return key_path.status();
  absl::Status status = Migrate(writer, Migrations(), options.clock->Now());
  if (!status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Vault>> vault = OpenVault(writer, *key_path);
  if (!vault.ok()) return vault.status();
  writer.SetVault(vault->get());
  status = SealPlainIdentities(writer);
  if (!status.ok()) return status;
  return vault;
}

}  // namespace

struct Store::Impl {
  Impl(Options given, DirectoryLock held, std::unique_ptr<Vault> keys, Connection connection)
      : options(std::move(given)),
        lock(std::move(held)),
        vault(std::move(keys)),
        writer(std::move(connection)) {}

  ~Impl() {
    {
      std::lock_guard<std::mutex> guard(queue_mutex);
      stopping = true;
    }
    queue_changed.notify_all();
    if (thread.joinable()) thread.join();
    readers.clear();  // the writer closes last: it folds the write-ahead log into the database
  }

  void WriteLoop();
  std::vector<Pending> TakeWaiting(size_t at_most);
  // Runs works until the group is full or nobody waits. Works of the group in order.
  std::vector<Pending> RunGroup(absl::Status* group);
  void Finish(std::vector<Pending> works, const absl::Status& group);

  const Options options;
  const DirectoryLock lock;
  const std::unique_ptr<const Vault> vault;  // outlives the connections
  std::string epoch;
  std::atomic<int64_t> latest{0};

  Connection writer;  // the thread's, once it runs
  std::function<void(int64_t)> listener;

  std::mutex queue_mutex;
  std::condition_variable queue_changed;
  std::deque<Pending> queue;  // guarded by queue_mutex
  // When the patience of those in the queue ends. Guarded by queue_mutex.
  std::chrono::steady_clock::time_point begin_by;
  bool stopping = false;  // guarded by queue_mutex

  std::mutex readers_mutex;
  std::condition_variable reader_returned;
  std::vector<std::unique_ptr<Connection>> readers;  // idle ones; guarded by readers_mutex

  std::thread thread;
};

std::vector<Pending> Store::Impl::TakeWaiting(size_t at_most) {
  std::lock_guard<std::mutex> guard(queue_mutex);
  std::vector<Pending> taken;
  while (!queue.empty() && taken.size() < at_most) {
    taken.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  if (!queue.empty()) begin_by = {};  // what is left has waited while this group ran
  return taken;
}

std::vector<Pending> Store::Impl::RunGroup(absl::Status* group) {
  auto until = std::chrono::steady_clock::now() + kGroupTime;
  std::vector<Pending> works;
  while (works.size() < kGroupSize && std::chrono::steady_clock::now() < until) {
    std::vector<Pending> taken = TakeWaiting(kGroupSize - works.size());
    if (taken.empty()) break;
    for (Pending& next : taken) {
      Pending& pending = works.emplace_back(std::move(next));
      // After the transaction is lost, what was taken fails with it.
      if (group->ok() && !RunWork(writer, pending.work, options.settle, &pending.status)) {
        // The others learn the kind of failure, not the words of one caller's work.
        *group = absl::Status(pending.status.code(), "database: the transaction was lost");
      }
      if (!group->ok()) continue;
      absl::StatusOr<int64_t> last = LastSequence(writer);
      if (last.ok()) {
        pending.sequence = *last;
      } else {
        *group = last.status();
      }
    }
    if (!group->ok()) break;
  }
  return works;
}

void Store::Impl::Finish(std::vector<Pending> works, const absl::Status& group) {
  for (Pending& pending : works) {
    if (pending.status.ok()) pending.status = group;
    if (pending.status.ok()) {
      pending.done(ChangeToken{epoch, pending.sequence});
    } else {
      pending.done(pending.status);
    }
  }
}

void Store::Impl::WriteLoop() {
  while (true) {
    {
      std::unique_lock<std::mutex> guard(queue_mutex);
      queue_changed.wait(guard, [this] { return stopping || !queue.empty(); });
      if (queue.empty()) return;
      while (!stopping && std::chrono::steady_clock::now() < begin_by) {
        queue_changed.wait_until(guard, std::chrono::steady_clock::time_point(begin_by));
      }
    }
    absl::Status group = RunStatement(writer, "BEGIN IMMEDIATE");
    std::vector<Pending> works = group.ok() ? RunGroup(&group) : TakeWaiting(kGroupSize);
    int64_t sequence = latest.load();
    if (group.ok()) {
      if (!works.empty()) sequence = works.back().sequence;
      group = RunStatement(writer, "COMMIT");
      if (group.ok()) writer.ForgetErased();
    }
    if (group.ok()) {
      latest.store(sequence);
      std::function<void(int64_t)> told;
      {
        std::lock_guard<std::mutex> guard(queue_mutex);
        told = listener;
      }
      if (told) told(sequence);
    } else {
      (void)RunStatement(writer, "ROLLBACK");  // fails when the transaction is gone already
    }
    Finish(std::move(works), group);
  }
}

absl::StatusOr<std::unique_ptr<Store>> Store::Open(Options options) {
  absl::Status made = MakeDirectory(options.directory);
  if (!made.ok()) return made;
  absl::StatusOr<DirectoryLock> lock = DirectoryLock::Take(options.directory);
  if (!lock.ok()) return lock.status();
  const std::string path = options.directory + "/records.sqlite3";
  absl::StatusOr<Connection> writer = Connection::Open(path, Connection::Mode::kReadWrite);
  if (!writer.ok()) return writer.status();
  absl::StatusOr<std::unique_ptr<Vault>> vault = Prepare(*writer, options);
  if (!vault.ok()) return vault.status();
  auto impl = std::make_unique<Impl>(std::move(options), *std::move(lock), *std::move(vault),
                                     *std::move(writer));
  absl::StatusOr<std::string> epoch = ReadEpoch(impl->writer);
  if (!epoch.ok()) return epoch.status();
  impl->epoch = *std::move(epoch);
  const Connection::Mac mac = [keys = impl->vault.get()](std::string_view domain,
                                                         std::string_view bytes) {
    return keys->Mac(domain, bytes);
  };
  impl->writer.set_mac(mac);
  absl::StatusOr<int64_t> last = LastSequence(impl->writer);
  if (!last.ok()) return last.status();
  impl->latest = *last;
  for (int i = 0; i < std::max(1, impl->options.readers); ++i) {
    absl::StatusOr<Connection> reader = Connection::Open(path, Connection::Mode::kReadOnly);
    if (!reader.ok()) return reader.status();
    reader->SetVault(impl->vault.get());
    reader->set_mac(mac);
    impl->readers.push_back(std::make_unique<Connection>(*std::move(reader)));
  }
  impl->thread = std::thread([writing = impl.get()] { writing->WriteLoop(); });
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

void Store::WriteAsync(std::function<absl::Status(Connection&)> work,
                       std::function<void(absl::StatusOr<ChangeToken>)> done,
                       std::chrono::steady_clock::duration patience) {
  std::lock_guard<std::mutex> guard(impl_->queue_mutex);
  const bool first = impl_->queue.empty();
  impl_->queue.push_back({std::move(work), std::move(done), {}, 0});
  const auto by = std::chrono::steady_clock::now() + patience;
  if (!first && by >= impl_->begin_by) return;
  impl_->begin_by = by;
  impl_->queue_changed.notify_one();
}

void Store::Hurry() {
  std::lock_guard<std::mutex> guard(impl_->queue_mutex);
  if (impl_->queue.empty()) return;
  impl_->begin_by = {};
  impl_->queue_changed.notify_one();
}

absl::StatusOr<ChangeToken> Store::Write(std::function<absl::Status(Connection&)> work) {
  std::mutex mutex;
  std::condition_variable finished;
  std::optional<absl::StatusOr<ChangeToken>> result;
  WriteAsync(std::move(work), [&](absl::StatusOr<ChangeToken> outcome) {
    // Notified under the lock: what it notifies goes with this call's stack.
    std::lock_guard<std::mutex> guard(mutex);
    result = std::move(outcome);
    finished.notify_one();
  });
  std::unique_lock<std::mutex> guard(mutex);
  finished.wait(guard, [&result] { return result.has_value(); });
  return *std::move(result);
}

absl::Status Store::Read(const std::function<absl::Status(Connection&)>& work) {
  std::unique_ptr<Connection> reader;
  {
    std::unique_lock<std::mutex> guard(impl_->readers_mutex);
    impl_->reader_returned.wait(guard, [this] { return !impl_->readers.empty(); });
    reader = std::move(impl_->readers.back());
    impl_->readers.pop_back();
  }
  absl::Status status = RunStatement(*reader, "BEGIN");
  if (status.ok()) {
    status = work(*reader);
    absl::Status ended = RunStatement(*reader, "ROLLBACK");
    if (status.ok()) status = ended;
  }
  {
    std::lock_guard<std::mutex> guard(impl_->readers_mutex);
    impl_->readers.push_back(std::move(reader));
  }
  impl_->reader_returned.notify_one();
  return status;
}

ChangeToken Store::Latest() const { return {impl_->epoch, impl_->latest.load()}; }
const std::string& Store::epoch() const { return impl_->epoch; }
const Clock& Store::clock() const { return *impl_->options.clock; }

void Store::OnCommit(std::function<void(int64_t sequence)> listener) {
  std::lock_guard<std::mutex> guard(impl_->queue_mutex);
  impl_->listener = std::move(listener);
}

}  // namespace setara
