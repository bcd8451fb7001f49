// The rules as known at an instant: those that ship with the program, known since ever, and what
// officers recorded since. Bitemporal like everything else here: a version adds and overwrites
// nothing, so that an answer given with an earlier instant of knowledge stays as it was.
//
// Pure values, no I/O; a const RuleBook is thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "server/quota/rules.h"

namespace setara::quota {

// What was learned about one rule at one instant.
struct RuleVersion {
  Rule rule;
  bool withdrawn = false;  // recorded by mistake: as if it had never been
  Instant known_at{};
};

class RuleBook {
 public:
  // The shipped rules alone.
  RuleBook();
  // `versions` in the order learned, known_at not falling. INVALID_ARGUMENT: what stands after one
  // of them cannot stand together (see Rules::Of); stored versions were checked one by one.
  static absl::StatusOr<RuleBook> Of(const std::vector<RuleVersion>& versions);
  // The same over other rules than the shipped ones.
  static absl::StatusOr<RuleBook> Of(std::vector<Rule> since_ever,
                                     const std::vector<RuleVersion>& versions);

  // Valid as long as the book.
  const Rules& At(Instant known_at) const;
  const Rules& Latest() const { return editions_.back().rules; }
  // When something was learned, ascending; empty for the shipped rules.
  const std::vector<Instant>& learned() const { return learned_; }

 private:
  struct Edition {
    Instant known_from{};
    Rules rules;
  };
  std::vector<Edition> editions_;  // ascending; the first since ever
  std::vector<Instant> learned_;
};

// Whether the rule can be recorded as it is: id, basis, kinds, region form, figure, period.
// INVALID_ARGUMENT naming the field as the contract spells it.
absl::Status ValidateRule(const Rule& rule);

}  // namespace setara::quota
