// What identity, authorization and audit cost: the same calls with a caller that is taken for
// granted (guard 0), with the token looked up and scopes held against the store (1), and as in
// production, with an event on disk before each answer (2). On the file system of TMPDIR. Guard 2
// takes turns with 1 and with 0, block by block, since machines are noisy; what is told is the
// median of the pairs' ratios with its quartiles: throughput (calls a second) and the server's
// processor time of a call, of the guarded calls to the others'.
//
// wire 1: through gRPC on loopback, as anyone calls; the client is a process of its own, whose time
// is in the throughput but not in the processor time. wire 0: through the dispatcher alone, where a
// call costs a fraction and what is added to it shows the more.
#include <benchmark/benchmark.h>
#include <grpcpp/grpcpp.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "index/index.h"
#include "server/audit/audit_log.h"
#include "server/identity/accounts.h"
#include "server/identity/store_authenticator.h"
#include "server/identity/tokens.h"
#include "server/indexer.h"
#include "server/rpc/access_records.h"
#include "server/rpc/grpc_service.h"
#include "server/rpc/live_records.h"
#include "server/rpc/parts.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/seeker.pb.h"
#include "tests/bench/load_client.h"
#include "tests/matcher/generate.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

// More than the page caches of the readers hold, as in any store that is not a toy: else a commit,
// which empties them, would cost what it never costs in service.
constexpr int kPeople = 100'000;
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

// A server with or without what is measured.
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
      options.record = [this](AuditEvent event, std::function<void(absl::Status)> done,
                              int64_t on_the_way) {
        audit->Record(std::move(event), std::move(done), on_the_way);
      };
    }
    options.authenticator = authenticator.get();
    options.records = records.get();
    dispatcher = std::make_unique<Dispatcher>(options);
    Parts parts{*world.store, *world.index, *world.indexer};
    HandleSeekers(*dispatcher, parts);
    HandleMatches(*dispatcher, parts);
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    for (const auto* file : {v1::MatchSeekersRequest::descriptor()->file(),
                             v1::GetSeekerRequest::descriptor()->file()}) {
      services.push_back(std::make_unique<GrpcService>(*file->service(0), *dispatcher));
      builder.RegisterService(services.back().get());
    }
    grpc = builder.BuildAndStart();
    Must(grpc != nullptr ? absl::OkStatus() : absl::UnavailableError("cannot listen"));
  }
  ~Desk() { grpc->Shutdown(); }

  std::unique_ptr<Authenticator> authenticator;
  std::unique_ptr<AccessRecords> records;
  std::unique_ptr<AuditLog> audit;
  std::unique_ptr<Dispatcher> dispatcher;  // after what its threads use
  std::vector<std::unique_ptr<GrpcService>> services;
  std::unique_ptr<grpc::Server> grpc;
  int port = 0;
};

// Keeps kUnderWay calls under way in this process, until all are answered.
void Dispatch(Desk& desk, const google::protobuf::MethodDescriptor& method,
              const std::vector<std::string>& requests) {
  std::mutex mutex;
  std::condition_variable changed;
  int under_way = 0;
  for (const std::string& request : requests) {
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
        method, request, std::move(context),
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

struct Cost {
  double seconds = 0, processor_micros = 0;
};

Cost Measure(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const double before = ProcessorMicros();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          ProcessorMicros() - before};
}

// The value below which `share` of the values lie.
double Quantile(std::vector<double> values, double share) {
  auto nth = values.begin() + static_cast<int64_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

// Blocks of calls by the guarded desk and by one with less guard (the first argument), in turn.
void Compare(benchmark::State& state, const google::protobuf::MethodDescriptor& method,
             const std::vector<std::string>& requests) {
  Desk plain(state.range(0)), guarded(2);
  std::function<void(Desk&)> block = [&](Desk& desk) { Dispatch(desk, method, requests); };
  std::unique_ptr<LoadClient> client;
  if (state.range(1) == 1) {
    client = std::make_unique<LoadClient>(TheWorld().token);
    const int load = client->Load(method, requests);
    block = [&client, load](Desk& desk) { client->Run(load, desk.port, kUnderWay); };
  }
  const auto calls = static_cast<double>(requests.size());
  block(plain);
  block(guarded);
  std::vector<double> throughput, processor, plain_micros, guarded_micros, guarded_calls;
  for (auto _ : state) {
    Cost without, with;
    if (throughput.size() % 2 == 0) {
      without = Measure([&] { block(plain); });
      with = Measure([&] { block(guarded); });
    } else {
      with = Measure([&] { block(guarded); });
      without = Measure([&] { block(plain); });
    }
    throughput.push_back(without.seconds / with.seconds);
    processor.push_back(with.processor_micros / without.processor_micros);
    plain_micros.push_back(without.processor_micros / calls);
    guarded_micros.push_back(with.processor_micros / calls);
    guarded_calls.push_back(calls / with.seconds);
  }
  state.counters["throughput"] = Quantile(throughput, 0.5);
  state.counters["throughput_q1"] = Quantile(throughput, 0.25);
  state.counters["throughput_q3"] = Quantile(throughput, 0.75);
  state.counters["processor"] = Quantile(processor, 0.5);
  state.counters["us_plain"] = Quantile(plain_micros, 0.5);
  state.counters["us_guarded"] = Quantile(guarded_micros, 0.5);
  state.counters["calls_a_second"] = Quantile(guarded_calls, 0.5);
}

void MatchPeople(benchmark::State& state) {
  constexpr int kCalls = 200;
  v1::MatchSeekersRequest request;
  const std::chrono::year_month_day day(testing::GeneratedDay());
  request.mutable_on()->set_year(static_cast<int>(day.year()));
  request.mutable_on()->set_month(static_cast<int>(static_cast<unsigned>(day.month())));
  request.mutable_on()->set_day(static_cast<int>(static_cast<unsigned>(day.day())));
  std::vector<std::string> requests;
  const std::vector<std::string>& openings = TheWorld().openings;
  for (size_t i = 0; i < kCalls; ++i) {
    request.set_opening(openings[i * 7 % openings.size()]);
    requests.push_back(request.SerializeAsString());
  }
  Compare(state, *request.descriptor()->file()->service(0)->FindMethodByName("MatchSeekers"),
          requests);
}

void GetPerson(benchmark::State& state) {
  constexpr int kCalls = 4000;
  v1::GetSeekerRequest request;
  std::vector<std::string> requests;
  const std::vector<std::string>& people = TheWorld().people;
  for (size_t i = 0; i < kCalls; ++i) {
    request.set_name(people[i * 31 % people.size()]);
    requests.push_back(request.SerializeAsString());
  }
  Compare(state, *request.descriptor()->file()->service(0)->FindMethodByName("GetSeeker"),
          requests);
}

void Arguments(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"guard", "wire"})->ArgsProduct({{1, 0}, {1, 0}})->Iterations(60)->UseRealTime();
}
BENCHMARK(MatchPeople)->Apply(Arguments);
BENCHMARK(GetPerson)->Apply(Arguments);

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  if (setara::LoadClientMain(argc, argv)) return 0;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
