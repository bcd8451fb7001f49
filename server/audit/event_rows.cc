#include "server/audit/event_rows.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <tuple>
#include <vector>

namespace setara {
namespace {

constexpr std::string_view kPerson = "seekers/";

// Takes the first line off `lines`.
std::string_view NextLine(std::string_view* lines) {
  const size_t end = lines->find('\n');
  std::string_view line = lines->substr(0, end);
  lines->remove_prefix(end == std::string_view::npos ? lines->size() : end + 1);
  return line;
}

std::set<std::string> SplitSubjects(std::string_view lines) {
  std::set<std::string> subjects;
  while (!lines.empty()) subjects.insert(std::string(kPerson) + std::string(NextLine(&lines)));
  return subjects;
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

absl::StatusOr<int64_t> AuditRowWriter::IdOf(std::string_view select, std::string_view insert,
                                             std::string_view text, Name& last) {
  if (last.id != 0 && last.text == text) return last.id;
  for (std::string_view sql : {select, insert}) {
    absl::StatusOr<Statement> statement = db_.Prepare(sql);
    if (!statement.ok()) return statement.status();
    absl::StatusOr<bool> row = statement->Bind(1, text).Step();
    if (!row.ok()) return row.status();
    if (!*row) continue;
    last = {std::string(text), statement->Int(0)};
    return last.id;
  }
  return absl::InternalError("audit: a name has no id");
}

absl::Status AuditRowWriter::Insert(const EncodedEvent& event, const AuditPoint& point,
                                    std::string_view seal) {
  absl::StatusOr<int64_t> caller =
      IdOf("SELECT id FROM audit_callers WHERE name = $1",
           "INSERT INTO audit_callers (name) VALUES ($1) RETURNING id", event.caller, caller_);
  if (!caller.ok()) return caller.status();
  absl::StatusOr<int64_t> method =
      IdOf("SELECT id FROM audit_methods WHERE name = $1",
           "INSERT INTO audit_methods (name) VALUES ($1) RETURNING id", event.method, method_);
  if (!method.ok()) return method.status();
  if (!insert_) {
    absl::StatusOr<Statement> prepared = db_.Prepare(
        "INSERT INTO audit_events (sequence, at, caller, role, place, method, purpose, peer,"
        " object, subjects, data_classes, outcome, reason, break_glass, hash, seal)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)");
    if (!prepared.ok()) return prepared.status();
    insert_ = *std::move(prepared);
  }
  lines_.clear();
  for (std::string_view left = event.subjects; !left.empty();) {
    if (!lines_.empty()) lines_ += '\n';
    lines_ += NextText(&left).substr(kPerson.size());
  }
  return insert_->Bind(1, point.sequence)
      .Bind(2, event.at)
      .Bind(3, *caller)
      .Bind(4, int64_t{event.role})
      .Bind(5, event.place)
      .Bind(6, *method)
      .Bind(7, event.purpose)
      .Bind(8, event.peer)
      .Bind(9, event.object)
      .Bind(10, lines_)
      .Bind(11, int64_t{event.data_classes})
      .Bind(12, int64_t{event.outcome})
      .Bind(13, event.reason)
      .Bind(14, event.break_glass)
      .BindBlob(15, point.hash)
      .BindBlob(16, seal)
      .Run();
}

absl::Status ListPeople(Connection& db, int64_t block) {
  struct Entry {
    std::string_view person;
    int64_t sequence;
    bool operator==(const Entry&) const = default;
    bool operator<(const Entry& other) const {
      return std::tie(person, sequence) < std::tie(other.person, other.sequence);
    }
  };
  std::vector<Entry> entries;
  std::vector<std::string> texts;  // what the entries point into
  texts.reserve(2 * kAuditBlock);
  {
    absl::StatusOr<Statement> query = db.Prepare(
        "SELECT sequence, object, subjects FROM audit_events WHERE sequence >= $1 AND "
        "sequence < $2");
    if (!query.ok()) return query.status();
    query->Bind(1, block * kAuditBlock).Bind(2, (block + 1) * kAuditBlock);
    while (true) {
      absl::StatusOr<bool> found = query->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      const int64_t sequence = query->Int(0);
      std::string_view object = texts.emplace_back(query->TextView(1));
      // As PeopleOf.
      if (object.size() > kPerson.size() && object.starts_with(kPerson)) {
        entries.push_back({object.substr(kPerson.size()), sequence});
      }
      std::string_view lines = texts.emplace_back(query->TextView(2));
      while (!lines.empty()) entries.push_back({NextLine(&lines), sequence});
    }
  }
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  absl::StatusOr<Statement> insert =
      db.Prepare("INSERT INTO audit_people (block, person, sequence) VALUES ($1, $2, $3)");
  if (!insert.ok()) return insert.status();
  for (const Entry& entry : entries) {
    absl::Status added = insert->Bind(1, block).Bind(2, entry.person).Bind(3, entry.sequence).Run();
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

}  // namespace setara
