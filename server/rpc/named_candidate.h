// What a person agreed to show to an employer.
#pragma once

#include "matcher/domain/seeker.h"
#include "server/rpc/live_consents.h"
#include "setara/v1/consent.pb.h"

namespace setara {

// The kinds of data in it: what a Disclosure of it says.
inline constexpr uint32_t kNamedClasses =
    1u << v1::DATA_CLASS_IDENTITY | 1u << v1::DATA_CLASS_ACCOMMODATION;

// grant: the consent it is shown under. Pure.
void FillNamed(const Seeker& seeker, const GrantInForce& grant, v1::NamedCandidate* out);

}  // namespace setara
