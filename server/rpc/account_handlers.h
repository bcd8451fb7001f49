// AccountService: what its two handler files share, and where they register.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <string>

#include "server/identity/sign_in.h"
#include "server/rpc/dispatcher.h"
#include "server/store/store.h"

namespace setara {

inline constexpr char kAccountService[] = "setara.v1.AccountService.";

// Registers the service's methods: those of accounts, and those of sign-ins and tokens. `store` and
// `desk` must outlive the dispatcher. longest_life: of a new token.
void HandleAccounts(Dispatcher& dispatcher, Store& store, SignInDesk& desk);
void HandleTokens(Dispatcher& dispatcher, Store& store, SignInDesk& desk,
                  std::chrono::hours longest_life);

// Id of the caller's account. FAILED_PRECONDITION, reason NO_ACCOUNT: it has none here, but comes
// from another issuer, by certificate, or is anyone.
absl::StatusOr<std::string> OwnAccountId(const CallContext& context);

// Id of the account `name` of the field `field`, the caller's own when it is empty.
// PERMISSION_DENIED, reason NOT_OWN_ACCOUNT: another's, unless `others` allows that.
absl::StatusOr<std::string> AccountId(const CallContext& context, const std::string& name,
                                      const std::string& field, bool others);

}  // namespace setara
