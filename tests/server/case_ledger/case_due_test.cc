// Open deadlines as rows: at any later time the list read from them is the one that the log gives.
#include <gmock/gmock.h>

#include <random>

#include "server/case_ledger/refresh.h"
#include "tests/server/case_ledger/case_store.h"

namespace setara {
namespace {

using casework::CaseLog;
using casework::Deadline;
using casework::Urgency;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// One line of a list, as somebody reads it.
std::string LineOf(const Deadline& deadline, Instant now, const casework::CaseRules& rules) {
  return ToString(casework::LocalDate(deadline.due, deadline.zone)) + " " +
         std::to_string(deadline.due.time_since_epoch().count()) + " " + deadline.kind + " " +
         deadline.reference + " " + std::string(WordOf(casework::UrgencyOf(deadline, now, rules))) +
         " " + std::string(casework::ZoneWord(deadline.zone)) + " " +
         deadline.Label(Language::kIndonesian) + " " +
         casework::AlarmText(deadline, rules, Language::kEnglish) + " " +
         (deadline.citation == nullptr ? "" : deadline.citation->text_en) + " " +
         (deadline.zone_assumed ? "assumed " : "") + (deadline.holidays_known ? "" : "beyond");
}

class CaseDueTest : public CaseStoreTest {
 protected:
  std::vector<std::string> FromRows(const std::string& case_id, Instant now) {
    std::vector<std::string> lines;
    for (const OpenCaseDue& row : Due({.case_id = case_id})) {
      lines.push_back(LineOf(DeadlineOf(row.due, rules_), now, rules_));
    }
    return lines;
  }
  std::vector<std::string> FromLog(const casework::CaseRecord& record, Instant now) {
    std::vector<std::string> lines;
    for (const Deadline& open : casework::OpenDeadlines(record, now, rules_)) {
      if (!open.suspended) lines.push_back(LineOf(open, now, rules_));
    }
    return lines;
  }
};

TEST_F(CaseDueTest, AtAnyLaterTimeTheRowsSayWhatTheLogSays) {
  std::mt19937 random(7);
  const CaseState states[] = {CaseState::kReported, CaseState::kScreening, CaseState::kRecommended,
                              CaseState::kConsent,  CaseState::kAssessed,  CaseState::kRehab,
                              CaseState::kTraining, CaseState::kTrial,     CaseState::kMonitoring};
  const char* regions[] = {"33.72", "51.71", "81.71", "", "62"};
  size_t lines = 0;
  for (const CaseState state : states) {
    for (int variant = 0; variant < 4; ++variant) {
      CaseReported report = casework::AReport();
      report.region_code = regions[random() % 5];
      CaseLog log(report);
      log.RunTo(state);
      if (variant >= 1) {
        log.Add(AidMoved{"1", "Kaki palsu", AidStage::kOrdered, Day("2026-03-20"),
                         Day("2026-05-20"), 9});
        log.Add(SecondOpinionAsked{"Lutut", Day("2026-03-20")});
        log.Add(DismissalAttempted{Day("2026-03-20"), "Tidak mampu"});
      }
      if (variant >= 2) {
        log.PassDays(static_cast<int>(random() % 5));
        log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Operasi");
        if (variant == 3) {
          log.PassDays(static_cast<int>(random() % 40));
          log.Move(CaseTrigger::kResume);
        }
      }
      const LoadedCase made = Enter(log, worker_);
      for (int step = 0; step < 40; ++step) {
        const Instant now = log.now + std::chrono::hours(step * step * 7 + random() % 7);
        const std::vector<std::string> expected = FromLog(log.record(), now);
        ASSERT_EQ(FromRows(made.row.id, now), expected)
            << "state " << static_cast<int>(state) << " variant " << variant << " step " << step;
        lines += expected.size();
      }
    }
  }
  EXPECT_GT(lines, 5000u);
}

TEST_F(CaseDueTest, NothingThatIsComingUpLiesBeyondTheBoundOfTheList) {
  for (const char* region : {"33.72", "51.71", "81.71"}) {
    CaseReported report = casework::AReport();
    report.region_code = region;
    CaseLog log(report);
    log.RunTo(CaseState::kMonitoring);
    const LoadedCase made = Enter(log, worker_);
    for (int hour = 0; hour < 24 * 100; hour += 5) {
      const Instant now = log.now + std::chrono::hours(hour);
      for (const OpenCaseDue& row : Due({.case_id = made.row.id})) {
        const Urgency urgency = UrgencyOf(DeadlineOf(row.due, rules_), now, rules_);
        if (row.due.due < ComingUpBy(now, rules_)) continue;
        EXPECT_EQ(urgency, Urgency::kLater);
      }
    }
  }
}

TEST_F(CaseDueTest, OneManagersListIsSortedFilteredAndPaged) {
  for (int i = 0; i < 12; ++i) {
    CaseLog log;
    log.PassDays(i % 3);
    log.Add(CaseManagerAssigned{i % 2 == 0 ? "accounts/even" : "accounts/odd", "SKA"});
    Enter(log, worker_);
  }
  const std::vector<OpenCaseDue> all = Due({.branch = "SKA", .manager = "accounts/even"});
  ASSERT_GE(all.size(), 12u);
  std::vector<OpenCaseDue> paged;
  CaseDueKey after;
  while (true) {
    const auto page = Read<std::vector<OpenCaseDue>>([&](Connection& db) {
      return ListCaseDue(db, {.branch = "SKA", .manager = "accounts/even"}, after, 5);
    });
    paged.insert(paged.end(), page.begin(), page.end());
    if (page.size() < 5) break;
    after = page.back().key;
  }
  ASSERT_EQ(paged.size(), all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(paged[i].due, all[i].due);
    EXPECT_EQ(paged[i].case_id, all[i].case_id);
    EXPECT_LE(all[i == 0 ? 0 : i - 1].due.due, all[i].due.due);
  }
  EXPECT_THAT(Due({.branch = "SBY"}), IsEmpty());
}

TEST_F(CaseDueTest, OtherRulesDeriveAgainOnce) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  const LoadedCase made = Enter(log, worker_);
  ASSERT_OK(RefreshCases(*store_, rules_));
  const auto review = [&] {
    for (const OpenCaseDue& row : Due({.case_id = made.row.id})) {
      if (row.due.kind == "REHAB_REVIEW") return row.due.due;
    }
    return Instant{};
  };
  const Instant before = review();
  auto shorter = casework::CaseRules::Make({.durations = {{"REHAB_REVIEW", 10}}});
  ASSERT_OK(shorter);
  EXPECT_NE(FingerprintOf(*shorter), FingerprintOf(rules_));
  ASSERT_OK(RefreshCases(*store_, *shorter));
  EXPECT_EQ(review(), before - std::chrono::days(20));
  EXPECT_EQ(Load(made.row.id).row, made.row) << "the rest is as it was";
}

TEST_F(CaseDueTest, AHireThatDidNotReachMonitoringIsNeverLost) {
  CaseLog log;
  log.RunTo(CaseState::kAssessed);
  log.Add(WorkStarted{"employers/new", "P1", Rung::kOtherEmployer, Day("2026-03-20"), 4'000'000,
                      4'000'000});
  LoadedCase made = Enter(log, worker_);
  const auto waits = [&] {
    for (const OpenCaseDue& row : Due({.case_id = made.row.id})) {
      if (row.due.kind == "HIRE_CONFIRM") return row.due.reference;
    }
    return std::string();
  };
  EXPECT_EQ(waits(), "placements/P1");
  Write([&](Connection& db) -> absl::Status {
    log.PassDays(20);
    const NewFact rung{
        RungChosen{Rung::kOtherEmployer,
                   {{Rung::kSameJob, "a"}, {Rung::kSameJobAdapted, "b"}, {Rung::kOtherJob, "c"}},
                   "d"},
        log.now, ""};
    absl::Status added = AddFacts(db, made, {&rung, 1}, {"accounts/m", log.now}, rules_);
    if (!added.ok()) return added;
    return MoveCase(db, made,
                    {.trigger = CaseTrigger::kHiredElsewhere,
                     .outcome = CaseOutcome::kNone,
                     .at = log.now,
                     .reason = ""},
                    {"accounts/m", log.now}, rules_);
  });
  EXPECT_EQ(waits(), "");
  EXPECT_EQ(Load(made.row.id).row.state, CaseState::kMonitoring);
}

}  // namespace
}  // namespace setara
