// Whether one person fits one opening, and how well: the exact rule of design.md section 4 on the
// fixed-size facts. Pure functions of the pair, the date and the options: no corpus statistics, no
// floating point, thread-safe.
#pragma once

#include <array>
#include <cstdint>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/facts.h"

namespace setara {

// Values are part of the contract.
enum class Tier : uint8_t {
  kUnknown = 0,
  kFits = 1,
  kFitsWithOffered = 2,
  kFitsIfProvided = 3,
  kToDiscuss = 4,
};

// Hard conditions in the fixed order in which the first failed one is counted.
enum class Condition : uint8_t {
  kOpeningOpen = 0,
  kSeekerAvailable = 1,  // seeking, available on the date, consenting
  kKind = 2,             // hard wish
  kEducation = 3,
  kLicence = 4,
  kAge = 5,
  kReach = 6,
  kHours = 7,
  kShift = 8,
  kOccupation = 9,    // hard wish
  kArrangement = 10,  // hard wish
  kWage = 11,         // hard wish
};
inline constexpr int kConditions = 12;

enum class ConditionResult : uint8_t { kMet = 1, kFailed = 2, kUnknown = 3 };

enum class Component : uint8_t {
  kOccupation = 0,
  kSkills = 1,
  kCommute = 2,
  kWage = 3,
  kArrangement = 4,
  kFreshness = 5,
  kReadiness = 6,  // only towards openings
};
inline constexpr int kComponents = 7;
inline constexpr int kUnknownComponent = 500;

// Weight of each component, thousandths; they sum to 1000.
using Weights = std::array<int, kComponents>;

enum class Direction : uint8_t { kOpeningsForSeeker, kSeekersForOpening };

// The default weights of a direction (our default, returned with every answer). Towards seekers
// kReadiness is 0: a person is never ranked lower for needing something.
const Weights& DefaultWeights(Direction direction);

struct MatchOptions {
  Direction direction = Direction::kOpeningsForSeeker;
  Date on{};                 // the date asked about
  AccommodationSet what_if;  // hypothetically offered besides, work phase only
  Weights weights{};
  // People of this branch alone (BranchHash), the others being out of the caller's sight: neither
  // ranked nor counted. nullopt: of all.
  std::optional<uint32_t> branch{};
};

struct ComponentValue {
  int value = kUnknownComponent;  // 0-1000
  bool known = false;             // false: counted as 500 and labelled so
};

struct MatchScore {
  int32_t points = 0;  // sum of weight x value: 0 to 1,000,000
  int wish = -1;       // the wish that counted, -1 none
  std::array<ComponentValue, kComponents> components;
};

// The first hard condition that excludes the pair, or kConditions when none does. The rules of each
// are in conditions.h. Unknown never excludes.
int FirstFailedCondition(const SeekerFacts& seeker, const OpeningFacts& opening,
                         const MatchOptions& options);

// The tier under what the workplace offers and, hypothetically, the work-phase part of `what_if`.
// With gaps and bridges as fit_rules.h and gaps.h define them:
// 1. kFits: no gap without any accommodation, and the person NEEDS none of the work phase.
// 2. kFitsWithOffered: every gap closed and every work-phase NEEDS met by what is offered.
// 3. kFitsIfProvided: else, and every open gap either has a work-phase accommodation of the
//    catalogue that closes it, or decides nothing (assumed, or question-only F21-F25, F30-F32) and
//    is a question.
// 4. kToDiscuss: some open gap decides, and nothing catalogued closes it.
// Recruitment and return NEEDS never count here. Offering more, or a higher capacity, never gives
// a worse tier. Uses DefaultFitRules(); never kUnknown.
Tier TierOf(const SeekerFacts& seeker, const OpeningFacts& opening, AccommodationSet what_if);

// The score with all its components; rules in score.h. tier: TierOf of the pair, for readiness.
MatchScore Score(const SeekerFacts& seeker, const OpeningFacts& opening, Tier tier,
                 const MatchOptions& options);

// Largest points that any opening at least `distance_metres` (>= 0) away, not remote, could reach
// for the person: lets a scan by distance stop early. Never too small, and falls as the distance
// grows.
int32_t MaxPointsBeyond(int64_t distance_metres, const SeekerFacts& seeker,
                        const MatchOptions& options);

// The same the other way round, for an opening that is not remote. The commute counts against each
// person's own reach, so the bound needs the largest known one: max_reach_metres >= the reach of
// every person scanned (people without a reach are allowed for).
int32_t MaxPointsBeyond(int64_t distance_metres, const OpeningFacts& opening,
                        int64_t max_reach_metres, const MatchOptions& options);

}  // namespace setara
