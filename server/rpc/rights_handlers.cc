#include "matcher/domain/errors.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/erasure.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/write_or_check.h"
#include "server/store/disclosures.h"
#include "server/store/person_rights.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.RightsService.";
constexpr size_t kMaxText = 1000;
constexpr int kMaxDisclosures = 1000;

absl::Status CheckText(const std::string& text, const char* field) {
  if (text.size() <= kMaxText) return absl::OkStatus();
  return InvalidField(field, "is longer than 1000 bytes");
}

// "seekers/{id}" of a row, also of someone erased.
absl::StatusOr<std::string> NameOf(Connection& db, int64_t row) {
  absl::StatusOr<std::string> id = IdOfRow(db, row);
  if (!id.ok()) return id.status();
  return "seekers/" + *id;
}

absl::Status Fill(Connection& db, const RightsRequest& request, Instant now,
                  v1::RightsRequest* out) {
  absl::StatusOr<std::string> seeker = NameOf(db, request.seeker_row);
  if (seeker.ok()) *out = ToProto(request, *seeker, now);
  return seeker.status();
}

absl::StatusOr<RightsRequest> GetOpen(Connection& db, const std::string& id) {
  absl::StatusOr<RightsRequest> request = GetRightsRequest(db, id);
  if (!request.ok() || request->state == RightsRequestState::kOpen) return request;
  return WithReason(absl::FailedPreconditionError("the request has ended"), "REQUEST_NOT_OPEN");
}

absl::Status Create(const Parts& parts, CallContext& context,
                    const v1::CreateRightsRequestRequest& in, v1::RightsRequest* out) {
  absl::StatusOr<std::string> id = ParseName(in.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  if (in.kind() == v1::RIGHTS_REQUEST_KIND_UNSPECIFIED) errors.Add("kind", "is required");
  errors.AddAll(CheckText(in.note(), "note"));
  RightsRequest request;
  request.kind = static_cast<RightsRequestKind>(in.kind());
  request.note = in.note();
  request.received_at = ReadPast(in.has_receive_time(), in.receive_time(), context.now, context.now,
                                 "receive_time", errors);
  if (!errors.empty()) return errors.ToStatus();
  request.due_at = rights::Due(rights::Clocks::Get().Of(request.kind), request.received_at);
  return WriteOrCheck(
      parts.store, context, in.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
        if (!seeker.ok()) return seeker.status();
        request.seeker_row = seeker->row;
        absl::StatusOr<RightsRequest> stored = InsertRightsRequest(db, request, context.now);
        return stored.ok() ? Fill(db, *stored, context.now, out) : stored.status();
      });
}

// Open ones first, then (when asked for) ended ones: the token says in which of the two a page
// ended.
struct Place {
  bool open = true;
  std::optional<RightsRequestKey> after;
};

absl::StatusOr<Place> ReadToken(const v1::ListRightsRequestsRequest& in) {
  if (in.page_token().empty()) return Place();
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(in, in.page_token(), 3);
  if (!key.ok()) return key.status();
  return Place{(*key)[0] != 0,
               RightsRequestKey{Instant(std::chrono::microseconds((*key)[1])), (*key)[2]}};
}

std::string TokenAfter(const v1::ListRightsRequestsRequest& in, const RightsRequest& last) {
  const bool open = last.state == RightsRequestState::kOpen;
  const Instant at = open ? last.due_at : *last.ended_at;
  return EncodePageToken(in, {open ? 1 : 0, at.time_since_epoch().count(), last.entry});
}

absl::StatusOr<std::vector<RightsRequest>> ReadPage(Connection& db, Place place,
                                                    std::optional<int64_t> seeker_row,
                                                    bool show_ended, int limit) {
  std::vector<RightsRequest> page;
  if (place.open) {
    absl::StatusOr<std::vector<RightsRequest>> open =
        ListRightsRequests(db, {seeker_row, true}, place.after, limit);
    if (!open.ok()) return open;
    page = *std::move(open);
    place.after.reset();
  }
  const int room = limit - static_cast<int>(page.size());
  if (!show_ended || room == 0) return page;
  absl::StatusOr<std::vector<RightsRequest>> ended =
      ListRightsRequests(db, {seeker_row, false}, place.after, room);
  if (!ended.ok()) return ended;
  page.insert(page.end(), ended->begin(), ended->end());
  return page;
}

absl::Status List(const Parts& parts, const CallContext& context,
                  const v1::ListRightsRequestsRequest& in, v1::ListRightsRequestsResponse* out) {
  absl::StatusOr<int> size = PageSize(in.page_size(), 50, 1000);
  if (!size.ok()) return size.status();
  absl::StatusOr<Place> place = ReadToken(in);
  if (!place.ok()) return place.status();
  // Whoever reaches only their own record lists only their own requests.
  const bool own = context.scope == v1::SCOPE_OWN;
  std::string id = own ? context.caller.place.seeker_id : "";
  if (!in.seeker().empty()) {
    absl::StatusOr<std::string> named = ParseName(in.seeker(), "seekers", "seeker");
    if (!named.ok()) return named.status();
    if (own && *named != id) return NotFound(in.seeker());
    id = *named;
  }
  return parts.store.Read([&](Connection& db) -> absl::Status {
    std::optional<int64_t> row;
    if (own || !id.empty()) {
      absl::StatusOr<std::optional<int64_t>> found = FindRow(db, RecordKind::kSeeker, id);
      if (!found.ok()) return found.status();
      if (!*found) return NotFound("seekers/" + id);
      row = *found;
    }
    absl::StatusOr<std::vector<RightsRequest>> page =
        ReadPage(db, *place, row, in.show_ended(), *size + 1);
    if (!page.ok()) return page.status();
    const bool more = page->size() > static_cast<size_t>(*size);
    if (more) page->pop_back();
    for (const RightsRequest& request : *page) {
      absl::Status filled = Fill(db, request, context.now, out->add_requests());
      if (!filled.ok()) return filled;
    }
    if (more) out->set_next_page_token(TokenAfter(in, page->back()));
    return absl::OkStatus();
  });
}

absl::Status WithdrawEverything(Connection& db, const Seeker& seeker, const CallContext& context,
                                v1::CompleteRightsRequestResponse* out) {
  for (int purpose = 1; purpose <= kConsentPurposes; ++purpose) {
    ConsentEvent word;
    word.seeker_row = seeker.row;
    word.act = ConsentAct::kWithdraw;
    word.matter.purpose = static_cast<ConsentPurpose>(purpose);
    word.channel = ConsentChannel::kElectronic;
    word.given_on = word.valid_from = context.today;
    word.recorded_by = context.caller.name;
    absl::StatusOr<ConsentEvent> stored =
        RecordWord(db, word, seeker.identity.birth_date, context.now);
    if (!stored.ok()) return stored.status();
  }
  absl::StatusOr<std::vector<Disclosure>> shown =
      ListDisclosures(db, seeker.row, "", "", 0, kMaxDisclosures);
  if (!shown.ok()) return shown.status();
  for (const Disclosure& disclosure : *shown) {
    *out->add_disclosures() = ToProto(disclosure, "seekers/" + seeker.id);
  }
  return absl::OkStatus();
}

// What granting a request does by itself. Of someone who is gone already, nothing.
absl::Status Effect(Connection& db, const RightsRequest& request, const CallContext& context,
                    v1::CompleteRightsRequestResponse* out) {
  if (request.kind != RightsRequestKind::kErasure &&
      request.kind != RightsRequestKind::kWithdrawal) {
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<Seeker>> seeker = GetSeekersByRows(db, {&request.seeker_row, 1});
  if (!seeker.ok() || seeker->empty()) return seeker.status();
  if (request.kind == RightsRequestKind::kWithdrawal) {
    return WithdrawEverything(db, seeker->front(), context, out);
  }
  absl::StatusOr<int64_t> kept = ErasePerson(db, seeker->front(), std::nullopt, context.now);
  if (kept.ok()) out->set_pseudonymized_employments(*kept);
  return kept.status();
}

absl::Status Complete(const Parts& parts, CallContext& context,
                      const v1::CompleteRightsRequestRequest& in,
                      v1::CompleteRightsRequestResponse* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "rightsRequests", "name");
  if (!id.ok()) return id.status();
  if (absl::Status text = CheckText(in.answer(), "answer"); !text.ok()) return text;
  return WriteOrCheck(
      parts.store, context, in.validate_only(), [&](Connection& db) -> absl::Status {
        out->Clear();
        absl::StatusOr<RightsRequest> request = GetOpen(db, *id);
        if (!request.ok()) return request.status();
        request->state = RightsRequestState::kDone;
        request->ended_at = context.now;
        request->answer = in.answer();
        absl::Status status = UpdateRightsRequest(db, *request);
        if (status.ok()) status = Effect(db, *request, context, out);
        return status.ok() ? Fill(db, *request, context.now, out->mutable_request()) : status;
      });
}

absl::Status Refuse(const Parts& parts, CallContext& context,
                    const v1::RefuseRightsRequestRequest& in, v1::RightsRequest* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "rightsRequests", "name");
  if (!id.ok()) return id.status();
  if (in.reason() == v1::REFUSAL_REASON_UNSPECIFIED) return InvalidField("reason", "is required");
  if (absl::Status text = CheckText(in.answer(), "answer"); !text.ok()) return text;
  return WriteOrCheck(parts.store, context, in.validate_only(),
                      [&](Connection& db) -> absl::Status {
                        absl::StatusOr<RightsRequest> request = GetOpen(db, *id);
                        if (!request.ok()) return request.status();
                        request->state = RightsRequestState::kRefused;
                        request->ended_at = context.now;
                        request->refusal = static_cast<RefusalReason>(in.reason());
                        request->answer = in.answer();
                        absl::Status status = UpdateRightsRequest(db, *request);
                        return status.ok() ? Fill(db, *request, context.now, out) : status;
                      });
}

absl::Status Lift(const Parts& parts, CallContext& context, const v1::LiftRightsRequestRequest& in,
                  v1::RightsRequest* out) {
  absl::StatusOr<std::string> seeker = ParseName(in.seeker(), "seekers", "seeker");
  if (!seeker.ok()) return seeker.status();
  absl::StatusOr<std::string> id = ParseName(in.name(), "rightsRequests", "name");
  if (!id.ok()) return id.status();
  return WriteOrCheck(
      parts.store, context, in.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<RightsRequest> request = GetRightsRequest(db, *id);
        if (!request.ok()) return request.status();
        absl::StatusOr<std::string> owner = NameOf(db, request->seeker_row);
        if (!owner.ok()) return owner.status();
        if (*owner != in.seeker()) return NotFound(in.name());
        if (!request->InEffect()) {
          return WithReason(
              absl::FailedPreconditionError("no restriction or objection is in effect by it"),
              "NOTHING_TO_LIFT");
        }
        request->lifted_at = context.now;
        if (request->state == RightsRequestState::kOpen) {
          request->state = RightsRequestState::kDone;
          request->ended_at = context.now;
        }
        absl::Status status = UpdateRightsRequest(db, *request);
        return status.ok() ? Fill(db, *request, context.now, out) : status;
      });
}

absl::Status Export(const Parts& parts, const PersonTrail& trail, const CallContext& context,
                    const v1::ExportPersonDataRequest& in, v1::ExportPersonDataResponse* out) {
  absl::StatusOr<std::string> id = ParseName(in.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::Status read = parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
    if (!seeker.ok()) return seeker.status();
    absl::StatusOr<v1::PersonData> data = CollectPersonData(db, *seeker, trail, context.now);
    if (!data.ok()) return data.status();
    *out->mutable_data() = *std::move(data);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  out->set_readable_copy(ReadableCopy(out->data(), FromProto(in.language())));
  return absl::OkStatus();
}

absl::Status PlaceHold(const Parts& parts, CallContext& context,
                       const v1::PlaceLegalHoldRequest& in, v1::LegalHold* out) {
  absl::StatusOr<std::string> id = ParseName(in.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  FieldErrors errors;
  LegalHold hold;
  hold.kind = static_cast<LegalHoldKind>(in.kind());
  hold.basis = in.basis();
  if (in.has_valid_until()) {
    hold.valid_until = FromProto(in.valid_until(), "valid_until", errors);
    if (hold.valid_until && *hold.valid_until <= context.today) {
      errors.Add("valid_until", "is not after today");
    }
  }
  if (!errors.empty()) return errors.ToStatus();
  return WriteOrCheck(parts.store, context, in.validate_only(),
                      [&](Connection& db) -> absl::Status {
                        absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
                        if (!seeker.ok()) return seeker.status();
                        hold.seeker_row = seeker->row;
                        absl::StatusOr<LegalHold> stored = InsertLegalHold(db, hold, context.now);
                        if (stored.ok()) *out = ToProto(*stored, in.seeker());
                        return stored.status();
                      });
}

absl::Status LiftHold(const Parts& parts, CallContext& context, const v1::LiftLegalHoldRequest& in,
                      v1::LegalHold* out) {
  absl::StatusOr<std::string> id = ParseName(in.name(), "legalHolds", "name");
  if (!id.ok()) return id.status();
  return WriteOrCheck(parts.store, context, in.validate_only(),
                      [&](Connection& db) -> absl::Status {
                        absl::StatusOr<LegalHold> hold = LiftLegalHold(db, *id, context.now);
                        if (!hold.ok()) return hold.status();
                        absl::StatusOr<std::string> seeker = NameOf(db, hold->seeker_row);
                        if (seeker.ok()) *out = ToProto(*hold, *seeker);
                        return seeker.status();
                      });
}

}  // namespace

void HandleRights(Dispatcher& dispatcher, const Parts& parts, PersonTrail trail) {
  const std::string service = kService;
  dispatcher.Handle<v1::CreateRightsRequestRequest, v1::RightsRequest>(
      service + "CreateRightsRequest", [parts](CallContext& context, const auto& in, auto* out) {
        return Create(parts, context, in, out);
      });
  dispatcher.Handle<v1::ListRightsRequestsRequest, v1::ListRightsRequestsResponse>(
      service + "ListRightsRequests", [parts](CallContext& context, const auto& in, auto* out) {
        return List(parts, context, in, out);
      });
  dispatcher.Handle<v1::CompleteRightsRequestRequest, v1::CompleteRightsRequestResponse>(
      service + "CompleteRightsRequest", [parts](CallContext& context, const auto& in, auto* out) {
        return Complete(parts, context, in, out);
      });
  dispatcher.Handle<v1::RefuseRightsRequestRequest, v1::RightsRequest>(
      service + "RefuseRightsRequest", [parts](CallContext& context, const auto& in, auto* out) {
        return Refuse(parts, context, in, out);
      });
  dispatcher.Handle<v1::LiftRightsRequestRequest, v1::RightsRequest>(
      service + "LiftRightsRequest", [parts](CallContext& context, const auto& in, auto* out) {
        return Lift(parts, context, in, out);
      });
  dispatcher.Handle<v1::ExportPersonDataRequest, v1::ExportPersonDataResponse>(
      service + "ExportPersonData",
      [parts, trail](CallContext& context, const auto& in, auto* out) {
        return Export(parts, trail, context, in, out);
      });
  dispatcher.Handle<v1::PlaceLegalHoldRequest, v1::LegalHold>(
      service + "PlaceLegalHold", [parts](CallContext& context, const auto& in, auto* out) {
        return PlaceHold(parts, context, in, out);
      });
  dispatcher.Handle<v1::LiftLegalHoldRequest, v1::LegalHold>(
      service + "LiftLegalHold", [parts](CallContext& context, const auto& in, auto* out) {
        return LiftHold(parts, context, in, out);
      });
  HandleBreaches(dispatcher, parts);
}

}  // namespace setara
