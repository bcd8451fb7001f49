#include "clients/words.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "clients/enum_labels.h"
#include "setara/v1/access.pb.h"
#include "setara/v1/audit.pb.h"
#include "setara/v1/case.pb.h"
#include "setara/v1/case_event.pb.h"
#include "setara/v1/case_hand_over.pb.h"
#include "setara/v1/case_report.pb.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/import.pb.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/notice.pb.h"
#include "setara/v1/participation.pb.h"
#include "setara/v1/placement.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using google::protobuf::util::TimeUtil;
using ::testing::ElementsAre;

TEST(WordsTest, OffersChoicesAsPeopleTypeThem) {
  EXPECT_THAT(ChoicesOf(v1::EmployerKind_descriptor()),
              ElementsAre("national-government", "regional-government", "bumn", "bumd", "private"));
  EXPECT_THAT(ChoicesOf(v1::MatchTier_descriptor()),
              ElementsAre("fits", "fits-with-offered", "fits-if-provided", "to-discuss"));
}

TEST(WordsTest, FindsAChoiceInEveryForm) {
  for (const char* word : {"fits-if-provided", "FITS_IF_PROVIDED", "MATCH_TIER_FITS_IF_PROVIDED",
                           "Fits If Provided", "3"}) {
    EXPECT_EQ(FindChoice(v1::MatchTier_descriptor(), word), v1::MATCH_TIER_FITS_IF_PROVIDED)
        << word;
  }
  EXPECT_EQ(FindChoice(v1::MatchTier_descriptor(), "unspecified"), std::nullopt);
  EXPECT_EQ(FindChoice(v1::MatchTier_descriptor(), "5"), std::nullopt);
  EXPECT_EQ(FindChoice(v1::MatchTier_descriptor(), ""), std::nullopt);
}

TEST(WordsTest, EveryValueOfTheContractHasALabel) {
  for (const auto* file :
       {v1::Grant::descriptor()->file(), v1::AuditEvent::descriptor()->file(),
        v1::Date::descriptor()->file(), v1::Employer::descriptor()->file(),
        v1::MatchExplanation::descriptor()->file(), v1::QuotaStatus::descriptor()->file(),
        v1::Seeker::descriptor()->file(), v1::Opening::descriptor()->file(),
        v1::Notice::descriptor()->file(), v1::Placement::descriptor()->file(),
        v1::DecidePlacementRequest::descriptor()->file(),
        v1::ParticipationRow::descriptor()->file(), v1::Case::descriptor()->file(),
        v1::CaseEvent::descriptor()->file(), v1::CaseOffer::descriptor()->file(),
        v1::CaseloadReport::descriptor()->file(), v1::ImportReject::descriptor()->file()}) {
    std::vector<const google::protobuf::EnumDescriptor*> types;
    for (int i = 0; i < file->enum_type_count(); ++i) types.push_back(file->enum_type(i));
    for (int i = 0; i < file->message_type_count(); ++i) {
      const auto* message = file->message_type(i);
      for (int j = 0; j < message->enum_type_count(); ++j) types.push_back(message->enum_type(j));
    }
    for (const auto* type : types) {
      if (type->name() == "Language") continue;
      for (int j = 1; j < type->value_count(); ++j) {
        const int value = type->value(j)->number();
        EXPECT_NE(EnumLabel(TextLanguage::kIndonesian, type, value), type->value(j)->name());
        EXPECT_NE(EnumLabel(TextLanguage::kEnglish, type, value), "");
      }
    }
  }
}

TEST(WordsTest, ReadsTheFormOfADayAndLeavesTheRestToTheServer) {
  EXPECT_EQ(DayText(*ParseDay("2024-06-30")), "2024-06-30");
  EXPECT_EQ(ParseDay("2024-02-31")->day(), 31);
  for (const char* text : {"", "2024", "2024-06", "2024-06-", "30-06-2024x", "2024/06/30", "besok",
                           "2024-06-30-1", "2024--6-30"}) {
    EXPECT_EQ(ParseDay(text), std::nullopt) << text;
  }
  EXPECT_EQ(DayText(v1::Date()), "");
}

TEST(WordsTest, AnInstantIsAnInstantOrTheEndOfADayInJakarta) {
  EXPECT_EQ(TimeUtil::ToString(*ParseInstant("2024-06-30")), "2024-06-30T16:59:59.999999999Z");
  EXPECT_EQ(TimeUtil::ToString(*ParseInstant("2024-06-30T12:00:00+07:00")), "2024-06-30T05:00:00Z");
  EXPECT_EQ(ParseInstant("kemarin"), std::nullopt);
  EXPECT_EQ(InstantText(*ParseInstant("2024-06-30T23:30:00Z")), "2024-07-01 06:30:00 WIB");
}

TEST(WordsTest, GroupsNumbers) {
  EXPECT_EQ(Rupiah(4'500'000), "Rp4.500.000");
  EXPECT_EQ(Rupiah(999), "Rp999");
  EXPECT_EQ(Number(TextLanguage::kIndonesian, 1'234'567), "1.234.567");
  EXPECT_EQ(Number(TextLanguage::kEnglish, 1'000), "1,000");
  EXPECT_EQ(Number(TextLanguage::kEnglish, -123'456), "-123,456");
  EXPECT_EQ(Number(TextLanguage::kEnglish, -12), "-12");
}

TEST(WordsTest, AcceptsNamesAndBareIds) {
  EXPECT_EQ(ResourceName("openings", "01J"), "openings/01J");
  EXPECT_EQ(ResourceName("openings", "openings/01J"), "openings/01J");
}

}  // namespace
}  // namespace setara
