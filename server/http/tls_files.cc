#include "server/http/tls_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace setara {
namespace {

constexpr auto kKept = std::chrono::minutes(10);
constexpr unsigned kMaxChain = 16;

absl::Status Unusable(const std::string& file, int error) {
  return absl::FailedPreconditionError(file + " cannot be used for TLS: " + gnutls_strerror(error));
}

absl::StatusOr<std::string> Contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    return absl::FailedPreconditionError(file + " cannot be read");
  }
  return text.str();
}

// GnuTLS takes bytes that it does not write to without const.
gnutls_datum_t Datum(const std::string& text) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

// OK: the key is that of the first certificate.
int CheckPair(const gnutls_datum_t& certificate, const gnutls_datum_t& key) {
  gnutls_certificate_credentials_t credentials = nullptr;
  if (int error = gnutls_certificate_allocate_credentials(&credentials); error < 0) return error;
  const int error = gnutls_certificate_set_x509_key_mem2(credentials, &certificate, &key,
                                                         GNUTLS_X509_FMT_PEM, nullptr, 0);
  gnutls_certificate_free_credentials(credentials);
  return error;
}

int ReadPair(const gnutls_datum_t& certificate, const gnutls_datum_t& key, TlsMaterial& out) {
  if (int error = CheckPair(certificate, key); error < 0) return error;
  std::vector<gnutls_pcert_st> chain(kMaxChain);
  unsigned size = kMaxChain;
  if (int error = gnutls_pcert_list_import_x509_raw(chain.data(), &size, &certificate,
                                                    GNUTLS_X509_FMT_PEM, 0);
      error < 0) {
    return error;
  }
  chain.resize(size);
  out.chain = std::move(chain);
  if (int error = gnutls_privkey_init(&out.key); error < 0) return error;
  return gnutls_privkey_import_x509_raw(out.key, &key, GNUTLS_X509_FMT_PEM, nullptr, 0);
}

// The value of one alternative name of the certificate, by kind; empty: none.
std::string AlternativeName(gnutls_x509_crt_t certificate, unsigned wanted) {
  char name[1024];
  for (unsigned i = 0;; ++i) {
    size_t size = sizeof name;
    unsigned kind = 0;
    const int result =
        gnutls_x509_crt_get_subject_alt_name2(certificate, i, name, &size, &kind, nullptr);
    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE) return "";
    if (result >= 0 && kind == wanted) return std::string(name, size);
  }
}

std::string CommonName(gnutls_x509_crt_t certificate) {
  char name[1024];
  size_t size = sizeof name;
  const int result =
      gnutls_x509_crt_get_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size);
  return result < 0 ? "" : std::string(name, size);
}

std::string NameIn(gnutls_x509_crt_t certificate) {
  std::string name = AlternativeName(certificate, GNUTLS_SAN_URI);
  if (name.empty()) name = AlternativeName(certificate, GNUTLS_SAN_DNSNAME);
  return name.empty() ? CommonName(certificate) : name;
}

struct Chain {
  std::vector<gnutls_x509_crt_t> certificates;
  ~Chain() {
    for (gnutls_x509_crt_t certificate : certificates) gnutls_x509_crt_deinit(certificate);
  }
};

bool Import(const gnutls_datum_t* raw, unsigned count, Chain& chain) {
  for (unsigned i = 0; i < count; ++i) {
    gnutls_x509_crt_t certificate = nullptr;
    if (gnutls_x509_crt_init(&certificate) < 0) return false;
    chain.certificates.push_back(certificate);
    if (gnutls_x509_crt_import(certificate, &raw[i], GNUTLS_X509_FMT_DER) < 0) return false;
  }
  return true;
}

bool IsTrusted(const TlsMaterial& material, Chain& chain) {
  if (material.clients == nullptr) return false;
  std::string purpose = GNUTLS_KP_TLS_WWW_CLIENT;
  gnutls_typed_vdata_st use{};
  use.type = GNUTLS_DT_KEY_PURPOSE_OID;
  use.data = reinterpret_cast<unsigned char*>(purpose.data());
  unsigned problems = 0;
  const int error = gnutls_x509_trust_list_verify_crt2(
      material.clients, chain.certificates.data(), static_cast<unsigned>(chain.certificates.size()),
      &use, 1, 0, &problems, nullptr);
  return error >= 0 && problems == 0;
}

}  // namespace

TlsMaterial::~TlsMaterial() {
  for (gnutls_pcert_st& certificate : chain) gnutls_pcert_deinit(&certificate);
  if (key != nullptr) gnutls_privkey_deinit(key);
  if (clients != nullptr) gnutls_x509_trust_list_deinit(clients, 1);
}

absl::StatusOr<std::unique_ptr<TlsFiles>> TlsFiles::Load(std::string certificate_file,
                                                         std::string key_file,
                                                         std::string client_ca_file) {
  std::unique_ptr<TlsFiles> files(
      new TlsFiles(std::move(certificate_file), std::move(key_file), std::move(client_ca_file)));
  files->fingerprint_ = files->Fingerprint();
  absl::StatusOr<std::shared_ptr<const TlsMaterial>> material = files->Read();
  if (!material.ok()) return material.status();
  files->generations_.push_back({*std::move(material), {}});
  if (!files->client_ca_file_.empty()) {
    absl::StatusOr<std::string> authorities = Contents(files->client_ca_file_);
    if (!authorities.ok()) return authorities.status();
    files->client_authorities_ = *std::move(authorities);
  }
  return files;
}

std::string TlsFiles::Fingerprint() const {
  std::string out;
  for (const std::string* file : {&certificate_file_, &key_file_, &client_ca_file_}) {
    struct stat info{};
    if (file->empty() || stat(file->c_str(), &info) != 0) continue;
    out += std::to_string(info.st_ino) + ":" + std::to_string(info.st_size) + ":" +
           std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec) + ";";
  }
  return out;
}

absl::StatusOr<std::shared_ptr<const TlsMaterial>> TlsFiles::Read() const {
  absl::StatusOr<std::string> certificate = Contents(certificate_file_);
  if (!certificate.ok()) return certificate.status();
  absl::StatusOr<std::string> key = Contents(key_file_);
  if (!key.ok()) return key.status();
  auto material = std::make_shared<TlsMaterial>();
  if (int error = ReadPair(Datum(*certificate), Datum(*key), *material); error < 0) {
    return Unusable(certificate_file_ + " with " + key_file_, error);
  }
  if (client_ca_file_.empty()) return material;
  absl::StatusOr<std::string> authorities = Contents(client_ca_file_);
  if (!authorities.ok()) return authorities.status();
  gnutls_x509_trust_list_init(&material->clients, 0);
  const gnutls_datum_t datum = Datum(*authorities);
  const int added = gnutls_x509_trust_list_add_trust_mem(material->clients, &datum, nullptr,
                                                         GNUTLS_X509_FMT_PEM, 0, 0);
  if (added <= 0)
    return Unusable(client_ca_file_, added < 0 ? added : GNUTLS_E_NO_CERTIFICATE_FOUND);
  return material;
}

const TlsMaterial& TlsFiles::Current() {
  std::lock_guard lock(mutex_);
  const std::string fingerprint = Fingerprint();
  if (fingerprint == fingerprint_) return *generations_.back().material;
  absl::StatusOr<std::shared_ptr<const TlsMaterial>> material = Read();
  if (!material.ok()) return *generations_.back().material;
  fingerprint_ = fingerprint;
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(generations_, [now](const Generation& generation) {
    return generation.replaced.time_since_epoch().count() != 0 && now - generation.replaced > kKept;
  });
  generations_.back().replaced = now;
  generations_.push_back({*std::move(material), {}});
  return *generations_.back().material;
}

absl::StatusOr<std::string> TlsFiles::ClientName(gnutls_session_t session) {
  unsigned count = 0;
  const gnutls_datum_t* raw = gnutls_certificate_get_peers(session, &count);
  if (raw == nullptr || count == 0) return std::string();
  Chain chain;
  if (Import(raw, count, chain) && IsTrusted(Current(), chain)) {
    std::string name = NameIn(chain.certificates[0]);
    // What else would stand in the audit as two lines, or end early.
    const bool printable =
        std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c != 0x7f; });
    if (!name.empty() && printable) return name;
  }
  return absl::UnauthenticatedError("the client's certificate is not valid here");
}

}  // namespace setara
