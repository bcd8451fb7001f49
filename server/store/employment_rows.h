// How versions of employment records are read from their table `x`, joined with the employer's
// record `r`. Private to server/store.
#pragma once

#include "server/store/employment.h"

namespace setara {

inline constexpr char kEmploymentColumns[] =
    "x.source, x.source_id, r.id, x.person_id, x.relation, x.valid_from, x.valid_until, "
    "x.evidence_from, x.evidence_until, x.agreed_on, x.exclude_reason, x.known_at, "
    "x.exclude_code, x.site, x.contract_until, x.evidence_kind, x.evidence_issuer, "
    "x.evidence_issued_on, x.evidence_confirmed_on, x.entry";
inline constexpr int kEmploymentColumnCount = 20;

// The columns from 0 on.
KnownEmployment ReadEmployment(const Statement& row);

}  // namespace setara
