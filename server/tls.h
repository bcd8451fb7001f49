// TLS of the listening ports. Files are PEM and are read again when they change, so that a renewed
// certificate needs no restart; connections that are open keep the old one.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>
#include <string>

namespace setara {

struct TlsOptions {
  std::string certificate_file;  // chain, own certificate first
  std::string key_file;          // PKCS #8
  // Whose client certificates are believed; empty: none is asked for. A client may still come
  // without one, and then needs a token.
  std::string client_ca_file;

  bool empty() const {
    return certificate_file.empty() && key_file.empty() && client_ca_file.empty();
  }
};

// FAILED_PRECONDITION: certificate and key are not both given, a file cannot be read or holds no
// PEM, or certificate and key do not belong together.
absl::Status CheckTls(const TlsOptions& options);

// Credentials that look at the files every `refresh_seconds` (>= 1). TLS 1.2 and 1.3 only. Errors
// of CheckTls.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const TlsOptions& options, unsigned refresh_seconds);

}  // namespace setara
