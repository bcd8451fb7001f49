// The plausibility rules of a register: one row a rule that must speak, and one beside it that must
// not.
#include "server/quota/plausibility.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace setara::quota {
namespace {

using namespace std::chrono;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Date Day(int y, unsigned m, unsigned d) { return sys_days(year(y) / m / d); }
constexpr Date kToday = Day(2026, 1, 1);

EmploymentRecord Worker(const std::string& id, const std::string& person) {
  EmploymentRecord worker;
  worker.source = "s";
  worker.source_id = id;
  worker.person_id = person;
  worker.relation = EmploymentRelation::kPermanent;
  worker.valid_from = Day(2024, 1, 1);
  worker.evidence_from = Day(2024, 1, 1);
  worker.agreed_on = Day(2024, 1, 1);
  worker.evidence_kind = EvidenceKind::kDisabilityCard;
  worker.evidence_issuer = "Dinas Sosial";
  worker.evidence_issued_on = Day(2023, 12, 1);
  return worker;
}

// A register that nothing is wrong with.
RegisterFacts Clean() {
  RegisterFacts facts;
  facts.day = kToday;
  facts.employer.id = "e";
  facts.employer.name = "PT Satu";
  facts.employer.kind = EmployerKind::kPrivate;
  facts.employer.seat_region_code = "33.72";
  facts.employer.npp = "15070955";
  HeadcountReport report;
  report.valid_from = Day(2025, 1, 1);
  report.workers = 100;
  report.workers_with_disabilities = 1;
  facts.reports = {report};
  facts.workers = {Worker("1", "p1")};
  return facts;
}

std::vector<std::string> RulesFor(const RegisterFacts& facts) {
  std::vector<std::string> ids;
  for (const Finding& finding : CheckPlausibility(facts)) ids.emplace_back(finding.rule->id);
  return ids;
}

TEST(PlausibilityTest, ACleanRegisterHasNoFindings) { EXPECT_THAT(RulesFor(Clean()), IsEmpty()); }

struct Case {
  const char* rule;
  std::function<void(RegisterFacts&)> speaks;
  std::function<void(RegisterFacts&)> silent;  // just beside it
};

const std::vector<Case>& Cases() {
  static const auto& cases = *new std::vector<Case>{
      {"KIND_UNKNOWN", [](auto& f) { f.employer.kind = EmployerKind::kUnknown; },
       [](auto& f) { f.employer.kind = EmployerKind::kBumd; }},
      {"SEAT_UNKNOWN", [](auto& f) { f.employer.seat_region_code = ""; },
       [](auto& f) { f.employer.seat_region_code = "33"; }},
      {"KBLI_UNKNOWN", [](auto& f) { f.kbli_listed = false; }, [](auto&) {}},
      {"IDENTIFIERS_MISSING", [](auto& f) { f.employer.npp = ""; },
       [](auto& f) {
         f.employer.npp = "";
         f.employer.nib = "9120001234567";
       }},
      {"NUMBER_SHARED", [](auto& f) { f.numbers = {{"npwp", "", "employers/2"}}; },
       [](auto& f) { f.numbers = {{"npp", "K2", "employers/2"}}; }},
      {"SITE_NUMBER_SHARED", [](auto& f) { f.numbers = {{"npp", "K2", "employers/2"}}; },
       [](auto& f) { f.numbers = {{"npp", "", "employers/2"}}; }},
      {"HEADCOUNT_NONE", [](auto& f) { f.reports[0].valid_from = Day(2026, 1, 2); },
       [](auto& f) { f.reports[0].valid_from = kToday; }},
      {"HEADCOUNT_STALE", [](auto& f) { f.reports[0].valid_from = Day(2024, 12, 1); },
       [](auto& f) { f.reports[0].valid_from = Day(2024, 12, 2); }},
      {"HEADCOUNT_JUMP",
       [](auto& f) {
         f.reports.push_back(f.reports[0]);
         f.reports[1].valid_from = Day(2025, 6, 1);
         f.reports[1].workers = 151;
       },
       [](auto& f) {
         f.reports.push_back(f.reports[0]);
         f.reports[1].valid_from = Day(2025, 6, 1);
         f.reports[1].workers = 150;
       }},
      {"DISABLED_ABOVE_HEADCOUNT",
       [](auto& f) {
         f.reports[0].workers = 1;
         f.workers.push_back(Worker("2", "p2"));
       },
       [](auto& f) {
         f.reports[0].workers = 2;
         f.workers.push_back(Worker("2", "p2"));
       }},
      {"REPORT_DIFFERS", [](auto& f) { f.reports[0].workers_with_disabilities = 2; },
       [](auto& f) { f.reports[0].workers_with_disabilities.reset(); }},
      {"LEAVER_LISTED",
       [](auto& f) {
         f.takeover_from = kToday;
         f.workers[0].valid_until = kToday;
       },
       [](auto& f) { f.workers[0].valid_until = kToday; }},
      {"CONTRACT_ENDED",
       [](auto& f) {
         f.workers[0].relation = EmploymentRelation::kFixedTerm;
         f.workers[0].contract_until = kToday;
       },
       [](auto& f) {
         f.workers[0].relation = EmploymentRelation::kFixedTerm;
         f.workers[0].contract_until = Day(2026, 1, 2);
       }},
      {"CONTRACT_OVER_FIVE_YEARS",
       [](auto& f) {
         f.workers[0].relation = EmploymentRelation::kFixedTerm;
         f.workers[0].valid_from = Day(2020, 12, 31);
       },
       [](auto& f) {
         f.workers[0].relation = EmploymentRelation::kFixedTerm;
         f.workers[0].valid_from = Day(2021, 1, 1);
       }},
      {"EVIDENCE_MISSING", [](auto& f) { f.workers[0].evidence_from.reset(); },
       [](auto& f) { f.workers[0].evidence_from = kToday; }},
      {"EVIDENCE_EXPIRED", [](auto& f) { f.workers[0].evidence_until = kToday; },
       [](auto& f) { f.workers[0].evidence_until = Day(2026, 1, 2); }},
      {"EVIDENCE_EXPIRES_SOON", [](auto& f) { f.workers[0].evidence_until = Day(2026, 4, 1); },
       [](auto& f) { f.workers[0].evidence_until = Day(2026, 4, 2); }},
      {"EVIDENCE_UNDESCRIBED", [](auto& f) { f.workers[0].evidence_issuer = ""; },
       [](auto& f) { f.workers[0].evidence_issuer = "RSUD"; }},
      {"AGREEMENT_MISSING", [](auto& f) { f.workers[0].agreed_on.reset(); },
       [](auto& f) { f.workers[0].agreed_on = kToday; }},
      {"RELATION_NOT_COUNTED",
       [](auto& f) { f.workers[0].relation = EmploymentRelation::kApprenticeship; },
       [](auto& f) { f.workers[0].relation = EmploymentRelation::kPublicService; }},
      {"PERSON_TWICE", [](auto& f) { f.workers.push_back(Worker("2", "p1")); },
       [](auto& f) {
         f.workers.push_back(Worker("2", "p1"));
         f.workers[0].valid_until = Day(2025, 12, 31);
       }},
      {"PERSON_ELSEWHERE", [](auto& f) { f.persons = {{"s", "1", "employers/2"}}; }, [](auto&) {}},
      {"SITE_UNKNOWN", [](auto& f) { f.workers[0].site = "K2"; },
       [](auto& f) {
         f.workers[0].site = "K2";
         f.sites = {{"e", "K2", "Gudang", "", "", ""}};
       }},
  };
  return cases;
}

TEST(PlausibilityTest, EachRuleSpeaksWhereItShouldAndNotBeside) {
  for (const Case& one : Cases()) {
    RegisterFacts facts = Clean();
    one.speaks(facts);
    EXPECT_THAT(RulesFor(facts), Contains(std::string(one.rule))) << one.rule;
    facts = Clean();
    one.silent(facts);
    EXPECT_THAT(RulesFor(facts), Not(Contains(std::string(one.rule)))) << one.rule;
  }
}

TEST(PlausibilityTest, EveryRuleHasACaseAWordAndABasis) {
  std::set<std::string_view> tested;
  for (const Case& one : Cases()) tested.insert(one.rule);
  EXPECT_EQ(tested.size(), PlausibilityRules().size());
  for (const PlausibilityRule& rule : PlausibilityRules()) {
    EXPECT_TRUE(tested.contains(rule.id)) << rule.id;
    EXPECT_FALSE(rule.text_id.empty() || rule.text_en.empty() || rule.basis.empty()) << rule.id;
  }
}

TEST(PlausibilityTest, AFindingSaysWhatItIsAboutAndAsksForNoDiagnosis) {
  RegisterFacts facts = Clean();
  facts.workers[0].evidence_until = Day(2025, 12, 1);
  const std::vector<Finding> found = CheckPlausibility(facts);
  ASSERT_THAT(RulesFor(facts), ElementsAre("REPORT_DIFFERS", "EVIDENCE_EXPIRED"));
  EXPECT_EQ(found[1].worker_source_id, "1");
  EXPECT_THAT(found[1].text_id, HasSubstr("2025-12-01"));
  EXPECT_THAT(found[1].text_en, HasSubstr("no new diagnosis"));
}

TEST(PlausibilityTest, WhoIsExcludedOrGoneIsNotLookedAt) {
  RegisterFacts facts = Clean();
  facts.workers.push_back(Worker("2", "p2"));
  facts.workers[1].evidence_from.reset();
  facts.workers[1].exclude_reason = "outsourced";
  facts.workers.push_back(Worker("3", "p3"));
  facts.workers[2].evidence_from.reset();
  facts.workers[2].valid_until = Day(2025, 6, 1);
  EXPECT_THAT(RulesFor(facts), IsEmpty());
}

}  // namespace
}  // namespace setara::quota
