#include "clients/record_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "setara/v1/employer.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::map<std::string, std::string> Row(const google::protobuf::Message& record) {
  const auto columns = RecordColumns(record.GetDescriptor());
  const auto cells = RecordCells(record);
  std::map<std::string, std::string> row;
  EXPECT_EQ(columns.size(), cells.size());
  for (size_t i = 0; i < columns.size(); ++i) row[columns[i]] = cells[i];
  return row;
}

TEST(RecordColumnsTest, LeavesOutWhatTheServerAloneSets) {
  EXPECT_THAT(RecordColumns(v1::Employer::descriptor()),
              ElementsAre("source", "source_id", "display_name", "npp", "nib", "npwp", "kbli_code",
                          "kbli_edition", "kind", "seat_region_code", "terms_valid_from"));
  EXPECT_THAT(RecordColumns(v1::Seeker::descriptor()),
              AllOf(Contains("identity.full_name"), Contains("location.latitude_e6"),
                    Contains("licences.licences"), Contains("communication.modes"),
                    Contains("matching_consent.valid_from"), Not(Contains("name"))));
}

TEST(RecordColumnsTest, WritesDaysListsAndAbsence) {
  v1::Opening opening;
  opening.set_title("Kasir");
  opening.set_wage_min_idr_per_month(0);
  opening.mutable_open_from()->set_year(2026);
  opening.mutable_open_from()->set_month(1);
  opening.mutable_open_from()->set_day(2);
  opening.add_accommodations_offered("A02");
  opening.add_accommodations_offered("A16");
  opening.add_skill_words("a;b");
  opening.mutable_location()->set_longitude_e6(5);
  auto row = Row(opening);
  EXPECT_EQ(row["wage_min_idr_per_month"], "0");
  EXPECT_EQ(row["wage_max_idr_per_month"], "");
  EXPECT_EQ(row["open_from"], "2026-01-02");
  EXPECT_EQ(row["accommodations_offered"], "A02;A16");
  EXPECT_EQ(row["skill_words"], "[\"a;b\"]");
  EXPECT_EQ(row["location.latitude_e6"], "0");
  EXPECT_EQ(row["demands"], "");
}

TEST(RecordColumnsTest, TellsKnownNoneFromNotAsked) {
  v1::Seeker seeker;
  EXPECT_EQ(Row(seeker)["licences.licences"], "");
  seeker.mutable_licences();
  EXPECT_EQ(Row(seeker)["licences.licences"], "[]");
}

TEST(RecordColumnsTest, JsonLeavesOutWhatTheServerAloneSets) {
  v1::Employer employer;
  employer.set_name("employers/1");
  employer.set_etag("x");
  employer.set_display_name("PT Contoh");
  EXPECT_EQ(RecordJson(employer), "{\"displayName\":\"PT Contoh\"}");
}

}  // namespace
}  // namespace setara
