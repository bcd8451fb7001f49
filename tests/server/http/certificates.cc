#include "tests/server/http/certificates.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <gtest/gtest.h>

#include <ctime>

namespace setara {
namespace {

constexpr time_t kHour = 3600;

gnutls_datum_t Datum(const std::string& text) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

std::string Take(const gnutls_datum_t& datum) {
  std::string text(reinterpret_cast<const char*>(datum.data), datum.size);
  gnutls_free(datum.data);
  return text;
}

struct Made {
  gnutls_x509_privkey_t key = nullptr;
  gnutls_x509_crt_t certificate = nullptr;
  Made() {
    gnutls_x509_privkey_init(&key);
    gnutls_x509_crt_init(&certificate);
  }
  ~Made() {
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
  }
  TestCertificate Export() const {
    gnutls_datum_t crt{}, secret{};
    gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &crt);
    gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, nullptr, GNUTLS_PKCS_PLAIN,
                                      &secret);
    return {Take(crt), Take(secret)};
  }
};

void Fill(Made& made, const std::string& name) {
  gnutls_x509_privkey_generate(made.key, GNUTLS_PK_ECDSA,
                               GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
  gnutls_x509_crt_set_version(made.certificate, 3);
  static unsigned char serial = 0;
  ++serial;
  gnutls_x509_crt_set_serial(made.certificate, &serial, 1);
  gnutls_x509_crt_set_dn_by_oid(made.certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name.data(),
                                static_cast<unsigned>(name.size()));
  gnutls_x509_crt_set_activation_time(made.certificate, time(nullptr) - kHour);
  gnutls_x509_crt_set_expiration_time(made.certificate, time(nullptr) + kHour);
  gnutls_x509_crt_set_key(made.certificate, made.key);
}

}  // namespace

TestCertificate MakeAuthority(const std::string& name) {
  Made made;
  Fill(made, name);
  gnutls_x509_crt_set_basic_constraints(made.certificate, 1, -1);
  gnutls_x509_crt_set_key_usage(made.certificate, GNUTLS_KEY_KEY_CERT_SIGN);
  EXPECT_EQ(
      gnutls_x509_crt_sign2(made.certificate, made.certificate, made.key, GNUTLS_DIG_SHA256, 0), 0);
  return made.Export();
}

TestCertificate MakeCertificate(const TestCertificate& authority, const std::string& common_name,
                                const std::string& dns_name, bool for_clients) {
  Made issuer, made;
  const gnutls_datum_t key = Datum(authority.key), certificate = Datum(authority.certificate);
  gnutls_x509_privkey_import2(issuer.key, &key, GNUTLS_X509_FMT_PEM, nullptr, 0);
  gnutls_x509_crt_import(issuer.certificate, &certificate, GNUTLS_X509_FMT_PEM);
  Fill(made, common_name);
  gnutls_x509_crt_set_key_usage(made.certificate, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid(
      made.certificate, for_clients ? GNUTLS_KP_TLS_WWW_CLIENT : GNUTLS_KP_TLS_WWW_SERVER, 0);
  if (!dns_name.empty()) {
    gnutls_x509_crt_set_subject_alt_name(made.certificate, GNUTLS_SAN_DNSNAME, dns_name.data(),
                                         static_cast<unsigned>(dns_name.size()), GNUTLS_FSAN_SET);
  }
  EXPECT_EQ(
      gnutls_x509_crt_sign2(made.certificate, issuer.certificate, issuer.key, GNUTLS_DIG_SHA256, 0),
      0);
  return made.Export();
}

}  // namespace setara
