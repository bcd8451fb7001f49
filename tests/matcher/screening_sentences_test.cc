// The screening of openings against sentences labelled by hand: what it finds, to the byte, and
// what it leaves in peace. Prints precision and recall by rule.
#include "embedded/screening_sentences.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/table.h"
#include "matcher/screening/screen.h"

namespace setara {
namespace {

struct Sentence {
  std::string where;
  std::string text;
  ScreeningFacts facts;
  std::vector<ScreeningFinding> expected;
};

ScreeningFacts FactsOf(std::string_view cell) {
  ScreeningFacts facts;
  facts.age_basis = cell == "age_basis";
  facts.licence_basis = cell == "licence_basis";
  if (cell.starts_with("demand:")) facts.essential.insert(*ParseFunction(cell.substr(7)));
  if (cell.starts_with("occupation:")) facts.occupation_code = cell.substr(11);
  return facts;
}

// "[[rule|words]]" becomes "words" and an expected finding.
Sentence ReadSentence(const std::string& where, const Table::Row& row) {
  Sentence sentence{where, "", FactsOf(row[0]), {}};
  std::string_view rest = row[1];
  while (!rest.empty()) {
    if (rest.starts_with("\\n")) {
      sentence.text += '\n';
      rest.remove_prefix(2);
    } else if (rest.starts_with("[[")) {
      const size_t bar = rest.find('|');
      const size_t close = rest.find("]]");
      const std::string rule(rest.substr(2, bar - 2));
      const size_t begin = sentence.text.size();
      sentence.text += rest.substr(bar + 1, close - bar - 1);
      sentence.expected.push_back({rule, "description", begin, sentence.text.size()});
      rest.remove_prefix(close + 2);
    } else {
      sentence.text += rest.front();
      rest.remove_prefix(1);
    }
  }
  return sentence;
}

std::vector<Sentence> Sentences() {
  const auto table =
      Table::Parse("screening_sentences.tsv", embedded::screening_sentences(), {"facts", "text"});
  EXPECT_TRUE(table.ok()) << table.status();
  std::vector<Sentence> sentences;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    sentences.push_back(ReadSentence(table->Where(i), table->rows()[i]));
  }
  return sentences;
}

struct Score {
  int right = 0;
  int wrong = 0;
  int missed = 0;

  double precision() const { return right + wrong == 0 ? 1 : 1.0 * right / (right + wrong); }
  double recall() const { return right + missed == 0 ? 1 : 1.0 * right / (right + missed); }
};

std::string Told(const Sentence& sentence, const ScreeningFinding& finding) {
  return sentence.where + " " + finding.rule + " [" +
         sentence.text.substr(finding.begin, finding.end - finding.begin) + "] in \"" +
         sentence.text + "\"\n";
}

void PrintScores(const std::map<std::string, Score>& scores) {
  std::printf("%-16s %6s %6s %7s %10s %7s\n", "rule", "right", "wrong", "missed", "precision",
              "recall");
  for (const auto& [rule, score] : scores) {
    std::printf("%-16s %6d %6d %7d %10.3f %7.3f\n", rule.c_str(), score.right, score.wrong,
                score.missed, score.precision(), score.recall());
  }
}

TEST(ScreeningSentencesTest, PrecisionAndRecallByRule) {
  std::map<std::string, Score> scores;
  std::string faults;
  for (const Sentence& sentence : Sentences()) {
    const std::vector<ScreeningFinding> found =
        ScreenTexts({{"description", sentence.text}}, sentence.facts);
    for (const ScreeningFinding& finding : found) {
      const bool right = std::ranges::find(sentence.expected, finding) != sentence.expected.end();
      for (const std::string& key : {finding.rule, std::string("~ all")}) {
        ++(right ? scores[key].right : scores[key].wrong);
      }
      if (!right) faults += "wrong:  " + Told(sentence, finding);
    }
    for (const ScreeningFinding& finding : sentence.expected) {
      if (std::ranges::find(found, finding) != found.end()) continue;
      for (const std::string& key : {finding.rule, std::string("~ all")}) ++scores[key].missed;
      faults += "missed: " + Told(sentence, finding);
    }
  }
  PrintScores(scores);
  std::fputs(faults.c_str(), stdout);
  for (const auto& [rule, score] : scores) {
    EXPECT_GE(score.precision(), 0.9) << rule;
    EXPECT_GE(score.recall(), 0.8) << rule;
  }
  EXPECT_GE(scores["~ all"].precision(), 0.97);
  EXPECT_GE(scores["~ all"].recall(), 0.95);
}

TEST(ScreeningSentencesTest, AtLeastThreeHundredAndHalfOfThemInnocent) {
  const std::vector<Sentence> sentences = Sentences();
  const auto innocent = std::ranges::count_if(
      sentences, [](const Sentence& sentence) { return sentence.expected.empty(); });
  EXPECT_GE(sentences.size(), 300U);
  EXPECT_GE(2 * innocent, static_cast<long>(sentences.size()));
}

TEST(ScreeningSentencesTest, EveryRuleHasSentences) {
  std::map<std::string, int> labelled;
  for (const Sentence& sentence : Sentences()) {
    for (const ScreeningFinding& finding : sentence.expected) {
      EXPECT_NE(ScreeningRules::Get().Find(finding.rule), nullptr) << sentence.where;
      ++labelled[finding.rule];
    }
  }
  for (const ScreeningRule& rule : ScreeningRules::Get().all()) {
    EXPECT_GE(labelled[std::string(rule.id)], 3) << rule.id;
  }
}

// The wording of the labels stands alone too: what is marked is found without its neighbours, apart
// from marks that need the list around them.
TEST(ScreeningSentencesTest, CaseAndSpacesChangeNothing) {
  for (const Sentence& sentence : Sentences()) {
    std::string upper = sentence.text;
    std::ranges::transform(upper, upper.begin(), [](unsigned char c) {
      return c < 128 ? static_cast<char>(std::toupper(c)) : static_cast<char>(c);
    });
    EXPECT_EQ(ScreenTexts({{"description", upper}}, sentence.facts),
              ScreenTexts({{"description", sentence.text}}, sentence.facts))
        << sentence.where;
  }
}

}  // namespace
}  // namespace setara
