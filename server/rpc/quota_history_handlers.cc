// GetQuotaHistory: the intervals of one employer, each change with its causes.
#include "server/quota/causes.h"
#include "server/quota/timeline.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/quota_requests.h"
#include "server/rpc/store_handlers.h"
#include "server/store/employers.h"
#include "server/store/quota_records.h"

namespace setara {
namespace {

// The part of an interval on one side of the day from which its report is stale.
struct Part {
  QuotaInterval interval;
  bool stale = false;
  bool begins_stale = false;  // it begins because the report becomes stale
};

std::vector<Part> CutWhereStale(const std::vector<QuotaInterval>& intervals) {
  std::vector<Part> parts;
  for (const QuotaInterval& interval : intervals) {
    const std::optional<Date>& stale_from = interval.figures.stale_from;
    bool stale = stale_from && *stale_from <= interval.valid_from;
    parts.push_back({interval, stale, stale && *stale_from == interval.valid_from});
    if (stale || !stale_from || interval.valid_until <= *stale_from) continue;
    parts.back().interval.valid_until = *stale_from;
    parts.push_back({interval, true, true});
    parts.back().interval.valid_from = *stale_from;
  }
  return parts;
}

void AddCauses(const std::vector<quota::Cause>& causes, google::protobuf::RepeatedField<int>* out) {
  for (quota::Cause cause : causes) out->Add(static_cast<int>(cause));
}

v1::QuotaHistoryInterval IntervalToProto(const Part& part) {
  const QuotaFigures& figures = part.interval.figures;
  v1::QuotaHistoryInterval out;
  if (part.interval.valid_from > SinceEver()) {
    *out.mutable_valid_from() = ToProto(part.interval.valid_from);
  }
  if (part.interval.valid_until < kQuotaLastDay) {
    *out.mutable_valid_until() = ToProto(part.interval.valid_until);
  }
  out.set_kind(static_cast<v1::EmployerKind>(figures.kind));
  out.set_seat_region_code(figures.seat_region_code);
  out.set_state(static_cast<v1::QuotaState>(figures.status));
  if (figures.report) {
    out.set_headcount(figures.report->workers);
    *out.mutable_headcount_valid_from() = ToProto(figures.report->valid_from);
    if (figures.report->workers_with_disabilities) {
      out.set_reported_workers(*figures.report->workers_with_disabilities);
    }
  }
  if (figures.counted) out.set_counted_workers(*figures.counted);
  if (figures.required) out.set_required_workers(*figures.required);
  if (out.state() == v1::QUOTA_STATE_MET || out.state() == v1::QUOTA_STATE_SHORT) {
    out.set_shortfall(figures.shortfall);
  }
  if (part.stale) out.add_flags(v1::QUOTA_FLAG_STALE);
  for (auto [bit, flag] :
       {std::pair(quota::kBelowPracticeMinimum, v1::QUOTA_FLAG_BELOW_PRACTICE_MINIMUM),
        std::pair(quota::kAggregateOnly, v1::QUOTA_FLAG_AGGREGATE_ONLY),
        std::pair(quota::kRecordsDiffer, v1::QUOTA_FLAG_RECORDS_DIFFER),
        std::pair(quota::kStricterRegional, v1::QUOTA_FLAG_STRICTER_REGIONAL_RULE)}) {
    if (figures.flags & bit) out.add_flags(flag);
  }
  for (size_t from = 0; from < figures.rules.size();) {
    size_t comma = std::min(figures.rules.find(',', from), figures.rules.size());
    if (comma > from) out.add_rule_ids(figures.rules.substr(from, comma - from));
    from = comma + 1;
  }
  *out.mutable_known_from() = ToProto(part.interval.known_from);
  return out;
}

struct Span {
  Date from = kQuotaFirstDay;
  Date until = kQuotaLastDay;
};

absl::Status Fill(Connection& db, int64_t row, Instant known_at, const Span& span,
                  v1::QuotaHistory* response) {
  absl::Status ready = QuotaReady(db, known_at);
  if (!ready.ok()) return ready;
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  absl::StatusOr<std::vector<QuotaInterval>> history = QuotaHistory(db, row, known_at);
  if (!history.ok()) return history.status();
  absl::StatusOr<QuotaRecords> facts = LoadQuotaRecords(db, row);
  if (!facts.ok()) return facts.status();
  const std::vector<Part> parts = CutWhereStale(*history);
  for (size_t i = 0; i < parts.size(); ++i) {
    const QuotaInterval& interval = parts[i].interval;
    if (interval.valid_until <= SinceEver()) continue;  // no such day can be asked about
    if (interval.valid_until <= span.from || interval.valid_from >= span.until) continue;
    v1::QuotaHistoryInterval* out = response->add_intervals();
    *out = IntervalToProto(parts[i]);
    if (parts[i].begins_stale) out->add_causes(v1::QUOTA_CAUSE_REPORT_STALE);
    if (interval.valid_from > SinceEver()) {
      AddCauses(
          quota::CausesOf(*facts, rules->At(known_at), known_at, parts[i - 1].interval, interval),
          out->mutable_causes());
    }
    AddCauses(quota::LearnedAt(*facts, *rules, interval.known_from), out->mutable_learned());
  }
  return absl::OkStatus();
}

absl::Status GetHistory(Store& store, const CallContext& context,
                        const v1::GetQuotaHistoryRequest& request, v1::QuotaHistory* response) {
  absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  Instant known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  Span span;
  span.from =
      ReadDay(request.has_valid_from(), request.valid_from(), span.from, "valid_from", errors);
  span.until =
      ReadDay(request.has_valid_until(), request.valid_until(), span.until, "valid_until", errors);
  if (span.until <= span.from) errors.Add("valid_until", "is not after valid_from");
  if (!errors.empty()) return errors.ToStatus();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Employer> employer = GetEmployer(db, *id);
    if (!employer.ok()) return employer.status();
    response->set_employer("employers/" + employer->id);
    response->set_employer_display_name(employer->name);
    *response->mutable_known_at() = ToProto(known_at);
    return Fill(db, employer->row, known_at, span, response);
  });
}

}  // namespace

void HandleQuotaHistory(Dispatcher& dispatcher, Store& store) {
  dispatcher.Handle<v1::GetQuotaHistoryRequest, v1::QuotaHistory>(
      "setara.v1.QuotaService.GetQuotaHistory",
      [&store](CallContext& context, const auto& request, auto* out) {
        return GetHistory(store, context, request, out);
      });
}

}  // namespace setara
