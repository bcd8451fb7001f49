// Turns credentials into a caller.
#pragma once

#include <absl/status/statusor.h>

#include "matcher/domain/date.h"
#include "server/access/caller.h"

namespace setara {

class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // Nobody's credentials (none given) are ROLE_ANYONE, no error. UNAUTHENTICATED with reason
  // CREDENTIALS_INVALID: given, but not good; the same words whether the account does not exist, is
  // closed, or the secret is wrong. RESOURCE_EXHAUSTED with reason TOO_MANY_ATTEMPTS: slowed down.
  // Thread-safe; may read the store.
  virtual absl::StatusOr<Caller> Authenticate(const Credentials& credentials, Instant now) = 0;
};

}  // namespace setara
