// Between the contract's messages of accounts and tokens and the stored ones. Secrets have no way
// out here. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include "server/identity/accounts.h"
#include "server/identity/tokens.h"
#include "setara/v1/account.pb.h"

namespace setara {

v1::Account ToProto(const Account& account);

// What a caller may say of an account: login, name, role and place. INVALID_ARGUMENT: a resource
// name of another form; the rest is for ValidateAccount.
absl::StatusOr<Account> FromProto(const v1::Account& account);

v1::Token ToProto(const Token& token);

v1::CallerInfo ToProto(const Caller& caller);

}  // namespace setara
