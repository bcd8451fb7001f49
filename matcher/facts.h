// What matching reads of an opening and of a person, as fixed-size plain records: the columns that
// the index keeps in memory and stores as bytes. Derived from the domain records and the data
// tables alone, so they can always be made again. No identity, no ragam, no text.
//
// Levels of the 32 functions are thermometer codes: level n of function f sets bits 0..n-1 of f's
// four bits, so that a whole profile compares as `(demand & ~capacity) == 0`.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

// Bump whenever the layout or the meaning of the records below changes: an index of another
// version is rebuilt.
inline constexpr int kFactsVersion = 2;

// Levels 0-4 of all functions.
struct Levels {
  uint64_t words[2] = {0, 0};

  void Set(FunctionId f, int level) {
    int shift = (f.index() % 16) * 4;
    uint64_t& word = words[f.index() / 16];
    word &= ~(uint64_t{15} << shift);
    word |= ((uint64_t{1} << level) - 1) << shift;
  }
  int Get(FunctionId f) const {
    return std::popcount((words[f.index() / 16] >> ((f.index() % 16) * 4)) & 15);
  }
  bool operator==(const Levels&) const = default;
};

// A KBJI/ISCO code as a number with its digits: "25" is {2500, 2}; no code is {0, 0}.
struct OccupationKey {
  uint16_t padded = 0;  // the code filled with zeros to four digits
  uint8_t digits = 0;   // 0-4
  uint8_t reserved = 0;
  bool operator==(const OccupationKey&) const = default;
};
OccupationKey MakeOccupationKey(std::string_view code);
// Leading digits that both codes share, 0-4; 0 when either is absent.
int CommonDigits(OccupationKey a, OccupationKey b);

inline constexpr int kMaxOpeningSkills = 16;
inline constexpr int kMaxSeekerSkills = 32;
inline constexpr int kMaxWishes = 5;
inline constexpr int32_t kNoDate = INT32_MIN;  // days since 1970-01-01 otherwise
inline constexpr int32_t kNoPoint = INT32_MIN;
inline constexpr int32_t kNoWage = -1;  // thousands of rupiah a month otherwise, rounded down
inline constexpr int16_t kNoAge = -1;

struct OpeningFacts {
  int64_t row = 0;
  Levels demand;           // essential known demands, assumed ones included
  uint64_t offered = 0;    // AccommodationSet of the work phase; remote work implies A28
  uint32_t confirmed = 0;  // FunctionSet of confirmed essential demands
  uint32_t known = 0;      // FunctionSet of demands that are known at all, marginal ones too
  uint16_t contexts = 0;   // ContextSet present
  uint16_t contexts_confirmed = 0;
  uint32_t licences = 0;  // required by law or the task (has a basis)
  int32_t latitude_e6 = kNoPoint;
  int32_t longitude_e6 = kNoPoint;
  int32_t wage_min = kNoWage;
  int32_t wage_max = kNoWage;  // kNoWage with a minimum: the minimum is the wage
  int32_t open_from = kNoDate;
  int32_t open_until = kNoDate;  // half-open; kNoDate: no end
  int32_t posted_on = kNoDate;
  uint16_t region = 0xffff;  // index in Regions; 0xffff unknown
  OccupationKey occupation;
  int16_t age_min = kNoAge;  // only with a basis
  uint16_t skills[kMaxOpeningSkills] = {};
  uint8_t skill_count = 0;
  uint8_t education = 0;           // EducationLevel asked, for filters
  uint8_t education_required = 0;  // EducationLevel with a basis: hard condition; 0 none
  uint8_t kind = 0;                // WorkKind
  uint8_t contract = 0;            // ContractKind
  uint8_t hours = 0;               // WorkHours
  uint8_t arrangement = 0;         // Arrangement
  uint8_t shift = 0;               // ShiftPattern
  uint8_t hours_per_week = 0;      // 0 unknown
  uint8_t state = 0;               // OpeningState
  uint8_t reach_help = 0;  // 1: transport, housing or an accommodation that closes reach is offered
  uint8_t reserved = 0;
};

// Remote work has no commute: how far it is decides nothing.
inline bool IsRemote(const OpeningFacts& facts) {
  return facts.arrangement == static_cast<uint8_t>(Arrangement::kRemote);
}

struct WishFacts {
  OccupationKey occupation;
  uint8_t kinds = 0;         // bit k: WorkKind k; 0 any
  uint8_t arrangements = 0;  // bit a: Arrangement a; 0 any
  uint8_t hours = 0;
  uint8_t hard = 0;  // bits of WishFacet
  int32_t wage = kNoWage;
};
enum WishFacet : uint8_t {
  kHardOccupation = 1,
  kHardKind = 2,
  kHardHours = 4,
  kHardArrangement = 8,
  kHardWage = 16,
};

struct SeekerFacts {
  int64_t row = 0;
  Levels capacity;            // usual levels; a function not asked is 0 here and not in `asked`
  Levels low;                 // low levels where the capacity fluctuates, else the usual one
  uint32_t asked = 0;         // FunctionSet with a known capacity
  uint16_t tolerance_no = 0;  // ContextSet
  uint16_t tolerance_limited = 0;
  uint16_t tolerance_asked = 0;
  uint8_t tolerance_with[ContextId::kCount] = {};  // accommodation index, only for limited ones
  uint32_t branch = 0;  // BranchHash of the branch that keeps the record; no input of matching
  uint64_t needs = 0, uses = 0, accepts = 0, refuses = 0;  // AccommodationSets, all phases
  uint16_t modes = 0, preferred_modes = 0;                 // ModeSets
  uint8_t modes_asked = 0;
  uint8_t licences_asked = 0;
  uint8_t reserved2[2] = {};
  uint32_t licences = 0;
  int32_t latitude_e6 = kNoPoint;
  int32_t longitude_e6 = kNoPoint;
  int32_t reach_metres = -1;  // -1: no limit
  uint8_t reach_is_hard = 1;
  uint8_t education = 0;
  uint8_t hours_per_week_max = 0;  // 0 unknown
  uint8_t night_shift = 0;         // 0 not asked, 1 yes, 2 no
  int32_t birth_date = kNoDate;
  int32_t available_from = kNoDate;  // kNoDate: now
  int32_t consent_from = kNoDate;    // kNoDate: no consent
  int32_t consent_until = kNoDate;   // half-open; kNoDate: no end
  uint16_t region = 0xffff;
  uint8_t seeking = 0;
  uint8_t wish_count = 0;
  uint8_t skill_count = 0;
  uint8_t reserved3 = 0;
  uint16_t skills[kMaxSeekerSkills] = {};
  uint8_t reserved4[2] = {};
  WishFacts wishes[kMaxWishes];
};

static_assert(std::is_trivially_copyable_v<OpeningFacts>);
static_assert(std::is_trivially_copyable_v<SeekerFacts>);
// No padding, so that equal facts are equal bytes.
static_assert(std::has_unique_object_representations_v<OpeningFacts>);
static_assert(std::has_unique_object_representations_v<SeekerFacts>);

// A number that stands for a branch where its code would not fit; 0 for "". Two of a thousand
// branches meet with a chance of about one in ten thousand, so whoever tells branches apart by it
// checks the record before answering. Pure.
uint32_t BranchHash(std::string_view code);

// Reads the data tables (vocabulary, regions); the records must be valid (Validate*). Pure.
//
// Demands: a stated one with a known origin counts as stated, essential or marginal; one of unknown
// origin is unknown. Functions that the opening does not state take the occupation group's default
// demand, and contexts likewise, as ASSUMED. Offered: the work-phase part, and A28 when the
// arrangement is remote (hybrid does not imply it). Education, licences and age only with their
// basis. Without a point: the regency's, never a province's.
OpeningFacts MakeOpeningFacts(const Opening& opening);

// A tolerance, stance or capacity that is not stated stays out of the sets. Without a point: the
// regency's. Reads no identity but the birth date (for a legal minimum age), and no ragam. Only the
// first kMaxWishes wishes and kMaxSeekerSkills skills.
SeekerFacts MakeSeekerFacts(const Seeker& seeker);

// A demand as matching reads it: the stated one, or the occupation group's default as ASSUMED.
// By function; unknown demands are absent.
std::vector<Demand> KnownDemands(const Opening& opening);

// The contexts that are present: the stated ones, and the occupation group's as ASSUMED.
std::vector<ContextPresence> PresentContexts(const Opening& opening);

}  // namespace setara
