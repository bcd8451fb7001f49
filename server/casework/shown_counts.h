// Counts of cases as those see them who do not supervise them: rounded down to multiples of five,
// so that neither an answer nor the difference of two answers is a count of a few people. Why, and
// what remains, is in setara/v1/case_report.proto and matcher/shown_count.h. Our default
// throughout. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/casework/outcomes.h"
#include "server/casework/suppress.h"

namespace setara::casework {

// What a share or a number of days takes to be told, as counted after rounding.
inline constexpr int64_t kSharePeople = 50;
inline constexpr int64_t kDaysPeople = 20;

// Keys of no key of its own; lower case, which no branch, region, employer or rung is.
inline constexpr char kNoKey[] = "none";
inline constexpr char kOtherKeys[] = "other";

// The largest multiple of five that is not above `count` (>= 0); nullopt: below five, or nobody.
ShownCount Rounded(int64_t count);

// The cells of a line and their total. Where the rounded total would leave one value alone for
// every cell, the smallest cell shown is hidden too, or the total where none is shown.
struct ShownLine {
  std::vector<ShownCount> cells{};
  ShownCount total{};
};
ShownLine RoundedLine(std::span<const int64_t> counts);

// Hundredths of a percent of the two as shown; nullopt: either is hidden, or fewer than
// kSharePeople.
std::optional<int64_t> ShownShare(ShownCount part, ShownCount whole);

// Days of `people`: rounded down to a multiple of five; nullopt: fewer than kDaysPeople.
std::optional<int> ShownDays(int days, int64_t people);

// Of each case the field that `key` reads, made what a report is keyed by: the province of the
// region; "none" where there is nothing. fold: keys with fewer than five cases become "other", but
// for rungs and injuries, which everybody knows to exist.
void MakeKeys(std::vector<CaseFigures>& cases, RateKey key, bool fold);

}  // namespace setara::casework
