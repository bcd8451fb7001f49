// Lists, history and summaries of the quota over gRPC.
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class QuotaTableTest : public ::testing::Test {
 protected:
  std::string Add(const std::string& rest) {
    return server_.CreateEmployer("display_name: 'PT Contoh' kind: EMPLOYER_KIND_PRIVATE " + rest)
        .name();
  }
  void Report(const std::string& employer, int year, int workers, int disabled) {
    v1::HeadcountReport stored;
    ASSERT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer +
                                 "' report { valid_from { year: " + std::to_string(year) +
                                 " month: 1 day: 1 } workers: " + std::to_string(workers) +
                                 " workers_with_disabilities: " + std::to_string(disabled) + " }"),
                             &stored),
                IsOk());
  }
  void Hire(const std::string& employer, const std::string& person) {
    v1::EmploymentRecord stored;
    ASSERT_THAT(server_.Call(&Employers::RecordEmployment,
                             Text<v1::RecordEmploymentRequest>(
                                 "employer: '" + employer + "' record { person: '" + person +
                                 "' source: 's' source_id: '" + person +
                                 "' relation: EMPLOYMENT_RELATION_PERMANENT "
                                 "valid_from { year: 2025 month: 2 day: 1 } "
                                 "evidence_from { year: 2024 month: 1 day: 1 } "
                                 "evidence_until { year: 2025 month: 5 day: 1 } "
                                 "agreed_on { year: 2025 month: 2 day: 1 } }"),
                             &stored),
                IsOk());
  }
  grpc::Status List(const std::string& text, v1::ListQuotaStatusesResponse* page) {
    return server_.Call(&Quota::ListQuotaStatuses, Text<v1::ListQuotaStatusesRequest>(text), page);
  }
  std::vector<std::string> Listed(const std::string& text) {
    v1::ListQuotaStatusesResponse page;
    EXPECT_THAT(List("as_of { year: 2025 month: 3 day: 31 } " + text, &page), IsOk());
    std::vector<std::string> names;
    for (const v1::QuotaStatus& status : page.statuses()) names.push_back(status.employer());
    EXPECT_EQ(page.totals().employers(), page.statuses_size()) << text;
    return names;
  }
  v1::QuotaHistory History(const std::string& employer, const std::string& rest) {
    v1::QuotaHistory history;
    EXPECT_THAT(
        server_.Call(&Quota::GetQuotaHistory,
                     Text<v1::GetQuotaHistoryRequest>("employer: '" + employer + "' " + rest),
                     &history),
        IsOk());
    return history;
  }
  v1::SummarizeQuotaResponse Summary(const std::string& text) {
    v1::SummarizeQuotaResponse summary;
    EXPECT_THAT(server_.Call(&Quota::SummarizeQuota,
                             Text<v1::SummarizeQuotaRequest>(
                                 "as_of { year: 2025 month: 3 day: 31 } " + text),
                             &summary),
                IsOk());
    return summary;
  }

  TestServer server_;
};

TEST_F(QuotaTableTest, FiltersByRegionSectionAndSize) {
  const std::string food = Add("seat_region_code: '33.72' kbli_code: '10710' kbli_edition: '2020'");
  const std::string code = Add("seat_region_code: '33.74' kbli_code: '62019' kbli_edition: '2025'");
  const std::string far = Add("seat_region_code: '51.71'");
  Report(food, 2025, 900, 0);
  Report(code, 2025, 300, 0);
  EXPECT_THAT(Listed(""), ElementsAre(food, code, far));
  EXPECT_THAT(Listed("region_code: '33'"), ElementsAre(food, code));
  EXPECT_THAT(Listed("region_code: '33.74'"), ElementsAre(code));
  EXPECT_THAT(Listed("kbli_sections: 'C' kbli_edition: '2020'"), ElementsAre(food));
  EXPECT_THAT(Listed("kbli_sections: 'J' kbli_edition: '2020'"), ElementsAre(code))
      << "62 is J in 2020";
  EXPECT_THAT(Listed("kbli_sections: 'K' kbli_edition: '2025'"), ElementsAre(code))
      << "and K in 2025";
  EXPECT_THAT(Listed("kbli_sections: 'J' kbli_edition: '2025'"), IsEmpty());
  EXPECT_THAT(Listed("headcount_min: 500"), ElementsAre(food));
  EXPECT_THAT(Listed("headcount_max: 500"), ElementsAre(code)) << "no report, no size";
  v1::ListQuotaStatusesResponse page;
  EXPECT_THAT(List("kbli_sections: 'C'", &page), IsBadField("kbli_edition"));
  EXPECT_THAT(List("kbli_sections: 'Z' kbli_edition: '2020'", &page),
              IsBadField("kbli_sections[0]"));
  EXPECT_THAT(List("headcount_min: 5 headcount_max: 4", &page), IsBadField("headcount_max"));
  EXPECT_THAT(List("kinds: 77", &page), IsBadField("kinds[0]"));
  ASSERT_THAT(List("skip_totals: true", &page), IsOk());
  EXPECT_FALSE(page.has_totals());
}

TEST_F(QuotaTableTest, HistoryTellsTheCauseOfEachChangeAndWhenItWasLearned) {
  const std::string pt = Add("seat_region_code: '33.72'");
  Report(pt, 2024, 350, 2);
  Report(pt, 2025, 150, 2);
  Hire(pt, "p1");
  const auto causes = [&](const v1::QuotaHistory& history, int month) {
    std::vector<int> found;
    for (const auto& interval : history.intervals()) {
      bool here = interval.valid_from().year() == 2025 && interval.valid_from().month() == month;
      if (here) found.assign(interval.causes().begin(), interval.causes().end());
    }
    return found;
  };
  v1::QuotaHistory history = History(pt, "");
  EXPECT_THAT(causes(history, 1), ElementsAre(v1::QUOTA_CAUSE_REPORT));
  EXPECT_THAT(causes(history, 2), Contains(v1::QUOTA_CAUSE_HIRE));
  EXPECT_THAT(causes(history, 5), ElementsAre(v1::QUOTA_CAUSE_EVIDENCE_EXPIRES));
  const auto& last = history.intervals(history.intervals_size() - 1);
  EXPECT_THAT(last.causes(), ElementsAre(v1::QUOTA_CAUSE_REPORT_STALE));
  EXPECT_THAT(last.flags(), Contains(v1::QUOTA_FLAG_STALE));
  EXPECT_EQ(last.valid_from().year(), 2026);
  EXPECT_THAT(last.rule_ids(), ElementsAre("N16P", "SKA23P"));
  EXPECT_FALSE(last.has_valid_until());
  EXPECT_FALSE(history.intervals(0).has_valid_from());
  EXPECT_EQ(history.intervals(0).state(), v1::QUOTA_STATE_NO_RULE);

  const int64_t before = server_.clock().Now().time_since_epoch().count() / 1'000'000;
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(24));
  Report(pt, 2025, 250, 2);
  v1::QuotaHistory corrected =
      History(pt,
              "valid_from { year: 2025 month: 1 day: 1 } valid_until { year: 2025 month: 2 "
              "day: 1 }");
  ASSERT_THAT(corrected.intervals(), SizeIs(1));
  EXPECT_EQ(corrected.intervals(0).headcount(), 250);
  EXPECT_THAT(corrected.intervals(0).learned(), ElementsAre(v1::QUOTA_CAUSE_REPORT_CORRECTED));
  v1::QuotaHistory then = History(
      pt, "known_at { seconds: " + std::to_string(before) +
              " } valid_from { year: 2025 month: 1 day: 1 } valid_until { year: 2025 month: 2 "
              "day: 1 }");
  EXPECT_EQ(then.intervals(0).headcount(), 150) << "as known before the correction";
  v1::QuotaHistory none;
  EXPECT_THAT(server_.Call(&Quota::GetQuotaHistory,
                           Text<v1::GetQuotaHistoryRequest>("employer: 'employers/NONE'"), &none),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

TEST_F(QuotaTableTest, AStatusGivesThePracticeReadingsBesideTheLiteralFigure) {
  const std::string pt = Add("seat_region_code: '33.72'");
  Report(pt, 2025, 40, 0);
  v1::QuotaStatus status;
  ASSERT_THAT(server_.Call(&Quota::GetQuotaStatus,
                           Text<v1::GetQuotaStatusRequest>("employer: '" + pt + "'"), &status),
              IsOk());
  EXPECT_EQ(status.required_workers(), 1) << "the statute exempts nobody";
  EXPECT_EQ(status.requirement().practice_required_workers(), 0);
  EXPECT_EQ(status.requirement().required_workers_rounded_down(), 0);
  EXPECT_TRUE(status.requirement().below_practice_minimum());
  ASSERT_THAT(status.regional(), SizeIs(1));
  EXPECT_EQ(status.regional(0).rule().rule_id(), "SKA23P");
}

TEST_F(QuotaTableTest, SummariesProtectPeople) {
  // Two employers a province, so that no cell is one employer's; Bali has three people.
  for (const char* seat : {"33.72", "33.74", "34.71", "34.02", "51.71", "51.03"}) {
    const std::string name = Add(std::string("seat_region_code: '") + seat + "'");
    Report(name, 2025, 500, seat[0] == '5' ? (seat[3] == '7' ? 1 : 2) : 10);
  }
  v1::SummarizeQuotaResponse provinces = Summary("group_by: QUOTA_GROUP_BY_PROVINCE");
  ASSERT_THAT(provinces.rows(), SizeIs(3));
  EXPECT_EQ(provinces.rows(0).region_code(), "33");
  EXPECT_FALSE(provinces.rows(0).has_counted_workers()) << "the complement, the first of equals";
  EXPECT_TRUE(provinces.rows(1).has_counted_workers());
  EXPECT_EQ(provinces.rows(2).region_code(), "51");
  EXPECT_FALSE(provinces.rows(2).has_counted_workers()) << "three people";
  EXPECT_FALSE(provinces.rows(2).has_shortfall()) << "the count would follow from it";
  EXPECT_EQ(provinces.rows(2).employers(), 2) << "employers are no people";
  EXPECT_EQ(provinces.total().counted_workers(), 43);
  EXPECT_FALSE(Summary("region_code: '33'").total().has_counted_workers())
      << "what one table leaves out, another does not tell";
  EXPECT_FALSE(
      Summary("region_code: '51' group_by: QUOTA_GROUP_BY_KIND").total().has_counted_workers());
  v1::SummarizeQuotaResponse regencies = Summary("group_by: QUOTA_GROUP_BY_REGENCY");
  ASSERT_THAT(regencies.rows(), SizeIs(6));
  for (const auto& row : regencies.rows()) {
    EXPECT_FALSE(row.has_counted_workers()) << "one employer's people";
    EXPECT_EQ(row.required_workers(), 5);
  }
  v1::SummarizeQuotaResponse all = Summary("");
  EXPECT_THAT(all.rows(), IsEmpty());
  EXPECT_EQ(all.total().counted_workers(), 43);
  EXPECT_EQ(all.total().met() + all.total().short_(), 6);
  v1::SummarizeQuotaResponse sections =
      Summary("group_by: QUOTA_GROUP_BY_SECTION kbli_edition: '2020'");
  ASSERT_THAT(sections.rows(), SizeIs(1));
  EXPECT_EQ(sections.rows(0).kbli_section(), "") << "no code is on record";
  v1::SummarizeQuotaResponse none;
  EXPECT_THAT(
      server_.Call(&Quota::SummarizeQuota,
                   Text<v1::SummarizeQuotaRequest>("group_by: QUOTA_GROUP_BY_SECTION"), &none),
      IsBadField("kbli_edition"));
}

}  // namespace
}  // namespace setara
