// The limits that validation enforces: our defaults, unless a source is named. Sizes in bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace setara::limits {

inline constexpr size_t kName = 300;
inline constexpr size_t kTitle = 300;
inline constexpr size_t kDescription = 64 * 1024;
inline constexpr size_t kReason = 1000;  // a basis, a task, a note, an address
inline constexpr size_t kWord = 200;     // one skill or field of study as written
inline constexpr size_t kUrl = 2048;
inline constexpr size_t kId = 100;
inline constexpr size_t kEmail = 254;  // RFC 5321, 4.5.3.1.3
inline constexpr size_t kPhone = 50;

inline constexpr size_t kOpeningSkills = 16;
inline constexpr size_t kSeekerSkills = 32;
inline constexpr size_t kSkillWords = 100;
inline constexpr size_t kFieldsOfStudy = 32;
inline constexpr size_t kLicences = 32;
inline constexpr size_t kWishes = 5;

inline constexpr int kLevel = 4;          // domain.md section 5
inline constexpr int kHoursPerWeek = 84;  // seven days of twelve hours
inline constexpr int kReachKm = 20'000;   // half the Earth's girth
inline constexpr int kAge = 100;          // years
inline constexpr int kPositions = 1'000'000;
inline constexpr int64_t kWageIdrPerMonth = 1'000'000'000'000;
inline constexpr int64_t kWorkers = 100'000'000;

}  // namespace setara::limits
