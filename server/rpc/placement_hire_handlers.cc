// A hire and what comes with it: papers for the quota, membership of BPJS Ketenagakerjaan, the
// question about the person's other placements, and corrections.
#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/placement/steps.h"
#include "server/rpc/case_hire.h"
#include "server/rpc/convert_placement.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/placement_handlers.h"
#include "server/rpc/placement_steps.h"
#include "server/rpc/placement_view.h"
#include "server/store/opening_positions.h"
#include "server/store/placements.h"
#include "setara/v1/placement.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.PlacementService.";
// How far ahead a first day of work may lie: our default, against typing errors.
constexpr int kMostMonthsAhead = 12;

// Papers that came with a hire, or later.
struct Papers {
  std::optional<QuotaEvidence> evidence;
  std::optional<ConsentEvent> agreement;
  std::optional<BpjsMembership> membership;
};

ConsentEvent ReadAgreement(const v1::QuotaAgreement& agreement, const CallContext& context,
                           FieldErrors& errors) {
  ConsentEvent word;
  word.act = ConsentAct::kGrant;
  word.matter.purpose = ConsentPurpose::kQuotaCount;
  word.channel = static_cast<ConsentChannel>(agreement.channel());
  if (word.channel == ConsentChannel::kTakenOver) {
    errors.Add("agreement.channel", "is for records of another system");
  }
  word.recording = agreement.recording();
  word.text_version = agreement.text_version().empty()
                          ? rights::DefaultTextVersion(ConsentPurpose::kQuotaCount)
                          : agreement.text_version();
  word.given_on = context.today;
  if (agreement.has_given_on()) {
    word.given_on =
        FromProto(agreement.given_on(), "agreement.given_on", errors).value_or(context.today);
  }
  word.valid_from = word.given_on;
  word.recorded_by = context.caller.name;
  return word;
}

template <typename Request>
Papers ReadPapers(const Request& request, const CallContext& context, FieldErrors& errors) {
  Papers papers;
  if (request.has_evidence()) papers.evidence = FromProto(request.evidence(), errors);
  if (request.has_agreement()) {
    papers.agreement = ReadAgreement(request.agreement(), context, errors);
  }
  return papers;
}

// Puts the papers on file; the placement is hired by now.
absl::Status File(PlacementChange& change, const Papers& papers) {
  PlacementEvent step;
  step.occurred_on = change.context.today;
  if (papers.evidence) {
    step.step = PlacementStep::kRecordEvidence;
    step.evidence = papers.evidence;
    if (absl::Status taken = change.Take(step); !taken.ok()) return taken;
    step.evidence.reset();
  }
  if (papers.membership) {
    step.step = PlacementStep::kRecordMembership;
    step.membership = papers.membership;
    if (absl::Status taken = change.Take(step); !taken.ok()) return taken;
  }
  if (!papers.agreement || change.person == nullptr) return absl::OkStatus();
  ConsentEvent word = *papers.agreement;
  word.seeker_row = change.person->row;
  word.matter.employer_id = change.placement.record.employer_id;
  absl::StatusOr<ConsentEvent> stored =
      RecordWord(change.db, word, change.person->identity.birth_date, change.context.now);
  return WithFieldPrefix(stored.status(), "agreement");
}

// Asks about every other placement of the person that is under way.
absl::Status AskAboutOthers(PlacementChange& change, Date on, v1::HirePlacementResponse* out) {
  if (change.person == nullptr) return absl::OkStatus();
  absl::StatusOr<std::vector<Placement>> all = PlacementsOfSeeker(change.db, change.person->row);
  if (!all.ok()) return all.status();
  for (Placement& record : *all) {
    if (record.entry == change.placement.record.entry) continue;
    absl::StatusOr<LoadedPlacement> other = LoadPlacement(change.db, std::move(record));
    if (!other.ok()) return other.status();
    if (!IsUnderWay(other->standing.state)) continue;
    PlacementEvent question;
    question.step = PlacementStep::kAskDecision;
    question.occurred_on = on;
    question.raised_by = change.placement.record.id;
    PlacementChange asked{change.db, change.context, *other, change.person};
    if (absl::Status taken = asked.Take(question); !taken.ok()) return taken;
    absl::Status filled =
        FillPlacement(change.db, change.context, *other, false, out->add_undecided());
    if (!filled.ok()) return filled;
  }
  return absl::OkStatus();
}

// The person's return-to-work case learns of the work that its search has led to.
absl::Status BringIntoCases(PlacementChange& change, Date starts_on,
                            const casework::CaseRules& rules) {
  if (change.person == nullptr) return absl::OkStatus();
  return BringHireIntoCases(change.db, *change.person, change.placement.record, starts_on,
                            {change.context.caller.name, change.context.now}, rules);
}

absl::Status FillPositions(PlacementChange& change, v1::HirePlacementResponse* out) {
  absl::StatusOr<OpeningPositions> positions =
      PositionsOfOpening(change.db, change.placement.record.opening_id, change.context.today);
  // The opening may be gone; then nobody waits for its positions.
  if (absl::IsNotFound(positions.status())) return absl::OkStatus();
  if (positions.ok()) *out->mutable_positions() = ToProto(*positions);
  return positions.status();
}

// A first day of work, when given.
std::optional<Date> ReadStart(bool given, const v1::Date& day, const CallContext& context,
                              FieldErrors& errors) {
  if (!given) return std::nullopt;
  const std::optional<Date> start = FromProto(day, "starts_on", errors);
  if (start && *start > context.today + std::chrono::days(31 * kMostMonthsAhead)) {
    errors.Add("starts_on", "is more than a year ahead");
  }
  return start;
}

absl::Status Hire(Store& store, const casework::CaseRules& rules, CallContext& context,
                  const v1::HirePlacementRequest& request, v1::HirePlacementResponse* response) {
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  FieldErrors errors;
  PlacementEvent step;
  step.step = PlacementStep::kHire;
  step.occurred_on = *on;
  step.starts_on = ReadStart(request.has_starts_on(), request.starts_on(), context, errors);
  step.relation = static_cast<EmploymentRelation>(request.relation());
  Papers papers = ReadPapers(request, context, errors);
  if (request.has_membership()) {
    papers.membership = FromProto(request.membership(), context.today, errors);
  }
  if (!request.has_starts_on()) errors.Add("starts_on", "is required");
  if (step.relation == EmploymentRelation::kUnknown) errors.Add("relation", "is required");
  if (!errors.empty()) return errors.ToStatus();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response->mutable_placement(),
                         [&](PlacementChange& change) -> absl::Status {
                           response->clear_undecided();
                           response->clear_positions();
                           if (absl::Status taken = change.Take(step); !taken.ok()) return taken;
                           if (absl::Status filed = File(change, papers); !filed.ok()) return filed;
                           absl::Status brought = BringIntoCases(change, *step.starts_on, rules);
                           if (!brought.ok()) return brought;
                           absl::Status asked = AskAboutOthers(change, *on, response);
                           return asked.ok() ? FillPositions(change, response) : asked;
                         });
}

absl::Status RecordEvidence(Store& store, CallContext& context,
                            const v1::RecordQuotaEvidenceRequest& request,
                            v1::Placement* response) {
  FieldErrors errors;
  const Papers papers = ReadPapers(request, context, errors);
  if (!request.has_evidence() && !request.has_agreement()) {
    errors.Add("evidence", "give evidence, an agreement, or both");
  }
  if (!errors.empty()) return errors.ToStatus();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) -> absl::Status {
                           absl::Status hired = placement::After(change.placement.standing.state,
                                                                 PlacementStep::kRecordEvidence)
                                                    .status();
                           return hired.ok() ? File(change, papers) : hired;
                         });
}

absl::Status RecordMembership(Store& store, CallContext& context,
                              const v1::RecordMembershipRequest& request, v1::Placement* response) {
  absl::StatusOr<Date> on = OccurredOn(context, request.has_occurred_on(), request.occurred_on());
  if (!on.ok()) return on.status();
  FieldErrors errors;
  if (!request.has_membership()) errors.Add("membership", "is required");
  PlacementEvent step;
  step.step = PlacementStep::kRecordMembership;
  step.occurred_on = *on;
  if (request.has_membership()) {
    step.membership = FromProto(request.membership(), context.today, errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) { return change.Take(step); });
}

// Whether the step of this number is a hire.
bool IsHire(const LoadedPlacement& placement, int number) {
  return std::any_of(placement.events.begin(), placement.events.end(),
                     [&](const PlacementEvent& event) {
                       return event.number == number && event.step == PlacementStep::kHire;
                     });
}

absl::Status Correct(Store& store, const casework::CaseRules& rules, CallContext& context,
                     const v1::CorrectPlacementRequest& request, v1::Placement* response) {
  if (absl::Status code = CheckReasonOfCaller(request.reason()); !code.ok()) return code;
  FieldErrors errors;
  PlacementEvent step;
  step.step = PlacementStep::kCorrect;
  step.occurred_on = context.today;
  step.corrects = request.number();
  step.retracts = request.retract();
  step.reason = request.reason();
  step.starts_on = ReadStart(request.has_starts_on(), request.starts_on(), context, errors);
  step.relation = static_cast<EmploymentRelation>(request.relation());
  if (!errors.empty()) return errors.ToStatus();
  if (request.has_occurred_on()) {
    absl::StatusOr<Date> on = OccurredOn(context, true, request.occurred_on());
    if (!on.ok()) return on.status();
    step.corrected_on = *on;
  }
  return ChangePlacement(store, context, request.name(), request.etag(), request.validate_only(),
                         response, [&](PlacementChange& change) -> absl::Status {
                           const absl::Status taken = change.Take(step);
                           const bool unhired = step.retracts && change.person != nullptr &&
                                                IsHire(change.placement, step.corrects);
                           if (!taken.ok() || !unhired) return taken;
                           return TakeHireOutOfCases(change.db, *change.person,
                                                     change.placement.record,
                                                     {context.caller.name, context.now}, rules);
                         });
}

}  // namespace

void HandlePlacementHires(Dispatcher& dispatcher, Store& store, const casework::CaseRules& rules) {
  const std::string service = kService;
  dispatcher.Handle<v1::HirePlacementRequest, v1::HirePlacementResponse>(
      service + "HirePlacement",
      [&store, &rules](CallContext& context, const auto& request, auto* out) {
        return Hire(store, rules, context, request, out);
      });
  dispatcher.Handle<v1::RecordQuotaEvidenceRequest, v1::Placement>(
      service + "RecordQuotaEvidence",
      [&store](CallContext& context, const auto& request, auto* out) {
        return RecordEvidence(store, context, request, out);
      });
  dispatcher.Handle<v1::RecordMembershipRequest, v1::Placement>(
      service + "RecordMembership", [&store](CallContext& context, const auto& request, auto* out) {
        return RecordMembership(store, context, request, out);
      });
  dispatcher.Handle<v1::CorrectPlacementRequest, v1::Placement>(
      service + "CorrectPlacement",
      [&store, &rules](CallContext& context, const auto& request, auto* out) {
        return Correct(store, rules, context, request, out);
      });
}

}  // namespace setara
