// What identity, authorization and audit cost: the same calls through the dispatcher with a caller
// that is taken for granted (guard 0), with the token looked up and scopes held against the store
// (1), and as in production, with an event on disk before each answer (2). Audit costs what 2 lacks
// to 1. On the file system of TMPDIR. On a machine that others use, compare within one run, say
// with
// --benchmark_repetitions=9 --benchmark_enable_random_interleaving=true, and the processor's time.
#include <benchmark/benchmark.h>
#include <time.h>

#include <condition_variable>
#include <mutex>

#include "index/index.h"
#include "server/audit/audit_log.h"
#include "server/identity/accounts.h"
#include "server/identity/store_authenticator.h"
#include "server/identity/tokens.h"
#include "server/indexer.h"
#include "server/rpc/access_records.h"
#include "server/rpc/live_records.h"
#include "server/rpc/parts.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/seeker.pb.h"
#include "tests/matcher/generate.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int kPeople = 20'000;
constexpr int kOpenings = 500;
constexpr int kUnderWay = 64;
constexpr char kBranch[] = "BENCH-01";

void Must(const absl::Status& status) {
  if (!status.ok()) {
    std::fprintf(stderr, "access_bench: %s\n", status.ToString().c_str());
    std::abort();
  }
}

class TakenForGranted final : public Authenticator {
 public:
  absl::StatusOr<Caller> Authenticate(const Credentials&, Instant) override {
    Caller caller;
    caller.name = "accounts/bench";
    caller.role = v1::ROLE_COUNSELOR;
    caller.place.branch = kBranch;
    return caller;
  }
};

class AllAtHome final : public AccessRecords {
 public:
  absl::StatusOr<std::vector<std::optional<RecordHome>>> FindPlaces(
      const std::vector<NamedResource>& records) override {
    RecordHome home;
    home.branch = kBranch;
    return std::vector<std::optional<RecordHome>>(records.size(), home);
  }
  absl::StatusOr<std::string> FindBreakGlass(const Caller&, const std::string&, Instant) override {
    return "";
  }
  absl::StatusOr<int64_t> CountUnreviewed(const Caller&) override { return 0; }
  absl::StatusOr<bool> Agrees(const CallContext&, const std::string&, const std::string&,
                              Visibility::Read) override {
    return false;
  }
};

struct World {
  TempDir directory;
  FixedClock clock;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Indexer> indexer;
  std::vector<std::string> people, openings;
  std::string token;

  World() {
    clock.Set(testing::GeneratedDay() + std::chrono::hours(5));
    Store::Options options;
    options.directory = directory.path();
    options.clock = &clock;
    absl::StatusOr<std::unique_ptr<Store>> opened = Store::Open(options);
    Must(opened.status());
    store = *std::move(opened);
    Must(store->Write([&](Connection& db) { return Fill(db); }).status());
    absl::StatusOr<std::unique_ptr<Index>> made = Index::Open(directory.path() + "/index");
    Must(made.status());
    index = *std::move(made);
    absl::StatusOr<std::unique_ptr<Indexer>> started = Indexer::Start(*store, *index, {});
    Must(started.status());
    indexer = *std::move(started);
    Must(indexer->WaitUntilApplied(store->Latest(),
                                   std::chrono::steady_clock::now() + std::chrono::minutes(5)));
  }

  absl::Status Fill(Connection& db) {
    for (Seeker& seeker : testing::GenerateSeekers(1, kPeople)) {
      seeker.branch = kBranch;
      absl::StatusOr<Seeker> stored = InsertSeeker(db, seeker, clock.Now(), Lane::kBulk);
      if (!stored.ok()) return stored.status();
      people.push_back("seekers/" + stored->id);
    }
    for (Opening& opening : testing::GenerateOpenings(1, kOpenings)) {
      absl::StatusOr<Opening> stored = InsertOpening(db, opening, clock.Now(), Lane::kBulk);
      if (!stored.ok()) return stored.status();
      if (IsOpenOn(*stored, testing::GeneratedDay())) openings.push_back("openings/" + stored->id);
    }
    Account account;
    account.login = "bench";
    account.display_name = "bench";
    account.role = v1::ROLE_COUNSELOR;
    account.place.branch = kBranch;
    absl::StatusOr<std::string> id = InsertAccount(db, account, clock.Now());
    if (!id.ok()) return id.status();
    absl::StatusOr<IssuedToken> issued = IssueToken(db, *id, {}, clock.Now());
    if (issued.ok()) token = issued->text;
    return issued.status();
  }
};

World& TheWorld() {
  static World& world = *new World();
  return world;
}

// A dispatcher with or without what is measured.
struct Desk {
  explicit Desk(int64_t guard) {
    World& world = TheWorld();
    Dispatcher::Options options;
    options.threads = 4;
    options.clock = &world.clock;
    if (guard > 0) {
      authenticator = MakeAuthenticator(*world.store, {});
      records = std::make_unique<StoreAccessRecords>(*world.store);
    } else {
      authenticator = std::make_unique<TakenForGranted>();
      records = std::make_unique<AllAtHome>();
    }
    if (guard > 1) {
      audit = std::make_unique<AuditLog>(*world.store);
      options.record = [this](AuditEvent event, std::function<void(absl::Status)> done, bool more) {
        audit->Record(std::move(event), std::move(done), more);
      };
    }
    options.authenticator = authenticator.get();
    options.records = records.get();
    dispatcher = std::make_unique<Dispatcher>(options);
    Parts parts{*world.store, *world.index, *world.indexer};
    HandleSeekers(*dispatcher, parts);
    HandleMatches(*dispatcher, parts);
  }

  std::unique_ptr<Authenticator> authenticator;
  std::unique_ptr<AccessRecords> records;
  std::unique_ptr<AuditLog> audit;
  std::unique_ptr<Dispatcher> dispatcher;  // last: its threads use the others
};

// Keeps kUnderWay calls under way, `count` in all.
void CallMany(Desk& desk, const google::protobuf::MethodDescriptor& method, int count,
              const std::function<std::string(int)>& request) {
  std::mutex mutex;
  std::condition_variable changed;
  int under_way = 0;
  for (int i = 0; i < count; ++i) {
    CallContext context;
    context.credentials.bearer_token = TheWorld().token;
    context.credentials.peer = "127.0.0.1";
    context.purpose = "placement";
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return under_way < kUnderWay; });
      ++under_way;
    }
    desk.dispatcher->Dispatch(
        method, request(i), std::move(context),
        [&](const absl::Status& status, const std::string&, const CallContext&) {
          Must(status);
          std::lock_guard lock(mutex);
          --under_way;
          changed.notify_all();
        });
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return under_way == 0; });
}

// Of the whole program: what calls cost, whatever others do on the machine meanwhile.
double ProcessorMicros() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void Report(benchmark::State& state, int calls, double processor_before) {
  const auto all = static_cast<double>(state.iterations() * calls);
  state.SetItemsProcessed(state.iterations() * calls);
  state.counters["cpu_us_per_call"] = (ProcessorMicros() - processor_before) / all;
}

void MatchPeople(benchmark::State& state) {
  Desk desk(state.range(0));
  const auto& method =
      *v1::MatchSeekersRequest::descriptor()->file()->service(0)->FindMethodByName("MatchSeekers");
  constexpr int kCalls = 400;
  const double before = ProcessorMicros();
  for (auto _ : state) {
    CallMany(desk, method, kCalls, [](int i) {
      v1::MatchSeekersRequest request;
      request.set_opening(TheWorld().openings[static_cast<size_t>(i * 7 % 50)]);
      *request.mutable_on() = [] {
        v1::Date date;
        std::chrono::year_month_day day(testing::GeneratedDay());
        date.set_year(static_cast<int>(day.year()));
        date.set_month(static_cast<int>(static_cast<unsigned>(day.month())));
        date.set_day(static_cast<int>(static_cast<unsigned>(day.day())));
        return date;
      }();
      return request.SerializeAsString();
    });
  }
  Report(state, kCalls, before);
}

void GetPerson(benchmark::State& state) {
  Desk desk(state.range(0));
  const auto& method =
      *v1::GetSeekerRequest::descriptor()->file()->service(0)->FindMethodByName("GetSeeker");
  constexpr int kCalls = 4000;
  const double before = ProcessorMicros();
  for (auto _ : state) {
    CallMany(desk, method, kCalls, [](int i) {
      v1::GetSeekerRequest request;
      request.set_name(TheWorld().people[static_cast<size_t>(i * 31 % kPeople)]);
      return request.SerializeAsString();
    });
  }
  Report(state, kCalls, before);
}

BENCHMARK(MatchPeople)->ArgName("guard")->DenseRange(0, 2)->UseRealTime();
BENCHMARK(GetPerson)->ArgName("guard")->DenseRange(0, 2)->UseRealTime();

}  // namespace
}  // namespace setara
