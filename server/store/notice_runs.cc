#include "server/store/notice_runs.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/notice_columns.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

std::string SelectText() {
  return "SELECT r.row, " + SelectList<RunRow>("r") + " FROM notice_runs r ";
}

absl::StatusOr<std::vector<NoticeRun>> ReadAll(Statement& query) {
  std::vector<NoticeRun> runs;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return runs;
    RunRow flat;
    absl::Status read = ReadColumns(query, 1, flat);
    if (!read.ok()) return read;
    runs.push_back(RunOf(flat));
    runs.back().row = query.Int(0);
  }
}

absl::StatusOr<int64_t> LastEmployer(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT max(row) FROM employers");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return query->Int(0);
}

absl::StatusOr<std::string> NextRunId(Connection& db, Instant now) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT id FROM notice_runs ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  return NextUlid(*found ? query->Text(0) : "", now);
}

}  // namespace

absl::StatusOr<NoticeRun> InsertNoticeRun(Connection& db, NoticeRun run, Instant now) {
  absl::StatusOr<int64_t> row = NextRow(db, "notice_runs");
  if (!row.ok()) return row.status();
  absl::StatusOr<std::string> id = NextRunId(db, now);
  if (!id.ok()) return id.status();
  absl::StatusOr<int64_t> last = LastEmployer(db);
  if (!last.ok()) return last.status();
  const int64_t only = run.selection.employer_row;
  run.row = *row;
  run.id = *std::move(id);
  run.cursor = only == 0 ? 0 : only - 1;
  run.through = only == 0 ? *last : only;
  run.created_at = run.updated_at = now;
  absl::Status status = InsertColumns(db, *row, FlatOf(run));
  if (!status.ok()) return status;
  return run;
}

absl::StatusOr<std::optional<NoticeRun>> FindOpenRun(Connection& db, const NoticeRun& like) {
  static const std::string& text =
      *new std::string(SelectText() +
                       "WHERE r.drafter = $1 AND r.as_of = $2 AND r.cursor < r.through "
                       "ORDER BY r.row DESC");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<NoticeRun>> runs =
      ReadAll(query->Bind(1, like.drafter).Bind(2, StoredDate(like.as_of)));
  if (!runs.ok()) return runs.status();
  for (NoticeRun& run : *runs) {
    if (run.selection == like.selection) return std::optional<NoticeRun>(std::move(run));
  }
  return std::optional<NoticeRun>();
}

absl::StatusOr<NoticeRun> GetNoticeRun(Connection& db, std::string_view id) {
  static const std::string& text = *new std::string(SelectText() + "WHERE r.id = $1");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<NoticeRun>> runs = ReadAll(query->Bind(1, id));
  if (!runs.ok()) return runs.status();
  if (runs->empty()) return NotFound("noticeRuns/" + std::string(id));
  return std::move(runs->front());
}

absl::StatusOr<std::string> NoticeRunIdOfRow(Connection& db, int64_t row) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM notice_runs WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, row).Step();
  if (!found.ok()) return found.status();
  if (!*found) return NotFound("noticeRuns");
  return query->Text(0);
}

absl::StatusOr<NoticeRun> MoveNoticeRun(Connection& db, NoticeRun run, int64_t from, Instant now) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT cursor FROM notice_runs WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, run.row).Step();
  if (!found.ok()) return found.status();
  if (!*found || query->Int(0) != from) {
    return WithReason(absl::AbortedError("another call moved the run on: repeat"), "RUN_MOVED_ON");
  }
  run.updated_at = now;
  absl::Status status = UpdateColumns(db, run.row, FlatOf(run));
  if (!status.ok()) return status;
  return run;
}

absl::StatusOr<std::vector<NoticeRun>> ListNoticeRuns(Connection& db, std::string_view drafter,
                                                      int64_t before_row, int limit) {
  static const std::string& text = *new std::string(
      SelectText() +
      "WHERE r.row < $1 AND ($2 = '' OR r.drafter = $2) ORDER BY r.row DESC LIMIT $3");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  return ReadAll(query->Bind(1, before_row).Bind(2, drafter).Bind(3, int64_t{limit}));
}

absl::StatusOr<std::vector<EmployerAt>> EmployersAfter(Connection& db, int64_t after,
                                                       int64_t through, Instant known_at,
                                                       int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT e.row, r.id, e.name FROM employers e JOIN records r ON r.row = e.row "
      "WHERE e.row > $1 AND e.row <= $2 AND e.created_at <= $3 ORDER BY e.row LIMIT $4");
  if (!query.ok()) return query.status();
  query->Bind(1, after).Bind(2, through).Bind(3, StoredInstant(known_at)).Bind(4, int64_t{limit});
  std::vector<EmployerAt> employers;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return employers;
    employers.push_back({query->Int(0), query->Text(1), query->Text(2)});
  }
}

}  // namespace setara
