// Certificates of the HTTP server, by GnuTLS: read from files, again whenever they change.
#pragma once

#include <absl/status/statusor.h>
#include <gnutls/abstract.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace setara {

// What was in the files at one time.
struct TlsMaterial {
  TlsMaterial() = default;
  TlsMaterial(const TlsMaterial&) = delete;
  TlsMaterial& operator=(const TlsMaterial&) = delete;
  ~TlsMaterial();

  std::vector<gnutls_pcert_st> chain;          // at least one
  gnutls_privkey_t key = nullptr;              // fits chain[0]
  gnutls_x509_trust_list_t clients = nullptr;  // null: no certificates of clients
};

// Thread-safe.
class TlsFiles {
 public:
  // Files in PEM; client_ca_file: empty for none. FAILED_PRECONDITION naming the file: it cannot be
  // read or understood, or key and certificate do not belong together.
  static absl::StatusOr<std::unique_ptr<TlsFiles>> Load(std::string certificate_file,
                                                        std::string key_file,
                                                        std::string client_ca_file);

  // What the files hold now. While they cannot be used, say since only one of two has been
  // replaced yet, what they held before. Valid for ten minutes at least, longer than any handshake.
  const TlsMaterial& Current();

  // The client CA as it was first read, in PEM; empty: none.
  const std::string& client_authorities() const { return client_authorities_; }

  // The name in the client's certificate: its first URI, else its first DNS name, else its common
  // name; "" when it sent none. UNAUTHENTICATED: not of the client CA, expired, not for clients,
  // or without a name. After the handshake.
  absl::StatusOr<std::string> ClientName(gnutls_session_t session);

 private:
  struct Generation {
    std::shared_ptr<const TlsMaterial> material;
    std::chrono::steady_clock::time_point replaced{};  // zero: not yet
  };

  TlsFiles(std::string certificate_file, std::string key_file, std::string client_ca_file)
      : certificate_file_(std::move(certificate_file)),
        key_file_(std::move(key_file)),
        client_ca_file_(std::move(client_ca_file)) {}
  absl::StatusOr<std::shared_ptr<const TlsMaterial>> Read() const;
  // Changes when a file does.
  std::string Fingerprint() const;

  const std::string certificate_file_, key_file_, client_ca_file_;
  std::string client_authorities_;  // set by Load
  std::mutex mutex_;
  std::string fingerprint_;              // guarded by mutex_; of the last generation
  std::vector<Generation> generations_;  // guarded by mutex_; never empty once loaded
};

}  // namespace setara
