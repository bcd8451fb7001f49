// Findings in the store: kept with their opening, counted as a slow program counts them.
#include "server/store/findings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "server/store/employers.h"
#include "server/store/openings.h"
#include "tests/server/store/record_samples.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

class FindingsTest : public ::testing::Test {
 protected:
  std::string AddEmployer(const std::string& name, const std::string& seat) {
    Employer employer;
    employer.name = name;
    employer.kind = EmployerKind::kPrivate;
    employer.seat_region_code = seat;
    std::string id;
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<Employer> stored = InsertEmployer(db, employer, clock_.Now());
      if (stored.ok()) id = stored->id;
      return stored.status();
    }));
    return id;
  }

  Opening AddOpening(const std::string& employer_id, const std::string& name,
                     const std::vector<ScreeningFinding>& findings) {
    Opening opening = PlainOpening("Kasir");
    opening.employer_id = employer_id;
    opening.employer_name = name;
    EXPECT_OK(store_->Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<Opening> stored = InsertOpening(db, opening, clock_.Now());
      if (!stored.ok()) return stored.status();
      opening = *stored;
      return ReplaceFindings(db, opening, findings);
    }));
    return opening;
  }

  template <typename Result>
  Result Read(const std::function<absl::StatusOr<Result>(Connection&)>& read) {
    return ReadFrom(*store_, read);
  }
  std::vector<ScreeningFinding> Kept(int64_t row) {
    return Read<std::vector<ScreeningFinding>>(
        [&](Connection& db) { return GetFindings(db, row); });
  }
  FindingTotals Totals(const FindingScope& scope) {
    return Read<FindingTotals>([&](Connection& db) { return CountFindings(db, scope); });
  }
  std::vector<EmployerFindings> ByEmployer(const FindingScope& scope,
                                           const std::optional<EmployerFindingKey>& after,
                                           int limit) {
    return Read<std::vector<EmployerFindings>>(
        [&](Connection& db) { return CountFindingsByEmployer(db, scope, after, limit); });
  }

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Store> store_ = OpenStore(directory_.path(), clock_);
};

const ScreeningFinding kAge{"age_limit", "description", 3, 21};
const ScreeningFinding kSex{"sex", "title", 0, 6};

TEST_F(FindingsTest, AreReplacedAndGoWithTheirOpening) {
  const Opening opening = AddOpening("", "Toko", {kSex, kAge, kAge});
  EXPECT_EQ(Kept(opening.row), (std::vector<ScreeningFinding>{kSex, kAge, kAge}));
  EXPECT_OK(store_->Write([&](Connection& db) { return ReplaceFindings(db, opening, {kAge}); }));
  EXPECT_EQ(Kept(opening.row), std::vector<ScreeningFinding>{kAge});
  EXPECT_OK(
      store_->Write([&](Connection& db) { return DeleteOpening(db, opening.id, std::nullopt); }));
  EXPECT_TRUE(Kept(opening.row).empty());
  EXPECT_EQ(Totals({}).findings, 0);
}

TEST_F(FindingsTest, CountsEqualASlowCount) {
  std::mt19937 random(17);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<std::pair<std::string, std::string>> employers;  // id, seat
  for (const char* seat : {"33.72", "33.74", "31.71", "33", "34.71"}) {
    employers.emplace_back(AddEmployer(std::string("PT ") + seat, seat), seat);
  }
  struct Kept {
    std::string id, name, seat;
    std::vector<ScreeningFinding> findings;
  };
  std::vector<Kept> all;
  for (int i = 0; i < 300; ++i) {
    Kept kept;
    const int who = below(8);
    if (who < 5) {
      kept.id = employers[static_cast<size_t>(who)].first;
      kept.seat = employers[static_cast<size_t>(who)].second;
    } else {
      kept.name = "Toko " + std::to_string(who);
    }
    for (int n = below(4); n > 0; --n) kept.findings.push_back(below(2) == 0 ? kAge : kSex);
    AddOpening(kept.id, kept.id.empty() ? kept.name : "tulisan lain", kept.findings);
    all.push_back(kept);
  }
  for (const std::string& region : std::vector<std::string>{"", "33", "33.72", "3", "34"}) {
    FindingTotals slow;
    std::map<std::string, RuleFindings> rules;
    std::map<std::string, std::pair<int64_t, int64_t>> by_employer;  // openings, findings
    for (const Kept& kept : all) {
      const bool inside =
          region.empty() || kept.seat == region || kept.seat.starts_with(region + ".");
      if (!inside) continue;
      ++slow.openings;
      slow.findings += static_cast<int64_t>(kept.findings.size());
      std::set<std::string> seen;
      for (const ScreeningFinding& finding : kept.findings) {
        ++rules[finding.rule].findings;
        if (seen.insert(finding.rule).second) ++rules[finding.rule].openings;
      }
      if (kept.findings.empty()) continue;
      ++slow.openings_with_findings;
      auto& counts = by_employer[kept.id + "|" + kept.name];
      ++counts.first;
      counts.second += static_cast<int64_t>(kept.findings.size());
    }
    const FindingTotals totals = Totals({"", region});
    EXPECT_EQ(totals.openings, slow.openings) << region;
    EXPECT_EQ(totals.openings_with_findings, slow.openings_with_findings) << region;
    EXPECT_EQ(totals.findings, slow.findings) << region;
    ASSERT_EQ(totals.rules.size(), rules.size()) << region;
    for (const RuleFindings& rule : totals.rules) {
      EXPECT_EQ(rule.findings, rules[rule.rule].findings) << region << rule.rule;
      EXPECT_EQ(rule.openings, rules[rule.rule].openings) << region << rule.rule;
    }
    // Pages of two cover all employers once, in order.
    std::optional<EmployerFindingKey> after;
    size_t listed = 0;
    while (true) {
      const std::vector<EmployerFindings> page = ByEmployer({"", region}, after, 2);
      for (const EmployerFindings& employer : page) {
        const bool ordered =
            !after || employer.key.openings_with_findings < after->openings_with_findings ||
            (employer.key.openings_with_findings == after->openings_with_findings &&
             employer.key.row > after->row);
        EXPECT_TRUE(ordered);
        after = employer.key;
        ++listed;
        const auto& slow_counts =
            by_employer[employer.employer_id + "|" +
                        (employer.employer_id.empty() ? employer.employer_name : "")];
        EXPECT_EQ(employer.key.openings_with_findings, slow_counts.first);
        EXPECT_EQ(employer.findings, slow_counts.second);
        int64_t of_rules = 0;
        for (const RuleFindings& rule : employer.rules) of_rules += rule.findings;
        EXPECT_EQ(of_rules, employer.findings);
        if (!employer.employer_id.empty()) {
          EXPECT_TRUE(employer.employer_name.starts_with("PT "));
        }
      }
      if (page.size() < 2) break;
    }
    EXPECT_EQ(listed, by_employer.size()) << region;
  }
  EXPECT_EQ(
      Totals({employers[0].first, ""}).openings,
      std::ranges::count_if(all, [&](const Kept& kept) { return kept.id == employers[0].first; }));
  EXPECT_EQ(Totals({employers[0].first, "31"}).openings, 0);
}

TEST_F(FindingsTest, RowsAreListedByEmployerAndRule) {
  const std::string employer = AddEmployer("PT Umpama", "33.72");
  const int64_t first = AddOpening(employer, "", {kAge, kSex}).row;
  const int64_t second = AddOpening("", "Toko", {kSex}).row;
  AddOpening(employer, "", {});
  const int64_t last = AddOpening(employer, "", {kAge}).row;
  const auto rows = [&](const std::string& of, const std::string& rule, int64_t after, int limit) {
    return Read<std::vector<int64_t>>(
        [&](Connection& db) { return RowsWithFindings(db, of, rule, after, limit); });
  };
  using Rows = std::vector<int64_t>;
  EXPECT_EQ(rows("", "", 0, 10), (Rows{first, second, last}));
  EXPECT_EQ(rows("", "", first, 1), Rows{second});
  EXPECT_EQ(rows(employer, "", 0, 10), (Rows{first, last}));
  EXPECT_EQ(rows("", "sex", 0, 10), (Rows{first, second}));
  EXPECT_EQ(rows(employer, "sex", 0, 10), Rows{first});
}

TEST_F(FindingsTest, ProgressIsOfOneVersion) {
  const auto through = [&](const char* version) {
    return Read<std::optional<int64_t>>(
        [&](Connection& db) { return ScreenedThrough(db, version); });
  };
  const auto set = [&](const char* version, std::optional<int64_t> row) {
    EXPECT_OK(store_->Write([&](Connection& db) { return SetScreenedThrough(db, version, row); }));
  };
  EXPECT_EQ(through("aa"), 0);
  set("aa", 17);
  EXPECT_EQ(through("aa"), 17);
  EXPECT_EQ(through("a"), 0);
  EXPECT_EQ(through("bb"), 0);
  set("aa", std::nullopt);
  EXPECT_EQ(through("aa"), std::nullopt);
  EXPECT_EQ(through("bb"), 0);
}

}  // namespace
}  // namespace setara
