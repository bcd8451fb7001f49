// Durable writes and bulk upserts of the store, on the file system of TMPDIR. Openings have about
// 118 words and six demands, as in the budgets of the design.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <vector>

#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int kBatch = 500;

struct Bench {
  TempDir dir;
  std::unique_ptr<Store> store = OpenStore(dir.path());
  std::atomic<int64_t> next{0};
};

// One store for all threads of a benchmark run.
std::unique_ptr<Bench> bench;
void Start(const benchmark::State&) { bench = std::make_unique<Bench>(); }
void Stop(const benchmark::State&) { bench.reset(); }

Opening Advertisement(int64_t number) {
  Opening opening = FullOpening();
  opening.source_id = std::to_string(number);
  opening.description.clear();
  for (int word = 0; word < 118; ++word) opening.description += "pekerjaan ";
  opening.demands.clear();
  for (int f = 0; f < 6; ++f) {
    opening.demands.push_back({FunctionId(f), 3, true, DemandOrigin::kConfirmed, "tugas"});
  }
  return opening;
}

void Check(benchmark::State& state, const absl::Status& status) {
  if (!status.ok()) state.SkipWithError(status.ToString().c_str());
}

void DurableInserts(benchmark::State& state) {
  std::vector<double> micros;
  Opening opening = Advertisement(0);
  opening.source = opening.source_id = "";
  for (auto _ : state) {
    auto start = std::chrono::steady_clock::now();
    Check(state, bench->store
                     ->Write([&](Connection& db) {
                       return InsertOpening(db, opening, bench->store->clock().Now()).status();
                     })
                     .status());
    std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    micros.push_back(took.count());
  }
  state.SetItemsProcessed(state.iterations());
  std::sort(micros.begin(), micros.end());
  auto average = benchmark::Counter::kAvgThreads;
  state.counters["p50_us"] = benchmark::Counter(micros[micros.size() / 2], average);
  state.counters["p99_us"] = benchmark::Counter(micros[micros.size() * 99 / 100], average);
}
BENCHMARK(DurableInserts)->Setup(Start)->Teardown(Stop)->UseRealTime()->Threads(1)->Threads(16);

// The least write there is: what the log and the commit cost by themselves.
void DurableChanges(benchmark::State& state) {
  for (auto _ : state) {
    Check(state, bench->store
                     ->Write([](Connection& db) {
                       return LogChange(db, 1, RecordKind::kOpening, Lane::kInteractive);
                     })
                     .status());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(DurableChanges)->Setup(Start)->Teardown(Stop)->UseRealTime()->Threads(1)->Threads(16);

template <typename T, typename Upsert>
void UpsertBatch(benchmark::State& state, std::vector<T>& batch, Upsert upsert) {
  Check(state, bench->store
                   ->Write([&](Connection& db) {
                     for (const T& record : batch) {
                       absl::Status status =
                           upsert(db, record, bench->store->clock().Now(), Lane::kBulk).status();
                       if (!status.ok()) return status;
                     }
                     return absl::OkStatus();
                   })
                   .status());
}

void UpsertOpenings(benchmark::State& state) {
  std::vector<Opening> batch(kBatch, Advertisement(0));
  for (auto _ : state) {
    for (Opening& opening : batch) {
      // Argument 0: new each time; 1: there already and unchanged.
      opening.source_id = std::to_string(state.range(0) == 0 ? bench->next++ : 0);
    }
    UpsertBatch(state, batch, UpsertOpening);
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(UpsertOpenings)->Setup(Start)->Teardown(Stop)->UseRealTime()->Arg(0)->Arg(1);

void UpsertSeekers(benchmark::State& state) {
  std::vector<Seeker> batch(kBatch, FullSeeker());
  for (auto _ : state) {
    for (Seeker& seeker : batch) {
      seeker.source_id = std::to_string(state.range(0) == 0 ? bench->next++ : 0);
    }
    UpsertBatch(state, batch, UpsertSeeker);
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(UpsertSeekers)->Setup(Start)->Teardown(Stop)->UseRealTime()->Arg(0)->Arg(1);

void ReadForIndex(benchmark::State& state) {
  std::vector<Opening> batch(kBatch, Advertisement(0));
  for (Opening& opening : batch) opening.source_id = std::to_string(bench->next++);
  UpsertBatch(state, batch, UpsertOpening);
  std::vector<int64_t> rows(kBatch);
  for (int i = 0; i < kBatch; ++i) rows[static_cast<size_t>(i)] = i + 1;
  for (auto _ : state) {
    Check(state, bench->store->Read([&](Connection& db) {
      auto openings = GetOpeningsByRows(db, rows);
      benchmark::DoNotOptimize(openings);
      return openings.status();
    }));
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(ReadForIndex)->Setup(Start)->Teardown(Stop)->UseRealTime();

// Argument 0: whole, identities unsealed; 1: what the indexer and the matcher read.
void ReadSeekers(benchmark::State& state) {
  std::vector<Seeker> batch(kBatch, FullSeeker());
  for (Seeker& seeker : batch) seeker.source_id = std::to_string(bench->next++);
  UpsertBatch(state, batch, UpsertSeeker);
  std::vector<int64_t> rows(kBatch);
  for (int i = 0; i < kBatch; ++i) rows[static_cast<size_t>(i)] = i + 1;
  for (auto _ : state) {
    Check(state, bench->store->Read([&](Connection& db) {
      auto seekers =
          state.range(0) == 0 ? GetSeekersByRows(db, rows) : LoadSeekersForIndex(db, rows);
      benchmark::DoNotOptimize(seekers);
      return seekers.status();
    }));
  }
  state.SetItemsProcessed(state.iterations() * kBatch);
}
BENCHMARK(ReadSeekers)->Setup(Start)->Teardown(Stop)->UseRealTime()->Arg(0)->Arg(1);

}  // namespace
}  // namespace setara
