// The canonical form of an evidence pack: what its hash is taken over. UTF-8 JSON, keys in byte
// order, no white space, numbers that are integers alone: for such values the form of RFC 8785.
// Absent values have no key. Days are "2025-06-30", instants RFC 3339 in UTC. `format` is
// "setara-evidence-pack/1"; a change of shape changes it.
//
//   employer {name, display_name}, period {from, to} (both days in it), known_at, reports, status
//   (stretches), rules, openings, referrals (under P1, P2, ... in the order first recorded; absent
//   where no placements are kept), referral_totals (last step, persons as text: 1 to 4 is "1–4"),
//   notices (with events and documents; of free text the SHA-256 alone).
//
// Pure; thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "server/evidence/pack.h"

namespace setara::evidence {

// sha256: 64 hexadecimal digits of the bytes given.
using Hash = std::function<std::string(std::string_view bytes)>;
std::string Canonical(const Pack& pack, const Hash& sha256);

}  // namespace setara::evidence
