// Who calls: what a transport hands over, and what the server made of it. Plain values.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "setara/v1/access.pb.h"

namespace setara {

// What a transport knows of a call. Nothing in it is believed before Authenticator::Authenticate.
struct Credentials {
  // Of "authorization: Bearer ..."; empty: none given.
  std::string bearer_token;
  // Name in the client certificate that TLS verified (first URI SAN, else first DNS SAN, else the
  // common name); empty: none.
  std::string client_certificate;
  // Network address without the port, as "127.0.0.1" or "::1"; never a host name.
  std::string peer;
};

// Where a caller works, or who they are. Empty: nowhere, so that such a scope reaches nothing.
inline constexpr char kWholeCountry[] = "ID";  // region of an officer of the whole country

struct CallerPlace {
  std::string branch;       // code of the branch, as in Seeker.branch
  std::string region_code;  // Kemendagri code, everything below it belongs to it; or kWholeCountry
  std::string employer_id;  // of `employers/{id}`
  std::string seeker_id;    // of `seekers/{id}`
};

// Where a record belongs, as far as scopes ask. Empty: nowhere.
struct RecordHome {
  std::string branch;                      // that keeps the person's record, or the case
  std::vector<std::string> case_branches;  // of a person: that keep a case of theirs
  std::vector<std::string> region_codes;   // every seat that the employer has had
  std::string employer_id;                 // whose opening it is, or the employer itself
  std::string seeker_id;                   // the person
};

// Someone who may be known. One account has one role: who wears two hats signs in twice, so that
// every record of the audit names the hat.
struct Caller {
  // `accounts/{id}`, `oidc/{issuer}/{subject}`, `machines/{certificate}`; empty: anyone.
  std::string name;
  v1::Role role = v1::ROLE_ANYONE;
  CallerPlace place;
  // Full names of the methods that the token is narrowed to; empty: every method of the role.
  std::set<std::string, std::less<>> methods;

  bool anonymous() const { return name.empty(); }
};

}  // namespace setara
