#include "server/rpc/named_candidate.h"

#include "server/rpc/convert.h"

namespace setara {

void FillNamed(const Seeker& seeker, const GrantInForce& grant, v1::NamedCandidate* out) {
  out->set_full_name(seeker.identity.full_name);
  out->set_phone(seeker.identity.phone);
  out->set_email(seeker.identity.email);
  for (const AccommodationChoice& choice : seeker.accommodations) {
    if (choice.stance == AccommodationStance::kNeeds ||
        choice.stance == AccommodationStance::kUses) {
      out->add_accommodations(ToString(choice.accommodation));
    }
  }
  const ModeSet modes = seeker.modes.value_or(ModeSet());
  seeker.preferred_modes.ForEach([&](ModeId id) { out->add_communication_modes(ToString(id)); });
  (modes - seeker.preferred_modes).ForEach([&](ModeId id) {
    out->add_communication_modes(ToString(id));
  });
  if (grant.until) *out->mutable_valid_until() = ToProto(*grant.until);
}

}  // namespace setara
