// Every pair of a state and a move over the contract, against the golden table of casework: legal
// or not, with what is missing in the words of its rule. The cases are bare, as the table's are:
// their moves were written into the log as an older program might have.
#include "embedded/golden_casework.h"
#include "matcher/domain/table.h"
#include "server/case_ledger/ledger.h"
#include "server/casework/words.h"
#include "server/store/cases.h"
#include "server/store/seekers.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;

Instant At(const char* text) { return *ParseInstant(text); }

std::map<std::string, std::string> MetadataOf(const grpc::Status& status) {
  google::rpc::Status rpc;
  rpc.ParseFromString(status.error_details());
  for (const google::protobuf::Any& detail : rpc.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return {info.metadata().begin(), info.metadata().end()};
  }
  return {};
}

class CaseMovesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.clock().Set(At("2026-03-12T02:00:00Z"));
    person_ = server_.CreateSeeker("identity { full_name: 'Wulandari' }");
    manager_.role = v1::ROLE_CASE_MANAGER;
    server_.Stop();
    auto store = OpenStore(server_.directory(), server_.clock());
    for (int state = 1; store != nullptr && state < kCaseStates; ++state) {
      EXPECT_OK(
          store->Write([&](Connection& db) { return Plant(db, static_cast<CaseState>(state)); }));
    }
    store.reset();
    server_.Start();
  }

  // A case whose log says that it stands in `state` and nothing else.
  absl::Status Plant(Connection& db, CaseState state) {
    absl::StatusOr<Seeker> worker = GetSeeker(db, person_.name().substr(8));
    if (!worker.ok()) return worker.status();
    CaseReported report;
    report.seeker_id = worker->id;
    report.employer_id = "old";
    report.injury = InjuryKind::kAccident;
    report.segment = BpjsSegment::kWageEarner;
    report.happened_at = At("2026-03-01T03:00:00Z");
    report.region_code = "33.72";
    report.branch = TestServer::kBranch;
    const Instant at = At("2026-03-02T02:00:00Z");
    std::vector<CaseEvent> events = {{1, at, at, "a", "", report}};
    const auto move = [&](CaseState to) {
      const auto sequence = static_cast<int64_t>(events.size()) + 1;
      events.push_back({sequence, at, at, "a", "", CaseMoved{CaseTrigger::kUnknown, to}});
    };
    if (state == CaseState::kPaused) move(CaseState::kTrial);
    if (state != CaseState::kReported) move(state);
    CaseRow row;
    row.seeker_row = worker->row;
    absl::StatusOr<CaseRow> stored = InsertCase(db, row, at);
    if (!stored.ok()) return stored.status();
    LoadedCase planted{*stored, events, casework::Fold(events)};
    for (const CaseEvent& event : events) {
      absl::Status added = AddCaseEvent(db, planted.row, event);
      if (!added.ok()) return added;
    }
    names_[state] = "cases/" + stored->id;
    return SaveDerived(db, planted, casework::CaseRules::Shipped());
  }

  grpc::Status Try(CaseState state, CaseTrigger trigger, v1::Case* after) {
    v1::AdvanceCaseRequest request;
    request.set_name(names_.at(state));
    request.set_trigger(static_cast<v1::CaseTrigger>(trigger));
    request.set_validate_only(true);
    if (trigger == CaseTrigger::kCloseReturned) request.set_outcome(v1::CASE_OUTCOME_RTW_L1);
    return server_.Call(&Cases::AdvanceCase, request, after, manager_);
  }

  TestServer server_;
  v1::Seeker person_;
  TestServer::Options manager_;
  std::map<CaseState, std::string> names_;
};

TEST_F(CaseMovesTest, EveryPairAnswersAsTheTableSays) {
  auto table = Table::Parse(
      "casework.tsv", embedded::golden_casework(),
      {"state", "trigger", "to", "outcome", "missing", "message_id", "message_en", "basis"});
  ASSERT_TRUE(table.ok()) << table.status();
  int tried = 0;
  for (const Table::Row& row : table->rows()) {
    SCOPED_TRACE(std::string(row[0]) + " " + std::string(row[1]));
    const CaseState state = *casework::ParseState(row[0]);
    const CaseTrigger trigger = *casework::ParseTrigger(row[1]);
    // Without a case there is nothing to move; a report is CreateCase's.
    if (state == CaseState::kUnknown || trigger == CaseTrigger::kReport) continue;
    v1::Case after;
    const grpc::Status status = Try(state, trigger, &after);
    ++tried;
    if (row[2] == "-") {
      EXPECT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "CASE_MOVE_UNKNOWN"));
      EXPECT_EQ(MetadataOf(status)["state"], row[0]);
      EXPECT_EQ(MetadataOf(status)["trigger"], row[1]);
    } else if (row[4].empty()) {
      ASSERT_THAT(status, IsOk());
      EXPECT_EQ(after.state(), static_cast<v1::CaseState>(*casework::ParseState(row[2])));
      const CaseOutcome outcome =
          row[3].empty() ? CaseOutcome::kNone : *casework::ParseOutcome(row[3]);
      EXPECT_EQ(after.outcome(), static_cast<v1::CaseOutcome>(outcome));
    } else {
      EXPECT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "CASE_GUARDS_NOT_MET"));
      EXPECT_EQ(MetadataOf(status)["missing"], row[4]);
      std::string message(row[6]);
      if (!row[7].empty()) message += " [" + std::string(row[7]) + "]";
      EXPECT_THAT(status.error_message(), HasSubstr(message));
    }
  }
  EXPECT_EQ(tried, (kCaseStates - 1) * (kCaseTriggers - 2));
}

TEST_F(CaseMovesTest, NextMovesAreExactlyThePairsOfTheTable) {
  for (const auto& [state, name] : names_) {
    v1::GetCaseRequest request;
    request.set_name(name);
    v1::Case read;
    ASSERT_THAT(server_.Call(&Cases::GetCase, request, &read, manager_), IsOk());
    std::set<CaseTrigger> offered;
    for (const v1::NextMove& next : read.next_moves()) {
      offered.insert(static_cast<CaseTrigger>(next.trigger()));
      for (const v1::MissingGuard& missing : next.missing()) {
        EXPECT_NE(missing.text().indonesian(), "");
        EXPECT_NE(missing.text().english(), "");
        EXPECT_NE(missing.mark(), "");
      }
    }
    for (int trigger = 2; trigger < kCaseTriggers; ++trigger) {
      v1::Case after;
      const std::string reason =
          DetailsOf(Try(state, static_cast<CaseTrigger>(trigger), &after)).reason;
      EXPECT_EQ(offered.contains(static_cast<CaseTrigger>(trigger)), reason != "CASE_MOVE_UNKNOWN");
    }
  }
}

TEST_F(CaseMovesTest, AReportWithoutMembershipOpensNothing) {
  v1::CreateCaseRequest request = Text<v1::CreateCaseRequest>(
      "report { seeker: '" + person_.name() +
      "' injury: INJURY_KIND_ACCIDENT segment: BPJS_SEGMENT_NON_WAGE region_code: '33.72' "
      "happen_time { seconds: 1772000000 } }");
  v1::Case made;
  const grpc::Status status = server_.Call(&Cases::CreateCase, request, &made, manager_);
  EXPECT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "CASE_GUARDS_NOT_MET"));
  EXPECT_EQ(MetadataOf(status)["missing"], "JKK_MEMBER");
}

}  // namespace
}  // namespace setara
