// What shuts people out in the wording of openings: the rules, as data (data/*.tsv, embedded in the
// binary). Each says which norm such wording is not in line with and what to write instead; none
// says that a law was broken, since only people decide that.
//
// Texts are views into the embedded tables and live as long as the process. Immutable; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/screening/pattern.h"

namespace setara {

// A text in both languages.
struct ScreeningText {
  std::string_view id;
  std::string_view en;
};

// What of the opening itself sets a rule aside; any one is enough.
struct SetAside {
  FunctionSet demands;                        // a confirmed essential demand for one of them
  std::vector<std::string_view> occupations;  // beginnings of occupation codes
  bool age_basis = false;                     // the law behind the lowest age is named
  bool licence_basis = false;                 // the law or task behind the licences is named
};

struct ScreeningPattern {
  std::string_view group;  // exceptions of the same group, or of "*", apply
  Pattern pattern;
};

struct ScreeningRule {
  std::string_view id;  // "age_limit"
  ScreeningText label;
  std::string_view legal_basis;  // what it is not in line with
  SetAside unless;
  std::string_view unless_text;  // as written in the table
  std::string_view yields_to;    // id of an earlier rule that covers more; "" none
  ScreeningText suggestion;

  std::vector<ScreeningPattern> matches;
  std::vector<ScreeningPattern> exceptions;
  std::vector<Pattern> reasons;  // anywhere in the texts: the task needs it
};

class ScreeningRules {
 public:
  // The embedded tables. A fault in them ends the program with a message: the build is wrong.
  static const ScreeningRules& Get();

  // From the texts of rules.tsv, patterns.tsv and fragments.tsv, which outlive the result.
  // InvalidArgument names table and line.
  static absl::StatusOr<ScreeningRules> Parse(std::string_view rules, std::string_view patterns,
                                              std::string_view fragments);

  // In the order of the table.
  const std::vector<ScreeningRule>& all() const { return rules_; }
  // Null: no such rule.
  const ScreeningRule* Find(std::string_view id) const;
  // Which wording occurs at all, as (rule, match) by position: one pass for all rules.
  struct Candidate {
    size_t rule;
    size_t match;
  };
  std::vector<Candidate> Candidates(std::string_view text) const;

  // Names the content of the three tables and of the reading of them: findings that were kept under
  // another version are made anew.
  const std::string& version() const { return version_; }

 private:
  ScreeningRules() = default;

  std::vector<ScreeningRule> rules_;
  std::vector<Candidate> candidates_;  // by position in `prefilter_`
  std::vector<PatternSet> prefilter_;  // exactly one
  std::string version_;
};

}  // namespace setara
