// What one search reads: the columns of openings and people at one point of the change log.
// Immutable; thread-safe; kept alive by whoever reads it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "index/fact_table.h"

namespace setara {

struct Snapshot {
  std::string epoch;     // of the store's change log
  int64_t sequence = 0;  // every change up to here is in
  int64_t revision = 0;  // counts the commits of a generation, also those that move no sequence
  // A person left since the generation was built. No search finds anything of them, but bytes of
  // what was written remain in blocks of the files that are free, until another generation replaces
  // this one.
  bool departed = false;
  FactTable<OpeningFacts> openings;
  FactTable<SeekerFacts> seekers;
};

}  // namespace setara
