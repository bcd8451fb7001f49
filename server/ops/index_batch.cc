#include "server/ops/index_batch.h"

#include <cstdint>
#include <set>
#include <utility>

#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {

absl::Status ReadRecords(Connection& db, const std::vector<Change>& changes, IndexBatch& batch) {
  std::vector<int64_t> opening_rows, seeker_rows;
  for (const Change& change : changes) {
    if (change.kind == RecordKind::kOpening) opening_rows.push_back(change.row);
    if (change.kind == RecordKind::kSeeker) seeker_rows.push_back(change.row);
  }
  auto openings = GetOpeningsByRows(db, opening_rows);
  if (!openings.ok()) return openings.status();
  batch.openings = *std::move(openings);
  auto seekers = LoadSeekersForIndex(db, seeker_rows);
  if (!seekers.ok()) return seekers.status();
  batch.seekers = *std::move(seekers);
  std::set<int64_t> present;
  for (const Opening& opening : batch.openings) present.insert(opening.row);
  for (const Seeker& seeker : batch.seekers) present.insert(seeker.row);
  for (const auto* rows : {&opening_rows, &seeker_rows}) {
    for (int64_t row : *rows) {
      if (!present.contains(row)) batch.deleted.push_back(row);
    }
  }
  return absl::OkStatus();
}

}  // namespace setara
