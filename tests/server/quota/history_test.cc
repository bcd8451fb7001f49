// Random histories with corrections in a real store, against a slow recomputation from the log of
// what was told: for random days and instants of knowledge, every employer, list and total.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/quota/assess.h"
#include "server/quota/list.h"
#include "server/store/employers.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/quota_snapshots.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using quota::Rules;

// What was told, in order; nothing is ever looked up by anything but a scan.
struct Telling {
  Instant known_at;
  enum { kTerms, kHeadcount, kRetraction, kEmployment, kMerge } what;
  int employer = 0;
  EmployerKind kind = EmployerKind::kUnknown;
  std::string seat;
  HeadcountReport report;  // its valid_from is also the day of terms and retractions
  EmploymentRecord record;
  std::string person, other;
};

bool Counts(const EmploymentRecord& record, Date day) {
  bool relation = record.relation == EmploymentRelation::kPermanent ||
                  record.relation == EmploymentRelation::kFixedTerm ||
                  record.relation == EmploymentRelation::kPublicService;
  return relation && record.valid_from <= day &&
         (!record.valid_until || day < *record.valid_until) && record.evidence_from &&
         *record.evidence_from <= day && (!record.evidence_until || day < *record.evidence_until) &&
         record.agreed_on && *record.agreed_on <= day && record.exclude_reason.empty();
}

// The group of a person: everybody reachable over merges.
std::string Smallest(const std::vector<std::pair<std::string, std::string>>& merges,
                     const std::string& person) {
  std::set<std::string> group = {person};
  for (size_t before = 0; before != group.size();) {
    before = group.size();
    for (const auto& [a, b] : merges) {
      if (group.contains(a) || group.contains(b)) group.insert({a, b});
    }
  }
  return *group.begin();
}

QuotaSnapshot Recompute(const std::vector<Telling>& log, int employer, Date day, Instant known_at) {
  std::map<Date, const Telling*> terms, reports;
  std::map<std::pair<std::string, std::string>, const Telling*> records;
  std::vector<std::pair<std::string, std::string>> merges;
  for (const Telling& told : log) {
    if (told.known_at > known_at) continue;
    if (told.what == Telling::kMerge) merges.emplace_back(told.person, told.other);
    if (told.what == Telling::kEmployment) {
      records[{told.record.source, told.record.source_id}] = &told;
    }
    if (told.employer != employer) continue;
    if (told.what == Telling::kTerms) terms[told.report.valid_from] = &told;
    if (told.what == Telling::kHeadcount) reports[told.report.valid_from] = &told;
    if (told.what == Telling::kRetraction) reports.erase(told.report.valid_from);
  }
  QuotaSnapshot snapshot;
  snapshot.as_of = day;
  if (auto next = terms.upper_bound(day); next != terms.begin()) {
    snapshot.kind = std::prev(next)->second->kind;
    snapshot.seat_region_code = std::prev(next)->second->seat;
  }
  if (auto next = reports.upper_bound(day); next != reports.begin()) {
    const HeadcountReport& report = std::prev(next)->second->report;
    snapshot.report = {report.valid_from, report.workers, report.workers_with_disabilities};
  }
  std::set<std::string> persons;
  for (const auto& [key, told] : records) {
    const EmploymentRecord& record = told->record;
    if (told->employer != employer || record.valid_from > day) continue;
    if (record.relation > EmploymentRelation::kPublicService) continue;
    snapshot.counted_by_records = 0;
    if (Counts(record, day)) persons.insert(Smallest(merges, record.person_id));
  }
  if (snapshot.counted_by_records) snapshot.counted_by_records = persons.size();
  return snapshot;
}

class History {
 public:
  History(unsigned seed, int employers) : random_(seed), employers_(employers) {
    store_ = OpenStore(directory_.path(), clock_);
    for (int i = 0; i < employers; ++i) AddEmployer(i);
  }

  void Tell(int count) {
    for (int i = 0; i < count; ++i) {
      if (random_() % 3 != 0) clock_.Set(clock_.Now() + std::chrono::seconds(random_() % 5000));
      Telling told;
      told.known_at = clock_.Now();
      told.employer = static_cast<int>(random_() % ids_.size());
      int dice = static_cast<int>(random_() % 20);
      if (dice < 4)
        TellTerms(told);
      else if (dice < 9)
        TellHeadcount(told);
      else if (dice < 10)
        TellRetraction(told);
      else if (dice < 19)
        TellEmployment(told);
      else
        TellMerge(told);
    }
  }

  Date AnyDay() { return ParseDate("2014-01-01").value() + std::chrono::days(random_() % 3650); }
  Instant AnyInstant() {
    if (random_() % 8 == 0) return Instant::max();
    return log_[random_() % log_.size()].known_at - std::chrono::microseconds(random_() % 2);
  }

  QuotaSnapshot Load(int employer, Date day, Instant known_at) {
    QuotaSnapshot snapshot;
    EXPECT_OK(store_->Read([&](Connection& db) {
      auto loaded = LoadQuotaSnapshot(db, ids_[static_cast<size_t>(employer)], day, known_at);
      if (loaded.ok()) snapshot = *loaded;
      return loaded.status();
    }));
    return snapshot;
  }

  Store& store() { return *store_; }
  const std::vector<Telling>& log() const { return log_; }
  const std::vector<int64_t>& rows() const { return rows_; }
  int employers() const { return employers_; }
  unsigned Random() { return static_cast<unsigned>(random_()); }

 private:
  static constexpr const char* kSeats[] = {"33.72", "33", "34.71", "31.71", "51.03", ""};

  void Write(const std::function<absl::Status(Connection&)>& work) {
    ASSERT_OK(store_->Write(work));
  }

  void AddEmployer(int number) {
    Telling told;
    told.known_at = clock_.Now();
    told.what = Telling::kTerms;
    told.employer = number;
    told.kind = static_cast<EmployerKind>(random_() % 6);
    told.seat = kSeats[random_() % 6];
    told.report.valid_from = SinceEver();
    Write([&](Connection& db) {
      Employer employer;
      employer.name = "PT " + std::to_string(number);
      employer.kind = told.kind;
      employer.seat_region_code = told.seat;
      auto stored = InsertEmployer(db, employer, clock_.Now(), Lane::kBulk);
      if (stored.ok()) ids_.push_back(stored->id), rows_.push_back(stored->row);
      return stored.status();
    });
    log_.push_back(told);
  }

  void TellTerms(Telling& told) {
    told.what = Telling::kTerms;
    told.kind = static_cast<EmployerKind>(1 + random_() % 5);
    told.seat = kSeats[random_() % 6];
    told.report.valid_from = random_() % 3 == 0 ? SinceEver() : AnyDay();
    Write([&](Connection& db) {
      auto employer = GetEmployer(db, ids_[static_cast<size_t>(told.employer)]);
      if (!employer.ok()) return employer.status();
      employer->kind = told.kind;
      employer->seat_region_code = told.seat;
      employer->terms_from = told.report.valid_from;
      return UpdateEmployer(db, *employer, employer->version, clock_.Now(), Lane::kBulk).status();
    });
    log_.push_back(told);
  }

  // Few days, so that many reports are corrections.
  Date ReportDay() {
    return ParseDate("2014-01-01").value() + std::chrono::days(365 * (random_() % 10));
  }

  void TellHeadcount(Telling& told) {
    told.what = Telling::kHeadcount;
    told.report.employer_id = ids_[static_cast<size_t>(told.employer)];
    told.report.valid_from = ReportDay();
    told.report.workers = static_cast<int64_t>(random_() % 900);
    if (random_() % 3 != 0) {
      told.report.workers_with_disabilities =
          static_cast<int64_t>(random_() % static_cast<unsigned>(told.report.workers + 1)) / 40;
    }
    Write([&](Connection& db) {
      return UpsertHeadcount(db, told.report, clock_.Now(), Lane::kBulk).status();
    });
    log_.push_back(told);
  }

  void TellRetraction(Telling& told) {
    told.what = Telling::kRetraction;
    told.report.valid_from = ReportDay();
    auto done = store_->Write([&](Connection& db) {
      return RetractHeadcount(db, ids_[static_cast<size_t>(told.employer)], told.report.valid_from,
                              clock_.Now(), Lane::kBulk)
          .status();
    });
    if (done.ok())
      log_.push_back(told);
    else
      EXPECT_TRUE(absl::IsNotFound(done.status()));
  }

  std::optional<Date> MaybeAfter(Date day) {
    if (random_() % 2 == 0) return std::nullopt;
    return day + std::chrono::days(1 + random_() % 2000);
  }

  void TellEmployment(Telling& told) {
    told.what = Telling::kEmployment;
    EmploymentRecord& record = told.record;
    record.employer_id = ids_[static_cast<size_t>(told.employer)];
    record.person_id = "p" + std::to_string(random_() % 40);
    record.source = random_() % 2 == 0 ? "a" : "b";
    record.source_id = std::to_string(random_() % 60);
    record.relation = static_cast<EmploymentRelation>(random_() % 4 == 0 ? 1 + random_() % 6 : 1);
    record.valid_from = AnyDay();
    record.valid_until = MaybeAfter(record.valid_from);
    if (random_() % 8 != 0) {
      record.evidence_from = record.valid_from - std::chrono::days(random_() % 300);
      record.evidence_until = MaybeAfter(*record.evidence_from);
    }
    if (random_() % 8 != 0) {
      record.agreed_on = record.valid_from + std::chrono::days(random_() % 100);
    }
    if (random_() % 10 == 0) record.exclude_reason = "outsourced";
    Write([&](Connection& db) {
      return UpsertEmployment(db, record, clock_.Now(), Lane::kBulk).status();
    });
    log_.push_back(told);
  }

  void TellMerge(Telling& told) {
    told.what = Telling::kMerge;
    told.employer = -1;
    told.person = "p" + std::to_string(random_() % 40);
    told.other = "p" + std::to_string(random_() % 40);
    Write([&](Connection& db) {
      return MergePersons(db, told.person, told.other, clock_.Now(), Lane::kBulk).status();
    });
    log_.push_back(told);
  }

  std::mt19937 random_;
  int employers_;
  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
  std::vector<int64_t> rows_;
  std::vector<Telling> log_;
};

TEST(QuotaHistory, EveryEmployerEqualsTheRecomputation) {
  int compared = 0;
  std::map<quota::QuotaStatus, int> seen;
  for (unsigned seed = 1; seed <= 4; ++seed) {
    History history(seed, 6);
    history.Tell(300);
    for (int i = 0; i < 800; ++i, ++compared) {
      int employer = static_cast<int>(history.Random() % 6);
      Date day = history.AnyDay();
      Instant known_at = history.AnyInstant();
      QuotaSnapshot expected = Recompute(history.log(), employer, day, known_at);
      QuotaSnapshot actual = history.Load(employer, day, known_at);
      ASSERT_EQ(actual, expected) << "seed " << seed << " employer " << employer << " on "
                                  << ToString(day) << " counted "
                                  << actual.counted_by_records.value_or(-1) << " not "
                                  << expected.counted_by_records.value_or(-1);
      ++seen[quota::Decide(actual, Rules::Get()).status];
    }
  }
  EXPECT_GE(compared, 2000);
  EXPECT_EQ(seen.size(), 4u) << "the histories must reach every status";
}

std::vector<quota::ListKey> Keys(quota::QuotaList list) {
  std::vector<quota::ListKey> keys;
  for (const quota::ListEntry& entry : list.TakePage()) keys.push_back(entry.key);
  return keys;
}

TEST(QuotaHistory, ListsAndTotalsEqualTheRecomputation) {
  History history(99, 25);
  history.Tell(900);
  for (int i = 0; i < 120; ++i) {
    Date day = history.AnyDay();
    Instant known_at = history.AnyInstant();
    QuotaScanFilter filter;
    if (i % 3 == 1) filter.region_code = "33";
    if (i % 4 == 1) filter.kinds = {EmployerKind::kPrivate, EmployerKind::kBumd};
    quota::QuotaList actual(Rules::Get(), {}, std::nullopt, 1000);
    ASSERT_OK(history.store().Read([&](Connection& db) {
      return ScanQuotaSnapshots(db, filter, day, known_at,
                                [&](int64_t row, const QuotaSnapshot& s) {
                                  actual.Add(row, s);
                                  return absl::OkStatus();
                                });
    }));
    quota::QuotaList expected(Rules::Get(), {}, std::nullopt, 1000);
    for (int employer = 0; employer < history.employers(); ++employer) {
      if (history.log()[static_cast<size_t>(employer)].known_at > known_at) continue;
      QuotaSnapshot snapshot = Recompute(history.log(), employer, day, known_at);
      bool kind = filter.kinds.empty() || snapshot.kind == filter.kinds[0] ||
                  snapshot.kind == filter.kinds[1];
      if (!kind || !quota::InRegion(snapshot.seat_region_code, filter.region_code)) continue;
      expected.Add(history.rows()[static_cast<size_t>(employer)], snapshot);
    }
    ASSERT_EQ(actual.totals(), expected.totals()) << ToString(day);
    ASSERT_EQ(Keys(std::move(actual)), Keys(std::move(expected))) << ToString(day);
  }
}

}  // namespace
}  // namespace setara
