// A whole server: store, index, indexer and gRPC over one data directory.
#pragma once

#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "server/tls.h"

namespace setara {

class Server {
 public:
  struct Options {
    std::string data_directory;                     // created when missing
    std::string key_file{};                         // as in Store::Options
    std::string listen_address = "127.0.0.1:7070";  // HOST:PORT; port 0 picks a free one
    TlsOptions tls;                                 // empty: plain text, on loopback only
    unsigned tls_refresh_seconds = 30;              // how often the files are looked at
    std::string identity_file;  // identity_file.h; empty: the store's own accounts only
    // HOST:PORT for the Connect protocol over HTTP/1.1; empty: none; port 0 picks a free one.
    std::string http_address;
    // Origins of the web pages that may call over HTTP, "https://app.example.id".
    std::vector<std::string> http_origins;
    // National figures of the participation report, in the form of server/placement/targets.tsv;
    // empty: the shipped ones.
    std::string participation_targets;
    // What is set in place of Setara's defaults for cases, in the form of
    // server/casework/settings.h; empty: nothing is.
    std::string case_settings;
    // Longest life of a token made from now on, 1 to 1098 days (kTokenLifetimeBound).
    int token_max_days = 366;
    int threads = 4;  // workers, readers of the store
    // Of one caller, or one address without a sign-in; 0: no limit. Our defaults are far above what
    // an import or a busy office asks for.
    double calls_per_second = 200;
    double burst = 1000;
    const Clock* clock = &SystemClock();
  };

  // Opens everything and listens. Errors of Store::Open; FAILED_PRECONDITION: an RPC without
  // handler or access declaration, TLS files that cannot be used, or an address that is not
  // loopback without TLS (plain text stays on the machine); errors of LoadIdentities, of
  // placement::NationalFigures::Parse and of casework::ParseSettings; UNAVAILABLE: a port is taken.
  // INVALID_ARGUMENT: an address or an origin that is none, or token_max_days out of range.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const Options& options);

  // Shut down as by Shutdown.
  ~Server();

  // Full names of the services, "setara.v1.OpeningService" and so on.
  static std::vector<std::string> ServiceNames();

  // The port that is listened on.
  int port() const;
  // The port that is listened on for HTTP; 0: none.
  int http_port() const;

  // Ends: no new calls, those under way get up to five seconds, then everything closes in order.
  // From any thread, but not from a signal handler.
  void Shutdown();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
