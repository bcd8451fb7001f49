#include "index/block.h"

#include <bit>
#include <cstdlib>

#include "matcher/conditions.h"
#include "matcher/domain/geo.h"
#include "matcher/domain/work.h"

namespace setara {
namespace {

// Cells from here on are openings without a point, by region; none of the grid reaches so far.
constexpr uint32_t kUnplacedCells = 0xffff0000;
constexpr uint32_t kRemoteCell = kUnplacedCells - 1;
constexpr int32_t kCellMicroDegrees = 250'000;
constexpr uint32_t kReachClasses = 5;

bool IsPlaced(int32_t latitude, int32_t longitude) {
  return latitude != kNoPoint && longitude != kNoPoint;
}

uint32_t GridCell(int32_t latitude, int32_t longitude) {
  auto row = static_cast<uint32_t>((latitude + 90'000'000) / kCellMicroDegrees);
  auto column = static_cast<uint32_t>((longitude + 180'000'000) / kCellMicroDegrees);
  return row * 1440 + column;
}

bool HasHardReach(const SeekerFacts& facts) {
  return facts.reach_metres >= 0 && facts.reach_is_hard != 0;
}

// 0 to kReachClasses - 1.
uint32_t ReachClass(const SeekerFacts& facts) {
  constexpr int32_t kNear = 30'000, kFar = 100'000;
  const uint32_t beyond = facts.reach_metres > kFar ? 1 : 0;
  if (!HasHardReach(facts)) return beyond;
  return facts.reach_metres <= kNear ? 2 : 3 + beyond;
}

uint64_t HintSkills(const uint16_t* skills, int count) {
  uint64_t bits = SkillBits(skills, count);
  return std::popcount(bits) == count ? bits : kManySkills;
}

OccupationMask OccupationBits(const SeekerFacts& facts) {
  if (facts.wish_count == 0) return kCoarseOccupation;
  OccupationMask bits = 0;
  for (int i = 0; i < facts.wish_count; ++i) bits |= OccupationBit(facts.wishes[i].occupation);
  return bits;
}

}  // namespace

RecordHint HintOf(const OpeningFacts& facts) {
  return {facts.row, OccupationBit(facts.occupation), HintSkills(facts.skills, facts.skill_count)};
}
RecordHint HintOf(const SeekerFacts& facts) {
  return {facts.row, OccupationBits(facts), HintSkills(facts.skills, facts.skill_count)};
}

void Extend(BlockBounds& bounds, const OpeningFacts& facts) {
  bounds.first_row = std::min(bounds.first_row, facts.row);
  bounds.AddPoint(facts.latitude_e6, facts.longitude_e6);
  bounds.remote |= IsRemote(facts);
  bounds.distance_free |= ReachIsNoBar(facts, {});
  if (!IsPlaced(facts.latitude_e6, facts.longitude_e6)) bounds.region = facts.region;
  bounds.undated |= facts.posted_on == kNoDate;
  bounds.unskilled |= facts.skill_count == 0;
  bounds.newest = std::max(bounds.newest, facts.posted_on);
  bounds.occupations |= OccupationBit(facts.occupation);
  bounds.skills |= SkillBits(facts.skills, facts.skill_count);
}

void Extend(BlockBounds& bounds, const SeekerFacts& facts) {
  bounds.first_row = std::min(bounds.first_row, facts.row);
  bounds.AddPoint(facts.latitude_e6, facts.longitude_e6);
  bounds.distance_free |= !HasHardReach(facts);
  bounds.max_reach = std::max(bounds.max_reach, facts.reach_metres);
  bounds.unskilled |= facts.skill_count == 0;
  bounds.skills |= SkillBits(facts.skills, facts.skill_count);
  bounds.occupations |= OccupationBits(facts);
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
  if (!IsPlaced(facts.latitude_e6, facts.longitude_e6)) return kUnplacedCells + facts.region;
  return GridCell(facts.latitude_e6, facts.longitude_e6) * 2 + (ReachIsNoBar(facts, {}) ? 1 : 0);
}
uint32_t CellOf(const SeekerFacts& facts) {
  if (!IsPlaced(facts.latitude_e6, facts.longitude_e6)) return kUnplacedCells;
  return GridCell(facts.latitude_e6, facts.longitude_e6) * kReachClasses + ReachClass(facts);
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
