#include "clients/json_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(const std::string& text) {
  const auto file = JsonFile::Parse("F.json", text);
  if (!file.ok()) return std::string(file.status().message());
  v1::Seeker seeker;
  return std::string(file->To(&seeker).message());
}

TEST(JsonFileTest, ReadsProto3JsonInBothCases) {
  const auto file = JsonFile::Parse(
      "F.json", R"({"identity": {"fullName": "Contoh"}, "region_code": "33.72", "reachKm": 5})");
  ASSERT_TRUE(file.ok()) << file.status();
  v1::Seeker seeker;
  ASSERT_TRUE(file->To(&seeker).ok());
  EXPECT_EQ(seeker.identity().full_name(), "Contoh");
  EXPECT_EQ(seeker.region_code(), "33.72");
  EXPECT_EQ(seeker.reach_km(), 5);
}

TEST(JsonFileTest, NamesLineAndColumnOfASyntaxError) {
  EXPECT_THAT(ErrorOf("{\n  \"reachKm\": 5,\n  \"reachIsWish\" true\n}"), StartsWith("F.json:3:"));
  EXPECT_THAT(ErrorOf("{\"reachKm\": 5"), StartsWith("F.json:1:"));
  EXPECT_THAT(ErrorOf(""), StartsWith("F.json:1:1"));
  EXPECT_THAT(ErrorOf("{} {}"), StartsWith("F.json:1:4"));
}

TEST(JsonFileTest, NamesThePlaceOfAnUnknownName) {
  const std::string error = ErrorOf("{\n  \"identity\": {\n    \"fullNam\": \"Contoh\"\n  }\n}");
  EXPECT_THAT(error, StartsWith("F.json:3:5: "));
  EXPECT_THAT(error, HasSubstr("fullNam"));
  EXPECT_THAT(ErrorOf("{\n  \"reach\": 5\n}"), StartsWith("F.json:2:3: "));
}

TEST(JsonFileTest, NamesThePlaceOfAValueOfTheWrongKind) {
  EXPECT_THAT(
      ErrorOf("{\n \"capacities\": [\n  {\"function\": \"F01\", \"usualLevel\": \"x\"}\n ]\n}"),
      StartsWith("F.json:3:23: "));
}

TEST(JsonFileTest, PlacesFieldsThatTheServerNames) {
  const auto file = JsonFile::Parse(
      "F.json",
      "{\n  \"capacities\": [\n    {\"function\": \"F01\"},\n    {\"function\": \"F99\"}\n  ]\n}");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->PlaceOf("capacities[1].function"), "F.json:4:6");
  EXPECT_EQ(file->PlaceOf("seeker.capacities[1].function"), "F.json:4:6");
  EXPECT_EQ(file->PlaceOf("capacities[1].usual_level"), "F.json:4:5");
  EXPECT_EQ(file->PlaceOf("capacities"), "F.json:2:3");
  EXPECT_EQ(file->PlaceOf("identity.full_name"), "F.json");
}

TEST(JsonFileTest, ColumnsAreThoseOfTheScreen) {
  const auto file = JsonFile::Parse("F.json", "{\"a\": \"caf\xC3\xA9\", \"b\": 1}");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->PlaceOf("b"), "F.json:1:15");
}

TEST(JsonFileTest, DeepNestingIsNoCrash) {
  const auto file =
      JsonFile::Parse("F.json", std::string(100'000, '[') + std::string(100'000, ']'));
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->PlaceOf("a"), "F.json");
}

TEST(JsonFileTest, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(JsonFile::Read("/nonexistent/F.json").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace setara
