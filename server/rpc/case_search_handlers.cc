// A return that failed at the old employer becomes a search: the profile of the case becomes that
// of the worker's own record.
#include <absl/strings/str_cat.h>

#include "matcher/domain/errors.h"
#include "server/casework/gap_analysis.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/placement_steps.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

absl::Status Refused(const char* reason, const std::string& message) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

// FAILED_PRECONDITION: the case is closed, was never assessed, or leaves a rung at the old employer
// without a reason.
absl::Status CheckMaySearch(const casework::CaseRecord& record) {
  if (!record.IsOpen()) return Refused("CASE_CLOSED", "the case is closed");
  if (record.Latest<AssessmentDone>() == nullptr) {
    return Refused("NO_ASSESSMENT", "there is no assessment whose profile could be matched");
  }
  std::string left;
  for (const Rung rung : casework::RungsLeftWithoutReason(record, Rung::kOtherEmployer)) {
    absl::StrAppend(&left, left.empty() ? "" : ",", std::string(casework::WordOf(rung)));
  }
  if (left.empty()) return absl::OkStatus();
  return WithMetadata(
      Refused("RUNG_NOT_OPEN",
              "rungs at the old employer are open and passed over without a reason: " + left),
      "missing", left);
}

// The worker's own record with the profile of the assessment. What it did not ask about stays.
Seeker Assessed(const Seeker& worker, const AssessmentDone& assessment) {
  Seeker searching = worker;
  searching.capacities = assessment.capacities;
  if (!assessment.tolerances.empty()) searching.tolerances = assessment.tolerances;
  if (!assessment.accommodations.empty()) searching.accommodations = assessment.accommodations;
  if (assessment.modes) {
    searching.modes = assessment.modes;
    searching.preferred_modes = assessment.preferred_modes;
  }
  searching.seeking = true;
  return searching;
}

// Adds the wish to be supported in self-employment, beside those that are there; without any,
// beside employment.
void WishSelfEmployment(Seeker& searching) {
  for (const Wish& wish : searching.wishes) {
    for (const WorkKind kind : wish.kinds) {
      if (kind == WorkKind::kSelfEmploymentSupport) return;
    }
  }
  Wish wish;
  if (searching.wishes.empty()) wish.kinds.push_back(WorkKind::kEmployment);
  wish.kinds.push_back(WorkKind::kSelfEmploymentSupport);
  searching.wishes.push_back(std::move(wish));
}

AssessmentDone ProfileOf(const Seeker& seeker) {
  AssessmentDone profile;
  profile.capacities = seeker.capacities;
  return profile;
}

absl::Status Search(CaseChange& change, const v1::StartCaseSearchRequest& request, Date from,
                    const casework::CaseRules& rules, v1::StartCaseSearchResponse* response) {
  const casework::CaseRecord& record = change.loaded.record;
  if (absl::Status may = CheckMaySearch(record); !may.ok()) return may;
  absl::StatusOr<Seeker> worker = GetSeeker(change.db, record.Report().seeker_id);
  if (!worker.ok()) return worker.status();
  absl::Status consents =
      CheckMayBePlaced(change.db, *worker, Placement(), false, change.context.today);
  if (!consents.ok()) return consents;
  const AssessmentDone& assessment = record.Latest<AssessmentDone>()->fact;
  Seeker searching = Assessed(*worker, assessment);
  searching.available_from = from;
  if (request.wishes_self_employment()) WishSelfEmployment(searching);
  absl::StatusOr<Seeker> stored =
      UpdateSeeker(change.db, searching, std::nullopt, change.context.now);
  if (!stored.ok()) return stored.status();
  response->clear_changes();
  for (const casework::CapacityChange& one :
       casework::ChangesBetween(ProfileOf(*worker), assessment, {})) {
    *response->add_changes() = ToProto(one);
  }
  const NewFact started{SearchStarted{request.wishes_self_employment(), from}, change.context.now,
                        ""};
  return AddFacts(change.db, change.loaded, {&started, 1}, EnteringOf(change.context), rules);
}

absl::Status Start(const CaseParts& parts, CallContext& context,
                   const v1::StartCaseSearchRequest& request,
                   v1::StartCaseSearchResponse* response) {
  FieldErrors errors;
  const Date from =
      request.has_available_from()
          ? FromProto(request.available_from(), "available_from", errors).value_or(context.today)
          : context.today;
  if (!errors.empty()) return errors.ToStatus();
  absl::Status status = ChangeCase(
      parts, context,
      {"StartCaseSearch", request.name(), "name", request.etag(), request.request_id(),
       request.validate_only()},
      [&](CaseChange& change) { return Search(change, request, from, parts.rules, response); },
      [&](CaseChange& done) {
        response->set_seeker("seekers/" + done.loaded.record.Report().seeker_id);
        return FillCase(done.db, done.loaded, context.now, parts.rules, response->mutable_case_());
      });
  if (status.ok() && context.written) {
    response->set_consistency_token(ToString(*context.written));
  }
  return status;
}

}  // namespace

void HandleCaseSearch(Dispatcher& dispatcher, const CaseParts& parts) {
  dispatcher.Handle<v1::StartCaseSearchRequest, v1::StartCaseSearchResponse>(
      absl::StrCat(kCaseService, "StartCaseSearch"),
      [parts](CallContext& context, const auto& request, auto* out) {
        return Start(parts, context, request, out);
      });
}

}  // namespace setara
