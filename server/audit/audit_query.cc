#include "server/audit/audit_query.h"

#include <limits>

#include "server/audit/event_rows.h"

namespace setara {
namespace {

constexpr int64_t kForever = std::numeric_limits<int64_t>::max();
constexpr int kPermissionDenied = 7, kUnauthenticated = 16;  // google.rpc.Code

// The columns of a row, then the hash of the event before it.
#define SETARA_AUDIT_RECORD_COLUMNS                                                   \
  "SELECT " SETARA_AUDIT_COLUMNS                                                      \
  ", COALESCE((SELECT p.hash FROM audit_events p WHERE p.sequence = e.sequence - 1)," \
  " (SELECT hash FROM audit_ends WHERE which = 'start')) "

constexpr char kByPerson[] = SETARA_AUDIT_RECORD_COLUMNS
    "FROM audit_subjects s CROSS JOIN audit_events e ON e.sequence = s.sequence" SETARA_AUDIT_JOINS
    "WHERE s.person = $1 AND s.sequence < $2 ORDER BY s.sequence DESC";
constexpr char kByCaller[] = SETARA_AUDIT_RECORD_COLUMNS
    "FROM audit_events e" SETARA_AUDIT_JOINS
    "WHERE e.caller = (SELECT id FROM audit_callers WHERE name = $1) AND e.sequence < $2"
    " ORDER BY e.sequence DESC";
constexpr char kByTime[] =
    SETARA_AUDIT_RECORD_COLUMNS "FROM audit_events e" SETARA_AUDIT_JOINS
                                "WHERE e.at >= $1 AND e.at < $2 AND (e.at, e.sequence) < ($3, $4)"
                                " ORDER BY e.at DESC, e.sequence DESC";
constexpr char kChain[] = SETARA_AUDIT_RECORD_COLUMNS
    "FROM audit_events e" SETARA_AUDIT_JOINS "WHERE e.sequence > $1 ORDER BY e.sequence LIMIT $2";

int64_t Micros(const std::optional<Instant>& instant, int64_t absent) {
  return instant ? instant->time_since_epoch().count() : absent;
}

absl::StatusOr<Statement> PrepareList(Connection& db, const AuditFilter& filter,
                                      const std::optional<AuditPageKey>& after) {
  const AuditPageKey key = after.value_or(AuditPageKey{kForever, kForever});
  const bool by_person = !filter.person.empty();
  const bool by_caller = !by_person && !filter.caller.empty();
  absl::StatusOr<Statement> query = db.Prepare(by_person   ? kByPerson
                                               : by_caller ? kByCaller
                                                           : kByTime);
  if (!query.ok()) return query;
  if (by_person || by_caller) {
    query->Bind(1, by_person ? filter.person : filter.caller).Bind(2, key.sequence);
  } else {
    query->Bind(1, Micros(filter.since, std::numeric_limits<int64_t>::min()))
        .Bind(2, Micros(filter.until, kForever))
        .Bind(3, key.at)
        .Bind(4, key.sequence);
  }
  return query;
}

bool Passes(const AuditFilter& filter, const AuditEvent& event) {
  if (!filter.caller.empty() && event.caller != filter.caller) return false;
  if (!filter.method.empty() && event.method != filter.method) return false;
  if (filter.since && event.at < *filter.since) return false;
  if (filter.until && event.at >= *filter.until) return false;
  return filter.outcome == AuditOutcome::kAny || OutcomeOf(event.outcome) == filter.outcome;
}

AuditRecord RecordOf(const Statement& query) {
  AuditRow row = ReadAuditRow(query);
  return {std::move(row.point), std::move(row.event), query.Text(kAuditColumnCount)};
}

}  // namespace

AuditOutcome OutcomeOf(int code) {
  if (code == 0) return AuditOutcome::kDone;
  return code == kPermissionDenied || code == kUnauthenticated ? AuditOutcome::kDenied
                                                               : AuditOutcome::kFailed;
}

absl::StatusOr<std::vector<AuditRecord>> ListAudit(Connection& db, const AuditFilter& filter,
                                                   const std::optional<AuditPageKey>& after,
                                                   int limit, const std::function<bool()>& stop) {
  absl::StatusOr<Statement> query = PrepareList(db, filter, after);
  if (!query.ok()) return query.status();
  std::vector<AuditRecord> records;
  for (int64_t visited = 1; records.size() < static_cast<size_t>(limit); ++visited) {
    if (visited % 1024 == 0 && stop()) {
      return absl::DeadlineExceededError("the caller no longer waits");
    }
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    AuditRecord record = RecordOf(*query);
    if (Passes(filter, record.event)) records.push_back(std::move(record));
  }
  return records;
}

absl::StatusOr<std::vector<AuditRecord>> ReadAuditChain(Connection& db, int64_t after_sequence,
                                                        int limit) {
  absl::StatusOr<Statement> query = db.Prepare(kChain);
  if (!query.ok()) return query.status();
  query->Bind(1, after_sequence).Bind(2, int64_t{limit});
  std::vector<AuditRecord> records;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return records;
    records.push_back(RecordOf(*query));
  }
}

}  // namespace setara
