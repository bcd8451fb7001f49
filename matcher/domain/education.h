// Education ranks (domain.md section 4); D4 and S1 are one rank. Values are stored and ordered.
#pragma once

#include <cstdint>

namespace setara {

enum class EducationLevel : uint8_t {
  kUnknown = 0,
  kNone = 1,
  kPrimary = 2,         // SD, MI, SDLB, Paket A
  kLowerSecondary = 3,  // SMP, MTs, SMPLB, Paket B
  kUpperSecondary = 4,  // SMA, MA, SMK, SMALB, Paket C
  kDiploma1 = 5,        // D1
  kDiploma2 = 6,        // D2
  kDiploma3 = 7,        // D3
  kBachelor = 8,        // D4, S1, and the profession programmes that follow it
  kMaster = 9,          // S2
  kDoctorate = 10,      // S3
};

inline constexpr int kEducationLevels = 11;

}  // namespace setara
