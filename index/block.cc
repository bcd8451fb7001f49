#include "index/block.h"

#include <cstdlib>

#include "matcher/domain/geo.h"
#include "matcher/domain/work.h"

namespace setara {
namespace {

constexpr uint32_t kRemoteCell = 0xfffffffe;
constexpr uint32_t kUnplacedCell = 0xffffffff;
constexpr int32_t kCellMicroDegrees = 250'000;
constexpr int kRemoteWork = 27;        // A28
constexpr int kTransportHousing = 49;  // A50

uint32_t GridCell(int32_t latitude, int32_t longitude) {
  if (latitude == kNoPoint || longitude == kNoPoint) return kUnplacedCell;
  auto row = static_cast<uint32_t>((latitude + 90'000'000) / kCellMicroDegrees);
  auto column = static_cast<uint32_t>((longitude + 180'000'000) / kCellMicroDegrees);
  return row * 1440 + column;
}

bool IsRemote(const OpeningFacts& facts) {
  return facts.arrangement == static_cast<uint8_t>(Arrangement::kRemote);
}

bool DistanceFree(const OpeningFacts& facts) {
  constexpr uint64_t kBridgesReach =
      (uint64_t{1} << kRemoteWork) | (uint64_t{1} << kTransportHousing);
  return facts.arrangement >= static_cast<uint8_t>(Arrangement::kHybrid) || facts.reach_help != 0 ||
         (facts.offered & kBridgesReach) != 0;
}

}  // namespace

void Extend(BlockBounds& bounds, const OpeningFacts& facts) {
  bounds.AddPoint(facts.latitude_e6, facts.longitude_e6);
  bounds.remote |= IsRemote(facts);
  bounds.distance_free |= DistanceFree(facts);
  bounds.undated |= facts.posted_on == kNoDate;
  bounds.unskilled |= facts.skill_count == 0;
  bounds.newest = std::max(bounds.newest, facts.posted_on);
  bounds.occupations |= OccupationBit(facts.occupation);
  bounds.skills |= SkillBits(facts.skills, facts.skill_count);
}

void Extend(BlockBounds& bounds, const SeekerFacts& facts) {
  bounds.AddPoint(facts.latitude_e6, facts.longitude_e6);
  bounds.distance_free |= facts.reach_metres < 0 || facts.reach_is_hard == 0;
  bounds.max_reach = std::max(bounds.max_reach, facts.reach_metres);
  bounds.unskilled |= facts.skill_count == 0;
  bounds.skills |= SkillBits(facts.skills, facts.skill_count);
  if (facts.wish_count == 0) bounds.occupations |= kCoarseOccupation;
  for (int i = 0; i < facts.wish_count; ++i) {
    bounds.occupations |= OccupationBit(facts.wishes[i].occupation);
  }
}

int64_t LeastDistance(const BlockBounds& bounds, int32_t latitude, int32_t longitude) {
  if (latitude == kNoPoint || longitude == kNoPoint || bounds.south > bounds.north) return 0;
  constexpr int32_t kTropics = 15'000'000;
  int32_t nearest_latitude = std::clamp(latitude, bounds.south, bounds.north);
  int32_t nearest_longitude = std::clamp(longitude, bounds.west, bounds.east);
  // The projection shortens a degree of longitude by the mean latitude, which differs over the
  // box: by less than 2 % in the tropics; elsewhere only the latitude is sure.
  if (std::max({std::abs(latitude), std::abs(bounds.south), std::abs(bounds.north)}) > kTropics) {
    nearest_longitude = longitude;
  }
  int64_t metres = DistanceMetres(latitude, longitude, nearest_latitude, nearest_longitude);
  return std::max<int64_t>(0, metres - metres / 25 - 10);
}

uint32_t CellOf(const OpeningFacts& facts) {
  if (IsRemote(facts)) return kRemoteCell;
  return GridCell(facts.latitude_e6, facts.longitude_e6);
}
uint32_t CellOf(const SeekerFacts& facts) {
  return GridCell(facts.latitude_e6, facts.longitude_e6);
}

uint32_t OrderInCell(const OpeningFacts& facts) {
  constexpr int32_t kLastDay = (1 << 18) - 1;
  auto age = static_cast<uint32_t>(kLastDay - std::clamp(facts.posted_on, 0, kLastDay));
  return (uint32_t{facts.occupation.padded} << 18) | age;
}
uint32_t OrderInCell(const SeekerFacts& facts) {
  return facts.wish_count == 0 ? 0 : facts.wishes[0].occupation.padded;
}

}  // namespace setara
