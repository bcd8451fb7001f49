// The gap analysis of a case.
#include <absl/strings/str_cat.h>

#include "server/casework/gap_analysis.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case.h"

namespace setara {
namespace {

absl::Status Analyse(const CaseParts& parts, const v1::AnalyseCaseGapsRequest& request,
                     v1::AnalyseCaseGapsResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "cases", "name");
  if (!id.ok()) return id.status();
  const casework::GapOptions options{.wishes_self_employment = request.wishes_self_employment(),
                                     .language = FromProto(request.language())};
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    absl::StatusOr<casework::GapAnalysis> analysis = casework::AnalyseGaps(loaded->record, options);
    if (!analysis.ok()) return analysis.status();
    *response = ToProto(*analysis, options.language);
    return absl::OkStatus();
  });
}

}  // namespace

void HandleCaseGaps(Dispatcher& dispatcher, const CaseParts& parts) {
  dispatcher.Handle<v1::AnalyseCaseGapsRequest, v1::AnalyseCaseGapsResponse>(
      absl::StrCat(kCaseService, "AnalyseCaseGaps"),
      [parts](CallContext&, const auto& request, auto* out) {
        return Analyse(parts, request, out);
      });
}

}  // namespace setara
