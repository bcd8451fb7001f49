// What became of a record that was written under a key of its source.
#pragma once

#include <cstdint>

namespace setara {

enum class UpsertOutcome : uint8_t { kInserted, kUpdated, kUnchanged };

}  // namespace setara
