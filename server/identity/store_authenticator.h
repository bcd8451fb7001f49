// Makes the authenticator of a server.
#pragma once

#include <memory>

#include "server/access/authenticator.h"
#include "server/store/store.h"

namespace setara {

struct AuthenticatorOptions {};

// An authenticator that knows the accounts and tokens of `store`, which must outlive it.
std::unique_ptr<Authenticator> MakeAuthenticator(Store& store, AuthenticatorOptions options);

}  // namespace setara
