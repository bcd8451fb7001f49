// A job opening as Setara stores it: plain data, validated by ValidateOpening before any write.
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

// Where a demand comes from. Values are stored.
enum class DemandOrigin : uint8_t {
  kUnknown = 0,
  kConfirmed = 1,  // a named task and reason, from the employer or a job analysis
  kAssumed = 2,    // the occupation group's default; never decides against a person
};

// How much the outcome of the work needs one function.
struct Demand {
  FunctionId function;
  int level = 0;          // 0-4, domain.md section 5
  bool essential = true;  // false: marginal, never a gap
  DemandOrigin origin = DemandOrigin::kConfirmed;
  std::string task;  // what the work is that needs it; required for kConfirmed

  bool operator==(const Demand&) const = default;
};

// A work context that is present at the workplace.
struct ContextPresence {
  ContextId context;
  DemandOrigin origin = DemandOrigin::kConfirmed;

  bool operator==(const ContextPresence&) const = default;
};

// How sure the occupation code is. Values are stored.
enum class OccupationOrigin : uint8_t {
  kUnknown = 0,
  kStated = 1,      // by the employer or a counselor
  kTitleIndex = 2,  // coded from the title, with a confidence
};

enum class OpeningState : uint8_t { kUnknown = 0, kOpen = 1, kClosed = 2, kFilled = 3 };

struct Opening {
  int64_t row = 0;  // 0 before it is stored
  std::string id;   // opaque; "" before it is stored

  // Upsert key of imports; both empty for openings typed in.
  std::string source;
  std::string source_id;

  std::string employer_id;    // "" when the employer is not registered
  std::string employer_name;  // as written in the advertisement
  std::string title;          // required, at most 300 bytes
  std::string description;    // at most 64 KiB

  WorkKind kind = WorkKind::kUnknown;
  ContractKind contract = ContractKind::kUnknown;
  WorkHours hours = WorkHours::kUnknown;
  Arrangement arrangement = Arrangement::kUnknown;
  ShiftPattern shift = ShiftPattern::kUnknown;
  std::optional<int> hours_per_week;  // 1-84

  std::string region_code;        // Kemendagri code of province or regency; "" unknown
  std::optional<GeoPoint> point;  // unknown: the regency's point is used, never a province's

  std::optional<int64_t> wage_min_idr_per_month;
  std::optional<int64_t> wage_max_idr_per_month;

  std::string occupation_code;  // KBJI/ISCO-08, 1-4 digits; "" uncoded
  OccupationOrigin occupation_origin = OccupationOrigin::kUnknown;
  int occupation_confidence = 0;  // 0-1000, only for kTitleIndex

  // Conditions that law or the task truly requires; each needs its basis, else it is only shown.
  EducationLevel education = EducationLevel::kUnknown;
  std::string education_basis;  // "" : a wish of the employer, no hard condition
  std::vector<int> licences;    // indexes of LicenceId
  std::string licence_basis;    // "" : a wish of the employer, no hard condition
  std::optional<int> age_min;   // years
  std::string age_basis;        // "" : never applied (UU 8/2016 art. 11 a)
  std::vector<std::string> fields_of_study;

  std::vector<uint16_t> skills;          // coded, ascending, distinct, at most 16
  std::vector<std::string> skill_words;  // as written

  std::vector<Demand> demands;            // by function, each at most once
  std::vector<ContextPresence> contexts;  // each at most once
  AccommodationSet offered;               // what the workplace offers today
  bool transport_offered = false;
  bool housing_offered = false;

  Date open_from{};
  std::optional<Date> open_until;  // half-open: the first day it is no longer open
  std::optional<Date> posted_on;
  int positions = 1;  // >= 1
  OpeningState state = OpeningState::kOpen;
  std::string source_url;

  int64_t version = 0;  // counts writes; the etag
  Instant created_at{};
  Instant updated_at{};
};

// InvalidArgument with every violated field (paths relative to the opening): missing title, level
// outside 0-4, a confirmed demand without its task, minimum wage above maximum, dates that cross,
// sizes over their limits. Codes of regions, occupations, skills and licences are checked against
// the reference tables by the caller. Pure; thread-safe.
absl::Status ValidateOpening(const Opening& opening);

}  // namespace setara
