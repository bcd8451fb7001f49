// Who is at the other end of a gRPC call, as the transport knows it.
#pragma once

#include <grpcpp/security/auth_context.h>

#include <string>

namespace setara {

// Name in the client certificate that TLS verified: first URI SAN, else first DNS SAN, else the
// common name; empty without such a certificate.
std::string CertificateName(const grpc::AuthContext& context);

}  // namespace setara
