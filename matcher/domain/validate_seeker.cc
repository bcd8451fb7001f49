#include <algorithm>

#include "matcher/domain/checks.h"
#include "matcher/domain/limits.h"
#include "matcher/domain/seeker.h"

namespace setara {
namespace {

// PP KK CC DD MM YY SSSS, the day plus 40 for women. Only what is surely wrong is refused: region
// and century may be old or ambiguous (domain.md section 4).
bool IsNik(std::string_view nik) {
  if (nik.size() != 16 || nik.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  auto two = [&](size_t at) { return (nik[at] - '0') * 10 + (nik[at + 1] - '0'); };
  int day = two(6), month = two(8);
  return month >= 1 && month <= 12 && ((day >= 1 && day <= 31) || (day >= 41 && day <= 71));
}

void CheckIdentity(const PersonIdentity& identity, Checks& checks) {
  checks.RequiredText("identity.full_name", identity.full_name, limits::kName);
  checks.Require(identity.nik.empty() || IsNik(identity.nik), "identity.nik",
                 "expected 16 digits with day 01-31 or 41-71 and month 01-12");
  checks.Digits("identity.kpj", identity.kpj, 11, 11);
  checks.Text("identity.phone", identity.phone, limits::kPhone);
  checks.Text("identity.email", identity.email, limits::kEmail);
  checks.Require(identity.email.empty() || identity.email.find('@') != std::string::npos,
                 "identity.email", "expected an address with @");
  checks.Day("identity.birth_date", identity.birth_date);
  checks.Enum("identity.sex", identity.sex, Sex::kMale);
  checks.Text("identity.address", identity.address, limits::kReason);
}

void CheckCapacities(const std::vector<Capacity>& capacities, Checks& checks) {
  checks.DistinctCodes("capacities", "function", capacities.size(), FunctionId::kCount,
                       [&](size_t i) { return capacities[i].function.index(); });
  for (size_t i = 0; i < capacities.size() && i <= FunctionId::kCount; ++i) {
    const Capacity& capacity = capacities[i];
    checks.Range(Item("capacities", i, "usual_level"), capacity.usual, 0, limits::kLevel);
    checks.Range(Item("capacities", i, "low_level"), capacity.low, 0, limits::kLevel);
    checks.Require(!capacity.low.has_value() || *capacity.low <= capacity.usual,
                   Item("capacities", i, "low_level"), "above the usual level");
    checks.Text(Item("capacities", i, "how_often"), capacity.how_often, limits::kReason);
  }
}

void CheckTolerances(const std::vector<ContextTolerance>& tolerances, Checks& checks) {
  checks.DistinctCodes("tolerances", "context", tolerances.size(), ContextId::kCount,
                       [&](size_t i) { return tolerances[i].context.index(); });
  for (size_t i = 0; i < tolerances.size() && i <= ContextId::kCount; ++i) {
    const ContextTolerance& tolerance = tolerances[i];
    checks.KnownEnum(Item("tolerances", i, "level"), tolerance.level, ToleranceLevel::kNo);
    checks.Require(tolerance.level != ToleranceLevel::kLimited || tolerance.with.has_value(),
                   Item("tolerances", i, "with_accommodation"),
                   "required: the accommodation that makes it right");
    checks.Require(!tolerance.with.has_value() || tolerance.with->index() < AccommodationId::kCount,
                   Item("tolerances", i, "with_accommodation"), "not a code of the list");
  }
}

void CheckAccommodations(const Seeker& seeker, Checks& checks) {
  const std::vector<AccommodationChoice>& choices = seeker.accommodations;
  checks.DistinctCodes("accommodations", "accommodation", choices.size(), AccommodationId::kCount,
                       [&](size_t i) { return choices[i].accommodation.index(); });
  for (size_t i = 0; i < choices.size() && i <= AccommodationId::kCount; ++i) {
    checks.KnownEnum(Item("accommodations", i, "stance"), choices[i].stance,
                     AccommodationStance::kRefuses);
  }
  ModeSet modes = seeker.modes.value_or(ModeSet());
  checks.Require(modes.bits() >> ModeId::kCount == 0, "communication.modes",
                 "not a code of the list");
  checks.Require((seeker.preferred_modes - modes).empty(), "communication.preferred_modes",
                 "a preferred mode must be among the modes");
}

void CheckWish(const Wish& wish, size_t i, Checks& checks) {
  checks.Digits(Item("wishes", i, "occupation_code"), wish.occupation_code, 1, 4);
  checks.Enum(Item("wishes", i, "hours"), wish.hours, WorkHours::kPartTime);
  checks.Range(Item("wishes", i, "wage_idr_per_month"), wish.wage_idr_per_month, 0,
               limits::kWageIdrPerMonth);
  checks.Text(Item("wishes", i, "note"), wish.note, limits::kReason);
  const std::string kinds = Item("wishes", i, "kinds");
  checks.Count(kinds, wish.kinds.size(), 4);
  for (size_t j = 0; j < wish.kinds.size() && j < 4; ++j) {
    checks.KnownEnum(Item(kinds, j), wish.kinds[j], WorkKind::kSelfEmploymentSupport);
  }
  const std::string arrangements = Item("wishes", i, "arrangements");
  checks.Count(arrangements, wish.arrangements.size(), 3);
  for (size_t j = 0; j < wish.arrangements.size() && j < 3; ++j) {
    checks.KnownEnum(Item(arrangements, j), wish.arrangements[j], Arrangement::kRemote);
  }
}

void CheckSearch(const Seeker& seeker, Checks& checks) {
  checks.Count("wishes", seeker.wishes.size(), limits::kWishes);
  for (size_t i = 0; i < seeker.wishes.size() && i < limits::kWishes; ++i) {
    CheckWish(seeker.wishes[i], i, checks);
  }
  checks.RegionCode("region_code", seeker.region_code);
  checks.Point("location", seeker.point);
  checks.Range("reach_km", seeker.reach_km, 0, limits::kReachKm);
  checks.Range("hours_per_week_max", seeker.hours_per_week_max, 1, limits::kHoursPerWeek);
  checks.Day("available_from", seeker.available_from);
  checks.Period("matching_consent.valid_from", seeker.matching_consent_from,
                "matching_consent.valid_until", seeker.matching_consent_until);
}

void CheckBackground(const Seeker& seeker, Checks& checks) {
  checks.SourceKey(seeker.source, seeker.source_id);
  checks.Require(IsBranchCode(seeker.branch), "branch", "expected at most 40 of A-Z, 0-9 and -");
  checks.Text("ragam.sub_kind", seeker.ragam.sub_kind, limits::kWord);
  checks.Enum("bpjs_segment", seeker.segment, BpjsSegment::kMigrantWorker);
  checks.Enum("education", seeker.education, EducationLevel::kDoctorate);
  if (seeker.licences.has_value()) checks.Licences("licences.licences", *seeker.licences);
  checks.Skills("skills", seeker.skills, limits::kSeekerSkills);
  checks.Texts("skill_words", seeker.skill_words, limits::kSkillWords, limits::kWord);
}

}  // namespace

bool IsBranchCode(std::string_view code) {
  constexpr size_t kMost = 40;
  return code.size() <= kMost &&
         code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == std::string_view::npos;
}

absl::Status ValidateSeeker(const Seeker& seeker) {
  Checks checks;
  CheckIdentity(seeker.identity, checks);
  CheckBackground(seeker, checks);
  CheckCapacities(seeker.capacities, checks);
  CheckTolerances(seeker.tolerances, checks);
  CheckAccommodations(seeker, checks);
  CheckSearch(seeker, checks);
  return checks.Result();
}

}  // namespace setara
