#include "server/store/placements.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/entry_ids.h"
#include "server/store/placement_rows.h"

namespace setara {
namespace {

constexpr char kEventColumns[] =
    "number, step, occurred_on, reason, actor, actor_role, known_at, consent_id, starts_on, "
    "relation, months, raised_by, evidence_kind, evidence_from, evidence_until, bpjs_segment, "
    "bpjs_registered, bpjs_since, corrects, retracts, corrected_on";

PlacementEvent ReadEvent(const Statement& row) {
  PlacementEvent event;
  event.number = static_cast<int>(row.Int(0));
  event.step = static_cast<PlacementStep>(row.Int(1));
  event.occurred_on = DateFromStored(row.Int(2));
  event.reason = row.Text(3);
  event.actor = row.Text(4);
  event.actor_role = static_cast<int>(row.Int(5));
  event.known_at = InstantFromStored(row.Int(6));
  event.consent_id = row.Text(7);
  event.starts_on = DateFromStored(row.OptionalInt(8));
  event.relation = static_cast<EmploymentRelation>(row.Int(9));
  event.months = static_cast<int>(row.Int(10));
  event.raised_by = row.Text(11);
  if (!row.IsNull(12)) {
    event.evidence =
        QuotaEvidence{static_cast<EvidenceKind>(row.Int(12)), DateFromStored(row.Int(13)),
                      DateFromStored(row.OptionalInt(14))};
  }
  if (!row.IsNull(15)) {
    event.membership = BpjsMembership{static_cast<BpjsSegment>(row.Int(15)), row.Int(16) != 0,
                                      DateFromStored(row.OptionalInt(17))};
  }
  event.corrects = static_cast<int>(row.Int(18));
  event.retracts = row.Int(19) != 0;
  event.corrected_on = DateFromStored(row.OptionalInt(20));
  return event;
}

struct Last {
  int number = 0;
  std::optional<int64_t> known_at;
};

absl::StatusOr<Last> LastEvent(Connection& db, int64_t placement_entry) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT coalesce(max(number), 0), max(known_at) FROM placement_events "
      "WHERE placement_entry = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Bind(1, placement_entry).Step();
  if (!row.ok()) return row.status();
  return Last{static_cast<int>(query->Int(0)), query->OptionalInt(1)};
}

void BindPapers(Statement& insert, const PlacementEvent& event) {
  std::optional<int64_t> kind, from, until, segment, registered, since;
  if (event.evidence) {
    kind = static_cast<int64_t>(event.evidence->kind);
    from = StoredDate(event.evidence->valid_from);
    until = StoredDate(event.evidence->valid_until);
  }
  if (event.membership) {
    segment = static_cast<int64_t>(event.membership->segment);
    registered = event.membership->registered ? 1 : 0;
    since = StoredDate(event.membership->since);
  }
  insert.BindOptional(14, kind)
      .BindOptional(15, from)
      .BindOptional(16, until)
      .BindOptional(17, segment)
      .BindOptional(18, registered)
      .BindOptional(19, since);
}

}  // namespace

absl::StatusOr<Placement> InsertPlacement(Connection& db, Placement placement, Instant now) {
  absl::StatusOr<std::string> id = NextEntryId(db, "placements", now);
  if (!id.ok()) return id.status();
  placement.id = *std::move(id);
  placement.version = 1;
  placement.created_at = placement.updated_at = now;
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO placements (id, seeker_row, opening_id, employer_id, kind, region_code, "
      "version, "
      "created_at, updated_at, state, referred, needs_decision, due_months) "
      "VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7, 0, 0, 0, 0) RETURNING entry");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, placement.id)
      .BindOptional(2, placement.seeker_row)
      .Bind(3, placement.opening_id)
      .Bind(4, placement.employer_id)
      .Bind(5, static_cast<int64_t>(placement.kind))
      .Bind(6, placement.region_code)
      .Bind(7, StoredInstant(now));
  absl::StatusOr<bool> row = insert->Step();
  if (!row.ok()) return row.status();
  placement.entry = insert->Int(0);
  return placement;
}

absl::StatusOr<PlacementEvent> AddPlacementEvent(Connection& db, int64_t placement_entry,
                                                 PlacementEvent event, Instant now) {
  absl::StatusOr<Last> last = LastEvent(db, placement_entry);
  if (!last.ok()) return last.status();
  event.number = last->number + 1;
  event.known_at = KnownAfter(last->known_at, now);
  absl::StatusOr<Statement> insert =
      db.Prepare(std::string("INSERT INTO placement_events (placement_entry, ") + kEventColumns +
                 ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
                 "$17, $18, $19, $20, $21, $22)");
  if (!insert.ok()) return insert.status();
  insert->Bind(1, placement_entry)
      .Bind(2, int64_t{event.number})
      .Bind(3, static_cast<int64_t>(event.step))
      .Bind(4, StoredDate(event.occurred_on))
      .Bind(5, event.reason)
      .Bind(6, event.actor)
      .Bind(7, int64_t{event.actor_role})
      .Bind(8, StoredInstant(event.known_at))
      .Bind(9, event.consent_id)
      .BindOptional(10, StoredDate(event.starts_on))
      .Bind(11, static_cast<int64_t>(event.relation))
      .Bind(12, int64_t{event.months})
      .Bind(13, event.raised_by)
      .Bind(20, int64_t{event.corrects})
      .Bind(21, int64_t{event.retracts})
      .BindOptional(22, StoredDate(event.corrected_on));
  BindPapers(*insert, event);
  absl::Status done = insert->Run();
  if (!done.ok()) return done;
  return event;
}

absl::Status SavePlacement(Connection& db, Placement& placement, const PlacementStanding& standing,
                           const std::optional<FollowUpCheck>& due, Instant now) {
  placement.version += 1;
  placement.updated_at = now;
  absl::StatusOr<Statement> update = db.Prepare(
      "UPDATE placements SET version = $2, updated_at = $3, state = $4, referred = $5, "
      "needs_decision = $6, due_on = $7, due_months = $8 WHERE entry = $1");
  if (!update.ok()) return update.status();
  return update->Bind(1, placement.entry)
      .Bind(2, placement.version)
      .Bind(3, StoredInstant(now))
      .Bind(4, static_cast<int64_t>(standing.state))
      .Bind(5, int64_t{standing.referred})
      .Bind(6, int64_t{standing.needs_decision})
      .BindOptional(7, due ? std::optional<int64_t>(StoredDate(due->due_on)) : std::nullopt)
      .Bind(8, int64_t{due ? due->months : 0})
      .Run();
}

absl::StatusOr<Placement> GetPlacement(Connection& db, std::string_view id) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kPlacementColumns + " FROM placements p WHERE p.id = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<Placement>> found = ReadPlacements(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("placements/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<std::vector<PlacementEvent>> PlacementEventsOf(Connection& db,
                                                              int64_t placement_entry) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kEventColumns +
                 " FROM placement_events WHERE placement_entry = $1 ORDER BY number");
  if (!query.ok()) return query.status();
  query->Bind(1, placement_entry);
  std::vector<PlacementEvent> events;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return events;
    events.push_back(ReadEvent(*query));
  }
}

absl::StatusOr<std::vector<Placement>> PlacementsOfSeeker(Connection& db, int64_t seeker_row) {
  absl::StatusOr<Statement> query =
      db.Prepare(std::string("SELECT ") + kPlacementColumns +
                 " FROM placements p WHERE p.seeker_row = $1 ORDER BY p.entry");
  if (!query.ok()) return query.status();
  return ReadPlacements(query->Bind(1, seeker_row));
}

absl::StatusOr<std::optional<Placement>> FindLivePlacement(Connection& db, int64_t seeker_row,
                                                           std::string_view opening_id) {
  absl::StatusOr<Statement> query = db.Prepare(
      std::string("SELECT ") + kPlacementColumns +
      " FROM placements p WHERE p.seeker_row = $1 AND p.opening_id = $2 AND p.state < $3");
  if (!query.ok()) return query.status();
  query->Bind(1, seeker_row)
      .Bind(2, opening_id)
      .Bind(3, static_cast<int64_t>(PlacementState::kEnded));
  absl::StatusOr<std::vector<Placement>> found = ReadPlacements(*query);
  if (!found.ok()) return found.status();
  if (found->empty()) return std::optional<Placement>();
  return std::optional<Placement>(std::move(found->front()));
}

absl::Status StripPlacements(Connection& db, int64_t seeker_row) {
  // 2 is the contract's role of a person.
  for (const char* sql :
       {"UPDATE placement_events SET consent_id = '', actor = CASE WHEN actor_role = 2 THEN '' "
        "ELSE actor END WHERE placement_entry IN (SELECT entry FROM placements "
        "WHERE seeker_row = $1)",
        "UPDATE placements SET seeker_row = NULL, due_on = NULL, needs_decision = 0 "
        "WHERE seeker_row = $1"}) {
    absl::StatusOr<Statement> strip = db.Prepare(sql);
    if (!strip.ok()) return strip.status();
    if (absl::Status done = strip->Bind(1, seeker_row).Run(); !done.ok()) return done;
  }
  return absl::OkStatus();
}

}  // namespace setara
