// Rules as data over gRPC: who records them, what they change and what they leave.
#include <thread>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::SizeIs;

constexpr char kPerda[] =
    "rule { rule_id: 'SMG26P' legal_basis: 'Perda Kota Semarang 1/2026 pasal 9' "
    "kinds: EMPLOYER_KIND_PRIVATE region_code: '33.74' rate_basis_points: 200 "
    "valid_from { year: 2025 month: 1 day: 1 } practice_minimum_workers: 50 }";

class QuotaRulesTest : public ::testing::Test {
 protected:
  grpc::Status Create(const std::string& text, v1::QuotaRule* rule,
                      const TestServer::Options& options = {}) {
    return server_.Call(&QuotaRules::CreateQuotaRule, Text<v1::CreateQuotaRuleRequest>(text), rule,
                        options);
  }
  grpc::Status End(const std::string& text, v1::QuotaRule* rule,
                   const TestServer::Options& options = {}) {
    return server_.Call(&QuotaRules::EndQuotaRule, Text<v1::EndQuotaRuleRequest>(text), rule,
                        options);
  }
  int CountRules(const std::string& text = "") {
    v1::ListQuotaRulesResponse rules;
    EXPECT_THAT(server_.Call(&Quota::ListQuotaRules, Text<v1::ListQuotaRulesRequest>(text), &rules),
                IsOk());
    return rules.rules_size();
  }
  std::string KnownNow() {
    int64_t micros = server_.clock().Now().time_since_epoch().count();
    return "known_at { seconds: " + std::to_string(micros / 1'000'000) +
           " nanos: " + std::to_string(micros % 1'000'000 * 1'000) + " }";
  }
  std::string AddEmployer() {
    const std::string name = server_
                                 .CreateEmployer(
                                     "display_name: 'PT Contoh' kind: EMPLOYER_KIND_PRIVATE "
                                     "seat_region_code: '33.74'")
                                 .name();
    v1::HeadcountReport stored;
    EXPECT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + name +
                                 "' report { valid_from { year: 2025 month: 1 day: 1 } "
                                 "workers: 350 workers_with_disabilities: 2 }"),
                             &stored),
                IsOk());
    return name;
  }

  TestServer server_;
  v1::QuotaRule rule_;
};

TEST_F(QuotaRulesTest, ARegionalRuleStandsBesideTheStatuteFromWhenItWasRecorded) {
  const std::string pt = AddEmployer();
  const std::string before = KnownNow();
  const int shipped = CountRules();
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(1));
  ASSERT_THAT(Create(std::string(kPerda) + " validate_only: true", &rule_), IsOk());
  EXPECT_EQ(CountRules(), shipped);
  ASSERT_THAT(Create(kPerda, &rule_), IsOk());
  EXPECT_EQ(rule_.rate_basis_points(), 200);
  EXPECT_TRUE(rule_.has_known_at());
  EXPECT_EQ(CountRules(), shipped + 1);
  EXPECT_EQ(CountRules(before), shipped);
  v1::QuotaStatus status;
  const auto get = [&](const std::string& rest) {
    EXPECT_THAT(
        server_.Call(&Quota::GetQuotaStatus,
                     Text<v1::GetQuotaStatusRequest>("employer: '" + pt + "' " + rest), &status),
        IsOk());
    return status;
  };
  ASSERT_THAT(get("").regional(), SizeIs(1));
  EXPECT_EQ(status.regional(0).required_workers(), 7);
  EXPECT_TRUE(status.regional(0).stricter_than_statute());
  EXPECT_EQ(status.required_workers(), 4) << "the statute decides";
  EXPECT_THAT(get(before).regional(), SizeIs(0)) << "an answer given before it stays as it was";
  v1::ListQuotaStatusesResponse page;
  ASSERT_THAT(server_.Call(&Quota::ListQuotaStatuses, v1::ListQuotaStatusesRequest(), &page),
              IsOk());
  EXPECT_THAT(page.statuses(0).regional(), SizeIs(1));
}

TEST_F(QuotaRulesTest, ANewRateReplacesTheStatuteInOneWrite) {
  AddEmployer();
  const std::string rate =
      "rule { rule_id: 'N25P' legal_basis: 'UU contoh' kinds: EMPLOYER_KIND_PRIVATE "
      "rate_basis_points: 200 valid_from { year: 2025 month: 3 day: 1 } } ";
  EXPECT_THAT(Create(rate, &rule_), IsError(StatusCode::FAILED_PRECONDITION, "RULES_OVERLAP"));
  ASSERT_THAT(Create(rate + "replaces: 'N16P'", &rule_), IsOk());
  v1::ListQuotaStatusesResponse page;
  const auto required = [&](int month) {
    EXPECT_THAT(
        server_.Call(&Quota::ListQuotaStatuses,
                     Text<v1::ListQuotaStatusesRequest>(
                         "as_of { year: 2025 month: " + std::to_string(month) + " day: 2 }"),
                     &page),
        IsOk());
    return page.statuses(0).required_workers();
  };
  EXPECT_EQ(required(2), 4);
  EXPECT_EQ(required(3), 7);
  EXPECT_EQ(page.statuses(0).requirement().rule().rule_id(), "N25P");
  // What is learned at one instant stands in order, a moment apart: ask when it has passed.
  ASSERT_THAT(End("rule_id: 'N25P' valid_until { year: 2025 month: 4 day: 1 }", &rule_), IsOk());
  server_.clock().Set(server_.clock().Now() + std::chrono::seconds(1));
  required(4);
  EXPECT_EQ(page.statuses(0).state(), v1::QUOTA_STATE_NO_RULE);
  ASSERT_THAT(End("rule_id: 'N25P' withdraw: true", &rule_), IsOk());
  EXPECT_THAT(End("rule_id: 'N25P' withdraw: true", &rule_),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Create(rate, &rule_), IsError(StatusCode::ALREADY_EXISTS, "RULE_ID_TAKEN"));
  EXPECT_THAT(End("rule_id: 'N16G' withdraw: true", &rule_),
              IsError(StatusCode::FAILED_PRECONDITION, "RULE_SHIPPED"));
}

TEST_F(QuotaRulesTest, MistakesNameTheirField) {
  EXPECT_THAT(Create("", &rule_), IsBadField("rule"));
  EXPECT_THAT(Create("rule { rule_id: 'x' }", &rule_), IsBadField("rule.valid_from"));
  EXPECT_THAT(Create("rule { rule_id: 'x' legal_basis: 'y' kinds: EMPLOYER_KIND_BUMN "
                     "rate_basis_points: 1 valid_from { year: 2025 month: 1 day: 1 } }",
                     &rule_),
              IsBadField("rule.rule_id"));
  EXPECT_THAT(End("rule_id: 'N16P'", &rule_), IsBadField("valid_until"));
  EXPECT_THAT(End("rule_id: 'N16P' valid_until { year: 2010 month: 1 day: 1 }", &rule_),
              IsBadField("valid_until"));
}

TEST_F(QuotaRulesTest, OfficersRecordForTheirRegionAndOnlyThat) {
  server_.Stop();
  CallerPlace place;
  place.region_code = "33";
  const std::string token = server_.AddAccount("jateng", v1::ROLE_COMPLIANCE_OFFICER, place);
  server_.Start();
  TestServer::Options officer;
  officer.bearer = token;
  officer.role = v1::ROLE_COMPLIANCE_OFFICER;
  EXPECT_THAT(Create(kPerda, &rule_, officer), IsOk());
  EXPECT_THAT(Create("rule { rule_id: 'BALI26' legal_basis: 'Perda' kinds: EMPLOYER_KIND_PRIVATE "
                     "region_code: '51' rate_basis_points: 200 "
                     "valid_from { year: 2025 month: 1 day: 1 } }",
                     &rule_, officer),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(Create("rule { rule_id: 'N26X' legal_basis: 'UU' kinds: EMPLOYER_KIND_PRIVATE "
                     "rate_basis_points: 200 valid_from { year: 2025 month: 1 day: 1 } }",
                     &rule_, officer),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(End("rule_id: 'N16P' valid_until { year: 2026 month: 1 day: 1 }", &rule_, officer),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  TestServer::Options counselor;
  counselor.role = v1::ROLE_COUNSELOR;
  EXPECT_EQ(Create(kPerda, &rule_, counselor).error_code(), StatusCode::PERMISSION_DENIED);
}

TEST_F(QuotaRulesTest, ManyEmployersFollowInTheBackgroundAndNoListIsHalfDone) {
  for (int i = 0; i < 210; ++i) AddEmployer();
  const std::string before = KnownNow();
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(1));
  ASSERT_THAT(Create(kPerda, &rule_), IsOk());
  v1::ListQuotaStatusesResponse page;
  EXPECT_THAT(
      server_.Call(&Quota::ListQuotaStatuses, Text<v1::ListQuotaStatusesRequest>(before), &page),
      IsOk());
  grpc::Status status;
  do {
    status = server_.Call(&Quota::ListQuotaStatuses,
                          Text<v1::ListQuotaStatusesRequest>("page_size: 1000"), &page);
    // Or it asked too often.
    if (status.error_code() == StatusCode::RESOURCE_EXHAUSTED) continue;
    if (!status.ok()) {
      EXPECT_THAT(status, IsError(StatusCode::UNAVAILABLE, "QUOTA_BEING_DERIVED"));
    }
    std::this_thread::yield();
  } while (!status.ok());
  ASSERT_THAT(page.statuses(), SizeIs(210));
  for (const v1::QuotaStatus& one : page.statuses()) EXPECT_THAT(one.regional(), SizeIs(1));
}

}  // namespace
}  // namespace setara
