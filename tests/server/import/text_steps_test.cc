#include "server/import/text_steps.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

using Kind = TextStep::Kind;

std::string After(std::vector<TextStep> steps, std::string_view text) {
  FieldRule rule;
  rule.steps = std::move(steps);
  return ApplySteps(text, rule, false);
}

TEST(TextSteps, PickParts) {
  const std::string page = "Kontrak · Hybrid\nMinimal SMK\nTayang 12 hari yang lalu\n";
  EXPECT_EQ(After({{Kind::kLineWith, " · "}, {Kind::kAfter, " · "}}, page), "Hybrid");
  EXPECT_EQ(After({{Kind::kLineWith, " · "}, {Kind::kBefore, " · "}}, page), "Kontrak");
  EXPECT_EQ(After({{Kind::kLineWith, "Tayang "}, {Kind::kAfter, "Tayang "}}, page),
            "12 hari yang lalu");
  EXPECT_EQ(After({{Kind::kLineWith, "absent"}}, page), "");
  EXPECT_EQ(After({{Kind::kAfter, "absent"}}, page), "");
}

TEST(TextSteps, FindIdentifiers) {
  EXPECT_EQ(After({{Kind::kLastNumber, ""}}, "https://x/job/java-17-dev-9037389/origin/sg"),
            "9037389");
  EXPECT_EQ(After({{Kind::kLastNumber, ""}}, "no-123"), "");
  EXPECT_EQ(After({{Kind::kLastUuid, ""}}, "/jobs/a/D94B9298-8771-4e6b-af69-c7d23a78b0b2?x"),
            "d94b9298-8771-4e6b-af69-c7d23a78b0b2");
  EXPECT_EQ(After({{Kind::kLastUuid, ""}}, "short"), "");
}

TEST(TextSteps, TranslatesWords) {
  FieldRule rule;
  rule.values = {{"full time", "FULL_TIME"}, {"kementerian*", "GOV"}, {"*(persero)*", "BUMN"}};
  EXPECT_EQ(Translate("Full Time", rule), "FULL_TIME");
  EXPECT_EQ(Translate("Kementerian Sosial", rule), "GOV");
  EXPECT_EQ(Translate("PT X (Persero) Tbk", rule), "BUMN");
  EXPECT_EQ(Translate("other", rule), "other");
  rule.keep_others = false;
  EXPECT_EQ(Translate("other", rule), "");
}

TEST(TextSteps, TakesColumnsInOrderThenTheConstant) {
  FieldRule rule;
  rule.constant = "EMPLOYMENT";
  EXPECT_EQ(FieldTexts({"", " b "}, rule, false), std::vector<std::string>{"b"});
  EXPECT_EQ(FieldTexts({"", " "}, rule, false), std::vector<std::string>{"EMPLOYMENT"});
  rule.join = "-";
  EXPECT_EQ(FieldTexts({"a", "b"}, rule, false), std::vector<std::string>{"a-b"});
}

}  // namespace
}  // namespace setara
