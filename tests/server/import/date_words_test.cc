#include "server/import/date_words.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

const Date kReference = *ParseDate("2025-03-31");

struct Case {
  const char* text;
  const char* date;  // "" for unknown
};

class DateText : public testing::TestWithParam<Case> {};

TEST_P(DateText, GivesTheDay) {
  const absl::StatusOr<std::optional<Date>> date = ReadDate(GetParam().text, kReference);
  ASSERT_TRUE(date.ok()) << date.status();
  EXPECT_EQ(date->has_value() ? ToString(**date) : "", GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(Forms, DateText,
                         testing::Values(Case{"", ""}, Case{"2024-06-30", "2024-06-30"},
                                         Case{"2025-10-03 12:21:59", "2025-10-03"},
                                         Case{"2025-10-03 23:59", "2025-10-03"},
                                         // Late evening in UTC is the next day in Jakarta.
                                         Case{"2022-01-27T20:00:50Z", "2022-01-28"},
                                         Case{"2022-01-27T20:00:50+07:00", "2022-01-27"},
                                         Case{"07/12/2025 23:59", "2025-12-07"},
                                         Case{"7-8-2025", "2025-08-07"},
                                         Case{"17 September 2025", "2025-09-17"},
                                         Case{"1 Agt 2024", "2024-08-01"},
                                         Case{"5 Okt 2024", "2024-10-05"}));

INSTANTIATE_TEST_SUITE_P(
    Words, DateText,
    testing::Values(Case{"19 jam yang lalu", "2025-03-31"}, Case{"baru saja", "2025-03-31"},
                    Case{"kemarin", "2025-03-30"}, Case{"2 hari yang lalu", "2025-03-29"},
                    Case{"30+ hari yang lalu", "2025-03-01"}, Case{"2 weeks ago", "2025-03-17"},
                    Case{"1 bulan yang lalu", "2025-02-28"}, Case{"1 tahun lalu", "2024-03-31"}));

TEST(DateWords, RelativeWordsWithoutAReferenceAreUnknown) {
  for (const char* text : {"19 jam yang lalu", "baru saja", "kemarin", "3 bulan lalu"}) {
    const absl::StatusOr<std::optional<Date>> date = ReadDate(text, std::nullopt);
    ASSERT_TRUE(date.ok()) << text;
    EXPECT_FALSE(date->has_value()) << text;
  }
}

TEST(DateWords, ImpossibleDaysAndOtherTextAreErrors) {
  for (const char* text :
       {"2023-02-29", "31/04/2025", "12/31/2025", "2025-13-01", "1/1/1", "32 Mei 2025", "tomorrow",
        "2025", "2025-10-03 25:00", "99", "sejak lalu", "2025-10-03x", "0000-00-00",
        "9999 hari yang lalu", "5 abad yang lalu"}) {
    EXPECT_FALSE(ReadDate(text, kReference).ok()) << text;
  }
}

}  // namespace
}  // namespace setara
