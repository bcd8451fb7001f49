// What was known about one employer from a day on, each fact with the days on which it holds: all
// that its quota is computed from on that day and every later one. The store loads it, the rules
// read it; neither knows the other. It names no person: persons are numbers within one load.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/quota_snapshot.h"

namespace setara {

struct QuotaFacts {
  struct Terms {
    Date valid_from{};  // until the next
    EmployerKind kind = EmployerKind::kUnknown;
    std::string seat_region_code;
  };

  // Why a person stops counting by one record.
  enum class Ending : uint8_t {
    kNone,        // not known to end
    kEmployment,  // the employment ends
    kFixedTerm,   // the term of a PKWT ends
    kEvidence,    // the evidence of disability ends first, though the employment goes on
  };

  // One record by which a person counts, half-open. Records of a person may overlap.
  struct Spell {
    int person = 0;
    Date from{};
    std::optional<Date> until;  // absent exactly for kNone
    Ending ending = Ending::kNone;
  };

  Date from{};  // earlier days cannot be answered
  // By day: the one in force on `from`, where there is one, and all later ones.
  std::vector<Terms> terms;
  std::vector<QuotaSnapshot::Report> reports;
  // First day of the first record of an employment relation, whether it counts or not: from then on
  // the records decide and no longer the reported total. Absent: no record.
  std::optional<Date> records_from;
  std::vector<Spell> spells;  // all that reach beyond `from`, those of one person together
};

}  // namespace setara
