#include "matcher/domain/errors.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/write_or_check.h"
#include "server/store/consents.h"
#include "server/store/disclosures.h"
#include "server/store/employers.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.ConsentService.";
constexpr int kMaxDisclosures = 1000;

// The recipient must be one: a consent to show someone's name to a typing error helps nobody.
absl::Status CheckRecipient(Connection& db, const ConsentMatter& matter) {
  if (!matter.employer_id.empty()) {
    absl::StatusOr<int64_t> row = EmployerRow(db, matter.employer_id);
    if (!row.ok()) return row.status();
  }
  if (matter.opening_id.empty()) return absl::OkStatus();
  absl::StatusOr<Opening> opening = GetOpening(db, matter.opening_id);
  if (!opening.ok()) return opening.status();
  if (opening->employer_id == matter.employer_id) return absl::OkStatus();
  return InvalidField("opening", "is not an opening of this employer");
}

// Stores the word of a request about the person `id`; the person in `seeker`.
absl::StatusOr<ConsentEvent> StoreWord(Connection& db, const CallContext& context,
                                       const std::string& id, ConsentEvent word,
                                       absl::StatusOr<Seeker>* seeker) {
  *seeker = GetSeeker(db, id);
  if (!seeker->ok()) return seeker->status();
  if (word.act == ConsentAct::kGrant) {
    absl::Status recipient = CheckRecipient(db, word.matter);
    if (!recipient.ok()) return recipient;
  }
  word.seeker_row = (*seeker)->row;
  word.recorded_by = context.caller.name;
  return RecordWord(db, word, (*seeker)->identity.birth_date, context.now);
}

bool InForce(const ConsentEvent& event, const PersonConsents& person, Date on) {
  const rights::Standing standing = rights::StandingOf(person.events, event.matter, person.facts());
  return standing.consent && standing.consent->Covers(on) &&
         standing.consent->grant->entry == event.entry;
}

absl::Status Grant(const Parts& parts, CallContext& context, const v1::GrantConsentRequest& request,
                   v1::Consent* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<ConsentEvent> word = FromProto(request, context.today);
  if (!word.ok()) return word.status();
  return WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Seeker> seeker;
        absl::StatusOr<ConsentEvent> stored = StoreWord(db, context, *id, *word, &seeker);
        if (!stored.ok()) return stored.status();
        absl::StatusOr<PersonConsents> person =
            LoadConsents(db, seeker->row, seeker->identity.birth_date);
        if (!person.ok()) return person.status();
        *response = ToProto(*stored, request.seeker(), InForce(*stored, *person, context.today));
        return absl::OkStatus();
      });
}

absl::Status Withdraw(const Parts& parts, CallContext& context,
                      const v1::WithdrawConsentRequest& request,
                      v1::WithdrawConsentResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<ConsentEvent> word = FromProto(request, context.today);
  if (!word.ok()) return word.status();
  return WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        response->Clear();
        absl::StatusOr<Seeker> seeker;
        absl::StatusOr<ConsentEvent> stored = StoreWord(db, context, *id, *word, &seeker);
        if (!stored.ok()) return stored.status();
        *response->mutable_consent() = ToProto(*stored, request.seeker(), false);
        absl::StatusOr<std::vector<Disclosure>> shown = ListDisclosures(
            db, seeker->row, word->matter.employer_id, word->matter.opening_id, 0, kMaxDisclosures);
        if (!shown.ok()) return shown.status();
        for (const Disclosure& disclosure : *shown) {
          *response->add_disclosures() = ToProto(disclosure, request.seeker());
        }
        return absl::OkStatus();
      });
}

absl::Status List(const Parts& parts, const CallContext& context,
                  const v1::ListConsentsRequest& request, v1::ListConsentsResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
    if (!seeker.ok()) return seeker.status();
    absl::StatusOr<PersonConsents> person =
        LoadConsents(db, seeker->row, seeker->identity.birth_date);
    if (!person.ok()) return person.status();
    for (const ConsentEvent& event : person->events) {
      *response->add_consents() =
          ToProto(event, request.seeker(), InForce(event, *person, context.today));
    }
    for (const GuardianOrder& order : person->orders) {
      *response->add_guardian_orders() = ToProto(order, request.seeker());
    }
    return absl::OkStatus();
  });
}

absl::Status RecordOrder(const Parts& parts, CallContext& context,
                         const v1::RecordGuardianOrderRequest& request,
                         v1::GuardianOrder* response) {
  absl::StatusOr<std::string> id = ParseName(request.order().seeker(), "seekers", "order.seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<GuardianOrder> order = FromProto(request.order());
  if (!order.ok()) return WithFieldPrefix(order.status(), "order");
  return WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
        if (!seeker.ok()) return seeker.status();
        order->seeker_row = seeker->row;
        absl::StatusOr<GuardianOrder> stored = PutGuardianOrder(db, *order, context.now);
        if (!stored.ok()) return WithFieldPrefix(stored.status(), "order");
        *response = ToProto(*stored, request.order().seeker());
        // A newer version may end or prolong what stands.
        return RefreshWhatFollows(db, seeker->row, seeker->identity.birth_date, context.now);
      });
}

absl::Status ListShown(const Parts& parts, const v1::ListDisclosuresRequest& request,
                       v1::ListDisclosuresResponse* response) {
  absl::StatusOr<std::string> id = ParseName(request.seeker(), "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, 1000);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Seeker> seeker = GetSeeker(db, *id);
    if (!seeker.ok()) return seeker.status();
    absl::StatusOr<std::vector<Disclosure>> shown =
        ListDisclosures(db, seeker->row, "", "", after, *size + 1);
    if (!shown.ok()) return shown.status();
    const bool more = shown->size() > static_cast<size_t>(*size);
    if (more) shown->pop_back();
    for (const Disclosure& disclosure : *shown) {
      *response->add_disclosures() = ToProto(disclosure, request.seeker());
    }
    if (more) response->set_next_page_token(EncodePageToken(request, {shown->back().entry}));
    return absl::OkStatus();
  });
}

}  // namespace

void HandleConsents(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = kService;
  dispatcher.Handle<v1::GrantConsentRequest, v1::Consent>(
      service + "GrantConsent", [parts](CallContext& context, const auto& request, auto* out) {
        return Grant(parts, context, request, out);
      });
  dispatcher.Handle<v1::WithdrawConsentRequest, v1::WithdrawConsentResponse>(
      service + "WithdrawConsent", [parts](CallContext& context, const auto& request, auto* out) {
        return Withdraw(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListConsentsRequest, v1::ListConsentsResponse>(
      service + "ListConsents", [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
  dispatcher.Handle<v1::RecordGuardianOrderRequest, v1::GuardianOrder>(
      service + "RecordGuardianOrder",
      [parts](CallContext& context, const auto& request, auto* out) {
        return RecordOrder(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListDisclosuresRequest, v1::ListDisclosuresResponse>(
      service + "ListDisclosures", [parts](CallContext&, const auto& request, auto* out) {
        return ListShown(parts, request, out);
      });
  HandleCandidates(dispatcher, parts);
}

}  // namespace setara
