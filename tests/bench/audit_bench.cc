// What the audit log costs: calls that read a record for about a millisecond, alone and with an
// event each that is on disk before the call counts as answered; how long an event takes to add and
// to verify, and how large it is. On the file system of TMPDIR.
#include <benchmark/benchmark.h>
#include <time.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "server/audit/audit_log.h"
#include "server/audit/audit_query.h"
#include "server/audit/verify.h"
#include "server/store/seekers.h"
#include "tests/server/audit/audit_testing.h"
#include "tests/server/store/record_samples.h"

namespace setara {
namespace {

constexpr int kPeople = 2000;
// Records that a call reads, so that it takes about a millisecond.
constexpr int64_t kRead = 30;
// Answers that wait for their event, for each thread that takes calls; beyond it the thread waits,
// as a server's queue of calls is bounded.
constexpr int kUnderWay = 32;

struct Bench {
  TempDir dir;
  std::unique_ptr<Store> store = OpenAuditedStore(dir.path());
  std::vector<std::string> ids;
  std::vector<int64_t> rows;
};

std::unique_ptr<Bench> bench;

void Check(benchmark::State& state, const absl::Status& status) {
  if (!status.ok()) state.SkipWithError(status.ToString().c_str());
}

void Start(const benchmark::State&) {
  bench = std::make_unique<Bench>();
  Seeker seeker = FullSeeker();
  absl::Status made = bench->store
                          ->Write([&](Connection& db) -> absl::Status {
                            for (int i = 0; i < kPeople; ++i) {
                              seeker.source_id = std::to_string(i);
                              absl::StatusOr<Seeker> stored =
                                  InsertSeeker(db, seeker, bench->store->clock().Now());
                              if (!stored.ok()) return stored.status();
                              bench->ids.push_back(stored->id);
                              bench->rows.push_back(stored->row);
                            }
                            return absl::OkStatus();
                          })
                          .status();
  if (!made.ok()) std::abort();
}
void Stop(const benchmark::State&) { bench.reset(); }

absl::Status ReadPeople(int64_t first) {
  return bench->store->Read([first](Connection& db) {
    std::vector<int64_t> rows;
    for (int64_t i = 0; i < kRead; ++i) {
      rows.push_back(bench->rows[static_cast<size_t>((first + i) % kPeople)]);
    }
    auto people = GetSeekersByRows(db, rows);
    benchmark::DoNotOptimize(people);
    return people.status();
  });
}

// Processor time of the whole program: other than the time that passes, it says what calls cost on
// a machine that others use too.
double ProcessorMicros() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Bounds the answers of one thread that wait.
class UnderWay {
 public:
  void Enter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ < kUnderWay; });
    ++count_;
  }
  void Leave() {
    std::lock_guard lock(mutex_);
    --count_;
    changed_.notify_one();
  }
  void WaitForAll() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

// Argument: 0 without events, 1 with an event about one person each, 2 about all that it read.
void Calls(benchmark::State& state) {
  AuditLog log(*bench->store);
  UnderWay under_way;
  int64_t next = state.thread_index() * 101;
  const double start = ProcessorMicros();
  for (auto _ : state) {
    Check(state, ReadPeople(++next));
    if (state.range(0) == 0) continue;
    AuditEvent event = ReadOf(bench->ids[static_cast<size_t>(next % kPeople)], next);
    for (int64_t i = 1; state.range(0) == 2 && i < kRead; ++i) {
      event.subjects.insert("seekers/" + bench->ids[static_cast<size_t>((next + i) % kPeople)]);
    }
    under_way.Enter();
    log.Record(
        std::move(event), [&under_way](const absl::Status&) { under_way.Leave(); }, kUnderWay);
  }
  under_way.WaitForAll();
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    state.counters["cpu_us_per_call"] =
        (ProcessorMicros() - start) / static_cast<double>(state.iterations() * state.threads());
  }
}
BENCHMARK(Calls)
    ->Setup(Start)
    ->Teardown(Stop)
    ->UseRealTime()
    ->ArgName("events")
    ->Arg(0)
    ->Arg(1)
    ->Arg(2)
    ->Threads(4)
    ->Threads(8)
    ->Threads(16)
    ->MinTime(2);

// Cost of adding one event, its share of the commit among 200 left out.
void Append(benchmark::State& state) {
  int64_t next = 0;
  const double start = ProcessorMicros();
  for (auto _ : state) {
    Check(state, bench->store
                     ->Write([&](Connection& db) -> absl::Status {
                       for (int i = 0; i < 200; ++i) {
                         ++next;
                         absl::Status added = AppendAudit(
                             db, ReadOf(bench->ids[static_cast<size_t>(next * 7 % kPeople)], next));
                         if (!added.ok()) return added;
                       }
                       return absl::OkStatus();
                     })
                     .status());
  }
  state.SetItemsProcessed(state.iterations() * 200);
  state.counters["cpu_us_per_event"] =
      (ProcessorMicros() - start) / static_cast<double>(state.iterations() * 200);
}
BENCHMARK(Append)->Setup(Start)->Teardown(Stop)->UseRealTime();

// A log of a million events about 200 000 people; bytes an event on disk, time to verify, and the
// first page of one person's events.
constexpr int kLog = 1'000'000;

void StartLog(const benchmark::State&) {
  bench = std::make_unique<Bench>();
  for (int done = 0; done < kLog;) {
    absl::Status added = bench->store
                             ->Write([&](Connection& db) -> absl::Status {
                               for (int i = 0; i < 20'000; ++i, ++done) {
                                 char id[32];
                                 std::snprintf(id, sizeof id, "01JABCDEFGHJKMNPQR%08d",
                                               static_cast<int>(done * 7919LL % 200'000));
                                 absl::Status one = AppendAudit(db, ReadOf(id, done));
                                 if (!one.ok()) return one;
                               }
                               return absl::OkStatus();
                             })
                             .status();
    if (!added.ok()) std::abort();
  }
}

void Verify(benchmark::State& state) {
  for (auto _ : state) {
    AuditReport report = VerifyStore(*bench->store);
    if (!report.whole() || report.events != kLog) state.SkipWithError(report.detail.c_str());
  }
  state.SetItemsProcessed(state.iterations() * kLog);
  absl::Status sized = bench->store->Read([&](Connection& db) -> absl::Status {
    auto pages = db.Prepare(
        "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'audit_%' OR name LIKE"
        " 'sqlite_autoindex_audit_%'");
    if (!pages.ok()) return pages.status();
    absl::StatusOr<bool> row = pages->Step();
    if (!row.ok()) return row.status();
    state.counters["bytes_per_event"] = static_cast<double>(pages->Int(0)) / kLog;
    return absl::OkStatus();
  });
  Check(state, sized);
}
BENCHMARK(Verify)->Setup(StartLog)->Teardown(Stop)->UseRealTime()->Iterations(1);

void ShowPerson(benchmark::State& state) {
  int64_t next = 0;
  for (auto _ : state) {
    char id[32];
    std::snprintf(id, sizeof id, "01JABCDEFGHJKMNPQR%08d", static_cast<int>(++next % 200'000));
    Check(state, bench->store->Read([&](Connection& db) {
      auto page = ListAudit(db, AuditFilter{.person = id}, std::nullopt, 50, [] { return false; });
      benchmark::DoNotOptimize(page);
      return page.status();
    }));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(ShowPerson)->Setup(StartLog)->Teardown(Stop)->UseRealTime()->Iterations(2000);

}  // namespace
}  // namespace setara
