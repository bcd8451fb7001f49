#include "server/tls.h"

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace setara {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};

// Never asks on the terminal: a key with a passphrase is an error.
int NoPassphrase(char*, int, int, void*) { return -1; }

absl::Status Unusable(const std::string& path, const std::string& why) {
  ERR_clear_error();
  return absl::FailedPreconditionError(path + ": " + why);
}

absl::StatusOr<std::unique_ptr<X509, FreeCertificate>> ReadCertificate(const std::string& path) {
  std::unique_ptr<BIO, FreeBio> file(BIO_new_file(path.c_str(), "r"));
  if (file == nullptr) return Unusable(path, "cannot be read");
  std::unique_ptr<X509, FreeCertificate> certificate(
      PEM_read_bio_X509(file.get(), nullptr, NoPassphrase, nullptr));
  if (certificate == nullptr) return Unusable(path, "holds no certificate in PEM");
  return certificate;
}

}  // namespace

absl::Status CheckTls(const TlsOptions& options) {
  if (options.certificate_file.empty() || options.key_file.empty()) {
    return absl::FailedPreconditionError("TLS needs both a certificate and its key");
  }
  auto certificate = ReadCertificate(options.certificate_file);
  if (!certificate.ok()) return certificate.status();
  std::unique_ptr<BIO, FreeBio> file(BIO_new_file(options.key_file.c_str(), "r"));
  if (file == nullptr) return Unusable(options.key_file, "cannot be read");
  std::unique_ptr<EVP_PKEY, FreeKey> key(
      PEM_read_bio_PrivateKey(file.get(), nullptr, NoPassphrase, nullptr));
  if (key == nullptr) return Unusable(options.key_file, "holds no key in PEM without passphrase");
  if (X509_check_private_key(certificate->get(), key.get()) != 1) {
    return Unusable(options.key_file, "is not the key of " + options.certificate_file);
  }
  return options.client_ca_file.empty() ? absl::OkStatus()
                                        : ReadCertificate(options.client_ca_file).status();
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const TlsOptions& options, unsigned refresh_seconds) {
  if (absl::Status status = CheckTls(options); !status.ok()) return status;
  // gRPC offers TLS 1.2 and 1.3 and nothing older. It takes key and certificate in one look, and
  // keeps the old pair while the new ones do not belong together.
  auto provider = std::make_shared<grpc::experimental::FileWatcherCertificateProvider>(
      options.key_file, options.certificate_file, options.client_ca_file, refresh_seconds);
  grpc::experimental::TlsServerCredentialsOptions tls(provider);
  tls.watch_identity_key_cert_pairs();
  if (!options.client_ca_file.empty()) {
    tls.watch_root_certs();
    tls.set_cert_request_type(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  }
  return grpc::experimental::TlsServerCredentials(tls);
}

}  // namespace setara
