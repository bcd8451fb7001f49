// How rows of placements are read. Private to server/store.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "matcher/domain/placement.h"
#include "server/store/bitemporal.h"
#include "server/store/sqlite.h"

namespace setara {

// Columns of ReadPlacement, of placements p.
inline constexpr char kPlacementColumns[] =
    "p.entry, p.id, p.seeker_row, p.opening_id, p.employer_id, p.kind, p.region_code, p.version, "
    "p.created_at, p.updated_at";
inline constexpr int kPlacementColumnCount = 10;

inline Placement ReadPlacement(const Statement& row) {
  Placement placement;
  placement.entry = row.Int(0);
  placement.id = row.Text(1);
  placement.seeker_row = row.OptionalInt(2);
  placement.opening_id = row.Text(3);
  placement.employer_id = row.Text(4);
  placement.kind = static_cast<WorkKind>(row.Int(5));
  placement.region_code = row.Text(6);
  placement.version = row.Int(7);
  placement.created_at = InstantFromStored(row.Int(8));
  placement.updated_at = InstantFromStored(row.Int(9));
  return placement;
}

// Up to the end of the query.
inline absl::StatusOr<std::vector<Placement>> ReadPlacements(Statement& query) {
  std::vector<Placement> placements;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return placements;
    placements.push_back(ReadPlacement(query));
  }
}

}  // namespace setara
