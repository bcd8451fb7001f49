// What the values of a facet are called.
#pragma once

#include <string>

#include "index/text_searcher.h"
#include "setara/v1/opening.pb.h"

namespace setara {

// The facet of the contract; FACET_UNSPECIFIED for one that it does not have.
v1::Facet ToProto(Facet facet);
// Nullopt for a facet that the index does not count.
std::optional<Facet> FromProto(v1::Facet facet);

// The value as the contract spells it (codes as they are, enum numbers by name) with its label and
// count. Pure; thread-safe.
v1::FacetValue ToProto(Facet facet, const FacetValue& value);

}  // namespace setara
