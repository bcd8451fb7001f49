// The report of participation in BPJS Ketenagakerjaan, over gRPC.
#include "tests/e2e/placement_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class ParticipationReportTest : public PlacementWorld {
 protected:
  void Place(int count, const std::string& membership) {
    for (int i = 0; i < count; ++i) {
      const v1::Placement placement = Referred(MakePerson("Orang"), opening_, employer_);
      ASSERT_THAT(Hire(placement, "relation: EMPLOYMENT_RELATION_PARTNERSHIP " +
                                      On("starts_on", "2025-06-15") + membership),
                  IsOk());
    }
  }
  v1::SummarizeParticipationResponse Report(const std::string& text, v1::Role role) {
    TestServer::Options options;
    options.role = role;
    v1::SummarizeParticipationResponse response;
    EXPECT_THAT(server_.Call(&Participations::SummarizeParticipation,
                             Text<v1::SummarizeParticipationRequest>(text), &response, options),
                IsOk());
    return response;
  }
};

TEST_F(ParticipationReportTest, CountsBySegmentWithTheInformalShareApart) {
  SetDay("2026-03-01");
  const std::string since = " registered: true " + On("registered_since", "2026-02-01") + "}";
  Place(6, "membership { segment: BPJS_SEGMENT_WAGE_EARNER" + since);
  Place(2, "membership { segment: BPJS_SEGMENT_NON_WAGE" + since);
  Place(1, "membership { segment: BPJS_SEGMENT_NON_WAGE }");
  Place(1, "");
  const v1::SummarizeParticipationResponse report =
      Report("group_by: PARTICIPATION_GROUPING_SEGMENT", v1::ROLE_SUPERVISOR);
  ASSERT_THAT(report.rows(), SizeIs(5));
  EXPECT_EQ(report.rows(0).value(), "BPJS_SEGMENT_WAGE_EARNER");
  EXPECT_EQ(report.rows(0).counts().registered(), 6);
  EXPECT_EQ(report.rows(1).counts().registered(), 2);
  EXPECT_EQ(report.rows(1).counts().not_registered(), 1);
  EXPECT_EQ(report.rows(4).value(), "");
  EXPECT_EQ(report.rows(4).counts().not_recorded(), 1);
  EXPECT_EQ(report.total().placements(), 10);
  EXPECT_EQ(report.total().registered(), 8);
  EXPECT_EQ(report.registered_non_wage(), 2);
  EXPECT_EQ(report.non_wage_share_basis_points(), 2500);
  EXPECT_EQ(report.target().people(), 70'000'000);
  EXPECT_EQ(report.last_count().people(), 42'500'000);
  EXPECT_TRUE(report.has_registered_per_million_missing());
  const auto earlier = Report(On("as_of", "2026-02-28"), v1::ROLE_SUPERVISOR);
  EXPECT_EQ(earlier.total().placements(), 0) << "they were hired on 1 March";
}

TEST_F(ParticipationReportTest, WhoSeesCountsOnlySeesNoSmallCell) {
  SetDay("2026-03-01");
  Place(6, "membership { segment: BPJS_SEGMENT_WAGE_EARNER registered: true " +
               On("registered_since", "2026-02-01") + "}");
  Place(7, "membership { segment: BPJS_SEGMENT_NON_WAGE registered: true " +
               On("registered_since", "2026-02-01") + "}");
  Place(2, "membership { segment: BPJS_SEGMENT_CONSTRUCTION registered: true " +
               On("registered_since", "2026-02-01") + "}");
  const v1::SummarizeParticipationResponse report =
      Report("group_by: PARTICIPATION_GROUPING_SEGMENT", v1::ROLE_COMPLIANCE_OFFICER);
  EXPECT_EQ(report.total().registered(), 15);
  const v1::ParticipationCounts& construction = report.rows(2).counts();
  EXPECT_FALSE(construction.has_registered());
  EXPECT_FALSE(construction.has_placements());
  EXPECT_TRUE(construction.has_not_registered()) << "a zero tells of nobody";
  EXPECT_FALSE(report.rows(0).counts().has_registered())
      << "one more is hidden, else the small one is the rest";
  EXPECT_TRUE(report.rows(1).counts().has_registered());
  EXPECT_EQ(report.registered_non_wage(), 7);
}

TEST_F(ParticipationReportTest, AnOfficerSeesTheWholeOfTheRegionOnly) {
  TestServer::Options officer;
  officer.role = v1::ROLE_COMPLIANCE_OFFICER;
  v1::SummarizeParticipationResponse response;
  EXPECT_THAT(server_.Call(&Participations::SummarizeParticipation,
                           Text<v1::SummarizeParticipationRequest>("region_code: '33'"), &response,
                           officer),
              IsError(StatusCode::PERMISSION_DENIED, "PART_OF_REGION"));
  EXPECT_THAT(server_.Call(&Participations::SummarizeParticipation,
                           Text<v1::SummarizeParticipationRequest>("region_code: '99'"), &response,
                           officer),
              IsBadField("region_code"));
  EXPECT_THAT(server_.Call(&Participations::SummarizeParticipation,
                           Text<v1::SummarizeParticipationRequest>(On("as_of", "2030-01-01")),
                           &response, officer),
              IsBadField("as_of"));
  const auto by_region = Report("group_by: PARTICIPATION_GROUPING_REGION", v1::ROLE_SUPERVISOR);
  EXPECT_EQ(by_region.rows_size(), 0) << "nobody is at work";
}

}  // namespace
}  // namespace setara
