#include "server/http/json_codec.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <gtest/gtest.h>

#include "matcher/domain/errors.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

absl::Status Read(std::string_view json, const google::protobuf::Descriptor& type =
                                             *v1::CreateSeekerRequest::descriptor()) {
  return JsonToBytes(json, type).status();
}

std::string FieldOf(const absl::Status& status) {
  const std::vector<FieldViolation> violations = FieldViolations(status);
  return violations.empty() ? "" : violations[0].field;
}

TEST(JsonCodecTest, GoesThereAndBack) {
  const std::string json =
      R"({"seeker":{"regionCode":"Č \"é\"","capacities":[{"function":"F04","usualLevel":2}]}})";
  const auto& type = *v1::CreateSeekerRequest::descriptor();
  absl::StatusOr<std::string> bytes = JsonToBytes(json, type);
  if (!bytes.ok()) GTEST_FAIL() << bytes.status();
  absl::StatusOr<std::string> again = BytesToJson(*bytes, type);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*again, json);
}

TEST(JsonCodecTest, NamesUnknownFields) {
  EXPECT_EQ(FieldOf(Read(R"({"seekr":{}})")), "seekr");
  EXPECT_EQ(FieldOf(Read(R"({"seeker":{"nik2":"3171"}})")), "seeker.nik2");
  EXPECT_EQ(FieldOf(Read(R"({"seeker":{"capacities":[{},{"levle":1}]}})")),
            "seeker.capacities[1].levle");
  // What does not look like a name is not repeated.
  for (const char* json :
       {R"({"seeker":{"3171234567890123":1}})", R"({"seeker":{"a3171234567":1}})",
        R"({"seeker":{"Budi Santoso 3171":1}})"}) {
    absl::Status status = Read(json);
    EXPECT_EQ(FieldOf(status), "seeker") << json;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("3171")));
  }
}

TEST(JsonCodecTest, RefusesFieldsGivenTwice) {
  EXPECT_EQ(FieldOf(Read(R"({"seeker":{},"seeker":{}})")), "seeker");
  EXPECT_EQ(FieldOf(Read(R"({"seeker":{"regionCode":"a","region_code":"b"}})")),
            "seeker.region_code");
  EXPECT_EQ(
      FieldOf(
          Read(R"({"seeker":{"capacities":[{"usualLevel":1},{"usualLevel":1,"usual_level":2}]}})")),
      "seeker.capacities[1].usual_level");
}

// Every kind of value, wrong in a way that protobuf's own error would repeat.
TEST(JsonCodecTest, NamesFieldsOfWrongValuesButNotTheValues) {
  struct Case {
    const char* json;
    const char* field;
  };
  static constexpr Case kCases[] = {
      {R"({"seeker":{"regionCode":{"SECRET":1}}})", "seeker.region_code"},
      {R"({"seeker":{"regionCode":["SECRET"]}})", "seeker.region_code"},
      {R"({"seeker":{"capacities":[{"usualLevel":1},{"usualLevel":"SECRET"}]}})",
       "seeker.capacities"},
      {R"({"seeker":{"capacities":"SECRET"}})", "seeker.capacities"},
      {R"({"seeker":{"capacities":{"usualLevel":"SECRET"}}})", "seeker.capacities"},
      {R"({"seeker":{"capacities":[["SECRET"]]}})", "seeker.capacities[0]"},
      {R"({"seeker":{"skills":["a",{"SECRET":1}]}})", "seeker.skills[1]"},
      {R"({"seeker":{"skills":[["SECRET"]]}})", "seeker.skills[0]"},
      {R"({"seeker":{"createTime":"SECRET"}})", "seeker.create_time"},
      {R"({"seeker":{"availableFrom":{"year":"SECRET"}}})", "seeker.available_from.year"},
      {R"({"seeker":"SECRET"})", "seeker"},
      {R"({"seeker":["SECRET"]})", "seeker"},
  };
  for (const Case& c : kCases) {
    absl::Status status = Read(c.json);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.json;
    EXPECT_THAT(FieldOf(status), HasSubstr(c.field)) << c.json << " " << status;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("SECRET")));
  }
  const auto& quota = *v1::ComputeRequiredWorkersRequest::descriptor();
  EXPECT_EQ(FieldOf(Read(R"({"kind":"SECRET"})", quota)), "kind");
  EXPECT_EQ(FieldOf(Read(R"({"headcount":"99999999999999999999"})", quota)), "headcount");
  EXPECT_EQ(FieldOf(Read(R"({"headcount":1.5})", quota)), "headcount");
}

TEST(JsonCodecTest, RefusesWhatIsNoJsonWithoutRepeatingIt) {
  using std::string_literals::operator""s;
  for (const std::string& json : {""s,
                                  " "s,
                                  "SECRET"s,
                                  "\"SECRET\""s,
                                  "[]"s,
                                  "1"s,
                                  "null"s,
                                  "true"s,
                                  "{"s,
                                  "{}{}"s,
                                  "{} SECRET"s,
                                  "{'seeker':{}}"s,
                                  "{\"seeker\":{\"regionCode\":\"SECRET"s,
                                  "{\"seeker\":}"s,
                                  "{,}"s,
                                  "{\"seeker\":{},}"s,
                                  "{\"seeker\":{\"regionCode\":\"\xff\xfe\"}}"s,
                                  "{\"seeker\":NaN}"s,
                                  "{\"seeker\":1e999}"s,
                                  "{\"seeker\":{}}\0"s,
                                  "// SECRET\n{}"s,
                                  "{\"seeker\":{\"regionCode\":\"\\ud800\"}}"s}) {
    absl::Status status = Read(json);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << json;
    EXPECT_THAT(status.ToString(), Not(HasSubstr("SECRET")));
  }
}

TEST(JsonCodecTest, RefusesNestingWithoutRecursion) {
  for (int depth : {65, 1000, 1'000'000}) {
    for (const std::string& json :
         {R"({"seeker":{"capacities":)" + std::string(depth, '['), std::string(depth, '[')}) {
      EXPECT_EQ(Read(json).code(), absl::StatusCode::kInvalidArgument) << depth;
    }
    std::string objects;
    for (int i = 0; i < depth; ++i) objects += R"({"seeker":)";
    EXPECT_EQ(Read(objects).code(), absl::StatusCode::kInvalidArgument) << depth;
    // A type whose JSON form is free within.
    EXPECT_EQ(Reason(Read(objects, *google::protobuf::Struct::descriptor())), "MALFORMED_REQUEST");
  }
}

TEST(JsonCodecTest, TakesMasksAndTimes) {
  const auto& update = *v1::UpdateSeekerRequest::descriptor();
  absl::StatusOr<std::string> bytes = JsonToBytes(
      R"({"seeker":{"name":"seekers/1"},"updateMask":"regionCode,availableFrom"})", update);
  if (!bytes.ok()) GTEST_FAIL() << bytes.status();
  v1::UpdateSeekerRequest request;
  ASSERT_TRUE(request.ParseFromString(*bytes));
  EXPECT_THAT(request.update_mask().paths(), testing::ElementsAre("region_code", "available_from"));
  absl::Status status = Read(R"({"updateMask":{"paths":["SECRET"]}})", update);
  EXPECT_EQ(FieldOf(status), "update_mask");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(status.ToString(), Not(HasSubstr("SECRET")));
}

TEST(JsonCodecTest, SaysThatBytesAreNoMessage) {
  EXPECT_EQ(BytesToJson("\xff\xff", *v1::CreateSeekerRequest::descriptor()).status().code(),
            absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace setara
