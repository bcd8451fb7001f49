// What the handlers work with, and where each service registers them.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "index/index.h"
#include "server/casework/rules.h"
#include "server/indexer.h"
#include "server/rpc/dispatcher.h"
#include "server/rpc/evidence_gather.h"
#include "server/rpc/person_data.h"
#include "server/rpc/store_handlers.h"
#include "server/store/store.h"

namespace setara {

// The parts of a running server; all outlive the dispatcher. Thread-safe each.
struct Parts {
  Store& store;
  Index& index;
  Indexer& indexer;
};

// Waits until the index has what the caller's consistency token names, bounded by the deadline; at
// once without a token. FAILED_PRECONDITION: a token of another epoch. DEADLINE_EXCEEDED.
absl::Status WaitForIndex(const Parts& parts, const CallContext& context);

void HandleOpenings(Dispatcher& dispatcher, const Parts& parts);
void HandleOpeningSearch(Dispatcher& dispatcher, const Parts& parts);
void HandleSeekers(Dispatcher& dispatcher, const Parts& parts);
void HandleMatches(Dispatcher& dispatcher, const Parts& parts);
void HandleShortfalls(Dispatcher& dispatcher, const Parts& parts);
void HandleReference(Dispatcher& dispatcher, const Parts& parts);
void HandleBreakGlass(Dispatcher& dispatcher, const Parts& parts);
// rules: by which imported cases are derived; outlives the dispatcher.
void HandleImport(Dispatcher& dispatcher, const Parts& parts, const casework::CaseRules& rules);
void HandleConsents(Dispatcher& dispatcher, const Parts& parts);
// Its part in a file of its own; HandleConsents calls it.
void HandleCandidates(Dispatcher& dispatcher, const Parts& parts);
// trail: where the processing trail of exports comes from.
void HandleRights(Dispatcher& dispatcher, const Parts& parts, PersonTrail trail);
void HandleBreaches(Dispatcher& dispatcher, const Parts& parts);
// referrals: who was referred to an employer; none: nobody here keeps that.
void HandleEvidence(Dispatcher& dispatcher, const Parts& parts, ReferralSource referrals);
// documents: the directory of the files that belong to notices.
void HandleNotices(Dispatcher& dispatcher, const Parts& parts, const std::string& documents);

}  // namespace setara
