// The services that need the store alone.
#pragma once

#include <functional>

#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

// Registers every method of the service. `store` must outlive the dispatcher.
void HandleAudit(Dispatcher& dispatcher, Store& store);
void HandleEmployers(Dispatcher& dispatcher, Store& store);
void HandleQuota(Dispatcher& dispatcher, Store& store);
void HandleRegister(Dispatcher& dispatcher, Store& store);
// Its part in a file of its own; HandleRegister calls it.
void HandleRegisterImport(Dispatcher& dispatcher, Store& store);
void HandleQuotaProjection(Dispatcher& dispatcher, Store& store);
// Its parts in files of their own; HandleQuota calls them.
void HandleQuotaList(Dispatcher& dispatcher, Store& store);
void HandleQuotaHistory(Dispatcher& dispatcher, Store& store);
void HandleQuotaSummary(Dispatcher& dispatcher, Store& store);
// recorded: called after a rule was recorded; there may be employers to derive in the background.
void HandleQuotaRules(Dispatcher& dispatcher, Store& store, std::function<void()> recorded);

}  // namespace setara
