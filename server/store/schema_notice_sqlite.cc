// Table definitions for SQLite: notices to employers, the runs that draft them, their history and
// their documents. Days since 1970-01-01, instants in microseconds; codes of
// matcher/domain/notice.h.
#include "server/store/migrations.h"

namespace setara {
namespace {

constexpr char kNotices[] = R"sql(
-- A run examines employers by row, from the cursor to `through`, and drafts.
CREATE TABLE notice_runs (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  drafter TEXT NOT NULL,
  findings INTEGER NOT NULL,
  region_code TEXT NOT NULL,
  kinds INTEGER NOT NULL,
  min_headcount INTEGER,
  employer_row INTEGER NOT NULL,
  fresh_reports_only INTEGER NOT NULL,
  as_of INTEGER NOT NULL,
  known_at INTEGER NOT NULL,
  cursor INTEGER NOT NULL,
  through INTEGER NOT NULL,
  examined INTEGER NOT NULL,
  admitted INTEGER NOT NULL,
  shorts INTEGER NOT NULL,
  stales INTEGER NOT NULL,
  silents INTEGER NOT NULL,
  already INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notice_runs_drafter ON notice_runs (drafter, row);

-- What a notice is about. The key is unique within the employer: never twice for one finding.
CREATE TABLE notice_findings (
  row INTEGER PRIMARY KEY,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,
  as_of INTEGER NOT NULL,
  known_at INTEGER NOT NULL,
  employer_name TEXT NOT NULL,
  employer_kind INTEGER NOT NULL,
  seat_region_code TEXT NOT NULL,
  headcount INTEGER,
  report_valid_from INTEGER,
  report_source TEXT NOT NULL,
  report_received_at INTEGER,
  counted INTEGER,
  counted_from_records INTEGER NOT NULL,
  reported INTEGER,
  required INTEGER,
  shortfall INTEGER NOT NULL,
  rule_id TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  formula TEXT NOT NULL,
  sum TEXT NOT NULL,
  regional TEXT NOT NULL,
  stale INTEGER NOT NULL,
  practice_minimum INTEGER NOT NULL,
  below_practice_minimum INTEGER NOT NULL,
  UNIQUE (employer_row, key)
) STRICT;
CREATE INDEX notice_findings_seat ON notice_findings (seat_region_code, row);

-- Where each stands: the fold of its events, kept beside them. Row as in notice_findings.
CREATE TABLE notices (
  row INTEGER PRIMARY KEY REFERENCES notice_findings (row),
  id TEXT NOT NULL UNIQUE,
  employer_row INTEGER NOT NULL REFERENCES employers (row),
  run_row INTEGER NOT NULL REFERENCES notice_runs (row),
  drafter TEXT NOT NULL,
  state INTEGER NOT NULL,
  approver TEXT NOT NULL,
  signer_name TEXT NOT NULL,
  signer_position TEXT NOT NULL,
  signer_office TEXT NOT NULL,
  signer_address TEXT NOT NULL,
  signer_contact TEXT NOT NULL,
  signer_number TEXT NOT NULL,
  signer_place TEXT NOT NULL,
  letter_number TEXT NOT NULL,
  letter_date INTEGER,
  letter_sha256 TEXT NOT NULL,
  sent_on INTEGER,
  due_on INTEGER,
  follow_ups INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_employer ON notices (employer_row, row);
CREATE INDEX notices_run ON notices (run_row, row);
CREATE INDEX notices_due ON notices (due_on, row) WHERE due_on IS NOT NULL;
)sql";

constexpr char kHistory[] = R"sql(
-- Only ever added to.
CREATE TABLE notice_events (
  row INTEGER PRIMARY KEY,
  notice_row INTEGER NOT NULL REFERENCES notices (row),
  act INTEGER NOT NULL,
  state INTEGER NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  happened_on INTEGER,
  due_on INTEGER,
  channel INTEGER NOT NULL,
  reference TEXT NOT NULL,
  office TEXT NOT NULL,
  outcome INTEGER NOT NULL,
  signature INTEGER NOT NULL,
  signed_on INTEGER
) STRICT;
CREATE INDEX notice_events_notice ON notice_events (notice_row, row);

-- What is known of a document; its bytes are a file under its id, beside the database.
CREATE TABLE notice_documents (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  notice_row INTEGER NOT NULL REFERENCES notices (row),
  kind INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  uploader TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (notice_row, sha256)
) STRICT;
)sql";

}  // namespace

std::string NoticeSchema() { return std::string(kNotices) + kHistory; }

}  // namespace setara
