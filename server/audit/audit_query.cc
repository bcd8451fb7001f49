#include "server/audit/audit_query.h"

#include <algorithm>
#include <limits>

#include "server/audit/chain.h"
#include "server/audit/event_codec.h"
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
    "FROM audit_people s CROSS JOIN audit_events e ON e.sequence = s.sequence" SETARA_AUDIT_JOINS
    "WHERE s.block = $1 AND s.person = $2 AND s.sequence < $3 ORDER BY s.sequence DESC";
// The events that no list holds yet.
constexpr char kUnlisted[] = SETARA_AUDIT_RECORD_COLUMNS
    "FROM audit_events e" SETARA_AUDIT_JOINS
    "WHERE e.sequence >= $1 AND e.sequence < $2 ORDER BY e.sequence DESC";
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

bool IsAbout(const AuditEvent& event, const std::string& person) {
  const std::vector<std::string> people = PeopleOf(event);
  return std::binary_search(people.begin(), people.end(), person);
}

bool Passes(const AuditFilter& filter, const AuditEvent& event) {
  if (!filter.person.empty() && !IsAbout(event, filter.person)) return false;
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

// One page of records, newest first.
class Lister {
 public:
  Lister(Connection& db, const AuditFilter& filter, const std::optional<AuditPageKey>& after,
         int limit, const std::function<bool()>& stop)
      : db_(db),
        filter_(filter),
        after_(after.value_or(AuditPageKey{kForever, kForever})),
        limit_(static_cast<size_t>(limit)),
        stop_(stop) {}

  absl::StatusOr<std::vector<AuditRecord>> Run() {
    absl::Status status = !filter_.person.empty()   ? ByPerson()
                          : !filter_.caller.empty() ? ByCaller()
                                                    : ByTime();
    if (!status.ok()) return status;
    return std::move(records_);
  }

 private:
  absl::Status ByPerson() {
    absl::StatusOr<AuditEnd> start = ReadAuditEnd(db_, AuditSeal::kStart);
    if (!start.ok()) return start.status();
    absl::StatusOr<AuditEnd> head = ReadAuditEnd(db_, AuditSeal::kHead);
    if (!head.ok()) return head.status();
    const int64_t unlisted = FirstUnlisted(head->point.sequence);
    absl::StatusOr<Statement> last = db_.Prepare(kUnlisted);
    if (!last.ok()) return last.status();
    last->Bind(1, unlisted).Bind(2, after_.sequence);
    absl::Status looked = Take(*last);
    if (!looked.ok()) return looked;
    int64_t block = AuditBlockOf(std::min(after_.sequence, unlisted - 1));
    for (; block >= AuditBlockOf(start->point.sequence) && !full(); --block) {
      absl::StatusOr<Statement> query = db_.Prepare(kByPerson);
      if (!query.ok()) return query.status();
      query->Bind(1, block).Bind(2, filter_.person).Bind(3, after_.sequence);
      absl::Status taken = Take(*query);
      if (!taken.ok()) return taken;
    }
    return absl::OkStatus();
  }

  absl::Status ByCaller() {
    absl::StatusOr<Statement> query = db_.Prepare(kByCaller);
    if (!query.ok()) return query.status();
    query->Bind(1, filter_.caller).Bind(2, after_.sequence);
    return Take(*query);
  }

  absl::Status ByTime() {
    absl::StatusOr<Statement> query = db_.Prepare(kByTime);
    if (!query.ok()) return query.status();
    query->Bind(1, Micros(filter_.since, std::numeric_limits<int64_t>::min()))
        .Bind(2, Micros(filter_.until, kForever))
        .Bind(3, after_.at)
        .Bind(4, after_.sequence);
    return Take(*query);
  }

  // Keeps what passes of the rows of `query`, until the page is full.
  absl::Status Take(Statement& query) {
    while (!full()) {
      if (++visited_ % 1024 == 0 && stop_()) {
        return absl::DeadlineExceededError("the caller no longer waits");
      }
      absl::StatusOr<bool> found = query.Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      AuditRecord record = RecordOf(query);
      if (Passes(filter_, record.event)) records_.push_back(std::move(record));
    }
    return absl::OkStatus();
  }

  bool full() const { return records_.size() >= limit_; }

  Connection& db_;
  const AuditFilter& filter_;
  const AuditPageKey after_;
  const size_t limit_;
  const std::function<bool()>& stop_;
  std::vector<AuditRecord> records_;
  int64_t visited_ = 0;  // rows, and blocks without any
};

}  // namespace

AuditOutcome OutcomeOf(int code) {
  if (code == 0) return AuditOutcome::kDone;
  return code == kPermissionDenied || code == kUnauthenticated ? AuditOutcome::kDenied
                                                               : AuditOutcome::kFailed;
}

absl::StatusOr<std::vector<AuditRecord>> ListAudit(Connection& db, const AuditFilter& filter,
                                                   const std::optional<AuditPageKey>& after,
                                                   int limit, const std::function<bool()>& stop) {
  return Lister(db, filter, after, limit, stop).Run();
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
