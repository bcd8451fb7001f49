#include "server/rpc/evidence_gather.h"

#include <algorithm>
#include <climits>
#include <set>
#include <utility>

#include "server/quota_table/rule_rows.h"
#include "server/store/employers.h"
#include "server/store/evidence.h"
#include "server/store/notice_documents.h"
#include "server/store/notices.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

// Every day of the period on which the status may change: what the store knows of, reports that
// grow old, rules that come and go.
absl::StatusOr<std::set<Date>> ChangeDays(Connection& db, const EvidenceQuery& query,
                                          const quota::Rules& rules,
                                          const std::vector<ReportVersion>& reports) {
  absl::StatusOr<std::vector<Date>> known =
      QuotaChangeDays(db, query.employer_id, query.from, query.to, query.known_at);
  if (!known.ok()) return known.status();
  std::set<Date> days(known->begin(), known->end());
  days.insert(query.from);
  const auto add = [&](Date day) {
    if (day > query.from && day <= query.to) days.insert(day);
  };
  for (const ReportVersion& version : reports) {
    add(quota::FreshThrough(version.report.valid_from) + std::chrono::days(1));
  }
  for (const quota::Rule& rule : rules.all()) {
    add(rule.valid_from);
    if (rule.valid_until) add(*rule.valid_until);
  }
  return days;
}

absl::Status AddSeries(Connection& db, const EvidenceQuery& query,
                       const std::function<bool()>& expired, evidence::Pack& pack) {
  const quota::Rules& rules = pack.rule_book->At(query.known_at);
  absl::StatusOr<std::set<Date>> days = ChangeDays(db, query, rules, pack.reports);
  if (!days.ok()) return days.status();
  for (const Date day : *days) {
    if (expired()) return absl::DeadlineExceededError("the caller no longer waits");
    absl::StatusOr<QuotaSnapshot> snapshot =
        LoadQuotaSnapshot(db, query.employer_id, day, query.known_at);
    if (!snapshot.ok()) return snapshot.status();
    evidence::Stretch stretch{day, query.to, *snapshot, quota::Assess(*snapshot, rules)};
    if (!pack.series.empty()) {
      if (SameStatus(pack.series.back(), stretch)) continue;
      pack.series.back().to = day - std::chrono::days(1);
    }
    pack.series.push_back(std::move(stretch));
  }
  return absl::OkStatus();
}

void AddRules(evidence::Pack& pack) {
  std::set<const quota::Rule*> cited;
  for (const evidence::Stretch& stretch : pack.series) {
    if (stretch.assessment.statute) cited.insert(stretch.assessment.statute->rule);
    for (const quota::Citation& citation : stretch.assessment.regional) cited.insert(citation.rule);
  }
  pack.rules.assign(cited.begin(), cited.end());
  std::sort(pack.rules.begin(), pack.rules.end(),
            [](const quota::Rule* a, const quota::Rule* b) { return a->id < b->id; });
}

// Notices drafted on a day of the period, with what was known then. Each as a person reads it:
// oldest first.
absl::Status AddNotices(Connection& db, const EvidenceQuery& query, evidence::Pack& pack) {
  absl::StatusOr<int64_t> employer = EmployerRow(db, query.employer_id);
  if (!employer.ok()) return employer.status();
  NoticeFilter filter;
  filter.employer_row = *employer;
  filter.known_at = query.known_at;
  absl::StatusOr<std::vector<Notice>> notices = ListNotices(db, filter, INT64_MAX, INT_MAX);
  if (!notices.ok()) return notices.status();
  for (auto notice = notices->rbegin(); notice != notices->rend(); ++notice) {
    const Date drafted = JakartaDate(notice->created_at);
    if (drafted < query.from || drafted > query.to) continue;
    absl::StatusOr<std::vector<NoticeEvent>> events = ListNoticeEvents(db, notice->row);
    if (!events.ok()) return events.status();
    absl::StatusOr<std::vector<NoticeDocument>> documents = ListNoticeDocuments(db, notice->row);
    if (!documents.ok()) return documents.status();
    std::erase_if(*events, [&](const NoticeEvent& event) { return event.at > query.known_at; });
    std::erase_if(*documents, [&](const NoticeDocument& document) {
      return document.created_at > query.known_at;
    });
    pack.notices.push_back({*notice, *std::move(events), *std::move(documents)});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<evidence::Pack> GatherEvidence(Connection& db, const EvidenceQuery& query,
                                              const ReferralSource& referrals,
                                              const std::function<bool()>& expired) {
  evidence::Pack pack;
  pack.employer_id = query.employer_id;
  pack.from = query.from;
  pack.to = query.to;
  pack.known_at = query.known_at;
  absl::StatusOr<std::string> name = EmployerNameAt(db, query.employer_id, query.known_at);
  if (!name.ok()) return name.status();
  pack.employer_name = *std::move(name);
  absl::StatusOr<std::vector<ReportVersion>> reports =
      ReportVersions(db, query.employer_id, query.to, query.known_at);
  if (!reports.ok()) return reports.status();
  pack.reports = *std::move(reports);
  absl::StatusOr<quota::RuleBook> book = LoadRuleBook(db);
  if (!book.ok()) return book.status();
  pack.rule_book = std::make_shared<const quota::RuleBook>(*std::move(book));
  if (absl::Status series = AddSeries(db, query, expired, pack); !series.ok()) return series;
  AddRules(pack);
  absl::StatusOr<std::vector<OfferedOpening>> openings =
      OpeningsOffered(db, query.employer_id, query.from, query.to, query.known_at);
  if (!openings.ok()) return openings.status();
  pack.openings = *std::move(openings);
  if (referrals) {
    absl::StatusOr<std::vector<EvidenceReferral>> referred = referrals(db, query);
    if (!referred.ok()) return referred.status();
    pack.referrals = *std::move(referred);
  }
  absl::Status notices = AddNotices(db, query, pack);
  if (!notices.ok()) return notices;
  return pack;
}

}  // namespace setara
