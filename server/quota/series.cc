#include "server/quota/series.h"

#include <algorithm>
#include <chrono>
#include <numeric>

#include "server/quota/day_facts.h"

namespace setara::quota {
namespace {

// "1" for 100, "1,75" for 175.
std::string Percent(int64_t basis_points) {
  std::string text = std::to_string(basis_points / 100);
  if (basis_points % 100 == 0) return text;
  std::string rest = std::to_string(100 + basis_points % 100).substr(1);
  if (rest.back() == '0') rest.pop_back();
  return text + "," + rest;
}

std::string Text(const Fraction& value) {
  if (value.denominator == 1) return std::to_string(value.numerator);
  return std::to_string(value.numerator) + "/" + std::to_string(value.denominator);
}

void AddStatute(const Rule* statute, std::vector<AverageRequirement>& requirements) {
  if (statute == nullptr) return;
  auto same = std::find_if(requirements.begin(), requirements.end(),
                           [statute](const AverageRequirement& r) { return r.rule == statute; });
  if (same == requirements.end()) {
    same = requirements.insert(same, AverageRequirement());
    same->rule = statute;
  }
  ++same->months;
}

std::optional<Average> AverageOf(const std::vector<SeriesMonth>& months) {
  Average average;
  int64_t workers = 0;
  int64_t counted = 0;
  for (const SeriesMonth& month : months) {
    const Decision& decision = month.assessment.decision;
    if (!decision.headcount) continue;
    ++average.months;
    workers += *decision.headcount;
    AddStatute(decision.statute, average.requirements);
    if (!decision.counted) continue;
    ++average.counted_months;
    counted += *decision.counted;
  }
  if (average.months == 0) return std::nullopt;
  average.headcount = Mean(workers, average.months);
  if (average.counted_months > 0) average.counted = Mean(counted, average.counted_months);
  for (AverageRequirement& requirement : average.requirements) {
    requirement.required = RequiredOf(*requirement.rule, average.headcount);
    requirement.sum = SpelledSum(*requirement.rule, average.headcount);
  }
  return average;
}

}  // namespace

std::vector<Date> MonthDays(Date from, Date until, MonthDay which) {
  using std::chrono::last;
  std::vector<Date> days;
  std::chrono::year_month_day first(from);
  for (auto month = first.year() / first.month(); Date(month / 1) < until;
       month += std::chrono::months(1)) {
    const Date day = which == MonthDay::kFirst ? Date(month / 1) : Date(month / last);
    if (from <= day && day < until) days.push_back(day);
  }
  return days;
}

Fraction Mean(int64_t sum, int64_t count) {
  const int64_t common = std::gcd(sum, count);
  return {sum / common, count / common};
}

std::optional<int64_t> RequiredOf(const Rule& rule, const Fraction& headcount) {
  if (rule.formula == Formula::kNotComputed) return std::nullopt;
  if (headcount.numerator < rule.min_headcount * headcount.denominator) return 0;
  if (rule.formula == Formula::kFloorPer100) {
    return headcount.numerator / (100 * headcount.denominator);
  }
  const int64_t divisor = 10'000 * headcount.denominator;
  return (headcount.numerator * rule.basis_points + divisor - 1) / divisor;
}

std::string SpelledSum(const Rule& rule, const Fraction& headcount) {
  const std::optional<int64_t> required = RequiredOf(rule, headcount);
  if (!required) return "";
  const std::string average = Text(headcount);
  const std::string result = " → " + std::to_string(*required);
  if (headcount.numerator < rule.min_headcount * headcount.denominator) {
    return average + " < " + std::to_string(rule.min_headcount) + result;
  }
  const bool per_hundred = rule.formula == Formula::kFloorPer100;
  const Fraction exact =
      per_hundred ? Mean(headcount.numerator, 100 * headcount.denominator)
                  : Mean(headcount.numerator * rule.basis_points, 10'000 * headcount.denominator);
  const std::string sum =
      (per_hundred ? average + " ÷ 100" : Percent(rule.basis_points) + "% × " + average) + " = " +
      Text(exact) + result;
  if (exact.denominator == 1) return sum;
  return sum + (per_hundred ? " (setiap 100 pekerja penuh)" : " (pembulatan ke atas: tafsir)");
}

Series MakeSeries(const QuotaFacts& facts, const std::vector<Date>& days, const Rules& rules) {
  Series series;
  for (Date day : days) {
    SeriesMonth& month = series.months.emplace_back();
    month.snapshot = SnapshotOn(facts, day);
    month.assessment = Assess(month.snapshot, rules);
    if (!month.snapshot.report) series.without_data.push_back(day);
  }
  series.average = AverageOf(series.months);
  return series;
}

}  // namespace setara::quota
