// The tables of the screening: what they promise, and the faults that their reader names.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "embedded/screening_sentences.h"
#include "matcher/domain/table.h"
#include "matcher/screening/rules.h"

namespace setara {
namespace {

constexpr char kRulesHead[] =
    "id\tlabel_id\tlabel_en\tlegal_basis\tunless\tyields_to\tsuggestion_id\tsuggestion_en\n";
constexpr char kPatternsHead[] = "rule\tgroup\tkind\tlanguage\texpression\n";
constexpr char kFragmentsHead[] = "name\texpression\tnote\n";

std::string FaultOf(const std::string& rules, const std::string& patterns,
                    const std::string& fragments) {
  // Kept: the tables are views.
  static std::vector<std::string>& texts = *new std::vector<std::string>();
  texts.reserve(1000);
  texts.push_back(kRulesHead + rules);
  texts.push_back(kPatternsHead + patterns);
  texts.push_back(kFragmentsHead + fragments);
  const size_t n = texts.size();
  const auto parsed = ScreeningRules::Parse(texts[n - 3], texts[n - 2], texts[n - 1]);
  return parsed.ok() ? "" : std::string(parsed.status().message());
}

constexpr char kRule[] = "a\tA\tA\tUU 8/2016 art. 11 a\t\t\tS\tS\n";

TEST(ScreeningRulesTest, EveryRuleCitesANormAndSpeaksBothLanguages) {
  for (const ScreeningRule& rule : ScreeningRules::Get().all()) {
    EXPECT_FALSE(rule.matches.empty()) << rule.id;
    const bool cited = rule.legal_basis.starts_with("UU ") || rule.legal_basis.starts_with("SE ");
    EXPECT_TRUE(cited) << rule.id;
    EXPECT_NE(rule.suggestion.id, rule.suggestion.en) << rule.id;
    for (std::string_view text :
         {rule.label.id, rule.label.en, rule.suggestion.id, rule.suggestion.en, rule.legal_basis}) {
      EXPECT_EQ(text.find("melanggar"), std::string_view::npos) << rule.id;
      EXPECT_EQ(text.find("violat"), std::string_view::npos) << rule.id;
    }
  }
  EXPECT_EQ(ScreeningRules::Get().Find("no such"), nullptr);
}

TEST(ScreeningRulesTest, TheAgeSuggestionNamesBothConditionsOfTheCircular) {
  const ScreeningRule& rule = *ScreeningRules::Get().Find("age_limit");
  EXPECT_NE(rule.legal_basis.find("SE Menaker M/6/HK.04/V/2025"), std::string_view::npos);
  EXPECT_NE(rule.suggestion.id.find("kedua syaratnya"), std::string_view::npos);
  EXPECT_NE(rule.suggestion.en.find("both of its conditions"), std::string_view::npos);
}

// The pass that looks for all patterns at once must never lose one.
TEST(ScreeningRulesTest, TheFirstPassFindsWhatEachPatternFinds) {
  const ScreeningRules& rules = ScreeningRules::Get();
  const auto table =
      Table::Parse("screening_sentences.tsv", embedded::screening_sentences(), {"facts", "text"});
  ASSERT_TRUE(table.ok());
  size_t found = 0;
  for (const Table::Row& row : table->rows()) {
    std::vector<std::pair<size_t, size_t>> fast;
    for (const auto& candidate : rules.Candidates(row[1])) {
      fast.emplace_back(candidate.rule, candidate.match);
    }
    std::vector<std::pair<size_t, size_t>> slow;
    for (size_t i = 0; i < rules.all().size(); ++i) {
      for (size_t j = 0; j < rules.all()[i].matches.size(); ++j) {
        if (rules.all()[i].matches[j].pattern.Occurs(row[1])) slow.emplace_back(i, j);
      }
    }
    EXPECT_EQ(fast, slow) << row[1];
    found += slow.size();
  }
  EXPECT_GT(found, 300U);
}

TEST(ScreeningRulesTest, TheVersionNamesTheContent) {
  const auto version = [](const std::string& pattern) {
    static std::vector<std::string>& texts = *new std::vector<std::string>();
    texts.reserve(100);
    texts.push_back(std::string(kRulesHead) + kRule);
    texts.push_back(kPatternsHead + pattern);
    texts.emplace_back(kFragmentsHead);
    const size_t n = texts.size();
    return ScreeningRules::Parse(texts[n - 3], texts[n - 2], texts[n - 1])->version();
  };
  EXPECT_EQ(version("a\tw\tmatch\tid\tx\n"), version("a\tw\tmatch\tid\tx\n"));
  EXPECT_NE(version("a\tw\tmatch\tid\tx\n"), version("a\tw\tmatch\tid\ty\n"));
  EXPECT_EQ(ScreeningRules::Get().version().size(), 16U);
}

TEST(ScreeningRulesTest, FaultsAreNamedWithTheirLine) {
  EXPECT_EQ(FaultOf(kRule, "a\tw\tmatch\tid\tusia {n}\n", "n\t[0-9]\t\n"), "");
  EXPECT_EQ(FaultOf(kRule, "b\tw\tmatch\tid\tx\n", ""),
            "screening/patterns.tsv:2: no rule of this id");
  EXPECT_EQ(FaultOf(kRule, "a\tw\tmatch\tid\t{n}\n", ""),
            "screening/patterns.tsv:2: no fragment n");
  EXPECT_EQ(FaultOf(kRule, "a\tw\tlike\tid\tx\n", ""), "screening/patterns.tsv:2: no kind like");
  EXPECT_EQ(FaultOf(kRule, "a\tw\tmatch\tid\t(x\n", ""), "screening/patterns.tsv:2: missing ): (x");
  EXPECT_EQ(FaultOf(std::string(kRule) + kRule, "", ""), "screening/rules.tsv:3: a second a");
  EXPECT_EQ(FaultOf("a\tA\tA\tUU\tdemand:F99\t\tS\tS\n", "", "").substr(0, 22),
            "screening/rules.tsv:2:");
  EXPECT_EQ(FaultOf("a\tA\tA\tUU\tluck\t\tS\tS\n", "", ""),
            "screening/rules.tsv:2: no reason luck");
  EXPECT_EQ(FaultOf("a\tA\tA\tUU\t\tz\tS\tS\n", "", ""),
            "screening/rules.tsv:2: yields to no earlier rule");
  EXPECT_EQ(FaultOf("a\tA\t\tUU\t\t\tS\tS\n", "", ""), "screening/rules.tsv:2: an empty cell");
  EXPECT_EQ(FaultOf(kRule, "", "n\tx\t\nn\ty\t\n"), "screening/fragments.tsv:3: a second n");
}

}  // namespace
}  // namespace setara
