#include "server/casework/machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "embedded/golden_casework.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"
#include "server/casework/words.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

using testing::HasSubstr;

// The case of the golden table: reported and moved on the same day, nothing else recorded.
CaseRecord Bare(CaseState state) {
  CaseReported report = AReport();
  report.jkk_member = std::nullopt;
  const Instant at = At("2026-03-02T02:00:00Z");
  std::vector<CaseEvent> events = {{1, at, at, "a", "", report}};
  auto move = [&](CaseState to) {
    const auto sequence = static_cast<int64_t>(events.size()) + 1;
    events.push_back({sequence, at, at, "a", "", CaseMoved{CaseTrigger::kUnknown, to}});
  };
  if (state == CaseState::kPaused) move(CaseState::kTrial);
  if (state != CaseState::kReported) move(state);
  return Fold(events);
}

struct Answer {
  std::string to{}, outcome{}, missing{}, message_id{}, message_en{}, basis{};
};

Answer Describe(const MoveCheck& check) {
  Answer answer{.to = "-"};
  if (check.edge == nullptr) return answer;
  answer.to = WordOf(check.to);
  if (check.to == CaseState::kClosed) answer.outcome = WordOf(check.outcome);
  for (const Missing& missing : check.missing) {
    answer.missing += (answer.missing.empty() ? "" : ",") + missing.guard->id;
  }
  if (check.missing.empty()) return answer;
  const Missing& first = check.missing.front();
  answer.message_id = first.Text(Language::kIndonesian);
  answer.message_en = first.Text(Language::kEnglish);
  answer.basis = first.citation == nullptr ? "" : first.citation->text_en;
  return answer;
}

TEST(CaseMachine, GoldenTableOfEveryStateAndMove) {
  auto table = Table::Parse(
      "casework.tsv", embedded::golden_casework(),
      {"state", "trigger", "to", "outcome", "missing", "message_id", "message_en", "basis"});
  ASSERT_TRUE(table.ok()) << table.status();
  std::set<std::pair<std::string, std::string>> pairs;
  for (const Table::Row& row : table->rows()) {
    SCOPED_TRACE(std::string(row[0]) + " " + std::string(row[1]));
    pairs.emplace(row[0], row[1]);
    const CaseState state = ParseState(row[0]).value();
    const Move move{.trigger = ParseTrigger(row[1]).value(),
                    .outcome = CaseOutcome::kReturnedL1,
                    .at = At("2026-03-12T02:00:00Z"),
                    .reason = ""};
    if (state == CaseState::kUnknown) continue;  // below
    const Answer answer = Describe(CheckMove(Bare(state), move, CaseRules::Shipped()));
    EXPECT_EQ(answer.to, row[2]);
    EXPECT_EQ(answer.outcome, row[3]);
    EXPECT_EQ(answer.missing, row[4]);
    EXPECT_EQ(answer.message_id, row[5]);
    EXPECT_EQ(answer.message_en, row[6]);
    EXPECT_EQ(answer.basis, row[7]);
  }
  EXPECT_EQ(pairs.size(), size_t{kCaseStates * (kCaseTriggers - 1)});
}

TEST(CaseMachine, ACaseBeginsWithItsReportAlone) {
  const CaseRules& rules = CaseRules::Shipped();
  const Instant at = At("2026-03-12T02:00:00Z");
  for (int t = 1; t < kCaseTriggers; ++t) {
    const auto trigger = static_cast<CaseTrigger>(t);
    EXPECT_EQ(rules.machine->Find(CaseState::kUnknown, trigger) != nullptr,
              trigger == CaseTrigger::kReport);
  }
  absl::Status status = CheckReport(Bare(CaseState::kReported), at, nullptr, rules);
  EXPECT_EQ(Metadata(status)["missing"], "JKK_MEMBER");
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("membership of JKK on the day of the event is not confirmed [BPJS"));
  EXPECT_TRUE(CheckReport(CaseLog().record(), at, nullptr, rules).ok());
}

TEST(CaseMachine, ReopensOnlyAsANewEpisodeOfAClosedCaseWhoseWorkerLives) {
  const CaseRules& rules = CaseRules::Shipped();
  CaseLog first, second;
  EXPECT_EQ(Reason(CheckReport(second.record(), second.now, &first.record(), rules)),
            "PREVIOUS_CASE_OPEN");
  first.Move(CaseTrigger::kWithdraw);
  EXPECT_TRUE(CheckReport(second.record(), second.now, &first.record(), rules).ok());
  CaseLog died;
  died.Move(CaseTrigger::kRecordDeath);
  EXPECT_EQ(Reason(CheckReport(second.record(), second.now, &died.record(), rules)),
            "PREVIOUS_CASE_DIED");
  EXPECT_THAT(rules.machine->From(CaseState::kClosed), testing::IsEmpty());
}

TEST(CaseMachine, TellsWhatIsMissingWithItsBasisOfTheDay) {
  struct {
    const char* at;
    const char* basis;
  } const cases[] = {
      {"2017-05-01T02:00:00Z", "Permenaker 10/2016 pasal 5"},
      {"2020-12-31T16:59:00Z", "Permenaker 10/2016 pasal 5"},    // still 31 December in Surakarta
      {"2020-12-31T17:00:00Z", "Permenaker 5/2021 (pengganti"},  // 1 January there
      {"2025-02-23T16:59:00Z", "Permenaker 5/2021 (pengganti"},
      {"2025-02-23T17:00:00Z", "Permenaker 5/2021 sebagaimana diubah Permenaker 1/2025"},
  };
  for (const auto& test : cases) {
    SCOPED_TRACE(test.at);
    const MoveCheck check =
        CheckMove(Bare(CaseState::kConsent),
                  {.trigger = CaseTrigger::kCompleteAssessment, .at = At(test.at), .reason = ""},
                  CaseRules::Shipped());
    ASSERT_FALSE(check.missing.empty());
    EXPECT_EQ(check.missing[0].Text(Language::kEnglish), "worker consent not signed");
    ASSERT_NE(check.missing[0].citation, nullptr);
    EXPECT_EQ(check.missing[0].citation->mark, Mark::kLaw);
    EXPECT_THAT(check.missing[0].citation->text_id, testing::StartsWith(test.basis));
  }
}

TEST(CaseMachine, StatusNamesTheMoveOrWhatIsMissing) {
  CaseLog log;
  absl::Status unknown = log.TryMove(CaseTrigger::kStartTrial);
  EXPECT_EQ(unknown.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Reason(unknown), "CASE_MOVE_UNKNOWN");
  EXPECT_EQ(Metadata(unknown)["state"], "REPORTED");
  absl::Status missing = log.TryMove(CaseTrigger::kStartScreening);
  EXPECT_EQ(Reason(missing), "CASE_GUARDS_NOT_MET");
  EXPECT_EQ(Metadata(missing)["missing"], "CASE_MANAGER,FIRST_CONTACT");
}

TEST(CaseMachine, NextMovesListWhatEachStillNeeds) {
  CaseLog log;
  log.RunTo(CaseState::kMonitoring);
  std::vector<std::string> words;
  for (const MoveCheck& check : NextMoves(log.record(), log.now, "", CaseRules::Shipped())) {
    words.push_back(std::string(WordOf(check.edge->trigger)) + (check.Allowed() ? "!" : ""));
    if (check.edge->chooses_return) {
      EXPECT_EQ(check.outcome, CaseOutcome::kReturnedL2);
    }
  }
  EXPECT_THAT(words, testing::ElementsAre("CLOSE_RETURNED", "RETURN_TO_TRIAL", "WITHDRAW!",
                                          "EMPLOYER_REFUSES", "RECORD_DEATH!", "LOSE_CONTACT",
                                          "HIRED_ELSEWHERE", "CLOSE_UNABLE", "PAUSE"));
}

constexpr char kGuardRow[] = "id\tcitation\tmissing_id\tmissing_en\n";
constexpr char kMoves[] = "from\ttrigger\tto\toutcome\tguards\n";

TEST(CaseMachine, RefusesDamagedTables) {
  const auto& shipped = Machine::Get();
  std::string guards = kGuardRow;
  for (const Guard& guard : shipped.guards()) {
    guards += guard.id + "\tSETARA\tx\tx\n";
  }
  struct {
    const char* row;
    const char* error;
  } const cases[] = {
      {"REPORTED\tJUMP\tCLOSED\tLOST\t", "unknown trigger"},
      {"NOWHERE\tPAUSE\tPAUSED\t\t", "unknown state"},
      {"CLOSED\tRESUME\tREPORTED\t\t", "CLOSED has no way out"},
      {"REPORTED,REPORTED\tPAUSE\tPAUSED\t\t", "given twice"},
      {"REPORTED\tWITHDRAW\tCLOSED\t\t", "an outcome belongs"},
      {"REPORTED\tPAUSE\tPAUSED\tLOST\t", "an outcome belongs"},
      {"REPORTED\tPAUSE\tPAUSED\t\tNOBODY", "unknown guard NOBODY"},
  };
  for (const auto& test : cases) {
    auto parsed = Machine::Parse(std::string(kMoves) + test.row + "\n", guards, Citations::Get());
    ASSERT_FALSE(parsed.ok()) << test.row;
    EXPECT_THAT(std::string(parsed.status().message()), HasSubstr(test.error));
  }
  EXPECT_FALSE(Machine::Parse(kMoves, kGuardRow, Citations::Get()).ok());  // rules without rows
  EXPECT_FALSE(Machine::Parse(kMoves, guards + "REASON\tSETARA\tx\tx\n", Citations::Get()).ok());
}

}  // namespace
}  // namespace setara::casework
