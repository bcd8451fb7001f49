// A case passes from one case manager or branch to another.
#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"
#include "server/identity/accounts.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/case_reassign.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/write_or_check.h"
#include "server/store/case_offers.h"
#include "server/store/changes.h"
#include "server/store/request_ids.h"
#include "server/store/ulid.h"
#include "setara/v1/case_hand_over.pb.h"

namespace setara {
namespace {

constexpr char kService[] = "setara.v1.CaseHandOverService.";
constexpr int kMaxPage = 1000;

absl::Status Refused(const char* reason, const char* message) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

bool Moves(OfferKind kind) { return kind == OfferKind::kAssign || kind == OfferKind::kTransfer; }

// --- Offering -----------------------------------------------------------------------------------

absl::StatusOr<HandOverOffered> ReadOffer(const CallContext& context,
                                          const v1::OfferCaseRequest& request) {
  const std::string& own = context.caller.place.branch;
  HandOverOffered offer{.offer_id = NextUlid("", context.now),
                        .kind = static_cast<OfferKind>(request.kind()),
                        .to_manager = request.to_manager(),
                        .to_branch = request.to_branch(),
                        .carries = request.carries()};
  FieldErrors errors;
  if (offer.kind == OfferKind::kUnknown) errors.Add("kind", "is required");
  if (offer.carries.empty()) errors.Add("carries", "is required");
  if (offer.kind == OfferKind::kAssign && offer.to_manager.empty()) {
    errors.Add("to_manager", "is required to assign");
  }
  if (offer.kind == OfferKind::kAssign && !offer.to_branch.empty() && offer.to_branch != own) {
    errors.Add("to_branch", "is not the branch that keeps the case: offer a transfer");
  }
  if (offer.kind == OfferKind::kTransfer && offer.to_branch.empty()) {
    errors.Add("to_branch", "is required to transfer");
  }
  if (offer.kind == OfferKind::kTransfer && offer.to_branch == own) {
    errors.Add("to_branch", "is the branch that keeps the case: offer to assign it");
  }
  if (offer.to_manager.empty() && offer.to_branch.empty()) {
    errors.Add("to_manager", "name a case manager or a branch");
  }
  if (!errors.empty()) return errors.ToStatus();
  return offer;
}

// Names the branch that receives, and checks who does.
absl::Status CheckReceiver(CaseChange& change, HandOverOffered& offer) {
  if (offer.to_branch.empty()) {
    offer.to_branch = change.loaded.row.branch;
    // A service may be asked of somebody elsewhere, who then says where.
    absl::StatusOr<std::string> id = ParseName(offer.to_manager, "accounts", "to_manager");
    if (id.ok() && offer.kind == OfferKind::kRefer) {
      absl::StatusOr<Account> account = LoadAccount(change.db, *id);
      if (account.ok()) offer.to_branch = account->place.branch;
    }
  }
  if (offer.to_manager.empty()) return absl::OkStatus();
  absl::Status manages =
      CheckIsCaseManager(change.db, change.context, offer.to_manager, offer.to_branch);
  return FieldViolations(manages).empty() ? manages
                                          : InvalidField("to_manager", "expected accounts/{id}");
}

absl::Status CheckNoneWaits(const LoadedCase& loaded, const HandOverOffered& offer) {
  const casework::CaseRecord& record = loaded.record;
  for (const auto& other : record.Of<HandOverOffered>()) {
    const auto& answers = record.Of<HandOverAnswered>();
    const bool answered = std::any_of(answers.begin(), answers.end(), [&](const auto& answer) {
      return answer.fact.offer_id == other.fact.offer_id;
    });
    if (!answered && other.fact.to_manager == offer.to_manager &&
        other.fact.to_branch == offer.to_branch) {
      return Refused("OFFER_OPEN", "an offer to the same receiver waits already");
    }
  }
  return absl::OkStatus();
}

absl::Status Offer(const CaseParts& parts, CallContext& context,
                   const v1::OfferCaseRequest& request, v1::CaseOffer* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "cases", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(request.etag(), "etag");
  if (!version.ok()) return version.status();
  if (absl::Status fits = CheckRequestId(request.request_id()); !fits.ok()) return fits;
  absl::StatusOr<HandOverOffered> read = ReadOffer(context, request);
  if (!read.ok()) return read.status();
  const auto offer = [&](Connection& db) -> absl::StatusOr<std::string> {
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, *id);
    if (!loaded.ok()) return loaded.status();
    absl::Status status = CheckVersion(*version, loaded->row.last_sequence);
    CaseChange change{db, context, *loaded};
    HandOverOffered made = *read;
    if (status.ok()) status = CheckReceiver(change, made);
    if (status.ok()) status = CheckNoneWaits(*loaded, made);
    const NewFact fact{made, context.now, ""};
    if (status.ok()) {
      status = AddFacts(db, *loaded, {&fact, 1}, EnteringOf(context), parts.rules);
    }
    if (!status.ok()) return status;
    return made.offer_id;
  };
  return WriteOrCheck(
      parts.store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<std::string> made = OncePerRequest(
            db, std::string(kService) + "OfferCase " + *id + " " + context.caller.name,
            request.request_id(), context.now, [&] { return offer(db); });
        if (!made.ok()) return made.status();
        absl::StatusOr<OfferedCase> stored = GetCaseOffer(db, *made);
        if (stored.ok()) *response = ToProto(stored->offer, stored->case_id);
        return stored.status();
      });
}

// --- Listing ------------------------------------------------------------------------------------

// The id of the case where the caller may know it: it is kept by their branch, and was not only
// offered to them.
std::string ShownCase(const CallContext& context, const OfferedCase& offered, bool outgoing) {
  const bool kept = offered.branch == context.caller.place.branch;
  const bool taken = offered.offer.state == CaseOfferState::kAccepted;
  return kept && (outgoing || taken) ? offered.case_id : "";
}

absl::Status List(const CaseParts& parts, CallContext& context,
                  const v1::ListCaseOffersRequest& request, v1::ListCaseOffersResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxPage);
  if (!size.ok()) return size.status();
  CaseOfferKey before;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 3);
    if (!key.ok()) return key.status();
    before = {(*key)[0], (*key)[1], (*key)[2]};
  }
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  CaseOfferFilter filter{.branch = branch->value_or(""), .outgoing = request.outgoing()};
  if (context.caller.role != v1::ROLE_SUPERVISOR) filter.manager = context.caller.name;
  for (int i = 0; i < request.states_size(); ++i) {
    if (request.states(i) == v1::CASE_OFFER_STATE_UNSPECIFIED) {
      return InvalidField("states[" + std::to_string(i) + "]", "is not a state");
    }
    filter.states |= 1u << request.states(i);
  }
  if (filter.states == 0) filter.states = 1u << static_cast<int>(CaseOfferState::kOpen);
  return parts.store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::vector<ListedOffer>> page = ListCaseOffers(db, filter, before, *size + 1);
    if (!page.ok()) return page.status();
    if (page->size() > static_cast<size_t>(*size)) {
      page->pop_back();
      const CaseOfferKey& last = page->back().key;
      response->set_next_page_token(
          EncodePageToken(request, {last.offered_at, last.case_row, last.number}));
    }
    for (const ListedOffer& listed : *page) {
      *response->add_offers() =
          ToProto(listed.offered.offer, ShownCase(context, listed.offered, request.outgoing()));
    }
    return absl::OkStatus();
  });
}

// --- Answering ----------------------------------------------------------------------------------

// The offer when the caller is its receiver, or leads the branch that is. PERMISSION_DENIED
// otherwise, whether or not there is one.
absl::StatusOr<OfferedCase> ReachOffer(Connection& db, const CallContext& context,
                                       const std::string& id) {
  absl::StatusOr<OfferedCase> offered = GetCaseOffer(db, id);
  if (absl::IsNotFound(offered.status())) return RecordDenied();
  if (!offered.ok()) return offered.status();
  const Caller& caller = context.caller;
  const CaseOffer& offer = offered->offer;
  const bool here = !caller.place.branch.empty() && offer.to_branch == caller.place.branch;
  const bool theirs = caller.role == v1::ROLE_SUPERVISOR || offer.to_manager.empty() ||
                      offer.to_manager == caller.name;
  if (!here || !theirs) return RecordDenied();
  return offered;
}

// The answer and what it brings with it: a case manager who takes a case for the branch keeps it,
// and whatever else would have moved it waits no longer.
std::vector<NewFact> FactsOf(const LoadedCase& loaded, const CallContext& context,
                             const CaseOffer& offer, bool accepted, const std::string& reason) {
  std::vector<NewFact> facts;
  facts.push_back({HandOverAnswered{offer.id, accepted, reason}, context.now, ""});
  if (!accepted || !Moves(offer.kind)) return facts;
  if (offer.to_manager.empty() && context.caller.role == v1::ROLE_CASE_MANAGER) {
    facts.push_back({CaseManagerAssigned{context.caller.name, ""}, context.now, ""});
  }
  for (const auto& other : loaded.record.Of<HandOverOffered>()) {
    const auto& answers = loaded.record.Of<HandOverAnswered>();
    const bool answered = std::any_of(answers.begin(), answers.end(), [&](const auto& answer) {
      return answer.fact.offer_id == other.fact.offer_id;
    });
    if (answered || other.fact.offer_id == offer.id || !Moves(other.fact.kind)) continue;
    facts.push_back({HandOverAnswered{other.fact.offer_id, false,
                                      "Sudah diterima pihak lain (taken by another)"},
                     context.now, ""});
  }
  return facts;
}

absl::Status Answer(const CaseParts& parts, CallContext& context,
                    const v1::AnswerCaseOfferRequest& request, v1::CaseOffer* response) {
  absl::StatusOr<std::string> id = ParseName(request.name(), "caseOffers", "name");
  if (!id.ok()) return id.status();
  if (absl::Status fits = CheckRequestId(request.request_id()); !fits.ok()) return fits;
  if (!request.accepted() && request.reason().empty()) {
    return InvalidField("reason", "is required of a rejection");
  }
  if (request.reason().size() > 1000) return InvalidField("reason", "is longer than 1,000 bytes");
  context.event.object = "caseOffers/" + *id;
  const auto answer = [&](Connection& db) -> absl::StatusOr<std::string> {
    absl::StatusOr<OfferedCase> offered = ReachOffer(db, context, *id);
    if (!offered.ok()) return offered.status();
    if (offered->offer.state != CaseOfferState::kOpen) {
      return Refused("OFFER_ANSWERED", "the offer was answered");
    }
    absl::StatusOr<LoadedCase> loaded = LoadReached(db, offered->case_id);
    if (!loaded.ok()) return loaded.status();
    context.event.subjects.insert("seekers/" + loaded->record.Report().seeker_id);
    absl::Status added =
        AddFacts(db, *loaded,
                 FactsOf(*loaded, context, offered->offer, request.accepted(), request.reason()),
                 EnteringOf(context), parts.rules);
    if (!added.ok()) return added;
    return offered->offer.id;
  };
  return AuditedWrite(parts.store, context, [&](Connection& db) -> absl::Status {
    absl::StatusOr<std::string> done = OncePerRequest(
        db, std::string(kService) + "AnswerCaseOffer " + *id + " " + context.caller.name,
        request.request_id(), context.now, [&] { return answer(db); });
    if (!done.ok()) return InContractNames(done.status());
    absl::StatusOr<OfferedCase> offered = ReachOffer(db, context, *done);
    if (offered.ok()) *response = ToProto(offered->offer, ShownCase(context, *offered, false));
    return offered.status();
  });
}

}  // namespace

void HandleCaseHandOver(Dispatcher& dispatcher, const CaseParts& parts) {
  const std::string service = kService;
  dispatcher.Handle<v1::OfferCaseRequest, v1::CaseOffer>(
      service + "OfferCase", [parts](CallContext& context, const auto& request, auto* out) {
        return Offer(parts, context, request, out);
      });
  dispatcher.Handle<v1::ListCaseOffersRequest, v1::ListCaseOffersResponse>(
      service + "ListCaseOffers", [parts](CallContext& context, const auto& request, auto* out) {
        return List(parts, context, request, out);
      });
  dispatcher.Handle<v1::AnswerCaseOfferRequest, v1::CaseOffer>(
      service + "AnswerCaseOffer", [parts](CallContext& context, const auto& request, auto* out) {
        return Answer(parts, context, request, out);
      });
  dispatcher.Handle<v1::ReassignCasesRequest, v1::ReassignCasesResponse>(
      service + "ReassignCases", [parts](CallContext& context, const auto& request, auto* out) {
        return ReassignCases(parts, context, request, out);
      });
}

}  // namespace setara
