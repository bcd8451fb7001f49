#include "server/store/notices.h"

#include <string>

#include "matcher/domain/errors.h"
#include "server/store/bitemporal.h"
#include "server/store/changes.h"
#include "server/store/notice_columns.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

std::string SelectText() {
  return "SELECT n.row, " + SelectList<NoticeRow>("n") + ", " + SelectList<FindingRow>("f") +
         " FROM notices n JOIN notice_findings f ON f.row = n.row ";
}

absl::StatusOr<Notice> ReadNotice(const Statement& row) {
  static const int width = static_cast<int>(ColumnNames<NoticeRow>().size());
  NoticeRow flat;
  FindingRow finding;
  absl::Status status = ReadColumns(row, 1, flat);
  if (status.ok()) status = ReadColumns(row, 1 + width, finding);
  if (!status.ok()) return status;
  Notice notice = NoticeOf(flat);
  notice.row = row.Int(0);
  notice.finding = finding;
  return notice;
}

absl::StatusOr<std::vector<Notice>> ReadAll(Statement& query) {
  std::vector<Notice> notices;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return notices;
    absl::StatusOr<Notice> notice = ReadNotice(query);
    if (!notice.ok()) return notice.status();
    notices.push_back(*std::move(notice));
  }
}

absl::Status AddEvent(Connection& db, const NoticeEvent& event) {
  absl::StatusOr<int64_t> row = NextRow(db, "notice_events");
  return row.ok() ? InsertColumns(db, *row, event) : row.status();
}

absl::StatusOr<std::string> NextNoticeId(Connection& db, Instant now) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT id FROM notices ORDER BY row DESC LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  return NextUlid(*found ? query->Text(0) : "", now);
}

}  // namespace

absl::StatusOr<bool> HasFinding(Connection& db, int64_t employer_row, std::string_view key) {
  absl::StatusOr<Statement> query =
      db.Prepare("SELECT 1 FROM notice_findings WHERE employer_row = $1 AND key = $2");
  if (!query.ok()) return query.status();
  return query->Bind(1, employer_row).Bind(2, key).Step();
}

absl::StatusOr<Notice> InsertNotice(Connection& db, Notice notice, Instant now) {
  absl::StatusOr<int64_t> row = NextRow(db, "notice_findings");
  if (!row.ok()) return row.status();
  absl::StatusOr<std::string> id = NextNoticeId(db, now);
  if (!id.ok()) return id.status();
  notice.row = *row;
  notice.id = *std::move(id);
  notice.state = NoticeState::kDrafted;
  notice.version = 1;
  notice.created_at = notice.updated_at = now;
  FindingRow finding;
  static_cast<Finding&>(finding) = notice.finding;
  finding.employer_row = notice.employer_row;
  absl::Status status = InsertColumns(db, *row, finding);
  if (status.ok()) status = InsertColumns(db, *row, FlatOf(notice));
  if (!status.ok()) return status;
  NoticeEvent event;
  event.notice_row = *row;
  event.act = NoticeAct::kDraft;
  event.state = NoticeState::kDrafted;
  event.at = now;
  event.actor = notice.drafter;
  event.happened_on = notice.finding.as_of;
  status = AddEvent(db, event);
  if (!status.ok()) return status;
  return notice;
}

absl::StatusOr<Notice> GetNotice(Connection& db, std::string_view id) {
  static const std::string& text = *new std::string(SelectText() + "WHERE n.id = $1");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  absl::StatusOr<std::vector<Notice>> found = ReadAll(query->Bind(1, id));
  if (!found.ok()) return found.status();
  if (found->empty()) return NotFound("notices/" + std::string(id));
  return std::move(found->front());
}

absl::StatusOr<Notice> StoreStep(Connection& db, Notice notice, const NoticeEvent& event,
                                 std::optional<int64_t> expected_version, Instant now) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT version FROM notices WHERE row = $1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, notice.row).Step();
  if (!found.ok()) return found.status();
  const int64_t stored = query->Int(0);
  if (absl::Status same = CheckVersion(expected_version, stored); !same.ok()) return same;
  notice.version = stored + 1;
  notice.updated_at = now;
  absl::Status status = UpdateColumns(db, notice.row, FlatOf(notice));
  if (!status.ok()) return status;
  NoticeEvent step = event;
  step.notice_row = notice.row;
  step.at = now;
  status = AddEvent(db, step);
  if (!status.ok()) return status;
  return notice;
}

absl::StatusOr<std::vector<NoticeEvent>> ListNoticeEvents(Connection& db, int64_t notice_row) {
  static const std::string& text =
      *new std::string("SELECT " + SelectList<NoticeEvent>("e") +
                       " FROM notice_events e WHERE e.notice_row = $1 ORDER BY e.row");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  query->Bind(1, notice_row);
  std::vector<NoticeEvent> events;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return events;
    absl::Status read = ReadColumns(*query, 0, events.emplace_back());
    if (!read.ok()) return read;
  }
}

absl::StatusOr<std::vector<Notice>> ListNotices(Connection& db, const NoticeFilter& filter,
                                                int64_t before_row, int limit) {
  static const std::string& text =
      *new std::string(SelectText() +
                       "WHERE n.row < $1 AND ($3 = 0 OR n.employer_row = $3) "
                       "AND ($4 = 0 OR ($4 & (1 << n.state)) <> 0) AND ($5 = 0 OR n.run_row = $5) "
                       "AND ($6 = '' OR EXISTS (SELECT 1 FROM employer_terms t WHERE "
                       "t.employer_row = n.employer_row AND (t.seat_region_code = $6 OR "
                       "substr(t.seat_region_code, 1, length($6) + 1) = $6 || '.'))) "
                       "AND ($7 = '' OR f.seat_region_code = $7 OR "
                       "substr(f.seat_region_code, 1, length($7) + 1) = $7 || '.') "
                       "AND ($8 IS NULL OR n.due_on < $8) AND ($9 = 0 OR n.sent_on IS NOT NULL) "
                       "AND ($10 IS NULL OR n.created_at <= $10) ORDER BY n.row DESC LIMIT $2");
  absl::StatusOr<Statement> query = db.Prepare(text);
  if (!query.ok()) return query.status();
  query->Bind(1, before_row).Bind(2, int64_t{limit}).Bind(3, filter.employer_row);
  query->Bind(4, static_cast<int64_t>(filter.states)).Bind(5, filter.run_row);
  query->Bind(6, filter.region_code).Bind(7, filter.seat);
  query->BindOptional(8, StoredDate(filter.due_before));
  query->Bind(9, static_cast<int64_t>(filter.only_sent));
  filter.known_at ? query->Bind(10, StoredInstant(*filter.known_at)) : query->BindNull(10);
  return ReadAll(*query);
}

}  // namespace setara
