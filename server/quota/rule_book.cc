#include "server/quota/rule_book.h"

#include <algorithm>
#include <utility>

#include "matcher/domain/checks.h"

namespace setara::quota {
namespace {

constexpr size_t kMaxRuleId = 20;
constexpr std::string_view kIdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

bool IsRuleId(std::string_view id) {
  return id.size() >= 2 && id.size() <= kMaxRuleId &&
         id.find_first_not_of(kIdCharacters) == std::string_view::npos;
}

// Puts `version` in the place of the rule of its id, or behind all.
void Believe(const RuleVersion& version, std::vector<Rule>& rules) {
  auto same = std::find_if(rules.begin(), rules.end(),
                           [&](const Rule& rule) { return rule.id == version.rule.id; });
  if (version.withdrawn) {
    if (same != rules.end()) rules.erase(same);
  } else if (same != rules.end()) {
    *same = version.rule;
  } else {
    rules.push_back(version.rule);
  }
}

}  // namespace

RuleBook::RuleBook() { editions_.push_back({Instant::min(), Rules::Get()}); }

absl::StatusOr<RuleBook> RuleBook::Of(const std::vector<RuleVersion>& versions) {
  return Of(Rules::Get().all(), versions);
}

absl::StatusOr<RuleBook> RuleBook::Of(std::vector<Rule> since_ever,
                                      const std::vector<RuleVersion>& versions) {
  RuleBook book;
  book.editions_.clear();
  absl::StatusOr<Rules> first = Rules::Of(since_ever);
  if (!first.ok()) return first.status();
  book.editions_.push_back({Instant::min(), *std::move(first)});
  std::vector<Rule> believed = std::move(since_ever);
  for (size_t i = 0; i < versions.size(); ++i) {
    Believe(versions[i], believed);
    // Versions of one instant were recorded together and are only believed together.
    if (i + 1 < versions.size() && versions[i + 1].known_at == versions[i].known_at) continue;
    absl::StatusOr<Rules> rules = Rules::Of(believed);
    if (!rules.ok()) return rules.status();
    book.editions_.push_back({versions[i].known_at, *std::move(rules)});
    book.learned_.push_back(versions[i].known_at);
  }
  return book;
}

const Rules& RuleBook::At(Instant known_at) const {
  auto after =
      std::upper_bound(editions_.begin() + 1, editions_.end(), known_at,
                       [](Instant at, const Edition& edition) { return at < edition.known_from; });
  return std::prev(after)->rules;
}

absl::Status ValidateRule(const Rule& rule) {
  Checks checks;
  checks.Require(IsRuleId(rule.id), "rule_id", "expected 2 to 20 capital letters, digits or \"-\"");
  checks.RequiredText("legal_basis", rule.legal_basis, limits::kName);
  checks.Require(!rule.kinds.empty(), "kinds", "name the kinds of employer that it binds");
  checks.RegionCode("region_code", rule.region_code);
  bool rate = rule.formula == Formula::kBasisPoints;
  checks.Require(!rate || (rule.basis_points >= 1 && rule.basis_points <= 10'000),
                 "rate_basis_points", "is required with this formula: 1 to 10000");
  checks.Require(rate || rule.basis_points == 0, "rate_basis_points",
                 "belongs to a rule with a rate only");
  checks.Range("min_headcount_workers", rule.min_headcount, 0, limits::kWorkers);
  checks.Range("practice_minimum_workers", rule.practice_minimum, 0, limits::kWorkers);
  checks.Period("valid_from", rule.valid_from, "valid_until", rule.valid_until);
  checks.Text("note", rule.note, limits::kReason);
  return checks.Result();
}

}  // namespace setara::quota
