// The tables of casework: what each duration rests on, and that damaged ones are refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/casework/citations.h"
#include "server/casework/durations.h"
#include "server/casework/machine.h"
#include "server/casework/rules.h"
#include "server/casework/settings.h"
#include "server/casework/words.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

using testing::HasSubstr;

// Every duration with its mark: law stays law, and nothing of ours is passed off as law.
TEST(CaseDurations, StatuteAndDefaultsAreToldApart) {
  const std::map<std::string, std::string> expected = {
      {"ACCIDENT_REPORT", "L 48 clock_hours"},
      {"STOP_PROCESSING", "L 72 clock_hours"},
      {"INCAPACITY_LIMIT", "L 12 months"},
      {"STMB_FULL", "L 12 months"},
      {"FIRST_CONTACT", "D 3 working_days"},
      {"RECOMMENDATION", "D 14 calendar_days"},
      {"CONSENT_REQUEST", "D 7 calendar_days"},
      {"CONSENT_REMINDER", "D 7 calendar_days"},
      {"CONSENT", "D 14 calendar_days"},
      {"ASSESSMENT", "D 21 calendar_days"},
      {"PLAN", "D 14 calendar_days"},
      {"REHAB_REVIEW", "D 30 calendar_days"},
      {"TRIAL", "D 90 calendar_days"},
      {"VISIT_1", "D 30 calendar_days"},
      {"VISIT_2", "D 60 calendar_days"},
      {"VISIT_3", "D 90 calendar_days"},
      {"MONITORING", "D 90 calendar_days"},
      {"CLOSE_CASE", "D 14 calendar_days"},
      {"PAUSE_REVIEW", "D 30 calendar_days"},
      {"INCAPACITY_WARNING", "D 9 months"},
      {"DISMISSAL_ALERT", "D 0 clock_hours"},
      {"FORM_3KK2", "D 48 clock_hours"},
      {"OFFER_ANSWER", "D 3 working_days"},
      {"HIRE_CONFIRM", "D 3 working_days"},
      {"ASSIGN_MANAGER", "D 1 working_days"},
      {"SECOND_OPINION", "D 14 calendar_days"},
      {"CLOSING_REPORT", "D 14 calendar_days"},
      {"COMING_UP", "D 7 calendar_days"},
      {"LOST_CONTACT_WINDOW", "D 30 calendar_days"}};
  std::map<std::string, std::string> shipped;
  for (const Duration& duration : Durations::Shipped().all()) {
    shipped[duration.id] = std::string(MarkLetter(duration.mark)) + " " +
                           std::to_string(CountOf(duration.span)) + " " +
                           std::string(UnitWord(duration.span));
    const Citation* citation = Citations::Get().Find(duration.citation_id, Day("2026-03-02"));
    ASSERT_NE(citation, nullptr) << duration.id;
    EXPECT_EQ(citation->mark, duration.mark) << duration.id;
  }
  EXPECT_EQ(shipped, expected);
}

TEST(CaseDurations, ConfigurationChangesDefaultsAlone) {
  auto changed = Durations::Shipped().WithValues({{"FIRST_CONTACT", 2}, {"TRIAL", 60}});
  ASSERT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(changed->Of("FIRST_CONTACT").span, Span(WorkingDays{2}));
  EXPECT_TRUE(changed->Of("TRIAL").configured);
  EXPECT_FALSE(changed->Of("PLAN").configured);
  for (const char* law : {"ACCIDENT_REPORT", "STOP_PROCESSING", "INCAPACITY_LIMIT", "STMB_FULL"}) {
    absl::Status status = Durations::Shipped().WithValues({{law, 1}}).status();
    EXPECT_THAT(FieldViolations(status).at(0).description, HasSubstr("law or practice")) << law;
  }
  EXPECT_FALSE(Durations::Shipped().WithValues({{"FIRST_CONTACT", 0}}).ok());
  EXPECT_FALSE(Durations::Shipped().WithValues({{"FIRST_CONTACT", 3651}}).ok());
  EXPECT_FALSE(Durations::Shipped().WithValues({{"NAP", 1}}).ok());
  EXPECT_FALSE(CaseRules::Make({.lost_contact_attempts = 0}).ok());
  EXPECT_EQ(CaseRules::Make({.lost_contact_attempts = 5})->lost_contact_attempts, 5);
}

TEST(CaseSettings, AreSetInPlaceOfDefaultsAndNamedByLineWhenWrong) {
  auto rules = ParseSettings("kantor.tsv",
                             "# kantor kami\nid\tvalue\nFIRST_CONTACT\t5\nTRIAL\t60\n"
                             "LOST_CONTACT_ATTEMPTS\t4\nSATURDAY_WORKS\tyes\n");
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(rules->durations.Of("FIRST_CONTACT").span, Span(WorkingDays{5}));
  EXPECT_TRUE(rules->durations.Of("TRIAL").configured);
  EXPECT_FALSE(rules->durations.Of("PLAN").configured);
  EXPECT_EQ(rules->lost_contact_attempts, 4);
  EXPECT_TRUE(rules->calendar.options().saturday_works);
  EXPECT_FALSE(rules->calendar.options().joint_leave_works);
  const std::pair<const char*, const char*> wrong[] = {
      {"NAP\t1", "kantor.tsv:2: NAP: no such duration"},
      {"STMB_FULL\t1", "kantor.tsv:2: STMB_FULL: law or practice"},
      {"TRIAL\t0", "kantor.tsv:2: TRIAL: must be 1 to 3650"},
      {"TRIAL\tlama", "kantor.tsv:2: TRIAL: must be a whole number"},
      {"SATURDAY_WORKS\t1", "kantor.tsv:2: SATURDAY_WORKS: must be yes or no"},
      {"LOST_CONTACT_ATTEMPTS\t101", "kantor.tsv:2: LOST_CONTACT_ATTEMPTS: must be 1 to 100"},
      {"PLAN\t1\nPLAN\t2", "kantor.tsv:3: PLAN: is set twice"},
      {"PLAN", "kantor.tsv:2: has 1 cells, not 2"}};
  for (const auto& [rows, says] : wrong) {
    const absl::Status status =
        ParseSettings("kantor.tsv", std::string("id\tvalue\n") + rows + "\n").status();
    EXPECT_THAT(std::string(status.message()), HasSubstr(says)) << rows;
  }
}

TEST(CaseDurations, RefuseDamagedTables) {
  constexpr char kHeader[] = "id\tvalue\tunit\tmark\tcitation\tlabel_id\tlabel_en\n";
  struct {
    const char* row;
    const char* error;
  } const cases[] = {
      {"X\t1\tweeks\tdefault\tSETARA\ta\tb", "unit is none"},
      {"X\t-1\tmonths\tdefault\tSETARA\ta\tb", "not a whole number"},
      {"X\t1\tmonths\thearsay\tSETARA\ta\tb", "mark is none"},
      {"X\t1\tmonths\tlaw\tSETARA\ta\tb", "another mark"},  // a default dressed as law
      {"X\t1\tmonths\tdefault\tSTMB\ta\tb", "another mark"},
      {"X\t1\tmonths\tdefault\tNOWHERE\ta\tb", "not known"},
      {"X\t1\tmonths\tdefault\tSETARA\t\tb", "label is empty"},
      {"X\t1\tmonths\tdefault\tSETARA\ta\tb\nX\t1\tmonths\tdefault\tSETARA\ta\tb", "used twice"},
      {"X\t1\tmonths\tdefault\tSETARA\ta\tb", "no row ACCIDENT_REPORT"},
  };
  for (const auto& test : cases) {
    auto parsed = Durations::Parse("t", std::string(kHeader) + test.row + "\n", Citations::Get());
    ASSERT_FALSE(parsed.ok()) << test.row;
    EXPECT_THAT(std::string(parsed.status().message()), HasSubstr(test.error));
  }
}

TEST(CaseCitations, FollowTheDate) {
  const Citations& citations = Citations::Get();
  struct {
    const char* id;
    const char* on;
    const char* text;  // nullptr: none
  } const cases[] = {
      {"RTW_CONSENT", "2016-03-09", nullptr},
      {"RTW_CONSENT", "2016-03-10", "Permenaker 10/2016 pasal 5"},
      {"RTW_CONSENT", "2020-12-31", "Permenaker 10/2016 pasal 5"},
      {"RTW_CONSENT", "2025-02-23", "Permenaker 5/2021 (pengganti"},
      {"RTW_CONSENT", "2025-02-24", "Permenaker 5/2021 sebagaimana diubah Permenaker 1/2025"},
      {"STMB", "2019-12-01", "PP 44/2015"},
      {"STMB", "2019-12-02", "PP 82/2019"},
      {"DISMISSAL_BAR", "2026-03-02", "UU 13/2003 pasal 153"},
      {"CONSENT_WITHDRAWAL", "2022-10-16", "Ketentuan Setara"},
      {"CONSENT_WITHDRAWAL", "2022-10-17", "UU 27/2022 pasal 40"},
      {"NOWHERE", "2026-03-02", nullptr},
  };
  for (const auto& test : cases) {
    const Citation* found = citations.Find(test.id, Day(test.on));
    ASSERT_EQ(found != nullptr, test.text != nullptr) << test.id << " " << test.on;
    if (found != nullptr) {
      EXPECT_THAT(found->text_id, testing::StartsWith(test.text));
    }
  }
}

TEST(CaseCitations, RefuseDamagedTables) {
  constexpr char kHeader[] = "id\tmark\tvalid_from\tvalid_until\ttext_id\ttext_en\tsource\tnote\n";
  for (const char* row :
       {"X\trumour\t2020-01-01\t\ta\tb\tverified\t", "X\tlaw\t2020-13-01\t\ta\tb\tverified\t",
        "X\tlaw\t2020-01-01\t2020-01-01\ta\tb\tverified\t", "X\tlaw\t2020-01-01\t\t\tb\tverified\t",
        "X\tlaw\t2020-01-01\t\ta\tb\tmaybe\t",
        "X\tlaw\t2020-01-01\t\ta\tb\tverified\t\nX\tlaw\t2021-01-01\t\ta\tb\tverified\t"}) {
    EXPECT_FALSE(Citations::Parse("t", std::string(kHeader) + row + "\n").ok()) << row;
  }
}

TEST(CaseWords, ReadBackAndHaveLabelsInBothLanguages) {
  for (int s = 0; s < kCaseStates; ++s) {
    const auto state = static_cast<CaseState>(s);
    EXPECT_EQ(ParseState(WordOf(state)).value(), state);
    EXPECT_EQ(LabelOf(state, Language::kIndonesian).empty(), s == 0);
  }
  for (int t = 0; t < kCaseTriggers; ++t) {
    const auto trigger = static_cast<CaseTrigger>(t);
    EXPECT_EQ(ParseTrigger(WordOf(trigger)).value(), trigger);
    EXPECT_EQ(LabelOf(trigger, Language::kEnglish).empty(), t == 0);
  }
  for (int d = 0; d < kCaseDocuments; ++d) {
    const auto document = static_cast<CaseDocument>(d);
    EXPECT_EQ(ParseDocument(WordOf(document)).value(), document);
  }
  for (int o = 0; o < kCaseOutcomes; ++o) {
    const auto outcome = static_cast<CaseOutcome>(o);
    EXPECT_EQ(ParseOutcome(WordOf(outcome)).value(), outcome);
  }
  EXPECT_EQ(ParseRung("L4").value(), Rung::kOtherEmployer);
  EXPECT_FALSE(ParseState("closed").ok());
  EXPECT_EQ(LabelOf(CaseState::kTrial, Language::kIndonesian), "Coba kerja");
  EXPECT_THAT(DocumentsOf(CaseState::kTrial),
              testing::ElementsAre(CaseDocument::kTrialAgreement, CaseDocument::kFitNote));
  EXPECT_FALSE(CheckWords("t", "kind\tid\tlabel_id\tlabel_en\tdocuments\n").ok());
}

}  // namespace
}  // namespace setara::casework
