// The quota of a nation: 500,000 employers with five years of reports and 3 million employment
// records, against the naive query in the same run.
//
//   quota_bench [EMPLOYERS [DIRECTORY]]
//
// 20,000 employers without arguments, a minute or two; `quota_bench 500000` is the nation (about
// 12 GB on the file system of TMPDIR, some ten minutes on an idle machine). With a DIRECTORY the
// records are kept there, and measured as they are when they are there already.
//
// Records are learned as they come in: reports in the first months of each year, hires within two
// months of the first day, some of both corrected later. In process, one reader, warm.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "matcher/reference/kbli.h"
#include "matcher/reference/regions.h"
#include "server/quota/assess.h"
#include "server/quota/rederive.h"
#include "server/quota_table/derive.h"
#include "server/store/bitemporal.h"
#include "server/store/employers.h"
#include "server/store/headcounts.h"
#include "server/store/quota_chapters.h"
#include "server/store/quota_pages.h"
#include "server/store/quota_records.h"
#include "server/store/quota_snapshots.h"
#include "tests/server/quota/slow_list.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using Seconds = std::chrono::duration<double>;

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

// What this thread spent, which other programs on the machine stretch less than the clock.
double ProcessorMilliseconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

Date Day(const char* text) { return ParseDate(text).value(); }
Instant Noon(Date day) { return Instant(day.time_since_epoch() + std::chrono::hours(12)); }

const Date kFirstReport = Day("2021-01-01");
const Date kToday = Day("2025-11-25");

// Fills the tables of records as the store would, without its checks and changes.
class Nation {
 public:
  Nation(Connection& db, int64_t employers) : db_(db), employers_(employers) {
    for (const Region& region : Regions::Get().all()) {
      bool regency = region.kind == RegionKind::kKabupaten || region.kind == RegionKind::kKota;
      if (regency) seats_.emplace_back(region.code);
    }
  }

  void Fill() {
    Must(db_.Execute("PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF; BEGIN"));
    for (int64_t row = 1; row <= employers_; ++row) {
      AddEmployer(row);
      if (row % 50'000 == 0) Must(db_.Execute("COMMIT; BEGIN"));
    }
    Must(db_.Execute("COMMIT"));
  }

  int64_t reports() const { return reports_; }
  int64_t workers() const { return workers_; }

 private:
  int64_t Pick(int64_t below) {
    return std::uniform_int_distribution<int64_t>(0, below - 1)(random_);
  }
  Instant Learned(Date day, int64_t days) {
    return Noon(day) + std::chrono::microseconds(Pick(days * 86'400'000'000));
  }
  Statement Prepare(const char* sql) { return Must(db_.Prepare(sql)); }

  // Many small ones and few large ones, 5 to 60,000 workers.
  int64_t Size() {
    double uniform = std::uniform_real_distribution<double>(1e-4, 1)(random_);
    return std::min<int64_t>(60'000, static_cast<int64_t>(5 / uniform));
  }

  void AddEmployer(int64_t row) {
    char id[32];
    std::snprintf(id, sizeof id, "01J%023lld", static_cast<long long>(row));
    Must(Prepare("INSERT INTO records (row, id, kind) VALUES ($1, $2, 3)")
             .Bind(1, row)
             .Bind(2, id)
             .Run());
    // A regency has the more employers the earlier it comes in a fixed shuffle.
    double uniform = std::uniform_real_distribution<double>(0, 1)(random_);
    size_t at = static_cast<size_t>(uniform * uniform * static_cast<double>(seats_.size()));
    const std::string& seat = seats_[at * 331 % seats_.size()];
    int64_t kind = Pick(100) < 97 ? 5 : 1 + Pick(4);
    std::string kbli = std::to_string(Pick(5) == 0 ? 10 + Pick(23) : 45 + Pick(40)) + "111";
    int64_t known = StoredInstant(Learned(Day("2020-12-01"), 20));
    Must(Prepare("INSERT INTO employers VALUES ($1, '', '', $2, '', '', '', $3, '2020', $4, $5, "
                 "-25567, 1, $6, $6)")
             .Bind(1, row)
             .Bind(2, "PT Nusantara " + std::to_string(row))
             .Bind(3, kbli)
             .Bind(4, kind)
             .Bind(5, seat)
             .Bind(6, known)
             .Run());
    Must(Prepare("INSERT INTO employer_terms (employer_row, valid_from, kind, seat_region_code, "
                 "known_at) VALUES ($1, -25567, $2, $3, $4)")
             .Bind(1, row)
             .Bind(2, kind)
             .Bind(3, seat)
             .Bind(4, known)
             .Run());
    int64_t size = Size();
    AddReports(row, size);
    int64_t most = size < 50 ? 12 : size < 500 ? 25 : 80;  // three million at 500,000
    for (int64_t i = Pick(most); i > 0; --i) AddWorker(row);
  }

  void AddReports(int64_t row, int64_t size) {
    for (int year = 0; year < 5; ++year) {
      Date day = kFirstReport + std::chrono::days(365 * year + year / 4);
      size = std::max<int64_t>(1, size * (90 + Pick(25)) / 100);
      int64_t versions = Pick(30) == 0 ? 2 : 1;
      for (int64_t version = 0; version < versions; ++version) {
        Statement insert = Prepare(
            "INSERT INTO headcounts (employer_row, valid_from, workers, "
            "workers_with_disabilities, source, retracted, known_at) VALUES ($1, $2, $3, $4, "
            "'WLKP', 0, $5)");
        insert.Bind(1, row).Bind(2, StoredDate(day)).Bind(3, size + version);
        if (Pick(10) < 7) {
          insert.Bind(4, size / (80 + Pick(200)));
        } else {
          insert.BindNull(4);
        }
        Must(insert.Bind(5, StoredInstant(Learned(day + std::chrono::days(30 + 120 * version), 60)))
                 .Run());
        ++reports_;
      }
    }
  }

  void AddWorker(int64_t row) {
    Date day = Day("2020-06-01") + std::chrono::days(Pick(1'990));
    Statement insert = Prepare(
        "INSERT INTO employment (source, source_id, employer_row, person_id, relation, valid_from, "
        "valid_until, evidence_from, evidence_until, agreed_on, exclude_reason, known_at) "
        "VALUES ('hr', $1, $2, $3, 1, $4, $5, $4, $6, $4, '', $7)");
    std::string number = std::to_string(++workers_);
    insert.Bind(1, number).Bind(2, row).Bind(3, "p" + number).Bind(4, StoredDate(day));
    if (Pick(10) < 3) {
      insert.Bind(5, StoredDate(day) + 200 + Pick(700));
    } else {
      insert.BindNull(5);
    }
    if (Pick(10) < 6) {
      insert.Bind(6, StoredDate(day) + 700 + Pick(1'100));
    } else {
      insert.BindNull(6);
    }
    Date learned = std::max(day, Day("2021-01-01"));
    Must(insert.Bind(7, StoredInstant(Learned(learned, 60))).Run());
  }

  Connection& db_;
  const int64_t employers_;
  std::mt19937_64 random_{20'251'125};
  std::vector<std::string> seats_;
  int64_t reports_ = 0;
  int64_t workers_ = 0;
};

// Derives everything; indexes are built once at the end, which is how one would restore a nation.
int64_t DeriveNation(Connection& db, int64_t employers) {
  std::vector<std::string> indexes;
  {
    Statement query = Must(db.Prepare(
        "SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'quota_intervals' AND type = 'index' "
        "AND sql IS NOT NULL"));
    std::vector<std::string> names;
    while (Must(query.Step())) {
      names.push_back(query.Text(0));
      indexes.push_back(query.Text(1));
    }
    query = Must(db.Prepare("SELECT 1"));
    for (const std::string& name : names) Must(db.Execute("DROP INDEX " + name));
  }
  const quota::RuleBook rules;
  int64_t rows = 0;
  QuotaSumChanges sums;
  Must(db.Execute("BEGIN"));
  for (int64_t row = 1; row <= employers; ++row) {
    std::vector<QuotaInterval> intervals =
        quota::Rederive(Must(LoadQuotaRecords(db, row)), rules, {}, Instant::min());
    rows += static_cast<int64_t>(intervals.size());
    Must(ReplaceQuotaIntervals(db, row, {}, intervals, Must(LoadDivision(db, row)).value(), sums));
    if (row % 20'000 == 0) Must(db.Execute("COMMIT; BEGIN"));
  }
  Must(sums.Write(db));
  Must(db.Execute("COMMIT"));
  for (const std::string& sql : indexes) Must(db.Execute(sql));
  return rows;
}

// As the sweeper does while a server runs.
int CloseChapters(Connection& db) {
  Must(db.Execute("BEGIN"));
  int chapters = 0;
  while (Must(CloseQuotaChapter(db, Instant::max()))) {
    if (++chapters % 100 == 0) Must(db.Execute("COMMIT; BEGIN"));
  }
  Must(db.Execute("COMMIT"));
  return chapters;
}

class Questions {
 public:
  Questions(Store& store, int64_t employers) : store_(store), employers_(employers) {
    for (const Region& region : Regions::Get().all()) {
      if (region.kind == RegionKind::kKabupaten) regencies_.emplace_back(region.code);
    }
    for (size_t division = 10; division <= 33; ++division) manufacturing_.set(division);
  }

  void Run() {
    Must(store_.Read([&](Connection& db) {
      Statement query = Must(db.Prepare("SELECT max(known_from) FROM quota_intervals"));
      Must(query.Step());
      last_ = InstantFromStored(query.Int(0));
      return absl::OkStatus();
    }));
    double naive = Naive(kToday, Noon(kToday));
    std::printf("%-58s %10.1f ms\n", "naive: page and totals, all recomputed, today (processor)",
                naive);
    std::printf("%-58s %10.1f ms\n", "naive: the same on 2023-06-30 as known then",
                Naive(Day("2023-06-30"), Noon(Day("2023-06-30"))));
    const Instant now = Noon(Day("2026-06-01"));  // after all that was learned
    Say("status of one employer on a random day", 2000, naive,
        [&](Connection& db) { Status(db, AnyDay(), now); });
    Say("history of one employer", 2000, naive,
        [&](Connection& db) { Must(QuotaHistory(db, AnyRow(), now)); });
    Say("first page, country, today", 200, naive,
        [&](Connection& db) { Page(db, {}, kToday, now); });
    Say("first page, country, a past day, known now", 300, naive,
        [&](Connection& db) { Page(db, {}, AnyDay(), now); });
    Say("first page, country, a past day, known long ago", 300, naive,
        [&](Connection& db) { Page(db, {}, AnyDay(), Noon(AnyDay())); });
    Say("first page, country, a day before all reports", 20, naive,
        [&](Connection& db) { Page(db, {}, Day("2019-06-30"), now); });
    Say("first page, a regency and manufacturing, any day, any known", 300, naive,
        [&](Connection& db) {
          QuotaFilter filter;
          filter.region_code = regencies_[random_() % regencies_.size()];
          filter.divisions = manufacturing_;
          Page(db, filter, AnyDay(), Noon(AnyDay()));
        });
    Say("first page, a province, any day, any known", 200, naive, [&](Connection& db) {
      QuotaFilter filter;
      filter.region_code = regencies_[random_() % regencies_.size()].substr(0, 2);
      Page(db, filter, AnyDay(), Noon(AnyDay()));
    });
    Say("totals, country, a past day, known now", 60, naive,
        [&](Connection& db) { Must(SumQuota(db, {}, QuotaGrouping::kNone, AnyDay(), now)); });
    Say("totals of every province, a past day, known now", 60, naive,
        [&](Connection& db) { Must(SumQuota(db, {}, QuotaGrouping::kProvince, AnyDay(), now)); });
    Say("totals, country, a past day, known a day before the last", 60, naive, [&](Connection& db) {
      Must(SumQuota(db, {}, QuotaGrouping::kNone, AnyDay(), last_ - std::chrono::hours(24)));
    });
    Say("totals, country, a past day, known long ago", 60, naive, [&](Connection& db) {
      Must(SumQuota(db, {}, QuotaGrouping::kNone, AnyDay(), Noon(AnyDay())));
    });
    Say("totals of every province, a past day, known long ago", 60, naive, [&](Connection& db) {
      Must(SumQuota(db, {}, QuotaGrouping::kProvince, AnyDay(), Noon(AnyDay())));
    });
    Say("totals of a regency, any day, any known", 60, naive, [&](Connection& db) {
      QuotaFilter filter;
      filter.region_code = regencies_[random_() % regencies_.size()];
      Must(SumQuota(db, filter, QuotaGrouping::kNone, AnyDay(), Noon(AnyDay())));
    });
    Say("totals by division of KBLI, a past day, known long ago", 2, naive, [&](Connection& db) {
      Must(SumQuota(db, {}, QuotaGrouping::kDivision, AnyDay(), Noon(AnyDay())));
    });
  }

 private:
  Date AnyDay() { return kFirstReport + std::chrono::days(100 + random_() % 1'600); }
  int64_t AnyRow() { return 1 + static_cast<int64_t>(random_() % employers_); }

  void Say(const char* what, int runs, double naive,
           const std::function<void(Connection&)>& question) {
    std::vector<double> took, spent;
    for (int run = -runs / 10 - 1; run < runs; ++run) {
      auto start = std::chrono::steady_clock::now();
      const double before = ProcessorMilliseconds();
      Must(store_.Read([&](Connection& db) {
        question(db);
        return absl::OkStatus();
      }));
      if (run < 0) continue;
      spent.push_back(ProcessorMilliseconds() - before);
      took.push_back(Seconds(std::chrono::steady_clock::now() - start).count() * 1e3);
    }
    std::sort(took.begin(), took.end());
    std::sort(spent.begin(), spent.end());
    const size_t middle = took.size() / 2, last = took.size() * 99 / 100;
    std::printf(
        "%-58s p50 %9.3f ms  p99 %9.3f ms  processor p50 %9.3f ms  p99 %9.3f ms  "
        "naive / p50 %9.0f\n",
        what, took[middle], took[last], spent[middle], spent[last], naive / spent[middle]);
    std::fflush(stdout);
  }

  void Status(Connection& db, Date day, Instant known_at) {
    char id[32];
    std::snprintf(id, sizeof id, "01J%023lld", static_cast<long long>(AnyRow()));
    quota::Assess(Must(LoadQuotaSnapshot(db, id, day, known_at)), quota::Rules::Get());
  }

  static void Page(Connection& db, const QuotaFilter& filter, Date day, Instant known_at) {
    Must(ListQuota(db, filter, day, known_at, std::nullopt, 50, [] { return false; }));
  }

  double Naive(Date day, Instant known_at) {
    const double before = ProcessorMilliseconds();
    Must(store_.Read([&](Connection& db) {
      quota::QuotaList list(quota::Rules::Get(), {}, std::nullopt, 50);
      return ScanQuotaSnapshots(db, {}, day, known_at,
                                [&](int64_t row, const QuotaSnapshot& snapshot) {
                                  list.Add(row, snapshot);
                                  return absl::OkStatus();
                                });
    }));
    return ProcessorMilliseconds() - before;
  }

  Store& store_;
  const int64_t employers_;
  std::mt19937_64 random_{7};
  std::vector<std::string> regencies_;
  std::bitset<100> manufacturing_;
  Instant last_{};  // when the last row was learned
};

// Reports in transactions of a thousand, as an import writes them.
void Import(const std::string& directory, int64_t employers, bool settle) {
  auto store = OpenStore(directory, SystemClock(), 1,
                         settle ? SettleQuota : std::function<absl::Status(Connection&)>());
  if (settle) Must(SettleAllQuota(*store));  // what the run without left behind
  constexpr int kBatches = 5, kRows = 1'000;
  auto start = std::chrono::steady_clock::now();
  for (int batch = 0; batch < kBatches; ++batch) {
    Must(store
             ->Write([&](Connection& db) -> absl::Status {
               for (int i = 0; i < kRows; ++i) {
                 char id[32];
                 const long long employer = 1 + (batch * kRows + i) % employers;
                 std::snprintf(id, sizeof id, "01J%023lld", employer);
                 HeadcountReport report{id, Day(settle ? "2025-07-01" : "2025-08-01"), 321, 2,
                                        "WLKP"};
                 auto done = UpsertHeadcount(db, report, store->clock().Now(), Lane::kBulk);
                 if (!done.ok()) return done.status();
               }
               return absl::OkStatus();
             })
             .status());
  }
  double seconds = Seconds(std::chrono::steady_clock::now() - start).count();
  std::printf("%-58s %10.0f reports/s\n",
              settle ? "import, intervals derived with it" : "import, nothing derived",
              kBatches * kRows / seconds);
}

// Makes the records and what is derived of them, in bulk.
void MakeNation(const std::string& directory, int64_t employers) {
  {
    OpenStore(directory);
  }
  Connection db =
      Must(Connection::Open(directory + "/records.sqlite3", Connection::Mode::kReadWrite));
  auto start = std::chrono::steady_clock::now();
  auto since = [&start] {
    const double seconds = Seconds(std::chrono::steady_clock::now() - start).count();
    start = std::chrono::steady_clock::now();
    return seconds;
  };
  Nation nation(db, employers);
  nation.Fill();
  std::printf("%lld employers, %lld reports, %lld employment records: %.0f s\n",
              static_cast<long long>(employers), static_cast<long long>(nation.reports()),
              static_cast<long long>(nation.workers()), since());
  std::fflush(stdout);
  const int64_t rows = DeriveNation(db, employers);
  std::printf("%lld intervals derived: %.0f s\n", static_cast<long long>(rows), since());
  std::fflush(stdout);
  const int chapters = CloseChapters(db);
  std::printf("%d chapters closed and bound: %.0f s\n", chapters, since());
  std::fflush(stdout);
}

int Main(int argc, char** argv) {
  const int64_t employers = argc > 1 ? std::atoll(argv[1]) : 20'000;
  TempDir temporary;
  const std::string directory = argc > 2 ? argv[2] : temporary.path();
  if (!std::filesystem::exists(directory + "/records.sqlite3")) MakeNation(directory, employers);
  {
    auto store = OpenStore(directory, SystemClock(), 1);
    Questions(*store, employers).Run();
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("%-58s %10ld MB\n", "resident memory at most", usage.ru_maxrss / 1024);
  if (argc > 2) return 0;  // an import would change what is kept
  Import(directory, employers, false);
  Import(directory, employers, true);
  return 0;
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) { return setara::Main(argc, argv); }
