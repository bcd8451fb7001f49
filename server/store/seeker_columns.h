// The plain columns of a seeker's tables. Private to server/store.
#pragma once

#include <optional>
#include <string>

#include "matcher/domain/seeker.h"
#include "server/store/columns.h"

namespace setara {

template <>
struct ColumnsOf<Seeker> {
  static constexpr const char* kTable = "seekers";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("source", &Seeker::source);
    visit("source_id", &Seeker::source_id);
    visit("branch", &Seeker::branch);
    visit("segment", &Seeker::segment);
    visit("region_code", &Seeker::region_code);
    visit("point", &Seeker::point);
    visit("reach_km", &Seeker::reach_km);
    visit("reach_is_hard", &Seeker::reach_is_hard);
    visit("education", &Seeker::education);
    visit("licences", &Seeker::licences);
    visit("skills", &Seeker::skills);
    visit("skill_words", &Seeker::skill_words);
    visit("capacities", &Seeker::capacities);
    visit("tolerances", &Seeker::tolerances);
    visit("accommodations", &Seeker::accommodations);
    visit("modes", &Seeker::modes);
    visit("preferred_modes", &Seeker::preferred_modes);
    visit("wishes", &Seeker::wishes);
    visit("hours_per_week_max", &Seeker::hours_per_week_max);
    visit("accepts_night_shift", &Seeker::accepts_night_shift);
    visit("available_from", &Seeker::available_from);
    visit("seeking", &Seeker::seeking);
    visit("matching_consent_from", &Seeker::matching_consent_from);
    visit("matching_consent_until", &Seeker::matching_consent_until);
    visit("version", &Seeker::version);
    visit("created_at", &Seeker::created_at);
    visit("updated_at", &Seeker::updated_at);
  }
};

// A seeker as their table has them: home and birth date only as far as matching may know them, the
// rest of the identity is sealed elsewhere (seeker_secrets.h).
struct StoredSeeker : Seeker {
  std::optional<Date> age_reference;
};

template <>
struct ColumnsOf<StoredSeeker> {
  static constexpr const char* kTable = "seekers";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    ColumnsOf<Seeker>::Visit(visit);
    visit("birth_date", &StoredSeeker::age_reference);
  }
};

template <>
struct ColumnsOf<Ragam> {
  static constexpr const char* kTable = "seeker_ragam";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("physical", &Ragam::physical);
    visit("intellectual", &Ragam::intellectual);
    visit("mental", &Ragam::mental);
    visit("sensory", &Ragam::sensory);
    visit("sub_kind", &Ragam::sub_kind);
  }
};

}  // namespace setara
