#include "server/import/wage.h"

#include <gtest/gtest.h>

#include <string>

namespace setara {
namespace {

constexpr int64_t kJuta = 1'000'000;

struct Case {
  const char* text;
  std::optional<int64_t> min;
  std::optional<int64_t> max;
  std::optional<int> hours_per_week = {};
};

class WageText : public testing::TestWithParam<Case> {};

TEST_P(WageText, GivesRupiahAMonth) {
  const absl::StatusOr<WageRange> wage = ReadWage(GetParam().text, GetParam().hours_per_week);
  ASSERT_TRUE(wage.ok()) << wage.status();
  EXPECT_EQ(wage->min, GetParam().min);
  EXPECT_EQ(wage->max, GetParam().max);
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, WageText,
    testing::Values(Case{"Rp1,900,000 – Rp2,100,000 per month", 1'900'000, 2'100'000},
                    Case{"Rp4.250.000 – Rp5.750.000 per month", 4'250'000, 5'750'000},
                    Case{"Rp 3 – 4 Juta", 3 * kJuta, 4 * kJuta},
                    Case{"Rp.10 - 12 Juta", 10 * kJuta, 12 * kJuta},
                    Case{"Rp4jt-Rp6jt", 4 * kJuta, 6 * kJuta},
                    Case{"Rp6,5jt-Rp8jt", 6'500'000, 8 * kJuta},
                    Case{"Rp250rb-Rp1,5jt", 250'000, 1'500'000}, Case{"Rp100rb", 100'000, 100'000},
                    Case{"IDR2.500.000 - 4.000.000/Bulan", 2'500'000, 4 * kJuta},
                    Case{"IDR 3,000,000 - 4,900,000", 3 * kJuta, 4'900'000},
                    Case{"Rp 6.000.000,50 – Rp 8.000.000 per month", 6 * kJuta, 8 * kJuta},
                    Case{"Rp5.500.000 per month", 5'500'000, 5'500'000},
                    Case{"Di atas 10 Juta", 10 * kJuta, {}},
                    Case{"hingga Rp 5 juta", {}, 5 * kJuta},
                    Case{"Rp60.000.000 – Rp90.000.000 per year", 5 * kJuta, 7'500'000},
                    Case{"Rp 900.000 per minggu", 3'900'000, 3'900'000},
                    Case{"Rp 20.000 per jam", 3'466'666, 3'466'666, 40}));

INSTANTIATE_TEST_SUITE_P(NoWage, WageText,
                         testing::Values(Case{"", {}, {}}, Case{"Not Written", {}, {}},
                                         Case{"Not found", {}, {}}, Case{"Negosiasi", {}, {}},
                                         Case{"-", {}, {}}, Case{"Rp 20.000 per jam", {}, {}},
                                         Case{"Rp 150.000 / hari", {}, {}, 40},
                                         Case{"Perusahaan tidak menampilkan gaji", {}, {}}));

class WageGarbage : public testing::TestWithParam<const char*> {};

TEST_P(WageGarbage, IsAnErrorThatKeepsTheTextToItself) {
  const absl::StatusOr<WageRange> wage = ReadWage(GetParam(), std::nullopt);
  ASSERT_FALSE(wage.ok());
  EXPECT_EQ(wage.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(wage.status().message()).find(GetParam()), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Garbage, WageGarbage,
                         testing::Values("RM9,000 – RM12,000 per month (MYR)",
                                         "$45,000 – $60,000 per month (HKD)", "USD 900",
                                         "25-30 million", "Rp1 per month",
                                         "Rp5,500 – Rp7,000 per month", "Rp9jt-Rp5jt", "gaji pokok",
                                         "Rp1.2.3.4 juta", "Rp 1 - 2 - 3 juta",
                                         "Rp99999999999999999999 juta"));

}  // namespace
}  // namespace setara
