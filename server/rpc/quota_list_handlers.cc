// ListQuotaStatuses: from the interval table, so that a page of any past day costs what it shows.
#include "server/quota/timeline.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/page_token.h"
#include "server/rpc/quota_requests.h"
#include "server/rpc/store_handlers.h"
#include "server/store/employers.h"

namespace setara {
namespace {

v1::QuotaTotals TotalsOf(const std::vector<QuotaSum>& sums) {
  v1::QuotaTotals totals;
  for (const QuotaSum& sum : sums) {
    const QuotaMeasures& measures = sum.measures;
    totals.set_employers(totals.employers() + measures.employers);
    totals.set_headcount(totals.headcount() + measures.headcount);
    totals.set_counted_workers(totals.counted_workers() + measures.counted);
    totals.set_required_workers(totals.required_workers() + measures.required);
    totals.set_shortfall(totals.shortfall() + measures.shortfall);
    AddState(static_cast<quota::QuotaStatus>(sum.status), measures.employers, &totals);
  }
  return totals;
}

absl::Status AddStatus(Connection& db, const QuotaEntry& entry, const QuotaPageRequest& page,
                       const quota::Rules& rules, v1::ListQuotaStatusesResponse* response) {
  absl::StatusOr<std::optional<Employer>> employer = FindEmployer(db, entry.employer_row);
  if (!employer.ok()) return employer.status();
  if (!employer->has_value()) return absl::DataLossError("employers: a row is missing");
  *response->add_statuses() = QuotaStatusToProto(
      **employer, quota::SnapshotOf(entry.interval.figures, page.as_of), rules, page.known_at);
  return absl::OkStatus();
}

absl::Status FillPage(Connection& db, const CallContext& context, const QuotaPageRequest& page,
                      const v1::ListQuotaStatusesRequest& request,
                      v1::ListQuotaStatusesResponse* response) {
  absl::Status ready = QuotaReady(db, page.known_at);
  if (!ready.ok()) return ready;
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  absl::StatusOr<QuotaPage> found =
      ListQuota(db, page.filter, page.as_of, page.known_at, page.after, page.size,
                [&context] { return context.Expired(); });
  if (!found.ok()) return found.status();
  for (const QuotaEntry& entry : found->entries) {
    absl::Status added = AddStatus(db, entry, page, rules->At(page.known_at), response);
    if (!added.ok()) return added;
  }
  if (found->more) {
    const QuotaEntry& last = found->entries.back();
    response->set_next_page_token(EncodePageToken(
        request,
        {last.interval.figures.shortfall, last.employer_row, page.as_of.time_since_epoch().count(),
         page.known_at.time_since_epoch().count()}));
  }
  if (page.after || request.skip_totals()) return absl::OkStatus();
  absl::StatusOr<std::vector<QuotaSum>> sums =
      SumQuota(db, page.filter, QuotaGrouping::kNone, page.as_of, page.known_at);
  if (sums.ok()) *response->mutable_totals() = TotalsOf(*sums);
  return sums.status();
}

absl::Status ListStatuses(Store& store, const CallContext& context,
                          const v1::ListQuotaStatusesRequest& request,
                          v1::ListQuotaStatusesResponse* response) {
  absl::StatusOr<QuotaPageRequest> page = ReadQuotaPage(context, request);
  if (!page.ok()) return page.status();
  *response->mutable_as_of() = ToProto(page->as_of);
  *response->mutable_known_at() = ToProto(page->known_at);
  return store.Read(
      [&](Connection& db) { return FillPage(db, context, *page, request, response); });
}

}  // namespace

void HandleQuotaList(Dispatcher& dispatcher, Store& store) {
  dispatcher.Handle<v1::ListQuotaStatusesRequest, v1::ListQuotaStatusesResponse>(
      "setara.v1.QuotaService.ListQuotaStatuses",
      [&store](CallContext& context, const auto& request, auto* out) {
        return ListStatuses(store, context, request, out);
      });
}

}  // namespace setara
