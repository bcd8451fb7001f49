// The nested lists of records as JSON text columns, and the last value of each stored enum.
// Private to server/store. Pure; thread-safe.
//
// WriteList and ReadList are inverse. ReadList is false, and the list unspecified, when the text
// is not exactly what WriteList can have written: no JSON, a key or code that is not known, a
// value of another type or out of range.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

std::string WriteList(const std::vector<std::string>& list);
std::string WriteList(const std::vector<int>& list);
std::string WriteList(const std::vector<uint16_t>& list);
std::string WriteList(const std::vector<Demand>& list);
std::string WriteList(const std::vector<ContextPresence>& list);
std::string WriteList(const std::vector<Capacity>& list);
std::string WriteList(const std::vector<ContextTolerance>& list);
std::string WriteList(const std::vector<AccommodationChoice>& list);
std::string WriteList(const std::vector<Wish>& list);

bool ReadList(std::string_view text, std::vector<std::string>& list);
bool ReadList(std::string_view text, std::vector<int>& list);
bool ReadList(std::string_view text, std::vector<uint16_t>& list);
bool ReadList(std::string_view text, std::vector<Demand>& list);
bool ReadList(std::string_view text, std::vector<ContextPresence>& list);
bool ReadList(std::string_view text, std::vector<Capacity>& list);
bool ReadList(std::string_view text, std::vector<ContextTolerance>& list);
bool ReadList(std::string_view text, std::vector<AccommodationChoice>& list);
bool ReadList(std::string_view text, std::vector<Wish>& list);

// The greatest value that a column or key of the enum may hold.
constexpr WorkKind LastOf(WorkKind) { return WorkKind::kSelfEmploymentSupport; }
constexpr ContractKind LastOf(ContractKind) { return ContractKind::kPublicService; }
constexpr WorkHours LastOf(WorkHours) { return WorkHours::kPartTime; }
constexpr Arrangement LastOf(Arrangement) { return Arrangement::kRemote; }
constexpr ShiftPattern LastOf(ShiftPattern) { return ShiftPattern::kRotating; }
constexpr BpjsSegment LastOf(BpjsSegment) { return BpjsSegment::kMigrantWorker; }
constexpr OccupationOrigin LastOf(OccupationOrigin) { return OccupationOrigin::kTitleIndex; }
constexpr EducationLevel LastOf(EducationLevel) { return EducationLevel::kDoctorate; }
constexpr OpeningState LastOf(OpeningState) { return OpeningState::kFilled; }
constexpr DemandOrigin LastOf(DemandOrigin) { return DemandOrigin::kAssumed; }
constexpr ToleranceLevel LastOf(ToleranceLevel) { return ToleranceLevel::kNo; }
constexpr AccommodationStance LastOf(AccommodationStance) { return AccommodationStance::kRefuses; }
constexpr Sex LastOf(Sex) { return Sex::kMale; }

}  // namespace setara
