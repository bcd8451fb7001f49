#include "server/audit/audit_log.h"

#include <algorithm>
#include <string>
#include <utility>

#include "matcher/domain/utf8.h"
#include "server/audit/chain.h"
#include "server/audit/event_codec.h"
#include "server/audit/event_rows.h"

namespace setara {
namespace {

bool IsPerson(std::string_view subject) {
  constexpr std::string_view kPrefix = "seekers/";
  if (!subject.starts_with(kPrefix)) return false;
  std::string_view id = subject.substr(kPrefix.size());
  return !id.empty() && id.size() <= 100 && IsText(id) &&
         std::none_of(id.begin(), id.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

absl::Status AddPeople(Connection& db, int64_t sequence, const AuditEvent& event) {
  for (const std::string& person : PeopleOf(event)) {
    absl::StatusOr<Statement> insert =
        db.Prepare("INSERT INTO audit_people (block, person, sequence) VALUES ($1, $2, $3)");
    if (!insert.ok()) return insert.status();
    absl::Status added =
        insert->Bind(1, AuditBlockOf(sequence)).Bind(2, person).Bind(3, sequence).Run();
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status AppendAudit(Connection& db, const AuditEvent& event) {
  if (!std::all_of(event.subjects.begin(), event.subjects.end(), IsPerson)) {
    return absl::InvalidArgumentError("audit: a subject is not the name of a person's record");
  }
  absl::StatusOr<AuditEnd> head = ReadAuditEnd(db, AuditSeal::kHead);
  if (!head.ok()) return head.status();
  AuditRow row;
  row.event = Cleaned(event);
  row.point.sequence = head->point.sequence + 1;
  row.point.hash = HashEvent(head->point.hash, row.point.sequence, row.event);
  absl::Status moved = WriteAuditEnd(db, AuditSeal::kHead, row.point);
  if (!moved.ok()) return moved;
  row.seal = SealOf(db.mac(), AuditSeal::kEvent, row.point);
  absl::Status added = InsertAuditRow(db, row);
  return added.ok() ? AddPeople(db, row.point.sequence, row.event) : added;
}

void AuditLog::Record(AuditEvent event, std::function<void(absl::Status)> done) {
  store_.WriteAsync(
      [event = std::move(event)](Connection& db) { return AppendAudit(db, event); },
      [done = std::move(done)](const absl::StatusOr<ChangeToken>& token) { done(token.status()); });
}

}  // namespace setara
