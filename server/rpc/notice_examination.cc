#include "server/rpc/notice_examination.h"

#include <utility>

#include "server/notices/finding.h"
#include "server/quota/rules.h"
#include "server/quota_table/rule_rows.h"
#include "server/store/headcounts.h"
#include "server/store/notice_runs.h"
#include "server/store/notices.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

// Where the report that the finding rests on stands and when it was received.
absl::Status AddReport(Connection& db, const std::string& employer_id, Finding& finding) {
  if (!finding.report_valid_from) return absl::OkStatus();
  absl::StatusOr<std::vector<KnownHeadcount>> reports =
      ListHeadcounts(db, employer_id, finding.known_at);
  if (!reports.ok()) return reports.status();
  for (const KnownHeadcount& known : *reports) {
    if (known.report.valid_from != *finding.report_valid_from) continue;
    finding.report_source = known.report.source;
    finding.report_received_at = known.known_at;
  }
  return absl::OkStatus();
}

absl::Status Examine(Connection& db, const quota::Rules& rules, const EmployerAt& employer,
                     NoticeRun& run, std::vector<FoundEmployer>& found) {
  ++run.counts.examined;
  absl::StatusOr<QuotaSnapshot> snapshot =
      LoadQuotaSnapshot(db, employer.id, run.as_of, run.known_at);
  if (!snapshot.ok()) return snapshot.status();
  if (!notices::Admits(run.selection, *snapshot, rules)) return absl::OkStatus();
  ++run.counts.admitted;
  std::optional<Finding> finding = notices::Find(run.selection, *snapshot, rules);
  if (!finding) return absl::OkStatus();
  absl::StatusOr<bool> has = HasFinding(db, employer.row, finding->key);
  if (!has.ok()) return has.status();
  if (*has) {
    ++run.counts.already;
    return absl::OkStatus();
  }
  finding->known_at = run.known_at;
  finding->employer_name = employer.name;
  absl::Status report = AddReport(db, employer.id, *finding);
  if (report.ok()) found.push_back({employer.row, *std::move(finding)});
  return report;
}

}  // namespace

absl::Status ExamineEmployers(Connection& db, int limit, NoticeRun& run,
                              std::vector<FoundEmployer>& found) {
  absl::StatusOr<std::vector<EmployerAt>> employers =
      EmployersAfter(db, run.cursor, run.through, run.known_at, limit);
  if (!employers.ok()) return employers.status();
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  for (const EmployerAt& employer : *employers) {
    if (absl::Status done = Examine(db, rules->At(run.known_at), employer, run, found); !done.ok())
      return done;
  }
  const bool last = employers->size() < static_cast<size_t>(limit);
  run.cursor = last ? run.through : employers->back().row;
  return absl::OkStatus();
}

void CountDraft(FindingKind kind, NoticeCounts& counts) {
  if (kind == FindingKind::kShort) ++counts.shorts;
  if (kind == FindingKind::kStale) ++counts.stales;
  if (kind == FindingKind::kSilent) ++counts.silents;
}

}  // namespace setara
