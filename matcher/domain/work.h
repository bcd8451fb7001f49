// The kinds of work, the ways of doing it, and the words that openings and people share. Values are
// stored: never renumber. 0 is always "not known", which is no filter, no gap and no condition.
#pragma once

#include <cstdint>
#include <optional>

namespace setara {

enum class WorkKind : uint8_t {
  kUnknown = 0,
  kEmployment = 1,             // an employment relation: counts for the quota
  kApprenticeship = 2,         // magang (MagangHub): no quota record
  kPartnership = 3,            // kemitraan: ojek online, outworkers: no quota record
  kSelfEmploymentSupport = 4,  // wirausaha: capital, tools, coaching: no quota record
};

enum class ContractKind : uint8_t {
  kUnknown = 0,
  kPermanent = 1,      // PKWTT
  kFixedTerm = 2,      // PKWT
  kDaily = 3,          // harian
  kPublicService = 4,  // PNS or PPPK
};

enum class WorkHours : uint8_t { kUnknown = 0, kFullTime = 1, kPartTime = 2 };

enum class Arrangement : uint8_t { kUnknown = 0, kOnSite = 1, kHybrid = 2, kRemote = 3 };

enum class ShiftPattern : uint8_t { kUnknown = 0, kDay = 1, kNight = 2, kRotating = 3 };

// BPJS Ketenagakerjaan segment of a person; kNone is a known "not a member".
enum class BpjsSegment : uint8_t {
  kUnknown = 0,
  kNone = 1,
  kWageEarner = 2,     // PU
  kNonWage = 3,        // BPU
  kConstruction = 4,   // jasa konstruksi
  kMigrantWorker = 5,  // PMI
};

// Where a place is, in millionths of a degree, positive north and east.
struct GeoPoint {
  int32_t latitude_e6 = 0;
  int32_t longitude_e6 = 0;
  bool operator==(const GeoPoint&) const = default;
};

}  // namespace setara
