#include "server/rpc/convert_audit.h"

#include "server/rpc/convert.h"

namespace setara {
namespace {

// Numbers that this version has no name for go out as they are: the hash is taken over them.
template <typename Message>
void AddClasses(uint32_t data_classes, Message* out) {
  for (int number = 0; number < 32; ++number) {
    if ((data_classes >> number & 1) != 0) {
      out->add_data_classes(static_cast<v1::DataClass>(number));
    }
  }
}

}  // namespace

v1::AuditOutcome ToProto(AuditOutcome outcome) {
  switch (outcome) {
    case AuditOutcome::kAny:
      return v1::AUDIT_OUTCOME_UNSPECIFIED;
    case AuditOutcome::kDone:
      return v1::AUDIT_OUTCOME_DONE;
    case AuditOutcome::kDenied:
      return v1::AUDIT_OUTCOME_DENIED;
    case AuditOutcome::kFailed:
      return v1::AUDIT_OUTCOME_FAILED;
  }
  return v1::AUDIT_OUTCOME_UNSPECIFIED;
}

AuditOutcome FromProto(v1::AuditOutcome outcome) {
  switch (outcome) {
    case v1::AUDIT_OUTCOME_DONE:
      return AuditOutcome::kDone;
    case v1::AUDIT_OUTCOME_DENIED:
      return AuditOutcome::kDenied;
    case v1::AUDIT_OUTCOME_FAILED:
      return AuditOutcome::kFailed;
    default:
      return AuditOutcome::kAny;
  }
}

v1::AuditEvent ToProto(const AuditRecord& record) {
  const AuditEvent& event = record.event;
  v1::AuditEvent out;
  out.set_sequence(record.point.sequence);
  *out.mutable_at() = ToProto(event.at);
  out.set_caller(event.caller);
  out.set_role(static_cast<v1::Role>(event.role));
  out.set_place(event.place);
  out.set_method(event.method);
  out.set_purpose(event.purpose);
  out.set_peer(event.peer);
  out.set_object(event.object);
  for (const std::string& subject : event.subjects) out.add_subjects(subject);
  AddClasses(event.data_classes, &out);
  out.set_outcome(ToProto(OutcomeOf(event.outcome)));
  out.set_code(event.outcome);
  out.set_reason(event.reason);
  out.set_break_glass(event.break_glass);
  out.set_previous_hash(record.previous_hash);
  out.set_hash(record.point.hash);
  return out;
}

v1::TrailEntry ToTrailEntry(const AuditEvent& event) {
  v1::TrailEntry out;
  *out.mutable_at() = ToProto(event.at);
  out.set_role(static_cast<v1::Role>(event.role));
  out.set_place(event.place);
  out.set_method(event.method);
  out.set_purpose(event.purpose);
  AddClasses(event.data_classes, &out);
  out.set_outcome(ToProto(OutcomeOf(event.outcome)));
  out.set_emergency(!event.break_glass.empty());
  return out;
}

}  // namespace setara
