#include "server/rpc/convert_placement.h"

#include <algorithm>

#include "server/placement/history.h"
#include "server/placement/reasons.h"

namespace setara {
namespace {

std::string Named(const char* collection, const std::string& id) {
  return std::string(collection) + "/" + id;
}

bool ToldToEmployer(PlacementStep step) {
  return step != PlacementStep::kShortlist && step != PlacementStep::kAskDecision &&
         step != PlacementStep::kKeep && step != PlacementStep::kRecordEvidence;
}

std::string ReasonFor(PlacementReader reader, const std::string& code) {
  if (reader != PlacementReader::kEmployer || code.empty()) return code;
  const placement::PlacementReason* reason = placement::Reasons::Get().Find(code);
  return reason != nullptr && reason->told_to_employer ? code : "";
}

const PlacementEvent* FindEvent(const LoadedPlacement& placement, int number) {
  for (const PlacementEvent& event : placement.events) {
    if (event.number == number) return &event;
  }
  return nullptr;
}

v1::PlacementEvent EventToProto(const PlacementEvent& event, PlacementReader reader) {
  v1::PlacementEvent out;
  out.set_number(event.number);
  out.set_step(static_cast<v1::PlacementStep>(event.step));
  *out.mutable_occurred_on() = ToProto(event.occurred_on);
  out.set_reason(ReasonFor(reader, event.reason));
  if (reader == PlacementReader::kCarer) out.set_actor(event.actor);
  out.set_actor_role(static_cast<v1::Role>(event.actor_role));
  *out.mutable_record_time() = ToProto(event.known_at);
  out.set_months(event.months);
  if (!event.raised_by.empty()) out.set_raised_by(Named("placements", event.raised_by));
  if (event.evidence) *out.mutable_evidence() = ToProto(*event.evidence);
  if (event.membership) *out.mutable_membership() = ToProto(*event.membership);
  return out;
}

// What a correction changed, from what was recorded first.
v1::PlacementEvent CorrectionToProto(const LoadedPlacement& placement, const PlacementEvent& event,
                                     PlacementReader reader) {
  v1::PlacementEvent out = EventToProto(event, reader);
  out.set_corrected_number(event.corrects);
  const PlacementEvent* about = FindEvent(placement, event.corrects);
  if (about == nullptr) return out;
  if (event.corrected_on) *out.mutable_previous_occurred_on() = ToProto(about->occurred_on);
  if (!event.reason.empty()) out.set_previous_reason(ReasonFor(reader, about->reason));
  out.set_retracted(event.retracts);
  return out;
}

}  // namespace

v1::QuotaEvidence ToProto(const QuotaEvidence& evidence) {
  v1::QuotaEvidence out;
  out.set_kind(static_cast<v1::EvidenceKind>(evidence.kind));
  *out.mutable_valid_from() = ToProto(evidence.valid_from);
  if (evidence.valid_until) *out.mutable_valid_until() = ToProto(*evidence.valid_until);
  return out;
}

v1::BpjsMembership ToProto(const BpjsMembership& membership) {
  v1::BpjsMembership out;
  out.set_segment(static_cast<v1::BpjsSegment>(membership.segment));
  out.set_registered(membership.registered);
  if (membership.since) *out.mutable_registered_since() = ToProto(*membership.since);
  return out;
}

v1::OpeningPositions ToProto(const OpeningPositions& positions) {
  v1::OpeningPositions out;
  out.set_opening(Named("openings", positions.opening_id));
  out.set_title(positions.title);
  out.set_positions(static_cast<int32_t>(positions.positions));
  out.set_filled(static_cast<int32_t>(positions.filled));
  out.set_left(static_cast<int32_t>(positions.left()));
  out.set_open(positions.open);
  return out;
}

v1::Placement ToProto(const LoadedPlacement& placement, PlacementReader reader) {
  const Placement& record = placement.record;
  const PlacementStanding& standing = placement.standing;
  v1::Placement out;
  out.set_name(Named("placements", record.id));
  out.set_etag(EtagOf(record.version));
  out.set_opening(Named("openings", record.opening_id));
  out.set_employer(Named("employers", record.employer_id));
  out.set_state(static_cast<v1::PlacementState>(standing.state));
  out.set_reason(ReasonFor(reader, standing.reason));
  *out.mutable_state_since() = ToProto(standing.since);
  if (standing.starts_on) *out.mutable_starts_on() = ToProto(*standing.starts_on);
  if (standing.ended_on) *out.mutable_ended_on() = ToProto(*standing.ended_on);
  out.set_relation(static_cast<v1::EmploymentRelation>(standing.relation));
  if (standing.membership) *out.mutable_membership() = ToProto(*standing.membership);
  const WorkKind kind = standing.starts_on ? placement::KindOf(standing.relation) : record.kind;
  out.set_work_kind(static_cast<v1::WorkKind>(kind));
  *out.mutable_create_time() = ToProto(record.created_at);
  *out.mutable_update_time() = ToProto(record.updated_at);
  if (reader == PlacementReader::kEmployer) return out;
  out.set_needs_decision(standing.needs_decision);
  for (const FiledEvidence& filed : standing.evidence) {
    *out.add_evidence() = ToProto(filed.evidence);
  }
  return out;
}

void AddEvents(const LoadedPlacement& placement, PlacementReader reader, v1::Placement* out) {
  for (const placement::StandingStep& step : placement::Corrected(placement.events)) {
    if (reader == PlacementReader::kEmployer && !ToldToEmployer(step.event.step)) continue;
    v1::PlacementEvent event = EventToProto(step.event, reader);
    event.set_retracted(step.retracted);
    *out->add_events() = std::move(event);
  }
  for (const PlacementEvent& event : placement.events) {
    if (event.step != PlacementStep::kCorrect) continue;
    const PlacementEvent* about = FindEvent(placement, event.corrects);
    const bool told = about != nullptr && ToldToEmployer(about->step);
    if (reader == PlacementReader::kEmployer && !told) continue;
    *out->add_events() = CorrectionToProto(placement, event, reader);
  }
  std::sort(out->mutable_events()->begin(), out->mutable_events()->end(),
            [](const v1::PlacementEvent& a, const v1::PlacementEvent& b) {
              return a.number() < b.number();
            });
}

QuotaEvidence FromProto(const v1::QuotaEvidence& evidence, FieldErrors& errors) {
  QuotaEvidence out;
  out.kind = static_cast<EvidenceKind>(evidence.kind());
  if (out.kind == EvidenceKind::kUnknown) errors.Add("evidence.kind", "is required");
  if (!evidence.has_valid_from()) errors.Add("evidence.valid_from", "is required");
  if (evidence.has_valid_from()) {
    out.valid_from =
        FromProto(evidence.valid_from(), "evidence.valid_from", errors).value_or(Date());
  }
  if (!evidence.has_valid_until()) return out;
  out.valid_until = FromProto(evidence.valid_until(), "evidence.valid_until", errors);
  if (out.valid_until && *out.valid_until <= out.valid_from) {
    errors.Add("evidence.valid_until", "is not after valid_from");
  }
  return out;
}

BpjsMembership FromProto(const v1::BpjsMembership& membership, Date today, FieldErrors& errors) {
  BpjsMembership out;
  out.segment = static_cast<BpjsSegment>(membership.segment());
  if (out.segment == BpjsSegment::kUnknown || out.segment == BpjsSegment::kNone) {
    errors.Add("membership.segment", "expected one of the four segments");
  }
  out.registered = membership.registered();
  if (out.registered != membership.has_registered_since()) {
    errors.Add("membership.registered_since",
               out.registered ? "is required of who is registered" : "is of who is registered");
  }
  if (membership.has_registered_since()) {
    out.since = FromProto(membership.registered_since(), "membership.registered_since", errors);
    if (out.since && *out.since > today) {
      errors.Add("membership.registered_since", "is after today");
    }
  }
  return out;
}

}  // namespace setara
