#include "server/rpc/convert_rights.h"

namespace setara {
namespace {

constexpr size_t kMaxText = 2000;

std::string Named(const char* collection, const std::string& id) {
  return id.empty() ? "" : std::string(collection) + "/" + id;
}

// "" for "".
std::string OptionalId(const std::string& name, const char* collection, const char* field,
                       FieldErrors& errors) {
  if (name.empty()) return "";
  absl::StatusOr<std::string> id = ParseName(name, collection, field);
  if (id.ok()) return *std::move(id);
  errors.AddAll(id.status());
  return "";
}

Date OptionalDay(bool given, const v1::Date& day, Date fallback, const char* field,
                 FieldErrors& errors) {
  return given ? FromProto(day, field, errors).value_or(fallback) : fallback;
}

template <typename Request>
ConsentEvent CommonWord(const Request& request, FieldErrors& errors) {
  ConsentEvent word;
  word.matter.purpose = static_cast<ConsentPurpose>(request.purpose());
  if (request.purpose() == v1::CONSENT_PURPOSE_UNSPECIFIED) errors.Add("purpose", "is required");
  word.matter.employer_id = OptionalId(request.employer(), "employers", "employer", errors);
  word.matter.opening_id = OptionalId(request.opening(), "openings", "opening", errors);
  word.guardian_order_id =
      OptionalId(request.guardian_order(), "guardianOrders", "guardian_order", errors);
  word.giver = request.giver() == v1::CONSENT_GIVER_UNSPECIFIED
                   ? ConsentGiver::kPerson
                   : static_cast<ConsentGiver>(request.giver());
  word.channel = static_cast<ConsentChannel>(request.channel());
  if (word.channel == ConsentChannel::kTakenOver) {
    errors.Add("channel", "is what came from other systems, not a way of consenting");
  }
  return word;
}

}  // namespace

void AddClasses(uint32_t bits, google::protobuf::RepeatedField<int>* out) {
  for (int data_class = 1; data_class < 32; ++data_class) {
    if (bits >> data_class & 1) out->Add(data_class);
  }
}

v1::Consent ToProto(const ConsentEvent& event, const std::string& seeker, bool in_force) {
  v1::Consent out;
  out.set_name(Named("consents", event.id));
  out.set_seeker(seeker);
  out.set_act(static_cast<v1::ConsentAct>(event.act));
  out.set_purpose(static_cast<v1::ConsentPurpose>(event.matter.purpose));
  out.set_employer(Named("employers", event.matter.employer_id));
  out.set_opening(Named("openings", event.matter.opening_id));
  out.set_giver(static_cast<v1::ConsentGiver>(event.giver));
  out.set_guardian_order(Named("guardianOrders", event.guardian_order_id));
  out.set_channel(static_cast<v1::ConsentChannel>(event.channel));
  out.set_text_version(event.text_version);
  out.set_recording(event.recording);
  out.set_parent_document(event.parent_document);
  *out.mutable_given_on() = ToProto(event.given_on);
  if (event.act == ConsentAct::kGrant) *out.mutable_valid_from() = ToProto(event.valid_from);
  if (event.valid_until) *out.mutable_valid_until() = ToProto(*event.valid_until);
  *out.mutable_record_time() = ToProto(event.recorded_at);
  out.set_in_force(in_force);
  return out;
}

v1::GuardianOrder ToProto(const GuardianOrder& order, const std::string& seeker) {
  v1::GuardianOrder out;
  out.set_name(Named("guardianOrders", order.id));
  out.set_seeker(seeker);
  out.set_number(order.number);
  out.set_court(order.court);
  *out.mutable_issued_on() = ToProto(order.issued_on);
  *out.mutable_valid_until() = ToProto(order.valid_until);
  *out.mutable_record_time() = ToProto(order.recorded_at);
  return out;
}

v1::Disclosure ToProto(const Disclosure& disclosure, const std::string& seeker) {
  v1::Disclosure out;
  out.set_seeker(seeker);
  out.set_employer(Named("employers", disclosure.employer_id));
  out.set_opening(Named("openings", disclosure.opening_id));
  out.set_consent(Named("consents", disclosure.consent_id));
  AddClasses(disclosure.data_classes, out.mutable_data_classes());
  *out.mutable_disclose_time() = ToProto(disclosure.at);
  return out;
}

v1::RightsClock ToProto(const rights::Clock& clock, Instant start, Instant due,
                        const std::optional<Instant>& ended, Instant now) {
  v1::RightsClock out;
  // Of this run, which began under the rules of its day.
  out.set_hours(
      static_cast<int>(std::chrono::duration_cast<std::chrono::hours>(due - start).count()));
  out.set_origin(clock.law ? v1::CLOCK_ORIGIN_LAW : v1::CLOCK_ORIGIN_OUR_DEFAULT);
  out.set_legal_basis(clock.legal_basis);
  out.set_verified(clock.verified);
  out.mutable_note()->set_indonesian(clock.note_id);
  out.mutable_note()->set_english(clock.note_en);
  *out.mutable_start_time() = ToProto(start);
  *out.mutable_due_time() = ToProto(due);
  if (!ended) {
    out.set_remaining_seconds(std::chrono::floor<std::chrono::seconds>(due - now).count());
  }
  out.set_overdue(rights::IsOverdue(due, ended, now));
  return out;
}

v1::RightsRequest ToProto(const RightsRequest& request, const std::string& seeker, Instant now) {
  v1::RightsRequest out;
  out.set_name(Named("rightsRequests", request.id));
  out.set_seeker(seeker);
  out.set_kind(static_cast<v1::RightsRequestKind>(request.kind));
  out.set_state(static_cast<v1::RightsRequestState>(request.state));
  out.set_note(request.note);
  *out.mutable_clock() = ToProto(rights::Clocks::Get().Of(request.kind), request.received_at,
                                 request.due_at, request.ended_at, now);
  if (request.ended_at) *out.mutable_end_time() = ToProto(*request.ended_at);
  out.set_refusal_reason(static_cast<v1::RefusalReason>(request.refusal));
  out.set_answer(request.answer);
  out.set_in_effect(request.InEffect());
  return out;
}

v1::LegalHold ToProto(const LegalHold& hold, const std::string& seeker) {
  v1::LegalHold out;
  out.set_name(Named("legalHolds", hold.id));
  out.set_seeker(seeker);
  out.set_kind(static_cast<v1::LegalHoldKind>(hold.kind));
  out.set_basis(hold.basis);
  if (hold.valid_until) *out.mutable_valid_until() = ToProto(*hold.valid_until);
  *out.mutable_place_time() = ToProto(hold.placed_at);
  if (hold.lifted_at) *out.mutable_lift_time() = ToProto(*hold.lifted_at);
  return out;
}

v1::Breach ToProto(const Breach& breach, Instant now) {
  v1::Breach out;
  out.set_name(Named("breaches", breach.id));
  *out.mutable_discover_time() = ToProto(breach.discovered_at);
  if (breach.happened_at) *out.mutable_happen_time() = ToProto(*breach.happened_at);
  AddClasses(breach.data_classes, out.mutable_data_classes());
  if (breach.affected_people) out.set_affected_people(*breach.affected_people);
  out.set_description(breach.description);
  out.set_remedy(breach.remedy);
  if (breach.notified_at) *out.mutable_notify_time() = ToProto(*breach.notified_at);
  *out.mutable_clock() = ToProto(rights::Clocks::Get().OfBreach(), breach.discovered_at,
                                 breach.due_at, breach.notified_at, now);
  return out;
}

absl::StatusOr<ConsentEvent> FromProto(const v1::GrantConsentRequest& request, Date today) {
  FieldErrors errors;
  ConsentEvent word = CommonWord(request, errors);
  word.act = ConsentAct::kGrant;
  word.recording = request.recording();
  word.parent_document = request.parent_document();
  word.text_version = request.text_version().empty()
                          ? rights::DefaultTextVersion(word.matter.purpose)
                          : request.text_version();
  word.given_on =
      OptionalDay(request.has_given_on(), request.given_on(), today, "given_on", errors);
  word.valid_from = OptionalDay(request.has_valid_from(), request.valid_from(), word.given_on,
                                "valid_from", errors);
  if (request.has_valid_until()) {
    word.valid_until = FromProto(request.valid_until(), "valid_until", errors);
  }
  if (!errors.empty()) return errors.ToStatus();
  return word;
}

absl::StatusOr<ConsentEvent> FromProto(const v1::WithdrawConsentRequest& request, Date today) {
  FieldErrors errors;
  ConsentEvent word = CommonWord(request, errors);
  word.act = ConsentAct::kWithdraw;
  if (word.channel == ConsentChannel::kUnknown) word.channel = ConsentChannel::kElectronic;
  word.given_on = word.valid_from = today;
  if (!errors.empty()) return errors.ToStatus();
  return word;
}

absl::StatusOr<GuardianOrder> FromProto(const v1::GuardianOrder& order) {
  FieldErrors errors;
  GuardianOrder out;
  out.number = order.number();
  out.court = order.court();
  out.issued_on = FromProto(order.issued_on(), "issued_on", errors).value_or(Date{});
  out.valid_until = FromProto(order.valid_until(), "valid_until", errors).value_or(Date{});
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

Instant ReadPast(bool given, const google::protobuf::Timestamp& timestamp, Instant fallback,
                 Instant now, const std::string& field, FieldErrors& errors) {
  if (!given) return fallback;
  constexpr int64_t kYear1900 = -2'208'988'800;
  const bool sane = timestamp.seconds() >= kYear1900 && timestamp.seconds() <= 32'503'680'000 &&
                    timestamp.nanos() >= 0 && timestamp.nanos() <= 999'999'999;
  if (sane && FromProto(timestamp) <= now) return FromProto(timestamp);
  errors.Add(field, sane ? "is after now" : "is not an instant in the years 1900 to 2999");
  return fallback;
}

absl::StatusOr<Breach> FromProto(const v1::Breach& breach, Instant now) {
  FieldErrors errors;
  Breach out;
  if (!breach.has_discover_time()) errors.Add("discover_time", "is required");
  out.discovered_at = ReadPast(breach.has_discover_time(), breach.discover_time(), now, now,
                               "discover_time", errors);
  if (breach.has_happen_time()) {
    out.happened_at = ReadPast(true, breach.happen_time(), now, now, "happen_time", errors);
  }
  for (int i = 0; i < breach.data_classes_size(); ++i) {
    if (breach.data_classes(i) == v1::DATA_CLASS_UNSPECIFIED) {
      errors.Add("data_classes[" + std::to_string(i) + "]", "is not a kind of data");
    }
    out.data_classes |= uint32_t{1} << breach.data_classes(i);
  }
  if (breach.data_classes().empty()) errors.Add("data_classes", "is required");
  if (breach.has_affected_people()) {
    out.affected_people = breach.affected_people();
    if (breach.affected_people() < 0) errors.Add("affected_people", "is below 0");
  }
  out.description = breach.description();
  out.remedy = breach.remedy();
  if (out.description.empty() || out.description.size() > kMaxText) {
    errors.Add("description", "is empty or longer than 2000 bytes");
  }
  if (out.remedy.empty() || out.remedy.size() > kMaxText) {
    errors.Add("remedy", "is empty or longer than 2000 bytes");
  }
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

}  // namespace setara
