// TLS over real sockets: versions, certificates of clients, and files that change.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>

#include "server/http/http_server.h"
#include "tests/server/http/certificates.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

gnutls_datum_t Datum(const std::string& text) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

// What a client saw of one request.
struct Seen {
  bool connected = false;
  std::string server_name;  // DNS name in the server's certificate
  std::string answer;       // empty: none
};

class TlsTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& text) const {
    // As tools that renew certificates do: the name changes hands at once.
    const std::string path = Path(name);
    std::ofstream(path + ".new") << text;
    ASSERT_EQ(rename((path + ".new").c_str(), path.c_str()), 0);
  }
  std::string Path(const std::string& name) const { return directory_.path() + "/" + name; }
  void WriteServer(const TestCertificate& made) const {
    Write("certificate.pem", made.certificate);
    Write("key.pem", made.key);
  }

  absl::Status Start(bool clients) {
    HttpServer::Options options;
    options.listen_address = "127.0.0.1:0";
    options.tls =
        HttpServer::Tls{Path("certificate.pem"), Path("key.pem"), clients ? Path("ca.pem") : ""};
    HttpServer::Handlers handlers;
    handlers.refuse = [](const HttpRequest&) { return std::nullopt; };
    handlers.serve = [](const HttpRequest& request, const HttpServer::Respond& respond,
                        const HttpServer::Gone&) {
      respond({200, {}, "<" + request.client_certificate + ">"});
    };
    absl::StatusOr<std::unique_ptr<HttpServer>> started =
        HttpServer::Start(options, std::move(handlers));
    if (!started.ok()) return started.status();
    server_ = *std::move(started);
    return absl::OkStatus();
  }

  Seen Ask(const TestCertificate* own = nullptr, const char* versions = "NORMAL") const {
    gnutls_certificate_credentials_t credentials = nullptr;
    gnutls_certificate_allocate_credentials(&credentials);
    if (own != nullptr) {
      const gnutls_datum_t certificate = Datum(own->certificate), key = Datum(own->key);
      EXPECT_EQ(
          gnutls_certificate_set_x509_key_mem(credentials, &certificate, &key, GNUTLS_X509_FMT_PEM),
          0);
    }
    gnutls_session_t session = nullptr;
    gnutls_init(&session, GNUTLS_CLIENT);
    gnutls_priority_set_direct(session, versions, nullptr);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
    const int connection = Connect();
    gnutls_transport_set_int(session, connection);
    const Seen seen = Talk(session);
    gnutls_deinit(session);
    close(connection);
    gnutls_certificate_free_credentials(credentials);
    return seen;
  }

  TempDir directory_;
  TestCertificate authority_ = MakeAuthority("Test CA");
  std::unique_ptr<HttpServer> server_;

 private:
  int Connect() const {
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(server_->port()));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    return connection;
  }
  static Seen Talk(gnutls_session_t session) {
    Seen seen;
    int result = 0;
    while ((result = gnutls_handshake(session)) < 0 && gnutls_error_is_fatal(result) == 0) {
    }
    if (result < 0) return seen;
    seen.connected = true;
    unsigned count = 0;
    const gnutls_datum_t* chain = gnutls_certificate_get_peers(session, &count);
    gnutls_x509_crt_t certificate = nullptr;
    gnutls_x509_crt_init(&certificate);
    gnutls_x509_crt_import(certificate, chain, GNUTLS_X509_FMT_DER);
    char name[256];
    size_t size = sizeof name;
    if (gnutls_x509_crt_get_subject_alt_name(certificate, 0, name, &size, nullptr) >= 0) {
      seen.server_name.assign(name, size);
    }
    gnutls_x509_crt_deinit(certificate);
    const std::string request = Get("/", "Connection: close\r\n");
    gnutls_record_send(session, request.data(), request.size());
    char bytes[4096];
    ssize_t got = 0;
    while ((got = gnutls_record_recv(session, bytes, sizeof bytes)) > 0) {
      seen.answer.append(bytes, static_cast<size_t>(got));
    }
    return seen;
  }
};

TEST_F(TlsTest, ServesByTls12AndLater) {
  WriteServer(MakeCertificate(authority_, "server", "one.example", false));
  ASSERT_TRUE(Start(false).ok());
  EXPECT_THAT(Ask().answer, testing::HasSubstr("<>"));
  EXPECT_TRUE(Ask(nullptr, "NORMAL:-VERS-ALL:+VERS-TLS1.2").connected);
  EXPECT_TRUE(Ask(nullptr, "NORMAL:-VERS-ALL:+VERS-TLS1.3").connected);
  EXPECT_FALSE(Ask(nullptr, "NORMAL:-VERS-ALL:+VERS-TLS1.1:%COMPAT").connected);
}

TEST_F(TlsTest, TakesCertificatesThatChange) {
  WriteServer(MakeCertificate(authority_, "server", "one.example", false));
  ASSERT_TRUE(Start(false).ok());
  EXPECT_EQ(Ask().server_name, "one.example");
  const TestCertificate next = MakeCertificate(authority_, "server", "two.example", false);
  Write("certificate.pem", next.certificate);
  EXPECT_EQ(Ask().server_name, "one.example") << "the key is still that of the other";
  Write("key.pem", next.key);
  EXPECT_EQ(Ask().server_name, "two.example");
  Write("certificate.pem", "damaged");
  EXPECT_EQ(Ask().server_name, "two.example");
}

TEST_F(TlsTest, NamesClientsByTheirCertificates) {
  WriteServer(MakeCertificate(authority_, "server", "one.example", false));
  Write("ca.pem", authority_.certificate);
  ASSERT_TRUE(Start(true).ok());
  EXPECT_THAT(Ask().answer, testing::HasSubstr("<>")) << "without one, by token";
  const TestCertificate named = MakeCertificate(authority_, "machine", "sync.example", true);
  EXPECT_THAT(Ask(&named).answer, testing::HasSubstr("<sync.example>"));
  const TestCertificate common = MakeCertificate(authority_, "machine", "", true);
  EXPECT_THAT(Ask(&common).answer, testing::HasSubstr("<machine>"));
}

TEST_F(TlsTest, RefusesCertificatesOfOthers) {
  WriteServer(MakeCertificate(authority_, "server", "one.example", false));
  Write("ca.pem", authority_.certificate);
  ASSERT_TRUE(Start(true).ok());
  const TestCertificate other_authority = MakeAuthority("Test CA");
  const TestCertificate forged = MakeCertificate(other_authority, "machine", "sync.example", true);
  EXPECT_THAT(Ask(&forged).answer, testing::Not(testing::HasSubstr("sync.example")));
  EXPECT_THAT(Ask(&forged).answer, testing::Not(testing::HasSubstr("200 OK")));
  const TestCertificate server = MakeCertificate(authority_, "machine", "sync.example", false);
  EXPECT_THAT(Ask(&server).answer, testing::Not(testing::HasSubstr("200 OK")))
      << "not for use by clients";
}

TEST_F(TlsTest, SaysWhichFileIsOfNoUse) {
  EXPECT_THAT(std::string(Start(false).message()), testing::HasSubstr("certificate.pem"));
  const TestCertificate one = MakeCertificate(authority_, "server", "one.example", false);
  WriteServer(one);
  Write("key.pem", MakeCertificate(authority_, "server", "x", false).key);
  EXPECT_EQ(Start(false).code(), absl::StatusCode::kFailedPrecondition);
  WriteServer(one);
  Write("ca.pem", "");
  EXPECT_THAT(std::string(Start(true).message()), testing::HasSubstr("ca.pem"));
}

}  // namespace
}  // namespace setara
