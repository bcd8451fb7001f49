#include "server/audit/event_rows.h"

#include <chrono>
#include <string_view>

namespace setara {
namespace {

constexpr std::string_view kPerson = "seekers/";

std::string JoinSubjects(const std::set<std::string>& subjects) {
  std::string lines;
  for (const std::string& subject : subjects) {
    if (!lines.empty()) lines += '\n';
    lines += std::string_view(subject).substr(kPerson.size());
  }
  return lines;
}

std::set<std::string> SplitSubjects(std::string_view lines) {
  std::set<std::string> subjects;
  while (!lines.empty()) {
    size_t end = lines.find('\n');
    subjects.insert(std::string(kPerson) + std::string(lines.substr(0, end)));
    lines = end == std::string_view::npos ? "" : lines.substr(end + 1);
  }
  return subjects;
}

// The id of a name in one of the tables of names, made when it is new.
absl::StatusOr<int64_t> IdOf(Connection& db, std::string_view select, std::string_view insert,
                             const std::string& name) {
  for (std::string_view sql : {select, insert}) {
    absl::StatusOr<Statement> statement = db.Prepare(sql);
    if (!statement.ok()) return statement.status();
    absl::StatusOr<bool> row = statement->Bind(1, name).Step();
    if (!row.ok()) return row.status();
    if (*row) return statement->Int(0);
  }
  return absl::InternalError("audit: a name has no id");
}

}  // namespace

AuditRow ReadAuditRow(const Statement& statement) {
  AuditRow row;
  row.point = {statement.Int(0), statement.Text(14)};
  row.seal = statement.Text(15);
  AuditEvent& event = row.event;
  event.at = Instant(std::chrono::microseconds(statement.Int(1)));
  event.caller = statement.Text(2);
  event.role = static_cast<int>(statement.Int(3));
  event.place = statement.Text(4);
  event.method = statement.Text(5);
  event.purpose = statement.Text(6);
  event.peer = statement.Text(7);
  event.object = statement.Text(8);
  event.subjects = SplitSubjects(statement.TextView(9));
  event.data_classes = static_cast<uint32_t>(statement.Int(10));
  event.outcome = static_cast<int>(statement.Int(11));
  event.reason = statement.Text(12);
  event.break_glass = statement.Text(13);
  return row;
}

absl::Status InsertAuditRow(Connection& db, const AuditRow& row) {
  const AuditEvent& event = row.event;
  absl::StatusOr<int64_t> caller =
      IdOf(db, "SELECT id FROM audit_callers WHERE name = $1",
           "INSERT INTO audit_callers (name) VALUES ($1) RETURNING id", event.caller);
  if (!caller.ok()) return caller.status();
  absl::StatusOr<int64_t> method =
      IdOf(db, "SELECT id FROM audit_methods WHERE name = $1",
           "INSERT INTO audit_methods (name) VALUES ($1) RETURNING id", event.method);
  if (!method.ok()) return method.status();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO audit_events (sequence, at, caller, role, place, method, purpose, peer, object,"
      " subjects, data_classes, outcome, reason, break_glass, hash, seal)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, row.point.sequence)
      .Bind(2, event.at.time_since_epoch().count())
      .Bind(3, *caller)
      .Bind(4, int64_t{event.role})
      .Bind(5, event.place)
      .Bind(6, *method)
      .Bind(7, event.purpose)
      .Bind(8, event.peer)
      .Bind(9, event.object)
      .Bind(10, JoinSubjects(event.subjects))
      .Bind(11, int64_t{event.data_classes})
      .Bind(12, int64_t{event.outcome})
      .Bind(13, event.reason)
      .Bind(14, event.break_glass)
      .BindBlob(15, row.point.hash)
      .BindBlob(16, row.seal)
      .Run();
}

}  // namespace setara
