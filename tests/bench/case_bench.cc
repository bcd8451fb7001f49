// Return to work at the size of a country: 10,000 open cases with logs of realistic length, of 100
// branches and 334 case managers, and some closed ones, on the file system of TMPDIR.
//
// The due list of one case manager and the national caseload, as the server computes them from
// rows, against the naive computation in the same run: open and fold every log, derive every
// deadline. Both must say the same, or the program ends with 1. In process, one reader, warm.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "server/case_ledger/derive.h"
#include "server/case_ledger/ledger.h"
#include "server/case_ledger/report_counts.h"
#include "server/store/case_due.h"
#include "server/store/cases.h"
#include "server/store/seekers.h"
#include "tests/server/casework/random_cases.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using casework::CaseRules;
using casework::Urgency;

constexpr int kOpenCases = 10'000;
constexpr int kBranches = 100;
constexpr int kManagers = 334;  // thirty open cases each
constexpr int kBatch = 500;
constexpr int kPage = 1000;

const Instant kNow = ParseInstant("2026-09-25T02:00:00Z").value();

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}
template <typename T>
T Must(absl::StatusOr<T> result) {
  Must(result.status());
  return *std::move(result);
}

std::string ManagerOf(int number) {
  return "accounts/manager" + std::to_string(number % kManagers);
}

// A store with the cases, and how long their logs are.
class Country {
 public:
  static Country& Get() {
    if (Held() == nullptr) Held() = std::unique_ptr<Country>(new Country());
    return *Held();
  }
  // Removes its files.
  static void Close() { Held() = nullptr; }

  Store& store() { return *store_; }
  int64_t cases() const { return cases_; }
  int64_t entries() const { return entries_; }

 private:
  static std::unique_ptr<Country>& Held() {
    static auto& held = *new std::unique_ptr<Country>();
    return held;
  }

  Country() : store_(OpenStore(dir_.path())) {
    int open = 0;
    while (open < kOpenCases) {
      Must(store_
               ->Write([&](Connection& db) -> absl::Status {
                 for (int i = 0; i < kBatch && open < kOpenCases; ++i) {
                   if (Add(db)) ++open;
                 }
                 return absl::OkStatus();
               })
               .status());
    }
  }

  // Whether it is open.
  bool Add(Connection& db) {
    const auto number = static_cast<int>(cases_++);
    Seeker seeker;
    seeker.identity.full_name = "Pekerja " + std::to_string(number);
    seeker.branch = "B" + std::to_string(number % kManagers % kBranches);
    seeker = Must(InsertSeeker(db, seeker, kNow));
    const casework::CasePlace place{ManagerOf(number), seeker.branch, seeker.id,
                                    "employer" + std::to_string(number % 2000)};
    const casework::CaseLog log =
        casework::RandomCase(static_cast<uint32_t>(number), place, /*closed=*/13);
    CaseRow row;
    row.seeker_row = seeker.row;
    LoadedCase made{Must(InsertCase(db, row, kNow)), log.events(), log.record()};
    for (const CaseEvent& event : made.events) Must(AddCaseEvent(db, made.row, event));
    entries_ += static_cast<int64_t>(made.events.size());
    Must(SaveDerived(db, made, CaseRules::Shipped()));
    return made.record.IsOpen();
  }

  TempDir dir_;
  std::unique_ptr<Store> store_;
  int64_t cases_ = 0;
  int64_t entries_ = 0;
};

// What a case manager looks at.
struct Due {
  Instant due{};
  std::string case_id{};
  std::string kind{};
  Urgency urgency = Urgency::kLater;
  std::string basis{};
  bool operator==(const Due&) const = default;
};

bool Presses(Urgency urgency) { return urgency >= Urgency::kComingUp; }

Due DueOf(const std::string& case_id, const casework::Deadline& deadline, Urgency urgency) {
  Due due{deadline.due, case_id, deadline.kind, urgency, ""};
  if (deadline.citation != nullptr) due.basis = deadline.citation->text(Language::kIndonesian);
  return due;
}

void Sort(std::vector<Due>& list) {
  std::sort(list.begin(), list.end(), [](const Due& a, const Due& b) {
    return std::tie(a.due, a.case_id, a.kind) < std::tie(b.due, b.case_id, b.kind);
  });
}

std::vector<Due> DueList(const std::string& manager) {
  const CaseRules& rules = CaseRules::Shipped();
  std::vector<Due> list;
  Must(Country::Get().store().Read([&](Connection& db) -> absl::Status {
    list.clear();
    const CaseDueFilter filter{.manager = manager, .due_before = ComingUpBy(kNow, rules)};
    CaseDueKey after;
    while (true) {
      absl::StatusOr<std::vector<OpenCaseDue>> page = ListCaseDue(db, filter, after, kPage);
      if (!page.ok()) return page.status();
      for (const OpenCaseDue& open : *page) {
        const casework::Deadline deadline = DeadlineOf(open.due, rules);
        const Urgency urgency = UrgencyOf(deadline, kNow, rules);
        if (Presses(urgency)) list.push_back(DueOf(open.case_id, deadline, urgency));
      }
      if (page->size() < kPage) return absl::OkStatus();
      after = page->back().key;
    }
  }));
  Sort(list);
  return list;
}

// Every case of the country with its log, one after the other.
template <typename Visit>
void FoldAll(Visit visit) {
  Must(Country::Get().store().Read([&](Connection& db) -> absl::Status {
    std::vector<CaseRow> rows;
    absl::Status status = ScanCases(db, {}, [&](const CaseRow& row) {
      rows.push_back(row);
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    for (const CaseRow& row : rows) {
      absl::StatusOr<LoadedCase> loaded = LoadCase(db, row);
      if (!loaded.ok()) return loaded.status();
      visit(*loaded);
    }
    return absl::OkStatus();
  }));
}

std::vector<Due> NaiveDueList(const std::string& manager) {
  const CaseRules& rules = CaseRules::Shipped();
  std::vector<Due> list;
  FoldAll([&](const LoadedCase& loaded) {
    if (casework::FiguresOf(loaded.record).manager != manager) return;
    for (const casework::Deadline& deadline : OpenDeadlines(loaded.record, kNow, rules)) {
      const Urgency urgency = UrgencyOf(deadline, kNow, rules);
      if (Presses(urgency)) list.push_back(DueOf(loaded.row.id, deadline, urgency));
    }
  });
  Sort(list);
  return list;
}

casework::CaseloadCounts Caseload() {
  casework::CaseloadCounts counts;
  Must(Country::Get().store().Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<casework::CaseloadCounts> found =
        CountCaseload(db, {}, kNow, CaseRules::Shipped());
    if (!found.ok()) return found.status();
    counts = *std::move(found);
    return absl::OkStatus();
  }));
  return counts;
}

casework::CaseloadCounts NaiveCaseload() {
  const CaseRules& rules = CaseRules::Shipped();
  casework::CaseloadCounter counter(kNow, JakartaDate(kNow), rules);
  FoldAll([&](const LoadedCase& loaded) {
    counter.AddCase(loaded.row.row, casework::FiguresOf(loaded.record));
    for (const casework::Deadline& deadline : OpenDeadlines(loaded.record, kNow, rules)) {
      counter.AddDeadline(loaded.row.row, deadline.kind, deadline.due, deadline.zone,
                          deadline.alarm, deadline.suspended);
    }
  });
  return counter.Finish();
}

std::vector<casework::CaseFigures> Outcomes() {
  std::vector<casework::CaseFigures> figures;
  Must(Country::Get().store().Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<casework::CaseFigures>> found =
        FiguresOfPeriod(db, {}, std::nullopt, std::nullopt);
    if (!found.ok()) return found.status();
    figures = *std::move(found);
    return absl::OkStatus();
  }));
  return figures;
}

std::vector<casework::Caseload> History() {
  const std::vector<Date> days =
      casework::HistoryDays(ParseDate("2026-01-01").value(), ParseDate("2026-09-25").value(),
                            casework::HistoryStep::kDay);
  std::vector<casework::Caseload> points;
  Must(Country::Get().store().Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<casework::Caseload>> found = CountHistory(db, {}, days);
    if (!found.ok()) return found.status();
    points = *std::move(found);
    return absl::OkStatus();
  }));
  return points;
}

// Milliseconds of one run, by what was run: for the ratios at the end.
std::vector<std::pair<std::string, double>>& Measured() {
  static auto& measured = *new std::vector<std::pair<std::string, double>>();
  return measured;
}

template <typename Run>
void Measure(benchmark::State& state, const char* name, Run run) {
  double total = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(run(static_cast<int>(state.iterations())));
    total +=
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
  const double mean = total / static_cast<double>(state.iterations());
  auto& measured = Measured();
  std::erase_if(measured, [&](const auto& item) { return item.first == name; });
  measured.emplace_back(name, mean);
}

void DueListOfAManager(benchmark::State& state) {
  Measure(state, "due list", [](int i) { return DueList(ManagerOf(i)); });
}
void DueListOfAManagerNaive(benchmark::State& state) {
  Measure(state, "due list, naive", [](int i) { return NaiveDueList(ManagerOf(i)); });
}
void NationalCaseload(benchmark::State& state) {
  Measure(state, "caseload", [](int) { return Caseload(); });
}
void NationalCaseloadNaive(benchmark::State& state) {
  Measure(state, "caseload, naive", [](int) { return NaiveCaseload(); });
}
void NationalOutcomes(benchmark::State& state) {
  Measure(state, "outcomes", [](int) { return casework::CountSuccess(Outcomes()); });
}
void NationalHistory(benchmark::State& state) {
  Measure(state, "history", [](int) { return History(); });
}

BENCHMARK(DueListOfAManager)->Unit(benchmark::kMillisecond);
BENCHMARK(DueListOfAManagerNaive)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(NationalCaseload)->Unit(benchmark::kMillisecond);
BENCHMARK(NationalCaseloadNaive)->Unit(benchmark::kMillisecond)->Iterations(2);
BENCHMARK(NationalOutcomes)->Unit(benchmark::kMillisecond);
BENCHMARK(NationalHistory)->Unit(benchmark::kMillisecond);

double Of(const std::string& name) {
  for (const auto& [measured, ms] : Measured()) {
    if (measured == name) return ms;
  }
  return 0;
}

void PrintRatio(const char* name, double target) {
  const double fast = Of(name), naive = Of(std::string(name) + ", naive");
  if (fast == 0 || naive == 0) return;
  std::printf("%s: %.2f ms (target %.0f ms), naive %.0f ms, %.0f times\n", name, fast, target,
              naive, naive / fast);
}

bool SameResults() {
  const Country& country = Country::Get();
  std::printf("%lld cases, %d open, %.1f entries each\n", static_cast<long long>(country.cases()),
              kOpenCases,
              static_cast<double>(country.entries()) / static_cast<double>(country.cases()));
  size_t length = 0;
  for (int manager : {0, 17, 333}) {
    const std::vector<Due> list = DueList(ManagerOf(manager));
    length = std::max(length, list.size());
    if (list.empty() || list != NaiveDueList(ManagerOf(manager))) {
      std::fprintf(stderr, "the due list of %s is not that of the logs\n",
                   ManagerOf(manager).c_str());
      return false;
    }
  }
  const casework::CaseloadCounts counts = Caseload();
  if (counts.open_cases != kOpenCases || counts != NaiveCaseload()) {
    std::fprintf(stderr, "the caseload is not that of the logs\n");
    return false;
  }
  std::printf("results equal those of the logs; up to %zu entries in a due list\n", length);
  return true;
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  const bool same = setara::SameResults();
  if (same) benchmark::RunSpecifiedBenchmarks();
  setara::Country::Close();
  if (!same) return 1;
  setara::PrintRatio("due list", 20);
  setara::PrintRatio("caseload", 500);
  return 0;
}
