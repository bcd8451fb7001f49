#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "embedded/golden_quota.h"
#include "embedded/golden_quota_published.h"
#include "embedded/golden_quota_rules.h"
#include "matcher/domain/table.h"
#include "server/quota/assess.h"

namespace setara::quota {
namespace {

using Case = std::map<std::string, std::string>;

std::vector<Case> ReadTable(std::string_view table) {
  std::vector<Case> cases;
  std::vector<std::string_view> header;
  for (std::string_view line : Split(table, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> cells = Split(line, ',');
    if (header.empty()) {
      header = cells;
      continue;
    }
    EXPECT_EQ(cells.size(), header.size()) << line;
    Case row;
    for (size_t i = 0; i < header.size(); ++i) row[std::string(header[i])] = cells[i];
    cases.push_back(row);
  }
  return cases;
}

// Both tables of cases.
std::vector<Case> ReadCases() {
  std::vector<Case> cases = ReadTable(embedded::golden_quota());
  for (Case& row : ReadTable(embedded::golden_quota_rules())) cases.push_back(std::move(row));
  return cases;
}

std::optional<int64_t> Number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::stoll(text);
}

QuotaSnapshot SnapshotOf(Case& row) {
  QuotaSnapshot snapshot;
  snapshot.as_of = ParseDate(row["as_of"]).value();
  snapshot.kind = ParseKindWord(row["kind"]).value();
  snapshot.seat_region_code = row["region"];
  if (row["reported_on"] == "none") return snapshot;
  Date reported =
      row["reported_on"].empty() ? snapshot.as_of : ParseDate(row["reported_on"]).value();
  snapshot.report =
      QuotaSnapshot::Report{reported, Number(row["headcount"]).value(), Number(row["disabled"])};
  return snapshot;
}

std::string FlagWords(const Flags& flags) {
  std::string words;
  auto add = [&](bool set, const char* word) {
    if (set) words += (words.empty() ? "" : "|") + std::string(word);
  };
  add(flags.aggregate_only, "AGGREGATE_ONLY");
  add(flags.below_practice_minimum, "BELOW_PRACTICE_MINIMUM");
  add(flags.records_differ, "RECORDS_DIFFER");
  add(flags.stale, "STALE");
  return words;
}

std::string RegionalWords(const Assessment& assessment) {
  std::string words;
  for (const Citation& citation : assessment.regional) {
    if (!words.empty()) words += "|";
    words += citation.rule->id + ":";
    if (citation.required) words += std::to_string(*citation.required);
    if (citation.stricter) words += "!";
  }
  return words;
}

TEST(QuotaGolden, EveryCaseIsAsItsCitationSays) {
  std::vector<Case> cases = ReadCases();
  ASSERT_GE(cases.size(), 400u);
  std::set<std::string> names;
  for (Case& row : cases) {
    SCOPED_TRACE(row["case"]);
    EXPECT_TRUE(names.insert(row["case"]).second) << "named twice";
    Assessment assessment = Assess(SnapshotOf(row), Rules::Get());
    const Decision& decision = assessment.decision;
    EXPECT_EQ(decision.required, Number(row["required"]));
    EXPECT_EQ(StatusWord(decision.status), row["status"]);
    EXPECT_EQ(decision.shortfall, Number(row["shortfall"]));
    EXPECT_EQ(FlagWords(decision.flags), row["flags"]);
    EXPECT_EQ(assessment.statute ? assessment.statute->rule->id : "", row["rule"]);
    EXPECT_EQ(RegionalWords(assessment), row["regional"]);
    EXPECT_FALSE(row["citation"].empty());
  }
}

TEST(QuotaGolden, EveryTrapOfOneDayHasItsRows) {
  std::string names;
  for (Case& row : ReadCases()) names += "\n" + row["case"];
  for (const char* trap : {"1", "2", "3", "4", "5", "7", "8", "9"}) {
    EXPECT_NE(names.find(std::string("\ntrap-") + trap + "-"), std::string::npos) << trap;
  }
}

// Whether some case is of this kind on this day, with a seat that passes.
template <typename Passes>
bool HasCase(std::vector<Case>& cases, EmployerKind kind, Date day, Passes passes) {
  return std::any_of(cases.begin(), cases.end(), [&](Case& row) {
    return row["kind"] == KindWord(kind) && row["as_of"] == ToString(day) && passes(row["region"]);
  });
}

// A rule that is added without its cases fails here.
TEST(QuotaGolden, EveryRuleRowIsCoveredOnItsBordersForEachKind) {
  std::vector<Case> cases = ReadCases();
  const std::chrono::days one(1);
  for (const Rule& rule : Rules::Get().all()) {
    const auto within = [&](const std::string& seat) { return InRegion(seat, rule.region_code); };
    std::vector<Date> borders = {rule.valid_from - one, rule.valid_from};
    if (rule.valid_until) {
      borders.push_back(*rule.valid_until - one);
      borders.push_back(*rule.valid_until);
    }
    for (EmployerKind kind : rule.kinds) {
      for (Date day : borders) {
        EXPECT_TRUE(HasCase(cases, kind, day, within))
            << rule.id << " " << KindWord(kind) << " on " << ToString(day);
      }
    }
    for (EmployerKind kind : {EmployerKind::kNationalGovernment, EmployerKind::kRegionalGovernment,
                              EmployerKind::kBumn, EmployerKind::kBumd, EmployerKind::kPrivate}) {
      EXPECT_TRUE(HasCase(cases, kind, rule.valid_from, within))
          << rule.id << " " << KindWord(kind) << " on its first day";
    }
  }
}

TEST(QuotaGolden, EveryRegionalRuleIsCoveredByItsSeatASeatBelowAndOneOutside) {
  std::vector<Case> cases = ReadCases();
  for (const Rule& rule : Rules::Get().all()) {
    if (rule.region_code.empty()) continue;
    bool itself = false, below = false, outside = false;
    for (Case& row : cases) {
      const bool reached = rule.AppliesTo(ParseKindWord(row["kind"]).value()) &&
                           rule.InForceOn(ParseDate(row["as_of"]).value());
      if (!reached) continue;
      const bool cited = ("|" + row["regional"]).find("|" + rule.id + ":") != std::string::npos;
      EXPECT_EQ(cited, InRegion(row["region"], rule.region_code)) << row["case"];
      itself = itself || row["region"] == rule.region_code;
      below = below || (cited && row["region"] != rule.region_code);
      // A neighbour whose code begins alike.
      outside = outside || (!cited && !row["region"].empty());
    }
    EXPECT_TRUE(itself && below && outside) << rule.id;
  }
}

// counted / headcount in units of 10^-decimals percent, rounded half up or cut off.
int64_t Percent(int64_t counted, int64_t headcount, size_t decimals, bool rounded) {
  int64_t scaled = counted * 100;
  for (size_t i = 0; i < decimals; ++i) scaled *= 10;
  return rounded ? (2 * scaled + headcount) / (2 * headcount) : scaled / headcount;
}

TEST(QuotaGolden, EveryPublishedPercentageIsReadAsItStands) {
  std::vector<Case> cases = ReadTable(embedded::golden_quota_published());
  ASSERT_GE(cases.size(), 12u);
  for (Case& row : cases) {
    SCOPED_TRACE(row["case"]);
    const int64_t counted = Number(row["counted"]).value();
    const int64_t headcount = Number(row["headcount"]).value();
    const auto digits = [](std::string text) {
      const size_t point = text.find('.');
      const size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
      if (point != std::string::npos) text.erase(point, 1);
      return std::pair(std::stoll(text), decimals);
    };
    const auto [exact, four] = digits(row["exact"]);
    EXPECT_EQ(four, 4u);
    EXPECT_EQ(Percent(counted, headcount, 4, true), exact);
    const auto [published, decimals] = digits(row["published"]);
    const bool rounds = Percent(counted, headcount, decimals, true) == published;
    const bool cuts = Percent(counted, headcount, decimals, false) == published;
    EXPECT_EQ(row["reading"], rounds ? "rounded" : cuts ? "truncated" : "neither");
  }
}

// The parts that were published with a sum, and one that does not add up.
TEST(QuotaGolden, PublishedPartsAndTheirSums) {
  EXPECT_EQ(497 + 418 + 13 + 8 + 8, 944);  // placements 2024: fisik, sensorik, mental, ...
  EXPECT_EQ(4554 + 1271, 5825);            // minister 2021: private and state companies
  EXPECT_NE(257 + 211, 866);               // East Java 2022: men and women, printed as 866
}

}  // namespace
}  // namespace setara::quota
