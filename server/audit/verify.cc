#include "server/audit/verify.h"

#include <functional>
#include <utility>

#include "server/audit/event_codec.h"
#include "server/audit/event_rows.h"

namespace setara {
namespace {

class Verifier {
 public:
  Verifier(Connection& db, const std::optional<AuditPoint>& expected)
      : db_(db), expected_(expected) {}

  absl::StatusOr<AuditReport> Run();

 private:
  bool sealed() const { return static_cast<bool>(db_.mac()); }
  bool SealIs(AuditSeal kind, const AuditPoint& point, const std::string& seal) const {
    return SealOf(db_.mac(), kind, point) == seal;
  }
  void Fail(AuditFault fault, int64_t sequence, std::string detail) {
    report_.fault = fault;
    report_.sequence = sequence;
    report_.detail = std::move(detail);
  }

  absl::Status CheckEnds();
  absl::Status WalkEvents();
  absl::Status CheckRow(const AuditRow& row);
  absl::Status Classify(const AuditRow& row);
  absl::Status ClassifyForged(int64_t sequence);
  absl::Status CheckPeople(const AuditRow& row);
  void CheckExpected(const AuditPoint& point);
  absl::Status CheckTail();
  absl::Status CheckPeopleCount();
  // Runs `visit` over (sequence, hash, seal) of all events from `from` until it returns false.
  absl::Status ScanSeals(int64_t from,
                         const std::function<bool(const AuditPoint&, const std::string&)>& visit);

  Connection& db_;
  const std::optional<AuditPoint>& expected_;
  AuditReport report_;
  AuditEnd head_;
  int64_t people_ = 0;
};

absl::Status Verifier::CheckEnds() {
  absl::StatusOr<AuditEnd> start = ReadAuditEnd(db_, AuditSeal::kStart);
  if (!start.ok()) return start.status();
  absl::StatusOr<AuditEnd> head = ReadAuditEnd(db_, AuditSeal::kHead);
  if (!head.ok()) return head.status();
  head_ = *std::move(head);
  report_.start = report_.head = start->point;
  const AuditPoint nothing{0, std::string(kAuditHashBytes, '\0')};
  bool forged_start = start->point.sequence == 0
                          ? start->point != nothing
                          : sealed() && !SealIs(AuditSeal::kStart, start->point, start->seal);
  bool forged_head = head_.point.sequence == 0
                         ? head_.point != nothing
                         : sealed() && !SealIs(AuditSeal::kHead, head_.point, head_.seal);
  if (forged_start) {
    Fail(AuditFault::kEndForged, start->point.sequence, "the record of the start has no good seal");
  } else if (forged_head) {
    Fail(AuditFault::kEndForged, head_.point.sequence, "the record of the head has no good seal");
  } else if (expected_ && expected_->sequence < start->point.sequence) {
    return absl::InvalidArgumentError(
        "the given head is older than the first event that is kept, " +
        std::to_string(start->point.sequence + 1));
  } else {
    CheckExpected(start->point);
  }
  return absl::OkStatus();
}

void Verifier::CheckExpected(const AuditPoint& point) {
  if (expected_ && expected_->sequence == point.sequence && expected_->hash != point.hash) {
    Fail(AuditFault::kRewritten, point.sequence, "it has another hash than the given head");
  }
}

absl::Status Verifier::ScanSeals(
    int64_t from, const std::function<bool(const AuditPoint&, const std::string&)>& visit) {
  absl::StatusOr<Statement> query = db_.Prepare(
      "SELECT sequence, hash, seal FROM audit_events WHERE sequence >= $1 ORDER BY sequence");
  if (!query.ok()) return query.status();
  query->Bind(1, from);
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row || !visit({query->Int(0), query->Text(1)}, query->Text(2))) return absl::OkStatus();
  }
}

// What happened to the event at `row`, whose hash or seal is wrong. Seals tell: one that is good
// for this place, for another, or for none.
absl::Status Verifier::Classify(const AuditRow& row) {
  const int64_t here = row.point.sequence;
  if (!sealed() || SealIs(AuditSeal::kEvent, row.point, row.seal)) {
    Fail(AuditFault::kChanged, here, "what it says is not what was written");
    return absl::OkStatus();
  }
  int64_t origin = 0;
  for (int64_t k = report_.start.sequence + 1; k <= head_.point.sequence && origin == 0; ++k) {
    if (SealIs(AuditSeal::kEvent, {k, row.point.hash}, row.seal)) origin = k;
  }
  if (origin == 0) return ClassifyForged(here);
  if (origin < here) {
    Fail(AuditFault::kInserted, here, "it is a copy of event " + std::to_string(origin));
    return absl::OkStatus();
  }
  int64_t moved_to = 0;
  absl::Status scanned = ScanSeals(here + 1, [&](const AuditPoint& point, const std::string& seal) {
    if (SealIs(AuditSeal::kEvent, {here, point.hash}, seal)) moved_to = point.sequence;
    return moved_to == 0;
  });
  if (!scanned.ok()) return scanned;
  std::string detail = "in its place is event " + std::to_string(origin);
  if (moved_to == 0) {
    Fail(AuditFault::kRemoved, here, detail);
  } else {
    Fail(AuditFault::kReordered, here, detail + "; it stands at " + std::to_string(moved_to));
  }
  return absl::OkStatus();
}

// The event at `sequence` was made by someone without the key: instead of the true one, or pushing
// it on to the next place.
absl::Status Verifier::ClassifyForged(int64_t sequence) {
  bool pushed_on = sequence > head_.point.sequence;
  absl::Status scanned =
      ScanSeals(sequence + 1, [&](const AuditPoint& point, const std::string& seal) {
        pushed_on = SealIs(AuditSeal::kEvent, {sequence, point.hash}, seal);
        return false;
      });
  if (!scanned.ok()) return scanned;
  Fail(pushed_on ? AuditFault::kInserted : AuditFault::kChanged, sequence,
       "it was not written with the key of this log");
  return absl::OkStatus();
}

absl::Status Verifier::CheckPeople(const AuditRow& row) {
  if (row.point.sequence >= FirstUnlisted(head_.point.sequence)) return absl::OkStatus();
  for (const std::string& person : PeopleOf(row.event)) {
    absl::StatusOr<Statement> query = db_.Prepare(
        "SELECT 1 FROM audit_people WHERE block = $1 AND person = $2 AND sequence = $3");
    if (!query.ok()) return query.status();
    const int64_t sequence = row.point.sequence;
    absl::StatusOr<bool> found =
        query->Bind(1, AuditBlockOf(sequence)).Bind(2, person).Bind(3, sequence).Step();
    if (!found.ok()) return found.status();
    ++people_;
    if (*found) continue;
    Fail(AuditFault::kIndexDiffers, row.point.sequence,
         "it is missing in the list of a person's events");
    break;
  }
  return absl::OkStatus();
}

absl::Status Verifier::CheckRow(const AuditRow& row) {
  const AuditPoint& point = row.point;
  const int64_t next = report_.head.sequence + 1;
  if (point.sequence > next) {
    Fail(AuditFault::kRemoved, next,
         "the next event that is there is " + std::to_string(point.sequence));
    return absl::OkStatus();
  }
  if (point.hash != HashEvent(report_.head.hash, point.sequence, row.event) ||
      (sealed() && !SealIs(AuditSeal::kEvent, point, row.seal))) {
    return Classify(row);
  }
  CheckExpected(point);
  if (!report_.whole()) return absl::OkStatus();
  absl::Status people = CheckPeople(row);
  if (people.ok() && report_.whole()) {
    ++report_.events;
    report_.head = point;
  }
  return people;
}

absl::Status Verifier::WalkEvents() {
  absl::StatusOr<Statement> query =
      db_.Prepare("SELECT " SETARA_AUDIT_COLUMNS " FROM audit_events e" SETARA_AUDIT_JOINS
                  "ORDER BY e.sequence");
  if (!query.ok()) return query.status();
  while (report_.whole()) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return CheckTail();
    AuditRow row = ReadAuditRow(*query);
    if (row.point.sequence <= report_.start.sequence) {
      Fail(AuditFault::kInserted, row.point.sequence, "it stands before the start of the log");
      break;
    }
    absl::Status checked = CheckRow(row);
    if (!checked.ok()) return checked;
  }
  return absl::OkStatus();
}

absl::Status Verifier::CheckTail() {
  const int64_t last = report_.head.sequence;
  if (head_.point.sequence > last) {
    Fail(AuditFault::kTruncated, last + 1,
         "the log went on to event " + std::to_string(head_.point.sequence));
  } else if (expected_ && expected_->sequence > last) {
    Fail(AuditFault::kTruncated, last + 1,
         "the log went on to the given head, event " + std::to_string(expected_->sequence));
  } else if (head_.point != report_.head) {
    Fail(AuditFault::kInserted, head_.point.sequence + 1, "the log ended before it");
  } else {
    return CheckPeopleCount();
  }
  return absl::OkStatus();
}

absl::Status Verifier::CheckPeopleCount() {
  absl::StatusOr<Statement> count = db_.Prepare("SELECT count(*) FROM audit_people");
  if (!count.ok()) return count.status();
  absl::StatusOr<bool> row = count->Step();
  if (!row.ok()) return row.status();
  if (count->Int(0) != people_) {
    Fail(AuditFault::kIndexDiffers, report_.start.sequence + 1,
         "the list of the people's events has " + std::to_string(count->Int(0) - people_) +
             " that are not in the log");
  }
  return absl::OkStatus();
}

absl::StatusOr<AuditReport> Verifier::Run() {
  absl::Status status = CheckEnds();
  if (status.ok() && report_.whole()) status = WalkEvents();
  if (!status.ok()) return status;
  return std::move(report_);
}

}  // namespace

const char* ToString(AuditFault fault) {
  switch (fault) {
    case AuditFault::kNone:
      return "none";
    case AuditFault::kChanged:
      return "changed";
    case AuditFault::kRemoved:
      return "removed";
    case AuditFault::kInserted:
      return "inserted";
    case AuditFault::kReordered:
      return "reordered";
    case AuditFault::kTruncated:
      return "truncated";
    case AuditFault::kRewritten:
      return "rewritten";
    case AuditFault::kEndForged:
      return "end forged";
    case AuditFault::kIndexDiffers:
      return "index differs";
  }
  return "";
}

absl::StatusOr<AuditReport> VerifyAudit(Connection& db, const std::optional<AuditPoint>& expected) {
  return Verifier(db, expected).Run();
}

}  // namespace setara
