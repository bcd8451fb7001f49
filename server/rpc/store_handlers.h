// The services that need the store alone.
#pragma once

#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

// Registers every method of the service. `store` must outlive the dispatcher.
void HandleAudit(Dispatcher& dispatcher, Store& store);
void HandleEmployers(Dispatcher& dispatcher, Store& store);
void HandleQuota(Dispatcher& dispatcher, Store& store);

}  // namespace setara
