// Employers and their quota over gRPC, UU 8/2016 art. 53.
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class QuotaTest : public ::testing::Test {
 protected:
  grpc::Status Record(const std::string& employer, const std::string& report) {
    v1::HeadcountReport stored;
    return server_.Call(
        &Employers::RecordHeadcount,
        Text<v1::RecordHeadcountRequest>("employer: '" + employer + "' report {" + report + "}"),
        &stored);
  }
  grpc::Status Hire(const std::string& employer, const std::string& record) {
    v1::EmploymentRecord stored;
    return server_.Call(
        &Employers::RecordEmployment,
        Text<v1::RecordEmploymentRequest>("employer: '" + employer + "' record {" + record + "}"),
        &stored);
  }
  v1::QuotaStatus Status(const std::string& employer, const std::string& rest) {
    v1::QuotaStatus status;
    EXPECT_THAT(
        server_.Call(&Quota::GetQuotaStatus,
                     Text<v1::GetQuotaStatusRequest>("employer: '" + employer + "' " + rest),
                     &status),
        IsOk());
    return status;
  }
  grpc::Status Compute(const std::string& text, v1::ComputeRequiredWorkersResponse* response) {
    return server_.Call(&Quota::ComputeRequiredWorkers,
                        Text<v1::ComputeRequiredWorkersRequest>(text), response);
  }
  int64_t Required(const std::string& kind, int headcount) {
    v1::ComputeRequiredWorkersResponse response;
    EXPECT_THAT(Compute("kind: EMPLOYER_KIND_" + kind + " headcount: " + std::to_string(headcount) +
                            " as_of { year: 2024 month: 6 day: 30 }",
                        &response),
                IsOk());
    EXPECT_NE(response.requirement().rule().legal_basis(), "");
    return response.requirement().required_workers();
  }

  TestServer server_;
};

TEST_F(QuotaTest, RequiredNeedsNoRecord) {
  EXPECT_EQ(Required("PRIVATE", 350), 4);
  EXPECT_EQ(Required("PRIVATE", 99), 1);
  EXPECT_EQ(Required("PRIVATE", 0), 0);
  for (const char* kind : {"BUMN", "BUMD", "NATIONAL_GOVERNMENT", "REGIONAL_GOVERNMENT"}) {
    EXPECT_EQ(Required(kind, 350), 7);
    EXPECT_EQ(Required(kind, 99), 2);
  }
  v1::ComputeRequiredWorkersResponse response;
  ASSERT_THAT(Compute("kind: EMPLOYER_KIND_PRIVATE headcount: 99", &response), IsOk());
  EXPECT_EQ(response.as_of().year(), 2025) << "absent: the clock's day";
  EXPECT_TRUE(response.requirement().below_practice_minimum());
  EXPECT_THAT(response.practice_notes(), Not(IsEmpty()));
}

TEST_F(QuotaTest, BeforeTheFirstRuleThereIsNone) {
  v1::ComputeRequiredWorkersResponse response;
  EXPECT_THAT(Compute("kind: EMPLOYER_KIND_PRIVATE headcount: 350 "
                      "as_of { year: 1996 month: 12 day: 31 }",
                      &response),
              IsError(StatusCode::NOT_FOUND, "NO_RULE_IN_FORCE"));
  EXPECT_THAT(Compute("headcount: 350", &response), IsBadField("kind"));
  EXPECT_THAT(Compute("kind: EMPLOYER_KIND_PRIVATE", &response), IsBadField("headcount"));
  EXPECT_THAT(Compute("kind: EMPLOYER_KIND_PRIVATE headcount: -1", &response),
              IsBadField("headcount"));
}

TEST_F(QuotaTest, AHireAndACorrectionShowFromWhenTheyWereKnown) {
  const std::string pt = server_
                             .CreateEmployer(
                                 "display_name: 'PT Contoh' kind: EMPLOYER_KIND_PRIVATE "
                                 "seat_region_code: '33.72'")
                             .name();
  const std::string day = "as_of { year: 2025 month: 3 day: 31 } ";
  EXPECT_EQ(Status(pt, day).state(), v1::QUOTA_STATE_NO_DATA);
  ASSERT_THAT(Record(pt,
                     "valid_from { year: 2025 month: 1 day: 1 } workers: 350 "
                     "workers_with_disabilities: 2"),
              IsOk());
  v1::QuotaStatus reported = Status(pt, day);
  EXPECT_EQ(reported.state(), v1::QUOTA_STATE_SHORT);
  EXPECT_EQ(reported.required_workers(), 4);
  EXPECT_EQ(reported.counted_workers(), 2);
  EXPECT_EQ(reported.shortfall(), 2);
  EXPECT_THAT(reported.flags(), Contains(v1::QUOTA_FLAG_AGGREGATE_ONLY));
  EXPECT_EQ(reported.requirement().rule().rule_id(), "N16P");

  const v1::QuotaStatus before = Status(pt, day);
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(24));
  ASSERT_THAT(Record(pt,
                     "valid_from { year: 2025 month: 1 day: 1 } workers: 150 "
                     "workers_with_disabilities: 2"),
              IsOk());
  for (const char* person : {"p1", "p2"}) {
    ASSERT_THAT(Hire(pt, std::string("person: '") + person + "' source: 's' source_id: '" + person +
                             "' relation: EMPLOYMENT_RELATION_PERMANENT "
                             "valid_from { year: 2025 month: 2 day: 1 } "
                             "evidence_from { year: 2024 month: 1 day: 1 } "
                             "agreed_on { year: 2025 month: 2 day: 1 }"),
                IsOk());
  }
  v1::QuotaStatus now = Status(pt, day);
  EXPECT_EQ(now.state(), v1::QUOTA_STATE_MET);
  EXPECT_EQ(now.headcount(), 150);
  EXPECT_EQ(now.counted_workers(), 2);
  EXPECT_THAT(now.flags(), Not(Contains(v1::QUOTA_FLAG_AGGREGATE_ONLY)));
  v1::QuotaStatus then =
      Status(pt, day + "known_at { seconds: " + std::to_string(before.known_at().seconds()) + " }");
  EXPECT_EQ(then.state(), v1::QUOTA_STATE_SHORT);
  EXPECT_EQ(then.headcount(), 350);
}

TEST_F(QuotaTest, ListsByShortfallInPagesWithTotalsOnTheFirst) {
  for (int i = 1; i <= 5; ++i) {
    const std::string name =
        server_
            .CreateEmployer("display_name: 'PT " + std::to_string(i) +
                            "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72'")
            .name();
    ASSERT_THAT(Record(name, "valid_from { year: 2025 month: 1 day: 1 } workers: " +
                                 std::to_string(i * 100) + " workers_with_disabilities: 0"),
                IsOk());
  }
  server_.CreateEmployer("display_name: 'Jauh' kind: EMPLOYER_KIND_BUMN seat_region_code: '31.71'");
  auto request = Text<v1::ListQuotaStatusesRequest>(
      "region_code: '33.72' states: QUOTA_STATE_SHORT page_size: 2 "
      "as_of { year: 2025 month: 3 day: 31 }");
  std::vector<int64_t> shortfalls;
  v1::ListQuotaStatusesResponse page;
  bool first = true;
  do {
    request.set_page_token(page.next_page_token());
    ASSERT_THAT(server_.Call(&Quota::ListQuotaStatuses, request, &page), IsOk());
    EXPECT_EQ(page.has_totals(), first);
    if (first) {
      EXPECT_EQ(page.totals().employers(), 5);
      EXPECT_EQ(page.totals().headcount(), 1500);
      EXPECT_EQ(page.totals().shortfall(), 15);
    }
    for (const v1::QuotaStatus& status : page.statuses()) shortfalls.push_back(status.shortfall());
    first = false;
  } while (!page.next_page_token().empty());
  EXPECT_THAT(shortfalls, ElementsAre(5, 4, 3, 2, 1));

  ASSERT_THAT(server_.Call(&Quota::ListQuotaStatuses,
                           Text<v1::ListQuotaStatusesRequest>("kinds: EMPLOYER_KIND_BUMN"), &page),
              IsOk());
  EXPECT_EQ(page.totals().no_data(), 1);
}

TEST_F(QuotaTest, EmployersAreListedAndUpdatedLikeOtherRecords) {
  v1::Employer pt = server_.CreateEmployer(
      "display_name: 'PT Satu' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72' "
      "source: 's' source_id: '1'");
  server_.CreateEmployer("display_name: 'Dua' seat_region_code: '31.71'");
  v1::CreateEmployerRequest twin =
      Text<v1::CreateEmployerRequest>("employer { display_name: 'X' source: 's' source_id: '1' }");
  v1::Employer none;
  EXPECT_THAT(server_.Call(&Employers::CreateEmployer, twin, &none),
              IsError(StatusCode::ALREADY_EXISTS, "SOURCE_ID_TAKEN"));
  v1::ListEmployersResponse list;
  ASSERT_THAT(server_.Call(&Employers::ListEmployers,
                           Text<v1::ListEmployersRequest>("region_code: '33'"), &list),
              IsOk());
  ASSERT_THAT(list.employers(), SizeIs(1));
  v1::UpdateEmployerRequest update;
  update.mutable_employer()->set_name(pt.name());
  update.mutable_employer()->set_etag(pt.etag());
  update.mutable_employer()->set_display_name("PT Satu Baru");
  v1::Employer updated;
  ASSERT_THAT(server_.Call(&Employers::UpdateEmployer, update, &updated), IsOk());
  EXPECT_EQ(updated.kind(), v1::EMPLOYER_KIND_PRIVATE);
  EXPECT_THAT(server_.Call(&Employers::UpdateEmployer, update, &updated),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  EXPECT_THAT(Record("employers/NONE", "valid_from { year: 2025 month: 1 day: 1 } workers: 1"),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

TEST_F(QuotaTest, EveryRuleHasItsLegalBasis) {
  v1::ListQuotaRulesResponse rules;
  ASSERT_THAT(server_.Call(&Quota::ListQuotaRules, v1::ListQuotaRulesRequest(), &rules), IsOk());
  ASSERT_THAT(rules.rules(), Not(IsEmpty()));
  for (const v1::QuotaRule& rule : rules.rules()) EXPECT_NE(rule.legal_basis(), "");
}

}  // namespace
}  // namespace setara
