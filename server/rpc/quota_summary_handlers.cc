// SummarizeQuota: roll-ups fit to be passed on.
#include "matcher/domain/errors.h"
#include "server/quota_table/derive.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/quota_requests.h"
#include "server/rpc/quota_summary.h"
#include "server/rpc/store_handlers.h"

namespace setara {
namespace {

std::optional<SummaryRows> RowsOf(v1::QuotaGroupBy group_by) {
  switch (group_by) {
    case v1::QUOTA_GROUP_BY_UNSPECIFIED:
      return SummaryRows::kNone;
    case v1::QUOTA_GROUP_BY_PROVINCE:
      return SummaryRows::kProvinces;
    case v1::QUOTA_GROUP_BY_REGENCY:
      return SummaryRows::kRegencies;
    case v1::QUOTA_GROUP_BY_KIND:
      return SummaryRows::kKinds;
    case v1::QUOTA_GROUP_BY_SECTION:
      return SummaryRows::kSections;
    default:
      return std::nullopt;
  }
}

v1::QuotaSummaryRow RowToProto(const SummaryCell& cell) {
  v1::QuotaSummaryRow row;
  row.set_employers(cell.measures.employers);
  row.set_met(cell.met);
  row.set_short_(cell.short_of);
  row.set_no_data(cell.no_data);
  row.set_no_rule(cell.no_rule);
  row.set_headcount(cell.measures.headcount);
  row.set_required_workers(cell.measures.required);
  if (cell.hidden) return row;
  row.set_counted_workers(cell.measures.counted);
  row.set_shortfall(cell.measures.shortfall);
  return row;
}

void SetGroup(SummaryRows rows, const std::string& code, v1::QuotaSummaryRow* row) {
  if (rows == SummaryRows::kKinds) return row->set_kind(static_cast<v1::EmployerKind>(stoi(code)));
  if (rows == SummaryRows::kSections) return row->set_kbli_section(code);
  row->set_region_code(code);
}

struct Asked {
  QuotaFilter filter;
  SummaryRows rows = SummaryRows::kNone;
  Date as_of{};
  Instant known_at{};
};

absl::StatusOr<Asked> Read(const CallContext& context, const v1::SummarizeQuotaRequest& request) {
  FieldErrors errors;
  Asked asked;
  CheckRegion(request.region_code(), "region_code", errors);
  ReadKinds(request.kinds(), asked.filter, errors);
  ReadSections(request.kbli_sections(), request.kbli_edition(), asked.filter, errors);
  std::optional<SummaryRows> rows = RowsOf(request.group_by());
  if (!rows) errors.Add("group_by", "is not a grouping");
  asked.rows = rows.value_or(SummaryRows::kNone);
  if (asked.rows == SummaryRows::kSections && request.kbli_edition().empty()) {
    errors.Add("kbli_edition", "is required to group by section");
  }
  asked.as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  asked.known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<std::string> region = RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  asked.filter.region_code = *region == "ID" ? "" : *region;
  if (asked.filter.region_code.size() > 5) {
    return InvalidField("region_code", "summaries go down to regencies and cities");
  }
  return asked;
}

absl::Status Summarize(Store& store, const CallContext& context,
                       const v1::SummarizeQuotaRequest& request,
                       v1::SummarizeQuotaResponse* response) {
  absl::StatusOr<Asked> asked = Read(context, request);
  if (!asked.ok()) return asked.status();
  *response->mutable_as_of() = ToProto(asked->as_of);
  *response->mutable_known_at() = ToProto(asked->known_at);
  return store.Read([&](Connection& db) -> absl::Status {
    absl::Status ready = QuotaReady(db, asked->known_at);
    if (!ready.ok()) return ready;
    absl::StatusOr<Summary> summary = SummarizeQuota(
        db, asked->filter, asked->rows, request.kbli_edition(), asked->as_of, asked->known_at);
    if (!summary.ok()) return summary.status();
    for (const auto& [code, cell] : summary->rows) {
      if (cell.measures.employers == 0) continue;
      v1::QuotaSummaryRow* row = response->add_rows();
      *row = RowToProto(cell);
      SetGroup(asked->rows, code, row);
    }
    *response->mutable_total() = RowToProto(summary->total);
    return absl::OkStatus();
  });
}

}  // namespace

void HandleQuotaSummary(Dispatcher& dispatcher, Store& store) {
  dispatcher.Handle<v1::SummarizeQuotaRequest, v1::SummarizeQuotaResponse>(
      "setara.v1.QuotaService.SummarizeQuota",
      [&store](CallContext& context, const auto& request, auto* out) {
        return Summarize(store, context, request, out);
      });
}

}  // namespace setara
