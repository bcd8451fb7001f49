#include "server/rpc/screening_handlers.h"

#include <algorithm>
#include <optional>

#include "matcher/domain/errors.h"
#include "matcher/domain/limits.h"
#include "matcher/screening/screen.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_screening.h"
#include "server/rpc/field_errors.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/store/findings.h"
#include "server/store/openings.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.ScreeningService.";
constexpr int kPage = 50;
constexpr int kMaxPage = 1000;

const std::string& RulesVersion() { return ScreeningRules::Get().version(); }

absl::Status ScreenText(const v1::ScreenTextRequest& request, v1::ScreenTextResponse* response) {
  FieldErrors errors;
  if (request.text().empty() && request.title().empty()) errors.Add("text", "is required");
  if (request.text().size() > limits::kDescription) errors.Add("text", "is longer than 64 KiB");
  if (request.title().size() > limits::kTitle) errors.Add("title", "is longer than 300 bytes");
  CheckOccupation(request.occupation_code(), "occupation_code", errors);
  ScreeningFacts facts;
  facts.occupation_code = request.occupation_code();
  for (int i = 0; i < request.essential_functions_size(); ++i) {
    const absl::StatusOr<FunctionId> function = ParseFunction(request.essential_functions(i));
    if (function.ok()) {
      facts.essential.insert(*function);
    } else {
      errors.Add("essential_functions[" + std::to_string(i) + "]",
                 std::string(function.status().message()));
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  const std::vector<ScreenedText> texts = {{"title", request.title()}, {"text", request.text()}};
  for (const ScreeningFinding& finding : ScreenTexts(texts, facts)) {
    *response->add_findings() =
        ToProto(finding, finding.field == "title" ? request.title() : request.text());
  }
  response->set_rules_version(RulesVersion());
  return absl::OkStatus();
}

absl::Status FillScreening(Connection& db, const Opening& opening, v1::OpeningScreening* out) {
  const absl::StatusOr<std::vector<ScreeningFinding>> findings = GetFindings(db, opening.row);
  if (!findings.ok()) return findings.status();
  out->set_opening("openings/" + opening.id);
  out->set_opening_title(opening.title);
  if (!opening.employer_id.empty()) out->set_employer("employers/" + opening.employer_id);
  out->set_employer_display_name(opening.employer_name);
  out->set_opening_etag(EtagOf(opening.version));
  for (const ScreeningFinding& finding : *findings) {
    *out->add_findings() = ToProto(finding, TextOfField(opening, finding.field));
  }
  return absl::OkStatus();
}

absl::Status ScreenStored(Store& store, const v1::ScreenOpeningRequest& request,
                          v1::OpeningScreening* response) {
  const absl::StatusOr<std::string> id = ParseName(request.name(), "openings", "name");
  if (!id.ok()) return id.status();
  return store.Read([&](Connection& db) -> absl::Status {
    const absl::StatusOr<Opening> opening = GetOpening(db, *id);
    return opening.ok() ? FillScreening(db, *opening, response) : opening.status();
  });
}

// The employer that is asked for; within SCOPE_EMPLOYER the caller's own, which the gate has held a
// named one to. "" all.
absl::StatusOr<std::string> EmployerInScope(const CallContext& context, const std::string& asked) {
  if (!asked.empty()) return ParseName(asked, "employers", "employer");
  if (context.scope != v1::SCOPE_EMPLOYER) return std::string();
  if (context.caller.place.employer_id.empty()) {
    return WithReason(absl::PermissionDeniedError("your account names no employer"),
                      "ACCESS_DENIED");
  }
  return context.caller.place.employer_id;
}

struct ScreeningPage {
  std::string employer_id;
  int size = 0;
  int64_t after = 0;
};

absl::StatusOr<ScreeningPage> ReadPage(const CallContext& context,
                                       const v1::ListOpeningScreeningsRequest& request) {
  ScreeningPage page;
  const absl::StatusOr<std::string> employer = EmployerInScope(context, request.employer());
  if (!employer.ok()) return employer.status();
  page.employer_id = *employer;
  if (!request.rule_id().empty() && ScreeningRules::Get().Find(request.rule_id()) == nullptr) {
    return InvalidField("rule_id", "is no rule: see ListScreeningRules");
  }
  const absl::StatusOr<int> size = PageSize(request.page_size(), kPage, kMaxPage);
  if (!size.ok()) return size.status();
  page.size = *size;
  if (request.page_token().empty()) return page;
  const absl::StatusOr<std::vector<int64_t>> key =
      DecodePageToken(request, request.page_token(), 1);
  if (!key.ok()) return key.status();
  page.after = key->front();
  return page;
}

absl::Status ListScreenings(Store& store, const CallContext& context,
                            const v1::ListOpeningScreeningsRequest& request,
                            v1::ListOpeningScreeningsResponse* response) {
  const absl::StatusOr<ScreeningPage> page = ReadPage(context, request);
  if (!page.ok()) return page.status();
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<int64_t>> rows =
        RowsWithFindings(db, page->employer_id, request.rule_id(), page->after, page->size + 1);
    if (!rows.ok()) return rows.status();
    const bool more = rows->size() > static_cast<size_t>(page->size);
    if (more) rows->pop_back();
    const absl::StatusOr<std::vector<Opening>> openings = GetOpeningsByRows(db, *rows);
    if (!openings.ok()) return openings.status();
    for (const Opening& opening : *openings) {
      const absl::Status filled = FillScreening(db, opening, response->add_screenings());
      if (!filled.ok()) return filled;
    }
    if (more) response->set_next_page_token(EncodePageToken(request, {rows->back()}));
    return absl::OkStatus();
  });
}

struct SummaryPage {
  FindingScope scope;
  int size = 0;
  std::optional<EmployerFindingKey> after;
};

absl::StatusOr<SummaryPage> ReadPage(const CallContext& context,
                                     const v1::SummarizeFindingsRequest& request) {
  SummaryPage page;
  const absl::StatusOr<std::string> employer = EmployerInScope(context, request.employer());
  if (!employer.ok()) return employer.status();
  page.scope.employer_id = *employer;
  FieldErrors errors;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  const absl::StatusOr<std::string> region =
      RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  page.scope.region_code = *region;
  const absl::StatusOr<int> size = PageSize(request.page_size(), kPage, kMaxPage);
  if (!size.ok()) return size.status();
  page.size = *size;
  if (request.page_token().empty()) return page;
  const absl::StatusOr<std::vector<int64_t>> key =
      DecodePageToken(request, request.page_token(), 2);
  if (!key.ok()) return key.status();
  page.after = EmployerFindingKey{(*key)[0], (*key)[1]};
  return page;
}

void EmployersToProto(const std::vector<EmployerFindings>& employers,
                      v1::SummarizeFindingsResponse* response) {
  for (const EmployerFindings& employer : employers) {
    v1::EmployerFindingCount& added = *response->add_employers();
    if (!employer.employer_id.empty()) added.set_employer("employers/" + employer.employer_id);
    added.set_employer_display_name(employer.employer_name);
    added.set_openings_with_findings(employer.key.openings_with_findings);
    added.set_findings(employer.findings);
    CountsToProto(employer.rules, false, added.mutable_rules());
  }
}

absl::Status Summarize(Store& store, const CallContext& context,
                       const v1::SummarizeFindingsRequest& request,
                       v1::SummarizeFindingsResponse* response) {
  const absl::StatusOr<SummaryPage> page = ReadPage(context, request);
  if (!page.ok()) return page.status();
  response->set_rules_version(RulesVersion());
  return store.Read([&](Connection& db) -> absl::Status {
    const absl::StatusOr<std::optional<int64_t>> through = ScreenedThrough(db, RulesVersion());
    if (!through.ok()) return through.status();
    response->set_complete(!through->has_value());
    const absl::StatusOr<FindingTotals> totals = CountFindings(db, page->scope);
    if (!totals.ok()) return totals.status();
    response->set_openings(totals->openings);
    response->set_openings_with_findings(totals->openings_with_findings);
    response->set_findings(totals->findings);
    CountsToProto(totals->rules, true, response->mutable_rules());
    absl::StatusOr<std::vector<EmployerFindings>> employers =
        CountFindingsByEmployer(db, page->scope, page->after, page->size + 1);
    if (!employers.ok()) return employers.status();
    const bool more = employers->size() > static_cast<size_t>(page->size);
    if (more) employers->pop_back();
    EmployersToProto(*employers, response);
    if (more) {
      const EmployerFindingKey& last = employers->back().key;
      response->set_next_page_token(
          EncodePageToken(request, {last.openings_with_findings, last.row}));
    }
    return absl::OkStatus();
  });
}

absl::Status ListRules(v1::ListScreeningRulesResponse* response) {
  for (const ScreeningRule& rule : ScreeningRules::Get().all()) {
    *response->add_rules() = ToProto(rule);
  }
  response->set_rules_version(RulesVersion());
  return absl::OkStatus();
}

}  // namespace

void HandleScreening(Dispatcher& dispatcher, Store& store) {
  const std::string service = kService;
  dispatcher.Handle<v1::ScreenTextRequest, v1::ScreenTextResponse>(
      service + "ScreenText",
      [](CallContext&, const auto& request, auto* out) { return ScreenText(request, out); });
  dispatcher.Handle<v1::ScreenOpeningRequest, v1::OpeningScreening>(
      service + "ScreenOpening", [&store](CallContext&, const auto& request, auto* out) {
        return ScreenStored(store, request, out);
      });
  dispatcher.Handle<v1::ListOpeningScreeningsRequest, v1::ListOpeningScreeningsResponse>(
      service + "ListOpeningScreenings",
      [&store](CallContext& context, const auto& request, auto* out) {
        return ListScreenings(store, context, request, out);
      });
  dispatcher.Handle<v1::SummarizeFindingsRequest, v1::SummarizeFindingsResponse>(
      service + "SummarizeFindings",
      [&store](CallContext& context, const auto& request, auto* out) {
        return Summarize(store, context, request, out);
      });
  dispatcher.Handle<v1::ListScreeningRulesRequest, v1::ListScreeningRulesResponse>(
      service + "ListScreeningRules",
      [](CallContext&, const auto&, auto* out) { return ListRules(out); });
}

}  // namespace setara
