#include "server/case_ledger/report_counts.h"

#include <unordered_set>

#include "server/case_ledger/derive.h"
#include "server/store/case_due.h"

namespace setara {
namespace {

using casework::CaseFigures;

constexpr uint32_t kOpenStates = ((1U << kCaseStates) - 1) &
                                 ~(1U << static_cast<int>(CaseState::kUnknown)) &
                                 ~(1U << static_cast<int>(CaseState::kClosed));

}  // namespace

absl::StatusOr<casework::CaseloadCounts> CountCaseload(Connection& db, const CaseFilter& filter,
                                                       Instant now,
                                                       const casework::CaseRules& rules) {
  casework::CaseloadCounter counter(now, JakartaDate(now), rules);
  // Deadlines know their branch, not their region: of a region every case is read, closed ones too.
  const bool by_region = !filter.region_code.empty();
  std::unordered_set<int64_t> inside;
  CaseFilter cases = filter;
  cases.states = by_region ? 0 : kOpenStates;
  absl::Status status = ScanCases(db, cases, [&](const CaseRow& row) {
    counter.AddCase(row.row, FiguresOf(row));
    if (by_region) inside.insert(row.row);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  status = ScanCaseDue(db, filter.branch, [&](const KeptCaseDue& kept) {
    if (by_region && !inside.contains(kept.case_row)) return absl::OkStatus();
    counter.AddDeadline(kept.case_row, kept.due.kind, kept.due.due,
                        static_cast<TimeZone>(kept.due.zone_hours), kept.due.alarm,
                        kept.due.suspended);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return counter.Finish();
}

absl::StatusOr<std::vector<CaseFigures>> FiguresOfPeriod(Connection& db, const CaseFilter& filter,
                                                         std::optional<Date> from,
                                                         std::optional<Date> until) {
  std::vector<CaseFigures> figures;
  absl::Status status = ScanCases(db, filter, [&](const CaseRow& row) {
    const bool inside = (!from || row.happened_on >= *from) && (!until || row.happened_on < *until);
    if (inside) figures.push_back(FiguresOf(row));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return figures;
}

absl::StatusOr<std::vector<casework::Caseload>> CountHistory(Connection& db,
                                                             const CaseFilter& filter,
                                                             const std::vector<Date>& days) {
  casework::CaseloadHistory history(days);
  absl::Status status =
      ScanCaseSpans(db, filter, [&](const CaseRow&, std::span<const CaseSpan> spans) {
        history.Add(spans);
        return absl::OkStatus();
      });
  if (!status.ok()) return status;
  return history.points();
}

}  // namespace setara
