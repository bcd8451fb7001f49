// The file that says whom else the server knows beside the accounts of its store
// (`setarad serve --identity FILE`): JSON, keys that are not known are errors, paths relative to
// the file itself. Both parts may be left out:
//
//   {
//     "jwt": {
//       "issuer": "https://sso.example.go.id/realms/kerja",
//       "audience": "setara",
//       "jwks_file": "jwks.json",            // public keys; read again when it changes
//       "algorithms": ["RS256", "ES256"],    // default ["RS256"]; never none or HS*
//       "clock_skew_seconds": 60,            // default 60, 0 to 300
//       "roles": [                           // the first that fits
//         {"claim": "/realm_access/roles", "value": "konselor", "role": "counselor"}
//       ],
//       "places": {"branch": "/branch", "region": "/region", "employer": "/employer",
//                  "seeker": "/seeker"}      // each optional
//     },
//     "machines": [                          // by the name in the client certificate
//       {"certificate": "import.example.go.id", "role": "administrator", "branch": "JKT-01",
//        "region": "31", "employer": "01J...", "seeker": "01J..."}
//     ]
//   }
//
// (Without the comments.) Roles are those of the contract, without the prefix, in lower case.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <string>

#include "server/access/caller.h"
#include "server/identity/jwt_authenticator.h"

namespace setara {

// A machine client, known by its certificate.
struct Machine {
  v1::Role role = v1::ROLE_UNSPECIFIED;
  CallerPlace place;
};

struct Identities {
  std::unique_ptr<JwtAuthenticator> jwt;                 // null: no other issuer
  std::map<std::string, Machine, std::less<>> machines;  // by certificate name
};

// "counselor" -> ROLE_COUNSELOR; ROLE_UNSPECIFIED for what is no role that needs an account.
v1::Role ParseRole(std::string_view text);
// The other way round.
std::string RoleText(v1::Role role);

// Reads the file at `path`. `report` is told of later changes of the JWKS file that cannot be used.
// NOT_FOUND: a file cannot be read; INVALID_ARGUMENT names the setting that is wrong.
absl::StatusOr<Identities> LoadIdentities(const std::string& path, JwksFile::Report report);

}  // namespace setara
