// Certificates made on the spot, since one kept in the tree would expire.
#pragma once

#include <string>

namespace setara {

// A certificate and its key, in PEM.
struct TestCertificate {
  std::string certificate;
  std::string key;
};

// Of an authority that signs itself.
TestCertificate MakeAuthority(const std::string& name);

// Signed by `authority`, valid for an hour. dns_name: put in as alternative name; for_clients: for
// use by a client rather than a server.
TestCertificate MakeCertificate(const TestCertificate& authority, const std::string& common_name,
                                const std::string& dns_name, bool for_clients);

}  // namespace setara
