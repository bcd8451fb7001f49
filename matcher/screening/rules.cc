#include "matcher/screening/rules.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "embedded/screening_fragments.h"
#include "embedded/screening_patterns.h"
#include "embedded/screening_rules.h"
#include "matcher/domain/table.h"

namespace setara {
namespace {

// Counts changes of the code that change findings under the same tables.
constexpr char kReading[] = "1";

absl::Status Fault(const std::string& where, const std::string& what) {
  return absl::InvalidArgumentError(where + ": " + what);
}

using Fragments = std::map<std::string, std::string, std::less<>>;

// `expression` with every {name} of a known fragment put in; "{2,4}" stays.
absl::StatusOr<std::string> Expand(std::string_view expression, const Fragments& fragments) {
  std::string expanded;
  for (size_t at = 0; at < expression.size();) {
    const size_t open = expression.find('{', at);
    const size_t close = expression.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      expanded += expression.substr(at);
      break;
    }
    expanded += expression.substr(at, open - at);
    const std::string_view name = expression.substr(open + 1, close - open - 1);
    const bool repeats = name.find_first_not_of("0123456789,") == std::string_view::npos;
    const bool character = open > 1 && expression.substr(open - 2, 2) == "\\x";
    const auto found = fragments.find(name);
    if (repeats || character) {
      expanded += expression.substr(open, close - open + 1);
    } else if (found != fragments.end()) {
      expanded += "(?:" + found->second + ")";  // a quantifier behind it means all of it
    } else {
      return absl::InvalidArgumentError("no fragment " + std::string(name));
    }
    at = close + 1;
  }
  return expanded;
}

absl::StatusOr<Fragments> ReadFragments(std::string_view text) {
  const auto table = Table::Parse("screening/fragments.tsv", text, {"name", "expression"});
  if (!table.ok()) return table.status();
  Fragments fragments;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    absl::StatusOr<std::string> expanded = Expand(row[1], fragments);
    if (!expanded.ok()) return Fault(table->Where(i), std::string(expanded.status().message()));
    if (!fragments.emplace(row[0], *std::move(expanded)).second) {
      return Fault(table->Where(i), "a second " + std::string(row[0]));
    }
  }
  return fragments;
}

absl::Status ReadReason(std::string_view reason, SetAside& unless) {
  if (reason == "age_basis") {
    unless.age_basis = true;
  } else if (reason == "licence_basis") {
    unless.licence_basis = true;
  } else if (reason.starts_with("occupation:")) {
    for (std::string_view code : Split(reason.substr(11), ';')) unless.occupations.push_back(code);
  } else if (reason.starts_with("demand:")) {
    for (std::string_view code : Split(reason.substr(7), ';')) {
      const absl::StatusOr<FunctionId> function = ParseFunction(code);
      if (!function.ok()) return function.status();
      unless.demands.insert(*function);
    }
  } else {
    return absl::InvalidArgumentError("no reason " + std::string(reason));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ScreeningRule>> ReadRules(std::string_view text) {
  const auto table = Table::Parse("screening/rules.tsv", text,
                                  {"id", "label_id", "label_en", "legal_basis", "unless",
                                   "yields_to", "suggestion_id", "suggestion_en"});
  if (!table.ok()) return table.status();
  std::vector<ScreeningRule> rules;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    ScreeningRule rule;
    rule.id = row[0];
    rule.label = {row[1], row[2]};
    rule.legal_basis = row[3];
    rule.unless_text = row[4];
    rule.yields_to = row[5];
    rule.suggestion = {row[6], row[7]};
    for (const size_t cell : {0, 1, 2, 3, 6, 7}) {
      if (row[cell].empty()) return Fault(table->Where(i), "an empty cell");
    }
    for (std::string_view reason : Split(row[4], ',')) {
      const absl::Status read = ReadReason(reason, rule.unless);
      if (!read.ok()) return Fault(table->Where(i), std::string(read.message()));
    }
    const auto same = [&](std::string_view id) {
      return std::any_of(rules.begin(), rules.end(),
                         [&](const ScreeningRule& earlier) { return earlier.id == id; });
    };
    if (same(rule.id)) return Fault(table->Where(i), "a second " + std::string(rule.id));
    if (!rule.yields_to.empty() && !same(rule.yields_to)) {
      return Fault(table->Where(i), "yields to no earlier rule");
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

// 64-bit FNV-1a: names the content, guards nothing.
uint64_t Hash(std::string_view text, uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string VersionOf(std::string_view rules, std::string_view patterns,
                      std::string_view fragments) {
  uint64_t hash = 0xcbf29ce484222325;
  for (std::string_view text : {std::string_view(kReading), rules, patterns, fragments}) {
    hash = Hash(text, hash);
  }
  constexpr char kDigits[] = "0123456789abcdef";
  std::string version;
  for (int shift = 60; shift >= 0; shift -= 4) version += kDigits[(hash >> shift) & 15];
  return version;
}

}  // namespace

absl::StatusOr<ScreeningRules> ScreeningRules::Parse(std::string_view rules,
                                                     std::string_view patterns,
                                                     std::string_view fragments_text) {
  const absl::StatusOr<Fragments> fragments = ReadFragments(fragments_text);
  if (!fragments.ok()) return fragments.status();
  absl::StatusOr<std::vector<ScreeningRule>> read = ReadRules(rules);
  if (!read.ok()) return read.status();
  ScreeningRules result;
  result.rules_ = *std::move(read);
  const auto table = Table::Parse("screening/patterns.tsv", patterns,
                                  {"rule", "group", "kind", "language", "expression"});
  if (!table.ok()) return table.status();
  std::vector<std::string> searched;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    const auto rule = std::find_if(result.rules_.begin(), result.rules_.end(),
                                   [&](const ScreeningRule& one) { return one.id == row[0]; });
    if (rule == result.rules_.end()) return Fault(table->Where(i), "no rule of this id");
    absl::StatusOr<std::string> expression = Expand(row[4], *fragments);
    if (!expression.ok()) return Fault(table->Where(i), std::string(expression.status().message()));
    absl::StatusOr<Pattern> pattern = Pattern::Compile(*expression);
    if (!pattern.ok()) return Fault(table->Where(i), std::string(pattern.status().message()));
    if (row[2] == "match") {
      result.candidates_.push_back(
          {static_cast<size_t>(rule - result.rules_.begin()), rule->matches.size()});
      searched.push_back(*expression);
      rule->matches.push_back({row[1], *std::move(pattern)});
    } else if (row[2] == "except") {
      rule->exceptions.push_back({row[1], *std::move(pattern)});
    } else if (row[2] == "reason") {
      rule->reasons.push_back(*std::move(pattern));
    } else {
      return Fault(table->Where(i), "no kind " + std::string(row[2]));
    }
  }
  absl::StatusOr<PatternSet> prefilter = PatternSet::Compile(searched);
  if (!prefilter.ok()) return prefilter.status();
  result.prefilter_.push_back(*std::move(prefilter));
  result.version_ = VersionOf(rules, patterns, fragments_text);
  return result;
}

const ScreeningRules& ScreeningRules::Get() {
  static const ScreeningRules& rules = *[] {
    absl::StatusOr<ScreeningRules> parsed =
        Parse(embedded::screening_rules(), embedded::screening_patterns(),
              embedded::screening_fragments());
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
      std::abort();
    }
    return new ScreeningRules(*std::move(parsed));
  }();
  return rules;
}

const ScreeningRule* ScreeningRules::Find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(),
                                  [&](const ScreeningRule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

std::vector<ScreeningRules::Candidate> ScreeningRules::Candidates(std::string_view text) const {
  std::vector<Candidate> found;
  for (const int position : prefilter_.front().Occurring(text)) {
    found.push_back(candidates_[static_cast<size_t>(position)]);
  }
  return found;
}

}  // namespace setara
