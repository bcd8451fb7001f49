#include "server/store/case_due.h"

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/case_seal.h"
#include "server/store/filters.h"

namespace setara {
namespace {

constexpr char kReference[] = "case_due.reference";
constexpr char kColumns[] =
    "d.case_row, d.number, d.kind, d.start, d.due, d.alarm, d.suspended, d.zone_hours, "
    "d.zone_assumed, d.holidays_known";

CaseDue ReadDue(const Statement& row) {
  CaseDue due;
  due.kind = row.Text(2);
  due.start = InstantFromStored(row.Int(3));
  due.due = InstantFromStored(row.Int(4));
  due.alarm = row.Int(5) != 0;
  due.suspended = row.Int(6) != 0;
  due.zone_hours = static_cast<int>(row.Int(7));
  due.zone_assumed = row.Int(8) != 0;
  due.holidays_known = row.Int(9) != 0;
  return due;
}

absl::Status InsertDue(Connection& db, const CaseRow& of, CaseKeys& keys, int64_t number,
                       const CaseDue& due) {
  absl::StatusOr<std::string> reference =
      keys.Seal(of.seeker_row, due.reference, {kReference, of.row});
  if (!reference.ok()) return reference.status();
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO case_due (case_row, number, manager, branch, kind, reference, start, due, "
      "alarm, suspended, zone_hours, zone_assumed, holidays_known) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, of.row)
      .Bind(2, number)
      .Bind(3, of.manager)
      .Bind(4, of.branch)
      .Bind(5, due.kind)
      .BindBlob(6, *reference)
      .Bind(7, StoredInstant(due.start))
      .Bind(8, StoredInstant(due.due))
      .Bind(9, int64_t{due.alarm})
      .Bind(10, int64_t{due.suspended})
      .Bind(11, int64_t{due.zone_hours})
      .Bind(12, int64_t{due.zone_assumed})
      .Bind(13, int64_t{due.holidays_known})
      .Run();
}

}  // namespace

absl::Status ReplaceCaseDue(Connection& db, const CaseRow& of, std::span<const CaseDue> due) {
  absl::StatusOr<Statement> remove = db.Prepare("DELETE FROM case_due WHERE case_row = $1");
  if (!remove.ok()) return remove.status();
  if (absl::Status removed = remove->Bind(1, of.row).Run(); !removed.ok()) return removed;
  CaseKeys keys(db);
  int64_t number = 0;
  for (const CaseDue& one : due) {
    absl::Status added = InsertDue(db, of, keys, ++number, one);
    if (!added.ok()) return added;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<OpenCaseDue>> ListCaseDue(Connection& db, const CaseDueFilter& filter,
                                                     const CaseDueKey& after, int limit) {
  Conditions conditions(
      "d.suspended = $1 AND d.due >= $2 AND (d.due, d.case_row, d.number) > "
      "($2, $3, $4)");
  conditions.Add(filter.suspended ? 1 : 0);
  conditions.Add(after.due);
  conditions.Add(after.case_row);
  conditions.Add(after.number);
  if (filter.branch) conditions.ExactText("d.branch", *filter.branch);
  if (!filter.manager.empty()) conditions.ExactText("d.manager", filter.manager);
  conditions.Text("c.id", filter.case_id);
  std::string text = std::string("SELECT ") + kColumns +
                     ", d.reference, c.id, c.seeker_row FROM case_due d "
                     "JOIN cases c ON c.row = d.case_row" +
                     conditions.Where();
  if (filter.due_before) {
    text += " AND d.due < " + conditions.Next(StoredInstant(*filter.due_before));
  }
  absl::StatusOr<Statement> query =
      db.Prepare(text + " ORDER BY d.due, d.case_row, d.number LIMIT " + conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  CaseKeys keys(db);
  std::vector<OpenCaseDue> found;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return found;
    OpenCaseDue& one = found.emplace_back();
    one.due = ReadDue(*query);
    one.key = {StoredInstant(one.due.due), query->Int(0), query->Int(1)};
    one.case_id = query->Text(11);
    absl::StatusOr<std::string> reference =
        keys.Open(query->OptionalInt(12), query->TextView(10), {kReference, one.key.case_row});
    if (!reference.ok()) return reference.status();
    one.due.reference = *std::move(reference);
  }
}

absl::Status ScanCaseDue(Connection& db, const std::optional<std::string>& branch,
                         const std::function<absl::Status(const KeptCaseDue&)>& visit) {
  Conditions conditions("d.suspended = $1");
  conditions.Add(0);
  if (branch) conditions.ExactText("d.branch", *branch);
  absl::StatusOr<Statement> query = db.Prepare(std::string("SELECT ") + kColumns +
                                               ", d.manager FROM case_due d" + conditions.Where());
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok() || !*row) return row.status();
    absl::Status visited = visit({query->Int(0), query->Text(10), ReadDue(*query)});
    if (!visited.ok()) return visited;
  }
}

}  // namespace setara
