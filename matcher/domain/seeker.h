// A person who looks for work, as Setara stores them. Identity stands apart from what matching
// reads: the matcher and the index never see PersonIdentity or Ragam.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/education.h"
#include "matcher/domain/work.h"

namespace setara {

// What a person can do in one function, with their own aids (domain.md section 5, 0-4).
struct Capacity {
  FunctionId function;
  int usual = 0;           // 0-4; matching uses this one
  std::optional<int> low;  // where it fluctuates: level on a bad day, <= usual; questions only
  std::string how_often;   // words for the bad days ("dua hari seminggu")

  bool operator==(const Capacity&) const = default;
};

enum class ToleranceLevel : uint8_t { kUnknown = 0, kYes = 1, kLimited = 2, kNo = 3 };

// Whether a work context is all right for the person; not asked = no entry.
struct ContextTolerance {
  ContextId context;
  ToleranceLevel level = ToleranceLevel::kYes;
  std::optional<AccommodationId> with;  // required for kLimited: all right with this one

  bool operator==(const ContextTolerance&) const = default;
};

enum class AccommodationStance : uint8_t {
  kUnknown = 0,
  kNeeds = 1,  // no work without it
  kUses = 2,
  kAccepts = 3,
  kRefuses = 4,
};

struct AccommodationChoice {
  AccommodationId accommodation;
  AccommodationStance stance = AccommodationStance::kUses;

  bool operator==(const AccommodationChoice&) const = default;
};

// One way the person would like to work; several are alternatives. A facet in `hard` excludes an
// opening that is known to miss it; the others only rank.
struct Wish {
  std::string occupation_code;  // 1-4 digits; "" any
  std::vector<WorkKind> kinds;  // empty: any
  WorkHours hours = WorkHours::kUnknown;
  std::vector<Arrangement> arrangements;  // empty: any
  std::optional<int64_t> wage_idr_per_month;
  std::string note;  // in the person's words; shown as "not used"

  bool occupation_is_hard = false;
  bool kind_is_hard = false;
  bool hours_is_hard = false;
  bool arrangement_is_hard = false;
  bool wage_is_hard = false;

  bool operator==(const Wish&) const = default;
};

// The four kinds of UU 8/2016 art. 4(1), as a set; never an input of matching.
struct Ragam {
  bool physical = false;
  bool intellectual = false;
  bool mental = false;
  bool sensory = false;
  std::string sub_kind;

  bool operator==(const Ragam&) const = default;
};

enum class Sex : uint8_t { kUnknown = 0, kFemale = 1, kMale = 2 };

// Direct identifiers. Never leaves the store except to those whom the contract's audience allows.
struct PersonIdentity {
  std::string full_name;  // required
  std::string nik;        // 16 digits or ""; text, never a number
  std::string kpj;        // 11 digits or ""
  std::string phone;
  std::string email;
  std::optional<Date> birth_date;
  Sex sex = Sex::kUnknown;
  std::string address;

  bool operator==(const PersonIdentity&) const = default;
};

// What matching may know of a home: the nearest corner of a grid of 0.01 degrees, at most 790 m
// away in Indonesia. Reach is whole kilometres and distances are as the crow flies, so that more
// would only tell where somebody lives. Our default. Idempotent. Pure; thread-safe.
GeoPoint Neighbourhood(const GeoPoint& home);

// What matching may know of a birth date, which it reads for a legal minimum age alone: the day
// from 2000 on, 1 January of the year before that. Those people are past every minimum that a law
// sets (18, and up to 23 for some driving licences), so that the day would only tell who it is; a
// stated minimum above 25 may count as reached up to a year early. Our default. Idempotent. Pure;
// thread-safe.
Date AgeReference(Date birth);

struct Seeker {
  int64_t row = 0;  // 0 before it is stored
  std::string id;   // opaque; "" before it is stored
  std::string source;
  std::string source_id;
  std::string branch;  // code of the branch that keeps the record: 1-40 of A-Z 0-9 "-"; "": none

  PersonIdentity identity;
  Ragam ragam;

  BpjsSegment segment = BpjsSegment::kUnknown;
  std::string region_code;
  std::optional<GeoPoint> point;
  std::optional<int> reach_km;  // 0-20000; unknown: no limit
  bool reach_is_hard = true;

  EducationLevel education = EducationLevel::kUnknown;
  std::optional<std::vector<int>> licences;  // indexes of LicenceId; nullopt: not asked
  std::vector<uint16_t> skills;              // coded, ascending, distinct, at most 32
  std::vector<std::string> skill_words;

  std::vector<Capacity> capacities;          // by function; absent = not asked
  std::vector<ContextTolerance> tolerances;  // absent = not asked
  std::vector<AccommodationChoice> accommodations;
  std::optional<ModeSet> modes;  // nullopt: not asked
  ModeSet preferred_modes;       // a subset of modes

  std::vector<Wish> wishes;               // at most 5
  std::optional<int> hours_per_week_max;  // 1-84; known: a longer week excludes
  std::optional<bool> accepts_night_shift;
  std::optional<Date> available_from;  // unknown: now
  bool seeking = true;                 // false: not looking for work now

  // Consent to be matched (purpose "matching"), half-open; no date = no consent.
  std::optional<Date> matching_consent_from;
  std::optional<Date> matching_consent_until;

  int64_t version = 0;
  Instant created_at{};
  Instant updated_at{};
};

// Whether `code` can be a branch: at most 40 of A-Z, 0-9 and "-"; "" is no branch, and can be.
// Pure.
bool IsBranchCode(std::string_view code);

// InvalidArgument with every violated field (paths relative to the seeker); rules as in
// ValidateOpening, besides: NIK of 16 digits with day 1-31 or 41-71 and month 1-12 (domain.md
// section 4), KPJ of 11 digits, low <= usual, kLimited names its accommodation, preferred modes
// are among the modes. Descriptions never repeat a value. Pure; thread-safe.
absl::Status ValidateSeeker(const Seeker& seeker);

}  // namespace setara
