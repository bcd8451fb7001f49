// Makes the authenticator of a server.
#pragma once

#include <memory>

#include "server/access/authenticator.h"
#include "server/identity/identity_file.h"
#include "server/store/store.h"

namespace setara {

struct AuthenticatorOptions {
  Identities identities;  // beside the store's own accounts
};

// An authenticator that knows the accounts and tokens of `store`, which must outlive it, and
// whom `options` names. A bearer token counts before a client certificate: the certificate may be
// that of a program which many people use. Tokens are not slowed down: 256 random bits and a
// signature are beyond guessing, and one caller's bad token would bar a whole office.
std::unique_ptr<Authenticator> MakeAuthenticator(Store& store, AuthenticatorOptions options);

}  // namespace setara
