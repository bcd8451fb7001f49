// What became of a record that was written under a key of its source.
#pragma once

#include <cstdint>

#include "server/store/changes.h"

namespace setara {

// What an upsert did. kUnchanged wrote nothing, and logged no change.
enum class UpsertOutcome : uint8_t { kInserted = 1, kUpdated = 2, kUnchanged = 3 };

struct Upserted {
  UpsertOutcome outcome = UpsertOutcome::kUnchanged;
  RecordKey key;
};

}  // namespace setara
