#include "clients/fill_text.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::FillShortfallResponse Answer(const std::string& text) {
  v1::FillShortfallResponse answer;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &answer)) << text;
  return answer;
}

constexpr char kGap[] =
    "employers { employer: 'employers/1' employer_display_name: 'PT Contoh' shortfall: 12 state: "
    "QUOTA_STATE_SHORT } short_employers: 1 shortfall: 12 openings: 3 positions: 1020 ";

TEST(FillText, AnOfficerReadsRoundedCountsAndWhy) {
  const v1::FillShortfallResponse answer = Answer(
      std::string(kGap) +
      "tiers { at_once { at_least: 0 } } tiers { at_once { at_least: 5 } } "
      "tiers { at_once { at_least: 10 } remaining_at_most: 2 } "
      "accommodations_at_least { accommodation: 'A02' label { indonesian: 'takarir langsung' "
      "english: 'live captions' } rise_at_least: 5 }");
  const std::string text = FillSentences(TextLanguage::kIndonesian, answer);
  EXPECT_THAT(text, HasSubstr("PT Contoh kurang 12 orang dari kuota UU 8/2016 pasal 53."));
  EXPECT_THAT(text, HasSubstr("terbuka: 3, posisi: 1.020."));
  EXPECT_THAT(text,
              HasSubstr("sekaligus: sedikitnya 10 orang; tanpa tambahan akomodasi: "
                        "sedikitnya 5. Kekurangan yang tersisa sesudahnya: paling banyak 2."));
  EXPECT_THAT(text, HasSubstr("A02 takarir langsung, +5 orang"));
  EXPECT_THAT(text, HasSubstr("kelipatan lima"));
  const std::string english = FillSentences(TextLanguage::kEnglish, answer);
  EXPECT_THAT(english, HasSubstr("PT Contoh is short by 12 persons"));
  EXPECT_THAT(english, HasSubstr("at least 10 persons"));
  EXPECT_THAT(english, HasSubstr("at most 2"));
}

TEST(FillText, ACounselorReadsExactCountsOfTheBranch) {
  const std::string text = FillSentences(
      TextLanguage::kEnglish,
      Answer(std::string(kGap) +
             "branch: 'SKA-01' tiers { at_once { exact: 1 } } tiers { at_once { exact: 2 } } "
             "tiers { at_once { exact: 3 } remaining: 9 } "
             "accommodations { accommodation: 'A02' label { english: 'live captions' } rise: 1 }"));
  EXPECT_THAT(text, HasSubstr("of branch SKA-01: 3 persons; without further accommodation: 2."));
  EXPECT_THAT(text, HasSubstr("The gap that remains then: 9."));
  EXPECT_THAT(text, HasSubstr("+1 persons"));
  EXPECT_THAT(text, Not(HasSubstr("rounded")));
}

TEST(FillText, FewerThanFiveIsSaidAsSuch) {
  const v1::FillShortfallResponse answer = Answer(
      std::string(kGap) +
      "tiers { at_once {} } tiers { at_once {} } tiers { at_once {} remaining_at_most: 12 }");
  EXPECT_THAT(FillSentences(TextLanguage::kIndonesian, answer),
              HasSubstr("sekaligus: kurang dari 5 orang; tanpa"));
}

TEST(FillText, WithoutAGapOrOpeningsItSaysSo) {
  EXPECT_THAT(FillSentences(TextLanguage::kEnglish,
                            Answer("employers { employer_display_name: 'PT A' state: "
                                   "QUOTA_STATE_NO_DATA }")),
              HasSubstr("PT A: the shortfall is not known (no data)"));
  EXPECT_THAT(FillSentences(TextLanguage::kEnglish,
                            Answer("employers { employer_display_name: 'PT A' state: "
                                   "QUOTA_STATE_MET shortfall: 0 } shortfall: 0")),
              HasSubstr("PT A is not short"));
  const std::string none = FillSentences(TextLanguage::kEnglish, Answer("shortfall: 0"));
  EXPECT_THAT(none, HasSubstr("0 employers"));
  EXPECT_THAT(none, HasSubstr("No opening of an employment relation is open"));
}

}  // namespace
}  // namespace setara
