// Where ScreeningService is registered.
#pragma once

#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

// Registers every method of the service. `store` must outlive the dispatcher.
void HandleScreening(Dispatcher& dispatcher, Store& store);

}  // namespace setara
