#include "server/rpc/peer_identity.h"

#include <grpc/grpc_security_constants.h>

#include <vector>

namespace setara {
std::string CertificateName(const grpc::AuthContext& context) {
  // Set only for a certificate that was asked for and verified.
  if (!context.IsPeerAuthenticated()) return "";
  for (const char* property :
       {GRPC_PEER_URI_PROPERTY_NAME, GRPC_PEER_DNS_PROPERTY_NAME, GRPC_X509_CN_PROPERTY_NAME}) {
    std::vector<grpc::string_ref> values = context.FindPropertyValues(property);
    if (!values.empty()) return {values[0].data(), values[0].size()};
  }
  return "";
}

}  // namespace setara
