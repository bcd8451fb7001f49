// The hard conditions of a pair, one by one. Every function here is pure, allocates nothing and is
// thread-safe. kUnknown never excludes: it is a question.
//
// kOpeningOpen      state open, open_from <= on, and on before open_until; an unknown state is
//                   unknown.
// kSeekerAvailable  seeking, available_from <= on, and consent in force on that day; no consent on
//                   record fails.
// kKind             hard wish.
// kEducation        only an education that law or the task requires (education_required).
// kLicence          only licences that law or the task requires; not asked is unknown.
// kAge              only a minimum with a basis, in completed years on the day.
// kReach            a known, hard reach, and the distance above it; met when the work is remote, or
//                   transport, housing or another accommodation that closes reach is offered
//                   (what-if included). An opening of which only the province is known fails
//                   when even the nearest regency of that province lies above the reach (not in
//                   the person's own province); else unknown without both points. A hybrid or
//                   unknown arrangement counts as on site.
// kHours            the opening's week longer than the person's longest; and hard wish (full or
//                   part time).
// kShift            night or rotating shifts for a person who said no to night work.
// kOccupation       hard wish: fails when neither code is the beginning of the other; unknown when
//                   the opening's code is the shorter one or absent.
// kArrangement      hard wish.
// kWage             hard wish: the opening's highest wage (else its lowest) below the wish, in
//                   whole thousands of rupiah.
//
// Hard wishes. Wishes are alternatives: the pair passes when some wish has no failing hard facet.
// Each wish stops at its first failing facet in the order kKind, kHours, kOccupation,
// kArrangement, kWage. When all stop, the pair fails under the condition of the wish that got
// furthest (the first of several); a person without wishes has none to fail.
#pragma once

#include <cstdint>

#include "matcher/domain/codes.h"
#include "matcher/facts.h"
#include "matcher/match.h"

namespace setara {

// The result of one condition. distance: DistanceOf (prepared.h). For the five wish facets, the
// result of the wish that WishInQuestion names.
ConditionResult CheckCondition(Condition condition, const SeekerFacts& seeker,
                               const OpeningFacts& opening, const MatchOptions& options,
                               int64_t distance);

// The wish whose hard facets are reported: the first that fails none, else the one that gets
// furthest; -1 without wishes.
int WishInQuestion(const SeekerFacts& seeker, const OpeningFacts& opening);

// The result of one facet of one wish, whether the person made it hard or not. kMet when the wish
// does not state it. facet: one of kKind, kHours, kOccupation, kArrangement, kWage.
ConditionResult CheckFacet(Condition facet, const WishFacts& wish, const OpeningFacts& opening);

// True when the distance is no bar for anybody: remote, or transport, housing or an accommodation
// that closes reach is offered. A scan by distance must visit these openings wherever they are.
bool ReachIsNoBar(const OpeningFacts& opening, AccommodationSet what_if);

// Whether work of which only the province is known lies beyond the person's reach (set, >= 0): the
// points of all its regencies do. Never for the person's own province, since a regency's point says
// little about what lies next door. region: index in Regions; false unless it is a province.
bool ProvinceIsBeyond(const SeekerFacts& seeker, uint16_t region);

// The wage that counts: the highest offered, else the lowest, else kNoWage.
int32_t WageOf(const OpeningFacts& opening);

}  // namespace setara
