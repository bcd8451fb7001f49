// Bad rows are refused with file and line.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

int LineCount(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

// A row put at the end of a shipped table, and how the refusal must begin and what it must name.
struct BadRow {
  std::string_view VocabularySources::* table;
  std::string file;
  std::string row;
  std::string says;
};

class BadRowTest : public ::testing::TestWithParam<BadRow> {};

TEST_P(BadRowTest, IsRefusedWithFileAndLine) {
  const BadRow& bad = GetParam();
  VocabularySources sources = VocabularySources::Embedded();
  std::string table(sources.*bad.table);
  int line = LineCount(table) + 1;
  table += bad.row + "\n";
  sources.*bad.table = table;
  absl::StatusOr<Vocabulary> parsed = Vocabulary::Parse(sources);
  ASSERT_FALSE(parsed.ok());
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
  std::string message(parsed.status().message());
  EXPECT_THAT(message, StartsWith(bad.file + ":" + std::to_string(line) + ": "));
  EXPECT_THAT(message, HasSubstr(bad.says));
}

using S = VocabularySources;
INSTANTIATE_TEST_SUITE_P(
    Vocabulary, BadRowTest,
    ::testing::Values(
        BadRow{&S::functions, "functions.tsv", "F33\ta\tb\tc\td\tno\te\tf", "unknown function"},
        BadRow{&S::functions, "functions.tsv", "F01\ta\tb\tc\td\tno\te\tf", "second time"},
        BadRow{&S::contexts, "contexts.tsv", "E11\ta\tb", "unknown work context"},
        BadRow{&S::contexts, "contexts.tsv", "E1\ta", "cells"},
        BadRow{&S::modes, "modes.tsv", "M15\ta\tb", "unknown communication mode"},
        BadRow{&S::accommodations, "accommodations.tsv", "A61\ta\tb\twork\tc\t\t\t\td\te",
               "unknown accommodation"},
        BadRow{&S::bridges, "bridges.tsv", "A61\tF01\t2\t\t\ta\tb", "unknown accommodation"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF33\t2\t\t\ta\tb", "unknown function"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t0\t\t\ta\tb", "1 to 4"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t5\t\t\ta\tb", "1 to 4"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\tF01>2\t\ta\tb", "condition"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\tF01>=5\t\ta\tb", "condition"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\tF40>=1\t\ta\tb", "unknown function"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\t\tM99\ta\tb", "communication mode"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\t\tM01|M01\ta\tb", "twice"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF01\t2\t\t\t\tb", "empty"},
        BadRow{&S::bridges, "bridges.tsv", "A02\tF04\t2\t\t\ta\tb", "second time"},
        BadRow{&S::bridges, "bridges.tsv", "A17\tF01\t2\t\t\ta\tb", "bridges no function"},
        BadRow{&S::bridges, "bridges.tsv", "A06\tF05\t2\t\t\ta\tb", "bridges no function"},
        BadRow{&S::default_demands, "default_demands.tsv", "41\tF21\t2\tyes\ta\tb",
               "never essential"},
        BadRow{&S::default_demands, "default_demands.tsv", "41\tF07\t2\tyes\ta\tb", "second time"},
        BadRow{&S::default_demands, "default_demands.tsv", "41320\tF07\t2\tyes\ta\tb", "digits"},
        BadRow{&S::default_demands, "default_demands.tsv", "4x\tF07\t2\tyes\ta\tb", "digits"},
        BadRow{&S::default_demands, "default_demands.tsv", "99\tF07\t2\tmaybe\ta\tb", "yes or no"},
        BadRow{&S::default_contexts, "default_contexts.tsv", "99\tE0\ta\tb", "work context"},
        BadRow{&S::default_contexts, "default_contexts.tsv", "7121\tE4\ta\tb", "second time"},
        BadRow{&S::skills, "skills.tsv", "S900\ta\tb\t\t", "expected id"},
        BadRow{&S::skills, "skills.tsv", "none\t\t\texcel\t", "already stands for S001"},
        BadRow{&S::skills, "skills.tsv", "none\t\t\ta b c d e f g h i\t", "too many words"},
        BadRow{&S::skills, "skills.tsv", "none\t\t\tbaru||lagi\t", "empty synonym"},
        BadRow{&S::synonyms, "synonyms.tsv", "jobs\tsame\tx|y\t", "unknown kind"},
        BadRow{&S::synonyms, "synonyms.tsv", "jobs\tequal\tsendirian\t", "two words"},
        BadRow{&S::synonyms, "synonyms.tsv", "jobs\tequal\tCS|customer service\t", "two rows"}));

TEST(VocabularyParseTest, AMissingCodeIsRefused) {
  VocabularySources sources = VocabularySources::Embedded();
  std::string modes(sources.modes);
  modes.erase(modes.find("\nM14"), std::string("\nM14\tlisan\tspeech").size());
  sources.modes = modes;
  EXPECT_EQ(Vocabulary::Parse(sources).status().message(), "modes.tsv: no row for M14");
}

TEST(VocabularyParseTest, UnknownPhaseFlagAndContextAreRefused) {
  for (const auto& [from, to, says] : std::vector<std::array<std::string, 3>>{
           {"ramp\tramp\twork", "ramp\tramp\tplay", "unknown phase"},
           {"\tmarginal\t", "\tminor\t", "unknown flag \"minor\""},
           {"\tE1,E8\t", "\tE1,E80\t", "unknown work context"}}) {
    VocabularySources sources = VocabularySources::Embedded();
    std::string table(sources.accommodations);
    size_t at = table.find(from);
    ASSERT_NE(at, table.npos) << from;
    table.replace(at, from.size(), to);
    sources.accommodations = table;
    std::string line = std::to_string(LineCount(std::string_view(table).substr(0, at)) + 1);
    std::string message(Vocabulary::Parse(sources).status().message());
    EXPECT_THAT(message, StartsWith("accommodations.tsv:" + line + ": "));
    EXPECT_THAT(message, HasSubstr(says));
  }
}

}  // namespace
}  // namespace setara
