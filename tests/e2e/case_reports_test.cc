// Reports about cases: exact for the supervisor of the branch, protected for everybody else.
#include "tests/e2e/case_sheet.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::AllOf;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kElsewhere[] = "SBY-01";

// Twelve that returned and three that wait for consents in the branch; four reported elsewhere.
class CaseReportsTest : public CaseSheetTest {
 protected:
  void SetUp() override {
    CaseSheetTest::SetUp();
    CaseSheet sheet = Sheet();
    for (int i = 0; i < 12; ++i) sheet.ToReturn("R-" + std::to_string(i));
    for (int i = 0; i < 3; ++i) sheet.ToConsent("C-" + std::to_string(i));
    for (int i = 0; i < 4; ++i) sheet.Report("E-" + std::to_string(i), kElsewhere);
    const v1::ImportRecordsResponse response = Import(sheet);
    ASSERT_EQ(response.inserted(), 19) << response.ShortDebugString();
  }

  template <typename Request, typename Response>
  static Response Answer(TestServer& server,
                         grpc::Status (CaseReports::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                         const std::string& request, v1::Role role) {
    Response response;
    EXPECT_THAT(server.Call(method, Text<Request>(request), &response, As(role)), IsOk());
    return response;
  }
  v1::CaseloadReport Caseload(v1::Role role, const std::string& request = "") {
    return Answer(server_, &CaseReports::SummarizeCaseload, request, role);
  }
  v1::CaseOutcomeReport Outcomes(v1::Role role, const std::string& request = "") {
    return Answer(server_, &CaseReports::SummarizeCaseOutcomes, request, role);
  }
  v1::ListCaseloadHistoryResponse History(v1::Role role, const std::string& request) {
    return Answer(server_, &CaseReports::ListCaseloadHistory, request, role);
  }

  static const v1::StateAgeing& Of(const v1::CaseloadReport& report, v1::CaseState state) {
    for (const v1::StateAgeing& ageing : report.ageing()) {
      if (ageing.state() == state) return ageing;
    }
    ADD_FAILURE() << "no " << v1::CaseState_Name(state);
    return v1::StateAgeing::default_instance();
  }
  static const v1::CaseOutcomeRow& RowOf(const v1::CaseOutcomeReport& report,
                                         const std::string& key) {
    for (const v1::CaseOutcomeRow& row : report.rows()) {
      if (row.key() == key) return row;
    }
    ADD_FAILURE() << "no " << key << " in " << report.ShortDebugString();
    return v1::CaseOutcomeRow::default_instance();
  }
};

TEST_F(CaseReportsTest, ASupervisorSeesTheOwnBranchAsItIs) {
  const v1::CaseloadReport report = Caseload(v1::ROLE_SUPERVISOR);
  EXPECT_EQ(report.open_cases().value(), 3);
  const v1::StateAgeing& waiting = Of(report, v1::CASE_STATE_CONSENT);
  EXPECT_EQ(waiting.cases().value(), 3);
  EXPECT_EQ(waiting.buckets(5).value(), 3) << "more than 90 days";
  EXPECT_EQ(waiting.oldest_days(), 461);
  EXPECT_EQ(waiting.overdue_share(), 10'000) << "all of them: a bottleneck";
  EXPECT_EQ(Of(report, v1::CASE_STATE_TRIAL).cases().value(), 0);
  EXPECT_TRUE(Of(report, v1::CASE_STATE_TRIAL).cases().has_value());
  ASSERT_THAT(report.managers(), SizeIs(1));
  EXPECT_EQ(report.managers(0).cases().value(), 3);
  EXPECT_EQ(report.managers(0).overdue_cases().value(), 3);
  EXPECT_NE(report.managers(0).display_name(), "");
  bool consent = false;
  for (const v1::DeadlineKindCount& kind : report.deadlines()) {
    if (kind.kind() != "CONSENT") continue;
    consent = true;
    EXPECT_EQ(kind.overdue().value(), 3);
    EXPECT_NE(kind.label().indonesian(), "");
  }
  EXPECT_TRUE(consent);
}

TEST_F(CaseReportsTest, ASupervisorSeesNoOtherBranch) {
  v1::CaseloadReport caseload;
  v1::CaseOutcomeReport outcomes;
  v1::ListCaseloadHistoryResponse history;
  EXPECT_THAT(server_.Call(&CaseReports::SummarizeCaseload,
                           Text<v1::SummarizeCaseloadRequest>("branch: 'SBY-01'"), &caseload,
                           As(v1::ROLE_SUPERVISOR)),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(server_.Call(&CaseReports::SummarizeCaseOutcomes,
                           Text<v1::SummarizeCaseOutcomesRequest>("branch: 'SBY-01'"), &outcomes,
                           As(v1::ROLE_SUPERVISOR)),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(server_.Call(&CaseReports::ListCaseloadHistory,
                           Text<v1::ListCaseloadHistoryRequest>(
                               "branch: 'SBY-01' from { year: 2024 month: 1 day: 1 } until { year: "
                               "2024 month: 2 day: 1 }"),
                           &history, As(v1::ROLE_SUPERVISOR)),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  const auto report = Outcomes(v1::ROLE_SUPERVISOR, "by: CASE_OUTCOME_KEY_BRANCH");
  for (const v1::CaseOutcomeRow& row : report.rows()) {
    EXPECT_EQ(row.key(), TestServer::kBranch);
  }
}

TEST_F(CaseReportsTest, OthersGetMultiplesOfFiveAndNoFew) {
  for (v1::Role role : {v1::ROLE_COMPLIANCE_OFFICER, v1::ROLE_DATA_PROTECTION_OFFICER}) {
    const v1::CaseloadReport nation = Caseload(role);
    EXPECT_EQ(nation.open_cases().value(), 5) << "seven";
    EXPECT_FALSE(Of(nation, v1::CASE_STATE_CONSENT).cases().has_value()) << "three";
    EXPECT_FALSE(Of(nation, v1::CASE_STATE_REPORTED).cases().has_value()) << "four";
    EXPECT_FALSE(Of(nation, v1::CASE_STATE_TRIAL).cases().has_value()) << "nobody looks the same";
    EXPECT_FALSE(Of(nation, v1::CASE_STATE_CONSENT).has_oldest_days());
    EXPECT_THAT(nation.managers(), IsEmpty());
    const v1::CaseloadReport branch = Caseload(role, "branch: 'JKT-01'");
    EXPECT_FALSE(branch.open_cases().has_value());
    const v1::CaseloadReport elsewhere = Caseload(role, "branch: 'SBY-01'");
    EXPECT_FALSE(elsewhere.open_cases().has_value()) << "7 - 3 would tell";
  }
}

TEST_F(CaseReportsTest, OutcomesBothWaysWithTheOpenCount) {
  const v1::CaseOutcomeReport own = Outcomes(v1::ROLE_SUPERVISOR, "by: CASE_OUTCOME_KEY_RUNG");
  EXPECT_EQ(own.total().cases().value(), 15);
  EXPECT_EQ(own.total().enrolled().value(), 12);
  EXPECT_EQ(own.total().open().value(), 0);
  EXPECT_EQ(own.total().returned_of_closed(), 10'000);
  ASSERT_THAT(own.rows(), SizeIs(6)) << "L1 to L5, and those without a rung";
  const v1::CaseOutcomeRow& adapted = RowOf(own, "L2");
  EXPECT_EQ(adapted.returned().value(), 12);
  EXPECT_EQ(adapted.median_days(), 44) << "2 March to 15 April";
  EXPECT_EQ(adapted.outcomes(1).cases().value(), 12);
  EXPECT_EQ(RowOf(own, "none").cases().value(), 3);
  const v1::CaseOutcomeReport nation =
      Outcomes(v1::ROLE_COMPLIANCE_OFFICER, "by: CASE_OUTCOME_KEY_RUNG");
  EXPECT_EQ(RowOf(nation, "L2").returned().value(), 10);
  EXPECT_FALSE(RowOf(nation, "L2").has_median_days()) << "twelve are too few for days";
  EXPECT_FALSE(RowOf(nation, "L2").has_returned_of_closed());
  EXPECT_FALSE(RowOf(nation, "L1").cases().has_value());
}

TEST_F(CaseReportsTest, SmallKeysAreOthers) {
  const v1::CaseOutcomeReport branches =
      Outcomes(v1::ROLE_COMPLIANCE_OFFICER, "by: CASE_OUTCOME_KEY_BRANCH");
  ASSERT_THAT(branches.rows(), SizeIs(2));
  EXPECT_EQ(branches.rows(0).key(), TestServer::kBranch);
  EXPECT_EQ(branches.rows(0).cases().value(), 15);
  EXPECT_EQ(branches.rows(1).key(), "other") << "four cases";
  EXPECT_FALSE(branches.rows(1).cases().has_value());
  EXPECT_EQ(branches.total().cases().value(), 15) << "nineteen";
  const v1::CaseOutcomeReport employers =
      Outcomes(v1::ROLE_COMPLIANCE_OFFICER, "by: CASE_OUTCOME_KEY_EMPLOYER");
  EXPECT_EQ(RowOf(employers, employer_.name()).label().indonesian(), "PT Garmen");
  const v1::CaseOutcomeReport provinces =
      Outcomes(v1::ROLE_SUPERVISOR, "by: CASE_OUTCOME_KEY_REGION region_code: '33'");
  EXPECT_EQ(RowOf(provinces, "33").cases().value(), 15);
  EXPECT_NE(RowOf(provinces, "33").label().indonesian(), "33");
}

TEST_F(CaseReportsTest, AHistoryHasWhatStoodOpenEachDay) {
  const std::string period =
      "from { year: 2024 month: 3 day: 1 } until { year: 2024 month: 9 day: 1 } ";
  const v1::ListCaseloadHistoryResponse own =
      History(v1::ROLE_SUPERVISOR, period + "step: HISTORY_STEP_MONTH");
  ASSERT_THAT(own.points(), SizeIs(6));
  const std::vector<int64_t> open = {15, 15, 15, 15, 3, 3};  // closed on 16 July
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(own.points(i).open_cases().value(), open[static_cast<size_t>(i)]) << i;
    int64_t sum = 0;
    for (const auto& state : own.points(i).states()) sum += state.cases().value();
    EXPECT_EQ(sum, open[static_cast<size_t>(i)]) << i;
  }
  EXPECT_EQ(own.points(0).day().day(), 31);
  const v1::ListCaseloadHistoryResponse nation =
      History(v1::ROLE_COMPLIANCE_OFFICER, period + "step: HISTORY_STEP_DAY");
  ASSERT_THAT(nation.points(), SizeIs(184));
  for (const v1::CaseloadPoint& point : nation.points()) {
    EXPECT_EQ(point.open_cases().value() % 5, 0);
    for (const auto& state : point.states()) EXPECT_EQ(state.cases().value() % 5, 0);
  }
}

TEST_F(CaseReportsTest, BadQuestionsNameTheirField) {
  v1::ListCaseloadHistoryResponse history;
  const auto ask = [&](const std::string& text) {
    return server_.Call(&CaseReports::ListCaseloadHistory,
                        Text<v1::ListCaseloadHistoryRequest>(text), &history,
                        As(v1::ROLE_SUPERVISOR));
  };
  EXPECT_THAT(ask(""), IsBadField("from"));
  EXPECT_THAT(ask("from { year: 2024 month: 3 day: 1 } until { year: 2024 month: 3 day: 1 }"),
              IsBadField("until"));
  EXPECT_THAT(ask("from { year: 1900 month: 1 day: 1 } until { year: 2999 month: 1 day: 1 } step: "
                  "HISTORY_STEP_DAY"),
              IsBadField("until"));
  v1::CaseloadReport caseload;
  EXPECT_THAT(server_.Call(&CaseReports::SummarizeCaseload,
                           Text<v1::SummarizeCaseloadRequest>("region_code: 'Solo' branch: 'a b'"),
                           &caseload, As(v1::ROLE_COMPLIANCE_OFFICER)),
              AllOf(IsBadField("region_code"), IsBadField("branch")));
  v1::CaseOutcomeReport outcomes;
  EXPECT_THAT(server_.Call(&CaseReports::SummarizeCaseOutcomes,
                           Text<v1::SummarizeCaseOutcomesRequest>(
                               "from { year: 2024 month: 3 day: 1 } until { year: 2024 month: 2 "
                               "day: 1 }"),
                           &outcomes, As(v1::ROLE_SUPERVISOR)),
              IsBadField("until"));
}

TEST_F(CaseReportsTest, CaseManagersAndCounselorsGetNoReport) {
  v1::CaseloadReport caseload;
  for (v1::Role role : {v1::ROLE_CASE_MANAGER, v1::ROLE_COUNSELOR, v1::ROLE_ADMINISTRATOR}) {
    EXPECT_EQ(server_
                  .Call(&CaseReports::SummarizeCaseload, v1::SummarizeCaseloadRequest(), &caseload,
                        As(role))
                  .error_code(),
              StatusCode::PERMISSION_DENIED);
  }
}

}  // namespace
}  // namespace setara
