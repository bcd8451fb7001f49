#include "server/store/consent_ends.h"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "server/store/bitemporal.h"
#include "server/store/changes.h"

namespace setara {
namespace {

// An end of consent: first day without it, row of the person.
using End = std::pair<int64_t, int64_t>;

constexpr int64_t kLastRow = std::numeric_limits<int64_t>::max();

// Between boundary and today, from the boundary on.
constexpr char kAhead[] =
    "SELECT matching_consent_until, row FROM seekers WHERE matching_consent_until IS NOT NULL "
    "AND (matching_consent_until, row) > ($1, $2) AND matching_consent_until <= $3 "
    "ORDER BY matching_consent_until, row LIMIT $4";
constexpr char kBehind[] =
    "SELECT matching_consent_until, row FROM seekers WHERE matching_consent_until IS NOT NULL "
    "AND (matching_consent_until, row) <= ($1, $2) AND matching_consent_until > $3 "
    "ORDER BY matching_consent_until DESC, row DESC LIMIT $4";

absl::StatusOr<End> Boundary(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT until, row FROM consent_boundary");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  if (!*found) return absl::DataLossError("consent_boundary: its row is missing");
  return End(query->Int(0), query->Int(1));
}

absl::Status SetBoundary(Connection& db, End boundary) {
  absl::StatusOr<Statement> update = db.Prepare("UPDATE consent_boundary SET until = $1, row = $2");
  if (!update.ok()) return update.status();
  return update->Bind(1, boundary.first).Bind(2, boundary.second).Run();
}

absl::StatusOr<std::vector<End>> Passed(Connection& db, const char* sql, End boundary,
                                        int64_t today, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  query->Bind(1, boundary.first).Bind(2, boundary.second).Bind(3, today).Bind(4, limit);
  std::vector<End> passed;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return passed;
    passed.emplace_back(query->Int(0), query->Int(1));
  }
}

}  // namespace

absl::StatusOr<int> MoveConsentBoundary(Connection& db, Date today, int limit) {
  absl::StatusOr<End> boundary = Boundary(db);
  if (!boundary.ok()) return boundary.status();
  const End goal(StoredDate(today), kLastRow);
  if (*boundary == goal) return 0;
  const bool forward = *boundary < goal;
  absl::StatusOr<std::vector<End>> passed =
      Passed(db, forward ? kAhead : kBehind, *boundary, goal.first, limit);
  if (!passed.ok()) return passed.status();
  for (const End& end : *passed) {
    absl::Status logged = LogChange(db, end.second, RecordKind::kSeeker, Lane::kInteractive);
    if (!logged.ok()) return logged;
  }
  End reached = goal;
  if (passed->size() == static_cast<size_t>(limit)) {
    reached = passed->back();
    if (!forward) --reached.second;  // the last one is in again
  }
  absl::Status moved = SetBoundary(db, reached);
  if (!moved.ok()) return moved;
  return static_cast<int>(passed->size());
}

}  // namespace setara
