// A block of facts that lie close together, and what is known of all of them: what lets a scan
// leave out a whole block. Internal to index/. Immutable once shared.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/facts.h"

namespace setara {

// Records a block holds at most: large enough to scan at memory speed, small enough to copy for
// every change.
inline constexpr size_t kBlockRecords = 256;

// Occupation groups of two digits as bits 0-62 (the number modulo 63); bit 63 stands for records
// whose occupation is unknown or coarser than two digits.
using OccupationMask = uint64_t;
inline constexpr OccupationMask kCoarseOccupation = OccupationMask{1} << 63;

// A single bit for the sub-major group of `key`.
inline OccupationMask OccupationBit(OccupationKey key) {
  if (key.digits < 2) return kCoarseOccupation;
  return OccupationMask{1} << (key.padded / 100 % 63);
}

// What a scan reads of a record to leave it out without touching its facts: most often the hint is
// enough, else the place.
struct RecordHint {
  int64_t row = 0;
  OccupationMask occupations = 0;  // of the opening, or of every wish
  uint64_t skills = 0;             // SkillBits, 0 for none; kManySkills when two share a bit
};
inline constexpr uint64_t kManySkills = ~uint64_t{0};
struct RecordPlace {
  int32_t latitude_e6 = kNoPoint;
  int32_t longitude_e6 = kNoPoint;
  int32_t reach_metres = -1;  // of a person, hard or not
};

// What holds for every record of a block.
struct BlockBounds {
  int64_t first_row = INT64_MAX;
  int32_t south = INT32_MAX, north = INT32_MIN, west = INT32_MAX, east = INT32_MIN;
  bool unplaced = false;       // some record has no point
  bool remote = false;         // some opening is remote: no commute
  bool distance_free = false;  // the reach of some pair is no hard condition
  uint16_t region = 0xffff;    // of the openings without a point, which share blocks by region
  int32_t max_reach = 0;       // metres, of people with a hard reach
  bool undated = false;        // some opening has no posting day
  int32_t newest = kNoDate;    // latest posting day; openings only
  OccupationMask occupations = 0;
  bool unskilled = false;  // some record names no skill
  uint64_t skills = 0;     // bit (skill % 64) of every skill

  void AddPoint(int32_t latitude, int32_t longitude) {
    if (latitude == kNoPoint || longitude == kNoPoint) {
      unplaced = true;
      return;
    }
    south = std::min(south, latitude);
    north = std::max(north, latitude);
    west = std::min(west, longitude);
    east = std::max(east, longitude);
  }
};

inline uint64_t SkillBits(const uint16_t* skills, int count) {
  uint64_t bits = 0;
  for (int i = 0; i < count; ++i) bits |= uint64_t{1} << (skills[i] % 64);
  return bits;
}

RecordHint HintOf(const OpeningFacts& facts);
RecordHint HintOf(const SeekerFacts& facts);
inline RecordPlace PlaceOf(const OpeningFacts& facts) {
  return {facts.latitude_e6, facts.longitude_e6, -1};
}
inline RecordPlace PlaceOf(const SeekerFacts& facts) {
  return {facts.latitude_e6, facts.longitude_e6, facts.reach_metres};
}

// Widens `bounds` by one record.
void Extend(BlockBounds& bounds, const OpeningFacts& facts);
void Extend(BlockBounds& bounds, const SeekerFacts& facts);

// Least distance in metres from the point to any placed record of the block, rounded down; 0 when
// the block has none or the point is unknown. Never too large.
int64_t LeastDistance(const BlockBounds& bounds, int32_t latitude_e6, int32_t longitude_e6);

// Which records share a block: those of one grid cell (a quarter of a degree). Apart are remote
// openings, openings that reach excludes nobody from, and openings without a point by region; of
// people, those without a point, and the others by how far their reach goes and whether it is hard:
// one record of another class would loosen the bounds of the whole block.
uint32_t CellOf(const OpeningFacts& facts);
uint32_t CellOf(const SeekerFacts& facts);

// Order inside a cell, so that blocks hold few occupations and openings of one age.
uint32_t OrderInCell(const OpeningFacts& facts);
uint32_t OrderInCell(const SeekerFacts& facts);

template <typename Facts>
struct Block {
  uint32_t cell = 0;
  BlockBounds bounds;
  std::vector<Facts> facts;
  std::vector<RecordHint> hints;    // one for each of `facts`
  std::vector<RecordPlace> places;  // the same

  void Add(const Facts& record) {
    facts.push_back(record);
    Derive(record);
  }

  // After changes to `facts`.
  void Recompute() {
    bounds = BlockBounds();
    hints.clear();
    places.clear();
    for (const Facts& record : facts) Derive(record);
  }

 private:
  void Derive(const Facts& record) {
    hints.push_back(HintOf(record));
    places.push_back(PlaceOf(record));
    Extend(bounds, record);
  }
};

}  // namespace setara
