// What an evidence pack tells of the people referred to an employer: the employer's own part.
#include <nlohmann/json.hpp>

#include "tests/e2e/placement_world.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::json;

class PlacementEvidenceTest : public PlacementWorld {
 protected:
  v1::EvidencePack Pack(const std::string& more = "") {
    v1::EvidencePack pack;
    EXPECT_THAT(
        server_.Call(
            &EvidenceStub::GetEvidencePack,
            Text<v1::GetEvidencePackRequest>(
                "employer: '" + employer_.name() +
                "' from { year: 2025 month: 1 day: 1 } to { year: 2027 month: 1 day: 1 } " + more),
            &pack),
        IsOk());
    return pack;
  }
};

std::vector<std::string> StepsOf(const Json& referral) {
  std::vector<std::string> steps;
  for (const Json& step : referral["steps"]) {
    steps.push_back(step["step"].get<std::string>() +
                    (step.contains("reason") ? " " + step["reason"].get<std::string>() : ""));
  }
  return steps;
}

TEST_F(PlacementEvidenceTest, TellsTheStepsThatTheEmployerKnowsAndNoName) {
  const v1::Placement rejected = Referred(person_, opening_, employer_);
  ASSERT_THAT(Advance(rejected, "INTERVIEW"), IsOk());
  ASSERT_THAT(End(rejected, "REJECT", "SKILLS_NOT_MET"), IsOk());
  const v1::Seeker other = MakePerson("Rahayu");
  const v1::Placement withdrawn = Referred(other, opening_, employer_);
  ASSERT_THAT(End(withdrawn, "WITHDRAW", "HEALTH"), IsOk());
  ASSERT_THAT(Shortlist(MakePerson("Sekar"), opening_), IsOk()) << "the employer does not know";

  const v1::EvidencePack pack = Pack();
  const Json content = Json::parse(pack.content_json());
  ASSERT_THAT(content["referrals"], SizeIs(2));
  EXPECT_THAT(StepsOf(content["referrals"][0]),
              ElementsAre("REFER", "INTERVIEW", "REJECT SKILLS_NOT_MET"));
  EXPECT_THAT(StepsOf(content["referrals"][1]), ElementsAre("REFER", "WITHDRAW"))
      << "a person's own reason stays theirs";
  EXPECT_EQ(content["referrals"][0]["person"], "P1");
  EXPECT_THAT(pack.content_json(), Not(HasSubstr("Wulandari")));
  EXPECT_THAT(pack.content_json(), Not(HasSubstr(person_.name())));
}

TEST_F(PlacementEvidenceTest, IsTheSameForTheSameInstantAfterMoreSteps) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  const v1::EvidencePack first = Pack();
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(24));
  ASSERT_THAT(Advance(referred, "INTERVIEW"), IsOk());
  const v1::EvidencePack again = Pack("known_at {" + first.known_at().ShortDebugString() + "}");
  EXPECT_EQ(again.content_json(), first.content_json());
  EXPECT_EQ(again.pdf(), first.pdf());
  EXPECT_THAT(StepsOf(Json::parse(Pack().content_json())["referrals"][0]),
              ElementsAre("REFER", "INTERVIEW"));
}

}  // namespace
}  // namespace setara
