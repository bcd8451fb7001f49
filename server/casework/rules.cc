#include "server/casework/rules.h"

#include <utility>

#include "matcher/domain/errors.h"

namespace setara::casework {

absl::StatusOr<CaseRules> CaseRules::Make(const CaseOptions& options) {
  absl::StatusOr<Durations> durations = Durations::Shipped().WithValues(options.durations);
  if (!durations.ok()) return durations.status();
  if (options.lost_contact_attempts < 1 || options.lost_contact_attempts > 100) {
    return InvalidField("lost_contact_attempts", "must be 1 to 100");
  }
  return CaseRules{.machine = &Machine::Get(),
                   .citations = &Citations::Get(),
                   .durations = *std::move(durations),
                   .calendar = Calendar::Shipped(options.calendar),
                   .lost_contact_attempts = options.lost_contact_attempts};
}

const CaseRules& CaseRules::Shipped() {
  static const CaseRules& rules = *new CaseRules(Make({}).value());
  return rules;
}

}  // namespace setara::casework
