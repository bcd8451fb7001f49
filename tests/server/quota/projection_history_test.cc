// Random histories with corrections in a real store: the timeline without changes says of every day
// what LoadQuotaSnapshot says of it, the series likewise, and changes do what a walk day by day
// says.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "server/quota/day_facts.h"
#include "server/quota/projection.h"
#include "server/quota/series.h"
#include "server/store/employers.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "server/store/quota_facts.h"
#include "server/store/quota_snapshots.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using quota::Change;
using quota::Rules;
using std::chrono::days;

constexpr int kEmployers = 3;

// Statutes that change while the histories run, regional ones among them.
const Rules& ChangingRules() {
  static const Rules& rules = *new Rules(
      Rules::Parse(
          "changing",
          "id\tlegal_basis\tkinds\tregion\tbasis_points\tformula\trounding\tmin_headcount\t"
          "practice_minimum\tvalid_from\tvalid_until\tstatus_mark\tnote\n"
          "A\tUU\tprivate,bumd\t\t\tfloor_per_100\tfloor\t0\t100\t2010-01-01\t2017-05-"
          "05\tverified\t\n"
          "B\tUU\tprivate,bumd\t\t100\t\tceiling\t0\t100\t2017-05-05\t2020-02-29\tverified\t\n"
          "C\tUU\tprivate,bumd\t\t175\t\tceiling\t50\t100\t2020-03-01\t\tverified\t\n"
          "D\tUU\tbumn\t\t200\t\tceiling\t0\t50\t2012-01-01\t\tverified\t\n"
          "E\tPerda\tprivate\t33\t300\t\tceiling\t0\t100\t2018-01-01\t2021-01-01\tverified\t\n"
          "F\tPerda\tprivate,bumn\t33.72\t\tnot_computed\t\t0\t100\t2019-07-01\t\tverified\t\n")
          .value());
  return rules;
}

class Register {
 public:
  explicit Register(unsigned seed) : random_(seed) {
    store_ = OpenStore(directory_.path(), clock_);
    for (int i = 0; i < kEmployers; ++i) AddEmployer();
    for (int i = 0; i < 260; ++i) TellSomething();
  }

  int Below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }
  Date AnyDay() { return ParseDate("2014-01-01").value() + days(Below(3650)); }
  Instant AnyInstant() {
    return Below(4) == 0 ? Instant::max()
                         : Instant(start_ + (clock_.Now() - start_) * Below(100) / 100);
  }

  QuotaFacts Facts(int employer, Date from, Instant known_at) {
    QuotaFacts facts;
    EXPECT_OK(store_->Read([&](Connection& db) {
      auto loaded = LoadQuotaFacts(db, Id(employer), from, known_at);
      if (!loaded.ok()) return loaded.status();
      facts = *std::move(loaded);
      return absl::OkStatus();
    }));
    return facts;
  }

  // Of each day from `from` on.
  std::vector<QuotaSnapshot> Snapshots(int employer, Date from, int count, Instant known_at) {
    std::vector<QuotaSnapshot> snapshots;
    EXPECT_OK(store_->Read([&](Connection& db) {
      for (int i = 0; i < count; ++i) {
        auto loaded = LoadQuotaSnapshot(db, Id(employer), from + days(i), known_at);
        if (!loaded.ok()) return loaded.status();
        snapshots.push_back(*std::move(loaded));
      }
      return absl::OkStatus();
    }));
    return snapshots;
  }

 private:
  const std::string& Id(int employer) const { return ids_[static_cast<size_t>(employer)]; }
  void Write(const std::function<absl::Status(Connection&)>& work) {
    ASSERT_OK(store_->Write(work));
  }
  std::string Seat() {
    static constexpr const char* kSeats[] = {"33.72", "33", "33.11", "31.71", ""};
    return kSeats[Below(5)];
  }
  std::optional<Date> MaybeAfter(Date day) {
    if (Below(3) == 0) return std::nullopt;
    return day + days(1 + Below(1200));
  }

  void AddEmployer() {
    Write([&](Connection& db) {
      Employer employer;
      employer.name = "PT";
      employer.kind = static_cast<EmployerKind>(Below(6));
      employer.seat_region_code = Seat();
      auto stored = InsertEmployer(db, employer, clock_.Now(), Lane::kBulk);
      if (stored.ok()) ids_.push_back(stored->id);
      return stored.status();
    });
  }

  void TellSomething() {
    clock_.Set(clock_.Now() + std::chrono::seconds(Below(3) * 1000));
    const int dice = Below(20);
    const std::string id = Id(Below(kEmployers));
    if (dice < 3) return TellTerms(id);
    if (dice < 8) return TellReport(id, dice == 7);
    if (dice < 19) return TellRecord(id);
    Write([&](Connection& db) {
      const std::string one = "p" + std::to_string(Below(25));
      const std::string other = "p" + std::to_string(Below(25));
      return MergePersons(db, one, other, clock_.Now(), Lane::kBulk).status();
    });
  }

  void TellTerms(const std::string& id) {
    Write([&](Connection& db) {
      auto employer = GetEmployer(db, id);
      if (!employer.ok()) return employer.status();
      employer->kind = static_cast<EmployerKind>(1 + Below(5));
      employer->seat_region_code = Seat();
      employer->terms_from = AnyDay();
      return UpdateEmployer(db, *employer, employer->version, clock_.Now(), Lane::kBulk).status();
    });
  }

  // Few days, so that many reports are corrections or are taken back.
  void TellReport(const std::string& id, bool retract) {
    const Date day = ParseDate("2014-01-01").value() + days(200 * Below(18));
    if (retract) {
      const auto done = store_->Write([&](Connection& db) {
        return RetractHeadcount(db, id, day, clock_.Now(), Lane::kBulk).status();
      });
      EXPECT_TRUE(done.ok() || absl::IsNotFound(done.status())) << done.status();
      return;
    }
    HeadcountReport report{id, day, Below(900), std::nullopt, "WLKP"};
    if (Below(3) != 0) report.workers_with_disabilities = report.workers / (20 + Below(60));
    Write([&](Connection& db) {
      return UpsertHeadcount(db, report, clock_.Now(), Lane::kBulk).status();
    });
  }

  void TellRecord(const std::string& id) {
    EmploymentRecord record;
    record.employer_id = id;
    record.person_id = "p" + std::to_string(Below(25));
    record.source = Below(2) == 0 ? "a" : "b";
    record.source_id = std::to_string(Below(70));
    record.relation = static_cast<EmploymentRelation>(Below(3) == 0 ? 1 + Below(6) : 1 + Below(2));
    record.valid_from = AnyDay();
    record.valid_until = MaybeAfter(record.valid_from);
    if (Below(8) != 0) {
      record.evidence_from = record.valid_from + days(Below(400) - 300);
      record.evidence_until = MaybeAfter(*record.evidence_from);
    }
    if (Below(8) != 0) record.agreed_on = record.valid_from + days(Below(100));
    if (Below(10) == 0) record.exclude_reason = "outsourced";
    Write([&](Connection& db) {
      return UpsertEmployment(db, record, clock_.Now(), Lane::kBulk).status();
    });
  }

  std::mt19937 random_;
  TempDir directory_;
  FixedClock clock_;
  const Instant start_ = clock_.Now();
  std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
};

// All that a period or a status shows.
std::string Shown(const quota::Assessment& assessment) {
  const quota::Decision& decision = assessment.decision;
  const auto text = [](const std::optional<int64_t>& count) {
    return count ? std::to_string(*count) + " " : std::string("? ");
  };
  std::string shown = std::string(quota::StatusWord(decision.status)) + " " +
                      text(decision.headcount) + text(decision.counted) +
                      text(decision.counted_by_report) + text(decision.required) +
                      std::to_string(decision.shortfall);
  shown += decision.flags.stale ? " stale" : "";
  shown += decision.flags.below_practice_minimum ? " below" : "";
  shown += decision.flags.aggregate_only ? " aggregate" : "";
  shown += decision.flags.records_differ ? " differ" : "";
  if (assessment.statute) shown += " " + assessment.statute->rule->id + assessment.statute->sum;
  for (const quota::Citation& citation : assessment.regional) {
    shown += " " + citation.rule->id + citation.sum + (citation.stricter ? "!" : "");
  }
  return shown;
}

// The period that holds `day`; the timeline has no gaps.
const quota::Period& PeriodOf(const quota::Timeline& timeline, Date day) {
  auto next = std::find_if(timeline.periods.begin(), timeline.periods.end(),
                           [day](const quota::Period& period) { return day < period.until; });
  EXPECT_TRUE(next != timeline.periods.end() && next->from <= day);
  return *next;
}

void ExpectWellFormed(const quota::Timeline& timeline, Date from, Date until) {
  ASSERT_FALSE(timeline.periods.empty());
  EXPECT_EQ(timeline.periods.front().from, from);
  EXPECT_TRUE(timeline.periods.front().causes.empty());
  for (size_t i = 0; i < timeline.periods.size(); ++i) {
    const quota::Period& period = timeline.periods[i];
    EXPECT_LT(period.from, period.until);
    const bool last = i + 1 == timeline.periods.size();
    EXPECT_EQ(period.until, last ? until : timeline.periods[i + 1].from);
    EXPECT_TRUE(i == 0 || !period.causes.empty()) << "a border without a cause";
  }
}

TEST(ProjectionHistory, WithoutChangesEveryDayIsWhatTheStoreSaysOfIt) {
  constexpr int kDays = 731;
  int compared = 0;
  size_t periods = 0;
  for (unsigned seed = 1; seed <= 6; ++seed) {
    Register histories(seed);
    for (int round = 0; round < 8; ++round) {
      const int employer = histories.Below(kEmployers);
      const Date from = histories.AnyDay();
      const Instant known_at = histories.AnyInstant();
      const Rules& rules = round % 2 == 0 ? ChangingRules() : Rules::Get();
      const auto timeline =
          quota::Project(histories.Facts(employer, from, known_at), {}, from + days(kDays), rules);
      ASSERT_OK(timeline);
      ExpectWellFormed(*timeline, from, from + days(kDays));
      periods += timeline->periods.size();
      for (const QuotaSnapshot& snapshot : histories.Snapshots(employer, from, kDays, known_at)) {
        const quota::Period& period = PeriodOf(*timeline, snapshot.as_of);
        QuotaSnapshot held = period.snapshot;
        held.as_of = snapshot.as_of;
        ASSERT_EQ(held, snapshot) << "seed " << seed << " on " << ToString(snapshot.as_of);
        const std::string expected = Shown(quota::Assess(snapshot, rules));
        ASSERT_EQ(Shown(period.assessment), expected) << ToString(snapshot.as_of);
        const bool is_short = period.assessment.decision.status == quota::QuotaStatus::kShort;
        ASSERT_TRUE(!is_short || *timeline->short_from <= snapshot.as_of);
        ++compared;
      }
    }
  }
  EXPECT_GE(compared, 30'000);
  EXPECT_GE(periods, 300u) << "the histories must have borders";
}

TEST(ProjectionHistory, TheSeriesIsTheStatusOnItsDays) {
  int compared = 0;
  for (unsigned seed = 21; seed <= 24; ++seed) {
    Register histories(seed);
    for (int round = 0; round < 12; ++round) {
      const int employer = histories.Below(kEmployers);
      const Date from = histories.AnyDay();
      const Instant known_at = histories.AnyInstant();
      const auto which = round % 2 == 0 ? quota::MonthDay::kLast : quota::MonthDay::kFirst;
      const std::vector<Date> month_days = quota::MonthDays(from, from + days(1100), which);
      const quota::Series series = quota::MakeSeries(
          histories.Facts(employer, month_days.front(), known_at), month_days, Rules::Get());
      ASSERT_EQ(series.months.size(), month_days.size());
      int64_t workers = 0, months = 0;
      for (const quota::SeriesMonth& month : series.months) {
        const QuotaSnapshot snapshot =
            histories.Snapshots(employer, month.snapshot.as_of, 1, known_at).at(0);
        ASSERT_EQ(month.snapshot, snapshot);
        ASSERT_EQ(Shown(month.assessment), Shown(quota::Assess(snapshot, Rules::Get())));
        if (snapshot.report) workers += snapshot.report->workers, ++months;
        ++compared;
      }
      ASSERT_EQ(series.average.has_value(), months > 0);
      if (series.average) {
        const quota::Fraction mean = series.average->headcount;
        ASSERT_EQ(mean.numerator * months, workers * mean.denominator);
      }
    }
  }
  EXPECT_GE(compared, 1'500);
}

// What the changes make of each day, by walking through the days one after the other.
class Walk {
 public:
  Walk(const QuotaFacts& facts, const std::vector<Change>& changes)
      : facts_(facts), changes_(changes) {}

  // Call once for each day, in order, from the first one on.
  QuotaSnapshot Next(Date day) {
    QuotaSnapshot snapshot = quota::SnapshotOn(facts_, day);
    const bool first_day = day == facts_.from;
    if (snapshot.report && (first_day || snapshot.report->valid_from == day)) {
      base_ = snapshot.report;
      heads_ = all_heads_;
    }
    bool total_today = false;
    for (const Change& change : changes_) {
      if (change.from != day) continue;
      const int64_t persons = change.kind == Change::Kind::kLose ? -change.count : change.count;
      if (change.kind == Change::Kind::kTotal) {
        base_ = QuotaSnapshot::Report{day, change.count, std::nullopt};
        total_today = true;
        continue;
      }
      persons_ += persons;
      if (!change.headcount_stays) heads_ += persons, all_heads_ += persons;
    }
    if (total_today) heads_ = 0;
    const auto add = [](std::optional<int64_t>& count, int64_t more) {
      if (count) count = std::max<int64_t>(0, *count + more);
    };
    std::optional<int64_t> aggregate;
    if (snapshot.report) aggregate = snapshot.report->workers_with_disabilities;
    add(aggregate, persons_);
    add(snapshot.counted_by_records, persons_);
    snapshot.report = base_;
    if (snapshot.report) {
      snapshot.report->workers = std::max<int64_t>(0, snapshot.report->workers + heads_);
      snapshot.report->workers_with_disabilities = aggregate;
    }
    return snapshot;
  }

 private:
  const QuotaFacts& facts_;
  const std::vector<Change>& changes_;
  std::optional<QuotaSnapshot::Report> base_;
  int64_t heads_ = 0, all_heads_ = 0, persons_ = 0;
};

TEST(ProjectionHistory, ChangesDoWhatAWalkDayByDaySays) {
  constexpr int kDays = 500;
  int compared = 0, refused = 0;
  for (unsigned seed = 41; seed <= 44; ++seed) {
    Register histories(seed);
    for (int round = 0; round < 40; ++round) {
      const Date from = histories.AnyDay();
      const QuotaFacts facts =
          histories.Facts(histories.Below(kEmployers), from, histories.AnyInstant());
      std::vector<Change> changes;
      for (int i = 1 + histories.Below(5); i > 0; --i) {
        const auto kind = static_cast<Change::Kind>(histories.Below(3));
        const bool total = kind == Change::Kind::kTotal;
        changes.push_back({kind, 1 + histories.Below(total ? 900 : 4),
                           from + days(histories.Below(kDays)), !total && histories.Below(3) == 0});
      }
      const auto timeline = quota::Project(facts, changes, from + days(kDays), ChangingRules());
      if (!timeline.ok()) {
        EXPECT_TRUE(absl::IsInvalidArgument(timeline.status()));
        ++refused;
        continue;
      }
      ExpectWellFormed(*timeline, from, from + days(kDays));
      Walk walk(facts, changes);
      for (int i = 0; i < kDays; ++i) {
        const QuotaSnapshot expected = walk.Next(from + days(i));
        const quota::Period& period = PeriodOf(*timeline, expected.as_of);
        ASSERT_EQ(Shown(period.assessment), Shown(quota::Assess(expected, ChangingRules())))
            << "seed " << seed << " round " << round << " on " << ToString(expected.as_of);
        ++compared;
      }
    }
  }
  EXPECT_GE(compared, 30'000);
  EXPECT_GT(refused, 0);
}

}  // namespace
}  // namespace setara
