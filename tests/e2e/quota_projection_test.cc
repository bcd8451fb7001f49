// What if, and the monthly series, over gRPC; UU 8/2016 art. 53. The clock stands on 2025-06-15.
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string IdOf(const std::string& name) { return name.substr(name.find('/') + 1); }

std::string DayOf(const v1::Date& day) {
  return std::to_string(day.year()) + "-" + std::to_string(day.month()) + "-" +
         std::to_string(day.day());
}

class QuotaProjectionTest : public ::testing::Test {
 protected:
  // A private employer of 300 (3 due) with three persons; the evidence of the third ends on
  // 2025-09-01, the fixed term of the second on 2026-01-01.
  QuotaProjectionTest() {
    pt_ = server_
              .CreateEmployer(
                  "display_name: 'PT Contoh' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72'")
              .name();
    Report("valid_from { year: 2025 month: 2 day: 1 } workers: 300");
    Hire("p1", "relation: EMPLOYMENT_RELATION_PERMANENT");
    Hire("p2",
         "relation: EMPLOYMENT_RELATION_FIXED_TERM valid_until { year: 2026 month: 1 day: 1 }");
    Hire("p3",
         "relation: EMPLOYMENT_RELATION_PERMANENT evidence_until { year: 2025 month: 9 day: 1 }");
  }

  void Report(const std::string& report) {
    v1::HeadcountReport stored;
    ASSERT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>("employer: '" + pt_ + "' report {" +
                                                              report + "}"),
                             &stored),
                IsOk());
  }
  void Hire(const std::string& person, const std::string& more) {
    v1::EmploymentRecord stored;
    ASSERT_THAT(server_.Call(&Employers::RecordEmployment,
                             Text<v1::RecordEmploymentRequest>(
                                 "employer: '" + pt_ + "' record { person: '" + person +
                                 "' source: 's' source_id: '" + person +
                                 "' valid_from { year: 2024 month: 1 day: 1 } "
                                 "evidence_from { year: 2024 month: 1 day: 1 } "
                                 "agreed_on { year: 2024 month: 1 day: 1 } " +
                                 more + "}"),
                             &stored),
                IsOk());
  }
  grpc::Status Project(const std::string& rest, v1::ProjectQuotaResponse* response,
                       const TestServer::Options& options = {}) {
    return server_.Call(&QuotaProjections::ProjectQuota,
                        Text<v1::ProjectQuotaRequest>("employer: '" + pt_ + "' " + rest), response,
                        options);
  }
  grpc::Status Series(const std::string& rest, v1::ListQuotaSeriesResponse* response) {
    return server_.Call(&QuotaProjections::ListQuotaSeries,
                        Text<v1::ListQuotaSeriesRequest>("employer: '" + pt_ + "' " + rest),
                        response);
  }

  TestServer server_;
  std::string pt_;
};

TEST_F(QuotaProjectionTest, TheDayOnWhichAnExpiryMakesItShortIsSeenBeforeItComes) {
  v1::ProjectQuotaResponse response;
  ASSERT_THAT(Project("", &response), IsOk());
  EXPECT_EQ(DayOf(response.as_of()), "2025-6-15");
  EXPECT_EQ(DayOf(response.until()), "2027-6-15");
  const v1::QuotaTimeline& timeline = response.unchanged();
  EXPECT_EQ(DayOf(timeline.short_from()), "2025-9-1");
  EXPECT_EQ(DayOf(timeline.stale_from()), "2026-3-2");
  EXPECT_FALSE(response.has_changed());
  ASSERT_THAT(timeline.periods(), SizeIs(4));
  EXPECT_EQ(timeline.periods(0).figures().state(), v1::QUOTA_STATE_MET);
  EXPECT_EQ(timeline.periods(1).record_causes().evidence_ends(), 1);
  EXPECT_EQ(timeline.periods(1).figures().shortfall(), 1);
  EXPECT_EQ(timeline.periods(2).record_causes().fixed_term_ends(), 1);
  EXPECT_EQ(timeline.periods(2).figures().shortfall(), 2);
  EXPECT_EQ(timeline.periods(3).causes(0).kind(), v1::QUOTA_PERIOD_CAUSE_KIND_STALE);
  ASSERT_THAT(response.rules(), SizeIs(2)) << "the statute and Surakarta's, once each";
  EXPECT_NE(response.rules(0).legal_basis(), "");
  EXPECT_EQ(timeline.periods(0).figures().regional(0).rule_id(), "SKA23P");
}

TEST_F(QuotaProjectionTest, HiresGrowthAndLossesEachFromTheirDay) {
  v1::ProjectQuotaResponse response;
  ASSERT_THAT(Project("changes { kind: QUOTA_CHANGE_KIND_HIRE count: 2 "
                      "  valid_from { year: 2025 month: 8 day: 1 } headcount_unchanged: true } "
                      "changes { kind: QUOTA_CHANGE_KIND_HEADCOUNT count: 401 "
                      "  valid_from { year: 2025 month: 10 day: 1 } } "
                      "changes { kind: QUOTA_CHANGE_KIND_LOSE count: 1 }",
                      &response),
              IsOk());
  std::vector<std::string> lines;
  for (const v1::QuotaPeriod& period : response.changed().periods()) {
    const v1::QuotaFigures& figures = period.figures();
    lines.push_back(DayOf(period.valid_from()) + " " + std::to_string(figures.counted_workers()) +
                    "/" + std::to_string(figures.required_workers()) + " of " +
                    std::to_string(figures.headcount()));
  }
  EXPECT_THAT(lines,
              ElementsAre("2025-6-15 2/3 of 299", "2025-8-1 4/3 of 299", "2025-9-1 3/3 of 299",
                          "2025-10-1 3/5 of 401", "2026-1-1 2/5 of 401", "2026-11-2 2/5 of 401"));
  EXPECT_EQ(response.changed().periods(1).causes(0).change_index(), 0);
  EXPECT_EQ(DayOf(response.changed().short_from()), "2025-6-15");
  EXPECT_EQ(DayOf(response.unchanged().short_from()), "2025-9-1");
}

// An employer's staff sees when the count changes, not that a person's evidence is the reason.
TEST_F(QuotaProjectionTest, WhyARecordCeasesToCountIsForThoseWhoMayReadEvidence) {
  server_.Stop();
  CallerPlace place;
  place.employer_id = IdOf(pt_);
  TestServer::Options staff;
  staff.bearer = server_.AddAccount("staff", v1::ROLE_EMPLOYER_STAFF, place);
  staff.purpose = "";
  server_.Start();
  v1::ProjectQuotaResponse seen;
  ASSERT_THAT(Project("", &seen, staff), IsOk());
  ASSERT_THAT(seen.unchanged().periods(), SizeIs(4));
  EXPECT_EQ(DayOf(seen.unchanged().short_from()), "2025-9-1");
  EXPECT_EQ(seen.unchanged().periods(1).figures().counted_workers(), 2);
  EXPECT_EQ(seen.unchanged().periods(1).causes(0).kind(), v1::QUOTA_PERIOD_CAUSE_KIND_RECORDS);
  for (const v1::QuotaPeriod& period : seen.unchanged().periods()) {
    EXPECT_FALSE(period.has_record_causes());
  }
  for (const v1::Role role : {v1::ROLE_COMPLIANCE_OFFICER, v1::ROLE_COUNSELOR}) {
    TestServer::Options officer;
    officer.role = role;
    ASSERT_THAT(Project("", &seen, officer), IsOk());
    EXPECT_EQ(seen.unchanged().periods(1).record_causes().evidence_ends(), 1);
  }
}

TEST_F(QuotaProjectionTest, AnyoneMayProjectTheirOwnFiguresWithoutARecord) {
  TestServer::Options anyone;
  anyone.role = v1::ROLE_ANYONE;
  anyone.purpose = "";
  v1::ComputeQuotaProjectionResponse response;
  ASSERT_THAT(server_.Call(&QuotaProjections::ComputeQuotaProjection,
                           Text<v1::ComputeQuotaProjectionRequest>(
                               "kind: EMPLOYER_KIND_BUMD headcount: 350 counted_workers: 7 "
                               "region_code: '33.72' as_of { year: 2016 month: 1 day: 1 } "
                               "changes { kind: QUOTA_CHANGE_KIND_HEADCOUNT count: 400 "
                               "valid_from { year: 2017 month: 1 day: 1 } }"),
                           &response, anyone),
              IsOk());
  const v1::QuotaTimeline& timeline = response.unchanged();
  ASSERT_THAT(timeline.periods(), SizeIs(3));
  EXPECT_EQ(timeline.periods(0).figures().required_workers(), 3);
  EXPECT_EQ(DayOf(timeline.periods(1).valid_from()), "2016-4-15") << "a future rule row";
  EXPECT_EQ(timeline.periods(1).causes(0).kind(), v1::QUOTA_PERIOD_CAUSE_KIND_RULE_ENDS);
  EXPECT_EQ(timeline.periods(1).causes(0).rule_id(), "N97");
  EXPECT_EQ(timeline.periods(1).figures().required_workers(), 7);
  EXPECT_FALSE(timeline.has_short_from());
  EXPECT_EQ(DayOf(response.changed().short_from()), "2017-1-1");
  ASSERT_THAT(server_.Call(&QuotaProjections::ComputeQuotaProjection,
                           Text<v1::ComputeQuotaProjectionRequest>(
                               "kind: EMPLOYER_KIND_PRIVATE headcount: 350"),
                           &response, anyone),
              IsOk());
  EXPECT_EQ(response.unchanged().periods(0).figures().required_workers(), 4);
  EXPECT_EQ(response.unchanged().periods(0).figures().state(), v1::QUOTA_STATE_NO_DATA)
      << "an unknown numerator is not nobody";
}

TEST_F(QuotaProjectionTest, WhatIsWrongIsNamed) {
  v1::ProjectQuotaResponse response;
  EXPECT_THAT(Project("as_of { year: 2025 month: 2 day: 30 }", &response), IsBadField("as_of"));
  EXPECT_THAT(Project("until { year: 2025 month: 6 day: 15 }", &response), IsBadField("until"));
  EXPECT_THAT(Project("until { year: 2035 month: 6 day: 16 }", &response), IsBadField("until"));
  EXPECT_THAT(Project("changes { count: 1 }", &response), IsBadField("changes[0].kind"));
  EXPECT_THAT(Project("changes { kind: QUOTA_CHANGE_KIND_HIRE }", &response),
              IsBadField("changes[0].count"));
  EXPECT_THAT(Project("changes { kind: QUOTA_CHANGE_KIND_LOSE count: 4 }", &response),
              IsBadField("changes[0].count"));
  EXPECT_THAT(Project("changes { kind: QUOTA_CHANGE_KIND_HIRE count: 1 "
                      "valid_from { year: 2024 month: 1 day: 1 } }",
                      &response),
              IsBadField("changes[0].valid_from"));
  EXPECT_THAT(Project("changes { kind: QUOTA_CHANGE_KIND_HEADCOUNT count: 400 "
                      "headcount_unchanged: true }",
                      &response),
              IsBadField("changes[0].headcount_unchanged"));
  std::string many;
  for (int i = 0; i < 101; ++i) many += "changes { kind: QUOTA_CHANGE_KIND_HIRE count: 1 } ";
  EXPECT_THAT(Project(many, &response), IsBadField("changes"));
  EXPECT_THAT(server_.Call(&QuotaProjections::ProjectQuota,
                           Text<v1::ProjectQuotaRequest>("employer: 'employers/NONE'"), &response),
              Not(IsOk()));
  v1::ComputeQuotaProjectionResponse computed;
  EXPECT_THAT(
      server_.Call(&QuotaProjections::ComputeQuotaProjection,
                   Text<v1::ComputeQuotaProjectionRequest>("headcount: 3 counted_workers: 4"),
                   &computed),
      IsBadField("counted_workers"));
  v1::ListQuotaSeriesResponse series;
  EXPECT_THAT(Series("year: 2024 from { year: 2025 month: 1 day: 1 }", &series),
              IsBadField("year"));
  EXPECT_THAT(Series("from { year: 2025 month: 1 day: 1 }", &series), IsBadField("until"));
  EXPECT_THAT(Series("year: 1", &series), IsBadField("year"));
  EXPECT_THAT(
      Series("from { year: 2000 month: 1 day: 1 } until { year: 2011 month: 1 day: 1 }", &series),
      IsBadField("until"));
}

TEST_F(QuotaProjectionTest, TheSeriesIsTheStatusOfEachMonthThatHasCome) {
  v1::ListQuotaSeriesResponse series;
  ASSERT_THAT(Series("year: 2025", &series), IsOk());
  ASSERT_THAT(series.months(), SizeIs(5));
  EXPECT_THAT(series.days_to_come(), SizeIs(7));
  ASSERT_THAT(series.days_without_data(), SizeIs(1));
  EXPECT_EQ(DayOf(series.days_without_data(0)), "2025-1-31");
  EXPECT_EQ(series.average().months(), 4);
  EXPECT_EQ(series.average().headcount().numerator(), 300);
  EXPECT_EQ(series.average().requirements(0).required_workers(), 3);
  EXPECT_NE(series.average().method().indonesian(), "");
  for (const v1::QuotaSeriesMonth& month : series.months()) {
    v1::GetQuotaStatusRequest request;
    request.set_employer(pt_);
    *request.mutable_as_of() = month.day();
    v1::QuotaStatus status;
    ASSERT_THAT(server_.Call(&Quota::GetQuotaStatus, request, &status), IsOk());
    EXPECT_EQ(month.figures().state(), status.state());
    EXPECT_EQ(month.figures().has_headcount(), status.has_headcount());
    EXPECT_EQ(month.figures().counted_workers(), status.counted_workers());
    EXPECT_EQ(month.figures().required_workers(), status.required_workers());
    EXPECT_EQ(month.figures().rule_id(), status.requirement().rule().rule_id());
    EXPECT_EQ(month.figures().calculation(), status.requirement().calculation());
  }
  ASSERT_THAT(Series("day: QUOTA_SERIES_DAY_FIRST from { year: 2025 month: 1 day: 2 } "
                     "until { year: 2025 month: 4 day: 1 }",
                     &series),
              IsOk());
  ASSERT_THAT(series.months(), SizeIs(2));
  EXPECT_EQ(DayOf(series.months(0).day()), "2025-2-1");
  ASSERT_THAT(Series("year: 2026", &series), IsOk());
  EXPECT_THAT(series.months(), IsEmpty());
  EXPECT_FALSE(series.has_average());
}

// A correction changes nothing that was answered before.
TEST_F(QuotaProjectionTest, KnownAtKeepsWhatWasAnswered) {
  v1::ListQuotaSeriesResponse before;
  ASSERT_THAT(Series("year: 2025", &before), IsOk());
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(1));
  Report("valid_from { year: 2025 month: 2 day: 1 } workers: 900");
  v1::ListQuotaSeriesResponse after;
  ASSERT_THAT(Series("year: 2025", &after), IsOk());
  EXPECT_EQ(after.average().requirements(0).required_workers(), 9);
  const std::string then =
      "known_at { seconds: " + std::to_string(before.known_at().seconds()) + " } ";
  ASSERT_THAT(Series("year: 2025 " + then, &after), IsOk());
  EXPECT_EQ(after.SerializeAsString(), before.SerializeAsString());
  v1::ProjectQuotaResponse projected;
  ASSERT_THAT(Project(then, &projected), IsOk());
  EXPECT_EQ(projected.unchanged().periods(0).figures().headcount(), 300);
}

}  // namespace
}  // namespace setara
