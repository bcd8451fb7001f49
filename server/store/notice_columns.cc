#include "server/store/notice_columns.h"

namespace setara {

NoticeRow FlatOf(const Notice& notice) {
  NoticeRow row;
  static_cast<Notice&>(row) = notice;
  static_cast<NoticeSigner&>(row) = notice.signer;
  return row;
}

Notice NoticeOf(const NoticeRow& row) {
  Notice notice = row;
  notice.signer = row;
  return notice;
}

RunRow FlatOf(const NoticeRun& run) {
  RunRow row;
  static_cast<NoticeRun&>(row) = run;
  static_cast<NoticeSelection&>(row) = run.selection;
  static_cast<NoticeCounts&>(row) = run.counts;
  row.findings_bits = run.selection.findings;
  row.kinds_bits = run.selection.kinds;
  return row;
}

NoticeRun RunOf(const RunRow& row) {
  NoticeRun run = row;
  run.selection = row;
  run.selection.findings = static_cast<uint32_t>(row.findings_bits);
  run.selection.kinds = static_cast<uint32_t>(row.kinds_bits);
  run.counts = row;
  return run;
}

absl::StatusOr<int64_t> NextRow(Connection& db, const std::string& table) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT max(row) FROM " + table);
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return query->Int(0) + 1;
}

}  // namespace setara
