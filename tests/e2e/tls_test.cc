// TLS of the gRPC port: versions, renewed certificates, client certificates. Keys and certificates
// are made by the openssl program for each test.

#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/e2e/account_server.h"

namespace setara {
namespace {

class TlsTest : public AccountServer {
 protected:
  std::string Path(const std::string& name) { return pki_.path() + "/" + name; }
  std::string ReadAll(const std::string& name) {
    std::ifstream in(Path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static bool Run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
  }
  void MakeAuthority(const std::string& name) {
    ASSERT_TRUE(
        Run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
            "-subj /CN=" +
            name + " -keyout " + Path(name + ".key") + " -out " + Path(name + ".pem")));
  }
  // NAME.pem and NAME.key, signed by `authority`.
  void MakeCertificate(const std::string& authority, const std::string& name,
                       const std::string& alternative) {
    std::ofstream(Path(name + ".ext")) << "subjectAltName=" << alternative << "\n";
    ASSERT_TRUE(
        Run("openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "
            "/CN=" +
            name + " -keyout " + Path(name + ".key") + " -out " + Path(name + ".csr")));
    ASSERT_TRUE(Run("openssl x509 -req -days 2 -CA " + Path(authority + ".pem") + " -CAkey " +
                    Path(authority + ".key") + " -CAcreateserial -in " + Path(name + ".csr") +
                    " -extfile " + Path(name + ".ext") + " -out " + Path(name + ".pem")));
  }
  void SetUp() override {
    MakeAuthority("ca");
    MakeCertificate("ca", "server", "DNS:localhost,IP:127.0.0.1");
  }
  void ServeTls(bool clients = false) {
    Server::Options options;
    options.tls = {Path("server.pem"), Path("server.key"), clients ? Path("ca.pem") : ""};
    options.tls_refresh_seconds = 1;
    std::ofstream(Path("identity.json"))
        << R"({"machines": [{"certificate": "spiffe://example/import", "role": "administrator"}]})";
    options.identity_file = Path("identity.json");
    Serve(options);
  }
  // A new connection that trusts `authority`, with a certificate of its own if `name` is given.
  // True: a call went through; `caller` is who the server saw.
  bool Connects(const std::string& authority, v1::CallerInfo* caller,
                const std::string& name = "") {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = ReadAll(authority + ".pem");
    if (!name.empty()) {
      options.pem_cert_chain = ReadAll(name + ".pem");
      options.pem_private_key = ReadAll(name + ".key");
    }
    grpc::ChannelArguments own;
    own.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stub_ = v1::AccountService::NewStub(
        grpc::CreateCustomChannel(address_, grpc::SslCredentials(options), own));
    return Call(&Accounts::GetCallerInfo, v1::GetCallerInfoRequest(), caller, "").ok();
  }
  bool Handshakes(const std::string& arguments) {
    return Run("openssl s_client -connect " + address_ + " -CAfile " + Path("ca.pem") +
               " -verify_return_error -alpn h2 -cipher DEFAULT@SECLEVEL=0 " + arguments +
               " </dev/null");
  }

  TempDir pki_;
};

TEST_F(TlsTest, SpeaksNothingOlderThan12) {
  ServeTls();
  EXPECT_TRUE(Handshakes("-tls1_3"));
  EXPECT_TRUE(Handshakes("-tls1_2"));
  EXPECT_FALSE(Handshakes("-tls1_1"));
  EXPECT_FALSE(Handshakes("-tls1"));
}

TEST_F(TlsTest, PlainTextAndUnknownAuthoritiesAreRefused) {
  MakeAuthority("other");
  ServeTls();
  v1::CallerInfo caller;
  EXPECT_TRUE(Connects("ca", &caller));
  EXPECT_EQ(caller.name(), "");
  EXPECT_FALSE(Connects("other", &caller));
  Connect(grpc::InsecureChannelCredentials());
  EXPECT_FALSE(Call(&Accounts::GetCallerInfo, v1::GetCallerInfoRequest(), &caller, "").ok());
}

TEST_F(TlsTest, ARenewedCertificateNeedsNoRestart) {
  ServeTls();
  v1::CallerInfo caller;
  EXPECT_TRUE(Connects("ca", &caller));
  MakeAuthority("next");
  MakeCertificate("next", "renewed", "IP:127.0.0.1");
  std::filesystem::rename(Path("renewed.key"), Path("server.key"));
  std::filesystem::rename(Path("renewed.pem"), Path("server.pem"));
  // The server looks every second; each try is a new connection.
  auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  bool seen = false;
  while (!seen && std::chrono::steady_clock::now() < give_up) seen = Connects("next", &caller);
  EXPECT_TRUE(seen);
  EXPECT_FALSE(Connects("ca", &caller));
}

TEST_F(TlsTest, AMachineIsKnownByItsCertificate) {
  MakeAuthority("other");
  MakeCertificate("ca", "machine", "URI:spiffe://example/import,DNS:machine.example");
  MakeCertificate("ca", "stranger", "DNS:stranger.example");
  MakeCertificate("other", "forger", "URI:spiffe://example/import");
  ServeTls(true);
  v1::CallerInfo caller;
  ASSERT_TRUE(Connects("ca", &caller, "machine"));
  EXPECT_EQ(caller.name(), "machines/spiffe://example/import");
  EXPECT_EQ(caller.role(), v1::ROLE_ADMINISTRATOR);
  ASSERT_TRUE(Connects("ca", &caller));
  EXPECT_EQ(caller.name(), "");
  EXPECT_FALSE(Connects("ca", &caller, "stranger"));
  EXPECT_FALSE(Connects("ca", &caller, "forger"));
}

TEST_F(TlsTest, ACertificateCountsOnlyWhereItIsAskedFor) {
  MakeCertificate("ca", "machine", "URI:spiffe://example/import");
  ServeTls();
  v1::CallerInfo caller;
  ASSERT_TRUE(Connects("ca", &caller, "machine"));
  EXPECT_EQ(caller.name(), "");
}

TEST_F(TlsTest, FilesThatCannotBeUsedStopTheStart) {
  MakeCertificate("ca", "second", "IP:127.0.0.1");
  std::ofstream(Path("empty.pem")) << "";
  const TlsOptions cases[] = {{Path("server.pem"), "", ""},
                              {"", Path("server.key"), ""},
                              {Path("none.pem"), Path("server.key"), ""},
                              {Path("server.pem"), Path("second.key"), ""},
                              {Path("empty.pem"), Path("server.key"), ""},
                              {Path("server.pem"), Path("server.key"), Path("empty.pem")}};
  for (const TlsOptions& tls : cases) {
    EXPECT_EQ(CheckTls(tls).code(), absl::StatusCode::kFailedPrecondition);
  }
  EXPECT_OK(CheckTls({Path("server.pem"), Path("server.key"), Path("ca.pem")}));
}

TEST_F(TlsTest, OtherAddressesDemandTls) {
  store_.reset();
  Server::Options options;
  options.data_directory = directory_.path();
  options.listen_address = "0.0.0.0:0";
  EXPECT_EQ(Server::Start(options).status().code(), absl::StatusCode::kFailedPrecondition);
  options.tls = {Path("server.pem"), Path("server.key"), ""};
  EXPECT_OK(Server::Start(options));
}

}  // namespace
}  // namespace setara
