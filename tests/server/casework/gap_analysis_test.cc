#include "server/casework/gap_analysis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "matcher/domain/errors.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

using testing::HasSubstr;

constexpr FunctionId kLifting{14}, kStanding{9}, kColours{2};

GapAnalysis Analyse(const CaseLog& log, const GapOptions& options = {}) {
  auto analysis = AnalyseGaps(log.record(), options);
  EXPECT_TRUE(analysis.ok()) << analysis.status();
  return analysis.ok() ? *analysis : GapAnalysis{};
}

JobAnalysed Job(Rung rung, FunctionId function, int level) {
  JobAnalysed job;
  job.on = Day("2026-03-09");
  job.rung = rung;
  job.employer_id = "employers/old";
  job.title = rung == Rung::kOtherJob ? "Pemeriksa mutu" : "Staf gudang";
  job.demands = {DemandOf(function, level, "Tugas inti")};
  return job;
}

AssessmentDone Profile(FunctionId function, int level) {
  AssessmentDone assessment;
  assessment.on = Day("2026-03-09");
  assessment.capacities = {CapacityOf(function, level)};
  return assessment;
}

TEST(GapAnalysisRungs, SuggestTheHighestThatFits) {
  struct {
    const char* what;
    FunctionId function;
    int capacity, demand;
    bool other_job, refused, self_employment;
    Rung rung;
  } const cases[] = {
      {"nothing needed", kLifting, 3, 3, false, false, false, Rung::kSameJob},
      {"a hoist lifts", kLifting, 1, 3, false, false, false, Rung::kSameJobAdapted},
      {"no accommodation", kColours, 0, 4, true, false, false, Rung::kOtherJob},
      {"nothing at the old place", kColours, 0, 4, false, false, false, Rung::kOtherEmployer},
      {"own business", kColours, 0, 4, false, false, true, Rung::kSelfEmployment},
      {"refused though it fits", kLifting, 3, 3, true, true, false, Rung::kOtherEmployer},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.what);
    CaseLog log;
    log.Add(Profile(test.function, test.capacity));
    AssessmentDone profile = Profile(test.function, test.capacity);
    if (test.function == kColours) {
      profile.accommodations = {{AccommodationId(45), AccommodationStance::kRefuses},
                                {AccommodationId(10), AccommodationStance::kRefuses}};
      log.Add(profile);
    }
    log.Add(Job(Rung::kSameJob, test.function, test.demand));
    if (test.other_job) log.Add(Job(Rung::kOtherJob, kStanding, 0));
    if (test.refused) log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
    const GapAnalysis analysis = Analyse(log, {.wishes_self_employment = test.self_employment});
    EXPECT_EQ(analysis.suggested, test.rung);
    // Every rung down to the suggested one has its reason, in order, and one is suggested.
    ASSERT_EQ(analysis.rungs.size(), static_cast<size_t>(test.rung));
    for (size_t i = 0; i < analysis.rungs.size(); ++i) {
      EXPECT_EQ(static_cast<size_t>(analysis.rungs[i].rung), i + 1);
      EXPECT_FALSE(analysis.rungs[i].sentence.empty());
      EXPECT_EQ(analysis.rungs[i].suggested, i + 1 == analysis.rungs.size());
    }
  }
}

TEST(GapAnalysisFunctions, NameWhatClosesEachGapAndTheSmallestSet) {
  CaseLog log;
  log.Assess(1);
  log.AnalyseJob(3);
  const GapAnalysis analysis = Analyse(log, {.language = Language::kEnglish});
  EXPECT_EQ(analysis.old_job.tier, Tier::kFitsIfProvided);
  EXPECT_THAT(analysis.old_job.to_provide, testing::ElementsAre(AccommodationId(20)));  // A21
  const auto lifting =
      std::find_if(analysis.old_job.functions.begin(), analysis.old_job.functions.end(),
                   [](const FunctionReason& reason) { return reason.function == kLifting; });
  ASSERT_NE(lifting, analysis.old_job.functions.end());
  EXPECT_EQ(lifting->demand, 3);
  EXPECT_EQ(lifting->capacity, 1);
  EXPECT_EQ(lifting->verdict, FunctionVerdict::kMetIfProvided);
  EXPECT_THAT(lifting->sentence, HasSubstr("lifting"));
  EXPECT_THAT(analysis.rungs.back().sentence, HasSubstr("The gaps close with"));
}

TEST(GapAnalysisChanges, TellWhatTheLastAssessmentChanged) {
  CaseLog log;
  AssessmentDone first = Profile(kLifting, 1);
  first.capacities.push_back(CapacityOf(kStanding, 2));
  log.Add(first);
  AssessmentDone second = Profile(kLifting, 3);
  second.capacities.push_back(CapacityOf(kColours, 4));
  log.Add(second);
  log.AnalyseJob(3);
  const GapAnalysis analysis = Analyse(log);
  ASSERT_EQ(analysis.changes.size(), 3u);
  EXPECT_EQ(analysis.changes[0].function, kColours);
  EXPECT_EQ(analysis.changes[0].before, std::nullopt);  // not asked then: no level, not 0
  EXPECT_EQ(analysis.changes[1].function, kStanding);
  EXPECT_EQ(analysis.changes[1].now, std::nullopt);
  EXPECT_EQ(analysis.changes[2].before, 1);
  EXPECT_EQ(analysis.changes[2].now, 3);
  EXPECT_EQ(analysis.changes[2].demand, 3);
  EXPECT_TRUE(analysis.changes[2].reaches_demand_now);
  EXPECT_EQ(analysis.suggested, Rung::kSameJob);
}

TEST(GapAnalysisChanges, TheLatestAnalysisOfAJobCounts) {
  CaseLog log;
  log.Assess(2);
  log.AnalyseJob(4);
  log.AnalyseJob(2);
  EXPECT_EQ(Analyse(log).suggested, Rung::kSameJob);
}

TEST(GapAnalysisRungs, NeedAnAssessmentAndAJob) {
  CaseLog log;
  EXPECT_EQ(Reason(AnalyseGaps(log.record(), {}).status()), "NO_ASSESSMENT");
  log.Assess();
  EXPECT_EQ(Reason(AnalyseGaps(log.record(), {}).status()), "NO_JOB_ANALYSIS");
  log.Consent(CaseParty::kEmployer, ConsentStatus::kRefused);
  EXPECT_EQ(Analyse(log).suggested, Rung::kOtherEmployer);
}

TEST(GapAnalysisRungs, WithoutAnEmployerTheOwnTradeIsMeasured) {
  CaseReported report = AReport();
  report.segment = BpjsSegment::kNonWage;
  report.employer_id = "";
  CaseLog log(report);
  log.Assess(3);
  log.AnalyseJob(3);
  EXPECT_EQ(Analyse(log).suggested, Rung::kSameJob);
}

}  // namespace
}  // namespace setara::casework
