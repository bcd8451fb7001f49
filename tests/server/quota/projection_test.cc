#include "server/quota/projection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "matcher/domain/errors.h"
#include "server/quota/day_facts.h"

namespace setara::quota {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using Ending = QuotaFacts::Ending;
using Kind = Change::Kind;

Date Day(const char* text) { return ParseDate(text).value(); }

// A private employer of 350 (4 due), reported on 2025-01-01, as seen from 2025-06-01.
QuotaFacts Facts() {
  QuotaFacts facts;
  facts.from = Day("2025-06-01");
  facts.terms = {{Day("2000-01-01"), EmployerKind::kPrivate, "33.72"}};
  facts.reports = {{Day("2025-01-01"), 350, std::nullopt}};
  return facts;
}

QuotaFacts::Spell Until(int person, const char* until, Ending ending) {
  return {person, Day("2020-01-01"), Day(until), ending};
}

// `count` persons whose records do not end.
void Employ(int count, QuotaFacts& facts) {
  facts.records_from = Day("2020-01-01");
  for (int i = 0; i < count; ++i) {
    facts.spells.push_back({1000 + i, Day("2020-01-01"), std::nullopt, Ending::kNone});
  }
}

Timeline Ahead(const QuotaFacts& facts, const std::vector<Change>& changes = {},
               const Rules& rules = Rules::Get(), const char* until = "2027-06-01") {
  absl::StatusOr<Timeline> timeline = Project(facts, changes, Day(until), rules);
  EXPECT_TRUE(timeline.ok()) << timeline.status();
  return timeline.value_or(Timeline());
}

// "2025-06-01 MET 4/4 of 350".
std::vector<std::string> Lines(const Timeline& timeline) {
  std::vector<std::string> lines;
  for (const Period& period : timeline.periods) {
    const Decision& decision = period.assessment.decision;
    const auto text = [](const std::optional<int64_t>& count) {
      return count ? std::to_string(*count) : std::string("?");
    };
    lines.push_back(ToString(period.from) + " " + std::string(StatusWord(decision.status)) + " " +
                    text(decision.counted) + "/" + text(decision.required) + " of " +
                    text(decision.headcount) + (decision.flags.stale ? " stale" : ""));
  }
  return lines;
}

std::vector<Cause::Kind> CausesOf(const Period& period) {
  std::vector<Cause::Kind> kinds;
  for (const Cause& cause : period.causes) kinds.push_back(cause.kind);
  return kinds;
}

std::string FieldOf(const absl::Status& status) {
  const std::vector<FieldViolation> violations = FieldViolations(status);
  return violations.empty() ? "" : violations[0].field;
}

TEST(Projection, WithoutAnythingDatedItIsOnePeriodThatGoesStale) {
  QuotaFacts facts = Facts();
  Employ(4, facts);
  const Timeline timeline = Ahead(facts);
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 MET 4/4 of 350", "2026-02-02 MET 4/4 of 350 stale"));
  EXPECT_THAT(CausesOf(timeline.periods[1]), ElementsAre(Cause::Kind::kStale));
  EXPECT_EQ(timeline.short_from, std::nullopt);
  EXPECT_EQ(timeline.stale_from, Day("2026-02-02"));
  EXPECT_EQ(timeline.periods[0].until, Day("2026-02-02"));
  EXPECT_EQ(timeline.periods[1].until, Day("2027-06-01"));
}

TEST(Projection, TheDayOnWhichEvidenceExpiryMakesTheEmployerShort) {
  QuotaFacts facts = Facts();
  Employ(3, facts);
  facts.spells.push_back(Until(1, "2025-09-15", Ending::kEvidence));
  const Timeline timeline = Ahead(facts);
  EXPECT_EQ(timeline.short_from, Day("2025-09-15"));
  ASSERT_GE(timeline.periods.size(), 2u);
  const Period& shorter = timeline.periods[1];
  EXPECT_EQ(shorter.from, Day("2025-09-15"));
  EXPECT_THAT(CausesOf(shorter), ElementsAre(Cause::Kind::kRecords));
  EXPECT_EQ(shorter.persons.evidence_ends, 1);
  EXPECT_EQ(shorter.persons.fixed_term_ends + shorter.persons.employment_ends, 0);
}

TEST(Projection, AFixedTermsEndDoesTheSame) {
  QuotaFacts facts = Facts();
  Employ(3, facts);
  facts.spells.push_back(Until(1, "2025-09-15", Ending::kFixedTerm));
  const Timeline timeline = Ahead(facts);
  EXPECT_EQ(timeline.short_from, Day("2025-09-15"));
  EXPECT_EQ(timeline.periods[1].persons.fixed_term_ends, 1);
}

// Trap 6: a person with two contracts is one person, who stops to count with the last of them.
TEST(ProjectionTrap, ARenewedContractIsNoBorderAndASecondOneNoSecondPerson) {
  QuotaFacts facts = Facts();
  Employ(3, facts);
  facts.spells.push_back(Until(1, "2025-09-15", Ending::kFixedTerm));
  facts.spells.push_back({1, Day("2025-09-15"), Day("2026-01-10"), Ending::kFixedTerm});
  facts.spells.push_back({1, Day("2025-07-01"), Day("2025-12-01"), Ending::kEvidence});
  const Timeline timeline = Ahead(facts);
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 MET 4/4 of 350", "2026-01-10 SHORT 3/4 of 350",
                          "2026-02-02 SHORT 3/4 of 350 stale"));
}

TEST(Projection, AHireFillsTheShortfallAndIsAWorkerToo) {
  QuotaFacts facts = Facts();
  facts.reports[0].workers = 300;
  Employ(2, facts);
  EXPECT_EQ(Ahead(facts).short_from, Day("2025-06-01"));
  const Timeline timeline = Ahead(facts, {{Kind::kHire, 1, Day("2025-08-01")}});
  // 301 workers need 4, so one is not enough; filling the place of another worker it is.
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 SHORT 2/3 of 300", "2025-08-01 SHORT 3/4 of 301",
                          "2026-02-02 SHORT 3/4 of 301 stale"));
  EXPECT_EQ(timeline.periods[1].causes[0].change, 0u);
  EXPECT_EQ(Ahead(facts, {{Kind::kHire, 1, Day("2025-08-01"), true}})
                .periods[1]
                .assessment.decision.status,
            QuotaStatus::kMet);
}

TEST(Projection, GrowingShrinkingAndLosing) {
  QuotaFacts facts = Facts();
  Employ(4, facts);
  const Timeline timeline = Ahead(facts, {{Kind::kTotal, 401, Day("2025-07-01")},
                                          {Kind::kHire, 2, Day("2025-08-01")},
                                          {Kind::kLose, 3, Day("2025-09-01")},
                                          {Kind::kTotal, 300, Day("2025-10-01")}});
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 MET 4/4 of 350", "2025-07-01 SHORT 4/5 of 401",
                          "2025-08-01 MET 6/5 of 403", "2025-09-01 SHORT 3/4 of 400",
                          "2025-10-01 MET 3/3 of 300", "2026-11-02 MET 3/3 of 300 stale"));
}

TEST(Projection, ATotalHoldsTheHiresOfItsDayAndALaterReportReplacesIt) {
  QuotaFacts facts = Facts();
  facts.reports.push_back({Day("2026-01-01"), 500, std::nullopt});
  Employ(4, facts);
  const Timeline timeline =
      Ahead(facts, {{Kind::kHire, 2, Day("2025-08-01")}, {Kind::kTotal, 400, Day("2025-08-01")}});
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 MET 4/4 of 350", "2025-08-01 MET 6/4 of 400",
                          "2026-01-01 MET 6/6 of 502", "2027-02-02 MET 6/6 of 502 stale"));
}

TEST(Projection, AReportedTotalMovesWithHiresAndAnUnknownOneStaysUnknown) {
  QuotaFacts facts = Facts();
  const std::vector<Change> hire = {{Kind::kHire, 4, Day("2025-08-01"), true}};
  EXPECT_EQ(Ahead(facts, hire).periods[0].assessment.decision.status, QuotaStatus::kNoData);
  EXPECT_EQ(Lines(Ahead(facts, hire))[0], "2025-06-01 NO_DATA ?/4 of 350");
  facts.reports[0].workers_with_disabilities = 1;
  EXPECT_EQ(Lines(Ahead(facts, hire))[1], "2025-08-01 MET 5/4 of 350");
}

TEST(Projection, LossesNeverSinkBelowNobodyWhenRecordsEndToo) {
  QuotaFacts facts = Facts();
  facts.records_from = Day("2020-01-01");
  facts.spells = {Until(1, "2025-09-15", Ending::kEvidence),
                  Until(2, "2025-10-15", Ending::kEvidence)};
  const Timeline timeline = Ahead(facts, {{Kind::kLose, 1, Day("2025-07-01")}});
  EXPECT_THAT(Lines(timeline),
              ElementsAre("2025-06-01 SHORT 2/4 of 350", "2025-07-01 SHORT 1/4 of 349",
                          "2025-09-15 SHORT 0/4 of 349", "2026-02-02 SHORT 0/4 of 349 stale"));
}

TEST(Projection, TermsAndFutureRulesAreBordersWithTheirCause) {
  constexpr char kRules[] =
      "id\tlegal_basis\tkinds\tregion\tbasis_points\tformula\trounding\tmin_headcount\t"
      "practice_minimum\tvalid_from\tvalid_until\tstatus_mark\tnote\n"
      "A\tUU A\tprivate,bumn\t\t100\t\tceiling\t0\t1\t2016-04-15\t2026-01-01\tverified\t\n"
      "B\tUU B\tprivate,bumn\t\t150\t\tceiling\t0\t1\t2026-01-01\t\tverified\t\n"
      "C\tPerda C\tbumn\t31\t300\t\tceiling\t0\t1\t2026-03-01\t\tverified\t\n"
      "D\tPerda D\tprivate\t31\t300\t\tceiling\t0\t1\t2026-04-01\t\tverified\t\n";
  const Rules rules = Rules::Parse("t", kRules).value();
  QuotaFacts facts = Facts();
  facts.terms.push_back({Day("2025-11-01"), EmployerKind::kBumn, "31.71"});
  facts.reports.push_back({Day("2025-12-01"), 350, std::nullopt});
  Employ(4, facts);
  const Timeline timeline = Ahead(facts, {}, rules, "2026-06-01");
  ASSERT_THAT(timeline.periods, SizeIs(5));
  EXPECT_THAT(timeline.periods[0].causes, IsEmpty());
  EXPECT_THAT(CausesOf(timeline.periods[1]), ElementsAre(Cause::Kind::kTerms));
  EXPECT_THAT(CausesOf(timeline.periods[2]), ElementsAre(Cause::Kind::kReport));
  EXPECT_THAT(CausesOf(timeline.periods[3]),
              ElementsAre(Cause::Kind::kRuleEnds, Cause::Kind::kRuleBegins));
  EXPECT_EQ(timeline.periods[3].causes[0].rule->id, "A");
  EXPECT_EQ(timeline.periods[3].causes[1].rule->id, "B");
  EXPECT_EQ(timeline.short_from, Day("2026-01-01")) << "6 of 350 at 1.5 %";
  EXPECT_EQ(timeline.periods[4].from, Day("2026-03-01")) << "a regional rule beside it";
  EXPECT_EQ(timeline.periods[4].causes[0].rule->id, "C");
}

TEST(Projection, TheFirstRecordSetsTheReportedTotalAside) {
  QuotaFacts facts = Facts();
  facts.reports[0].workers_with_disabilities = 4;
  facts.records_from = Day("2025-08-01");
  facts.spells = {{1, Day("2025-08-01"), std::nullopt, Ending::kNone}};
  const Timeline timeline = Ahead(facts);
  EXPECT_EQ(Lines(timeline)[1], "2025-08-01 SHORT 1/4 of 350");
  EXPECT_THAT(CausesOf(timeline.periods[1]),
              ElementsAre(Cause::Kind::kRecords, Cause::Kind::kRecordsDecide));
  EXPECT_EQ(timeline.periods[1].persons.begin, 1);
}

TEST(Projection, RefusesChangesThatTheirDayDoesNotAllow) {
  struct Bad {
    std::vector<Change> changes;
    const char* field;
    const char* says;
  };
  QuotaFacts facts = Facts();
  Employ(4, facts);
  const Date day = Day("2025-08-01");
  for (const Bad& bad : {
           Bad{{{Kind::kHire, 0, day}}, "changes[0].count", "must be 1"},
           Bad{{{Kind::kTotal, -1, day}}, "changes[0].count", "must be 0"},
           Bad{{{Kind::kHire, 100'000'001, day}}, "changes[0].count", "to 100000000"},
           Bad{{{Kind::kHire, 1, Day("2025-05-31")}}, "changes[0].valid_from", "timeline"},
           Bad{{{Kind::kHire, 1, Day("2027-06-01")}}, "changes[0].valid_from", "timeline"},
           Bad{{{Kind::kTotal, 9, day}, {Kind::kTotal, 9, day}},
               "changes[1].valid_from",
               "another"},
           Bad{{{Kind::kLose, 5, day}}, "changes[0].count", "than count"},
           Bad{{{Kind::kLose, 2, day}, {Kind::kLose, 3, day}}, "changes[0].count", "than count"},
           Bad{{{Kind::kTotal, 3, day}}, "changes[0].count", "fewer workers"},
       }) {
    const absl::Status status =
        Project(facts, bad.changes, Day("2027-06-01"), Rules::Get()).status();
    EXPECT_EQ(FieldOf(status), bad.field);
    EXPECT_TRUE(absl::IsInvalidArgument(status));
    EXPECT_THAT(FieldViolations(status)[0].description, HasSubstr(bad.says));
  }
  EXPECT_EQ(FieldOf(Project(facts, {}, facts.from, Rules::Get()).status()), "until");
  EXPECT_TRUE(Project(facts, {{Kind::kLose, 4, day}}, Day("2025-08-02"), Rules::Get()).ok());
}

}  // namespace
}  // namespace setara::quota
