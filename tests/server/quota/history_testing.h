// Random histories with corrections in a real store, and a slow recomputation from the log of what
// was told: shared by the tests that compare the one with the other.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/quota/rules.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/rule_rows.h"
#include "server/store/employers.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/quota_snapshots.h"
#include "tests/server/store/store_testing.h"

namespace setara {

// What was told, in order; nothing is ever looked up by anything but a scan.
struct Telling {
  Instant known_at;
  enum { kTerms, kHeadcount, kRetraction, kEmployment, kMerge, kRule } what;
  int employer = 0;
  EmployerKind kind = EmployerKind::kUnknown;
  std::string seat;
  HeadcountReport report;  // its valid_from is also the day of terms and retractions
  EmploymentRecord record;
  std::string person, other;
  quota::Rule rule;
  bool withdrawn = false;
};

inline bool Counts(const EmploymentRecord& record, Date day) {
  bool relation = record.relation == EmploymentRelation::kPermanent ||
                  record.relation == EmploymentRelation::kFixedTerm ||
                  record.relation == EmploymentRelation::kPublicService;
  return relation && record.valid_from <= day &&
         (!record.valid_until || day < *record.valid_until) && record.evidence_from &&
         *record.evidence_from <= day && (!record.evidence_until || day < *record.evidence_until) &&
         record.agreed_on && *record.agreed_on <= day && record.exclude_reason.empty();
}

// The group of a person: everybody reachable over merges.
inline std::string Smallest(const std::vector<std::pair<std::string, std::string>>& merges,
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

inline QuotaSnapshot Recompute(const std::vector<Telling>& log, int employer, Date day,
                               Instant known_at) {
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

// The rules by what was told of them.
inline quota::Rules RecomputeRules(const std::vector<Telling>& log, Instant known_at) {
  std::vector<quota::Rule> rules = quota::Rules::Get().all();
  for (const Telling& told : log) {
    if (told.what != Telling::kRule || told.known_at > known_at) continue;
    auto same = std::find_if(rules.begin(), rules.end(),
                             [&](const quota::Rule& rule) { return rule.id == told.rule.id; });
    if (same == rules.end()) {
      rules.push_back(told.rule);
    } else if (told.withdrawn) {
      rules.erase(same);
    } else {
      *same = told.rule;
    }
  }
  return quota::Rules::Of(rules).value();
}

class History {
 public:
  History(unsigned seed, int employers) : random_(seed), employers_(employers) {
    store_ = OpenStore(directory_.path(), clock_, 2, SettleQuota);
    for (int i = 0; i < employers; ++i) AddEmployer(i);
  }

  void Tell(int count) {
    for (int i = 0; i < count; ++i) {
      if (random_() % 3 != 0) clock_.Set(clock_.Now() + std::chrono::seconds(random_() % 5000));
      if (rules_ && random_() % 30 == 0) TellRule();
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

  // Also rules, KBLI codes and a clock that goes back now and then.
  void WithRules() { rules_ = true; }

  Store& store() { return *store_; }
  const std::string& directory() const { return directory_.path(); }
  const std::vector<int64_t>& divisions() const { return divisions_; }
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
      if (stored.ok()) {
        ids_.push_back(stored->id);
        rows_.push_back(stored->row);
        divisions_.push_back(0);
      }
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
      if (rules_ && random_() % 4 == 0) {
        int64_t division = 10 + static_cast<int64_t>(random_() % 80);
        employer->kbli_code = std::to_string(division) + "111";
        employer->kbli_edition = "2020";
        divisions_[static_cast<size_t>(told.employer)] = division;
      }
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
      auto done = UpsertHeadcount(db, told.report, MaybeBack(), Lane::kBulk);
      if (done.ok()) told.known_at = done->known_at;
      return done.status();
    });
    log_.push_back(told);
  }

  void TellRetraction(Telling& told) {
    told.what = Telling::kRetraction;
    told.report.valid_from = ReportDay();
    auto done = store_->Write([&](Connection& db) {
      auto fact = RetractHeadcount(db, ids_[static_cast<size_t>(told.employer)],
                                   told.report.valid_from, clock_.Now(), Lane::kBulk);
      if (fact.ok()) told.known_at = fact->known_at;
      return fact.status();
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
      auto done = UpsertEmployment(db, record, MaybeBack(), Lane::kBulk);
      if (done.ok()) told.known_at = done->known_at;
      return done.status();
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

  // A clock that went back; what corrects something is never known before it.
  Instant MaybeBack() {
    if (!rules_ || random_() % 10 != 0) return clock_.Now();
    return clock_.Now() - std::chrono::seconds(random_() % 20000);
  }

  // Records `rule`; one that cannot stand beside the others is refused and not told.
  bool Record(const quota::Rule& rule, bool withdrawn) {
    Telling told;
    told.what = Telling::kRule;
    told.employer = -1;
    told.rule = rule;
    told.withdrawn = withdrawn;
    auto done = store_->Write([&](Connection& db) {
      auto known_at = RecordRules(db, {{rule, withdrawn, {}}}, clock_.Now());
      if (known_at.ok()) told.known_at = *known_at;
      return known_at.status();
    });
    if (!done.ok()) {
      EXPECT_TRUE(absl::IsFailedPrecondition(done.status())) << done.status();
      return false;
    }
    clock_.Set(std::max(clock_.Now(), told.known_at));
    log_.push_back(told);
    return true;
  }

  void TellRule() {
    quota::Rule rule;
    if (random_() % 3 == 0) {
      // A new rate from a day: the statute ends and another begins.
      quota::Rule old = *quota::Rules::Get().Find(random_() % 2 == 0 ? "N16P" : "N16G");
      old.valid_until = std::max(AnyDay(), old.valid_from + std::chrono::days(1));
      if (!Record(old, false)) return;
      rule = old;
      rule.valid_from = *old.valid_until;
      rule.valid_until.reset();
      rule.basis_points = 50 + static_cast<int64_t>(random_() % 400);
    } else {
      rule.kinds = {static_cast<EmployerKind>(1 + random_() % 5)};
      rule.region_code = random_() % 2 == 0 ? "33" : "34.71";
      rule.legal_basis = "Perda";
      rule.basis_points = 100 + static_cast<int64_t>(random_() % 300);
      rule.valid_from = AnyDay();
      if (random_() % 2 == 0) rule.valid_until = rule.valid_from + std::chrono::days(400);
    }
    rule.id = "T" + std::to_string(next_rule_++);
    if (Record(rule, false) && random_() % 4 == 0) Record(rule, true);
  }

  std::mt19937 random_;
  bool rules_ = false;
  int next_rule_ = 10;
  std::vector<int64_t> divisions_;
  int employers_;
  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
  std::vector<int64_t> rows_;
  std::vector<Telling> log_;
};

}  // namespace setara
