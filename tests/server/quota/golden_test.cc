#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "embedded/golden_quota.h"
#include "matcher/domain/table.h"
#include "server/quota/assess.h"

namespace setara::quota {
namespace {

using Case = std::map<std::string, std::string>;

std::vector<Case> ReadCases() {
  std::vector<Case> cases;
  std::vector<std::string_view> header;
  for (std::string_view line : Split(embedded::golden_quota(), '\n')) {
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

TEST(QuotaGolden, EveryPublishedFigureAndCheck) {
  std::vector<Case> cases = ReadCases();
  ASSERT_GE(cases.size(), 70u);
  for (Case& row : cases) {
    SCOPED_TRACE(row["case"]);
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

TEST(QuotaGolden, EveryComputedRuleRowIsCovered) {
  std::string cited;
  for (Case& row : ReadCases()) cited += " " + row["rule"] + " " + row["regional"];
  for (const Rule& rule : Rules::Get().all()) {
    EXPECT_NE(cited.find(" " + rule.id), std::string::npos) << rule.id;
  }
}

}  // namespace
}  // namespace setara::quota
