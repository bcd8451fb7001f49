#include "server/store/case_lists.h"

#include "server/store/bitemporal.h"
#include "server/store/case_columns.h"
#include "server/store/filters.h"

namespace setara {
namespace {

Conditions ConditionsOf(const CaseFilter& filter, const std::string& first, int64_t value) {
  Conditions conditions(first);
  conditions.Add(value);
  if (filter.branch) conditions.ExactText("c.branch", *filter.branch);
  conditions.Text("c.manager", filter.manager);
  if (filter.states != 0) conditions.Bits("c.state", filter.states);
  conditions.Region("c.region_code", filter.region_code);
  return conditions;
}

absl::StatusOr<std::vector<CaseSpan>> SpansOf(Connection& db, int64_t case_row) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT state, since FROM case_spans WHERE case_row = $1 ORDER BY number");
  if (!query.ok()) return query.status();
  query->Bind(1, case_row);
  std::vector<CaseSpan> spans;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return spans;
    const int64_t state = query->Int(0);
    if (state < 0 || state > static_cast<int64_t>(LastOf(CaseState()))) {
      return absl::DataLossError("case_spans: unreadable value in column state");
    }
    spans.push_back({static_cast<CaseState>(state), DateFromStored(query->Int(1))});
  }
}

}  // namespace

absl::StatusOr<std::vector<CaseRow>> ListCases(Connection& db, const CaseFilter& filter,
                                               int64_t after_row, int limit) {
  Conditions conditions =
      ConditionsOf(filter, "c.row > $1 AND c.seeker_row IS NOT NULL", after_row);
  absl::StatusOr<Statement> query = db.Prepare(SelectCases() + conditions.Where() +
                                               " ORDER BY c.row LIMIT " + conditions.Next(limit));
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  return ReadCases(*query);
}

absl::Status ScanCases(Connection& db, const CaseFilter& filter,
                       const std::function<absl::Status(const CaseRow&)>& visit) {
  Conditions conditions = ConditionsOf(filter, "c.row > $1", 0);
  absl::StatusOr<Statement> query =
      db.Prepare(SelectCases() + conditions.Where() + " ORDER BY c.row");
  if (!query.ok()) return query.status();
  conditions.BindTo(*query);
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok() || !*found) return found.status();
    CaseRow row;
    absl::Status read = ReadColumns(*query, 1, row);
    if (!read.ok()) return read;
    row.row = query->Int(0);
    if (absl::Status visited = visit(row); !visited.ok()) return visited;
  }
}

absl::Status ScanCaseSpans(
    Connection& db, const CaseFilter& filter,
    const std::function<absl::Status(const CaseRow&, std::span<const CaseSpan>)>& visit) {
  return ScanCases(db, filter, [&](const CaseRow& row) -> absl::Status {
    absl::StatusOr<std::vector<CaseSpan>> spans = SpansOf(db, row.row);
    return spans.ok() ? visit(row, *spans) : spans.status();
  });
}

}  // namespace setara
