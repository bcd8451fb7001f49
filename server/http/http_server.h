// HTTP/1.1 over sockets, by libmicrohttpd, which stays behind this file. One thread serves every
// connection; a request that waits for its answer holds none.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/http/http_message.h"

namespace setara {

// Thread-safe.
class HttpServer {
 public:
  // Files in PEM. They are read again when they change.
  struct Tls {
    std::string certificate_file;  // the server's first, then what leads to the root
    std::string key_file;
    // Whose clients are let in by certificate; empty: certificates are not asked for.
    std::string client_ca_file;
  };

  // Our defaults, sized for some thousand people at work and for a machine of 2 GiB.
  struct Limits {
    size_t max_body_bytes = size_t{4} << 20;     // as received
    size_t connection_bytes = size_t{64} << 10;  // request line and headers, twice over
    unsigned max_connections = 1024;             // further ones wait to be accepted
    unsigned max_connections_per_address = 256;  // further ones are closed; offices share one
    std::chrono::milliseconds receive_timeout{30'000};  // handshake, head and body together
    std::chrono::milliseconds idle_timeout{75'000};     // until the next request
    std::chrono::milliseconds send_timeout{60'000};     // a whole answer
  };

  struct Options {
    std::string listen_address;  // HOST:PORT; port 0 picks a free one
    std::optional<Tls> tls;
    Limits limits;
  };

  // Takes the answer of one request: to be called once, from any thread.
  using Respond = std::function<void(HttpResponse)>;
  // True once the client hung up or the server ends. Until Respond is called, from any thread.
  using Gone = std::function<bool()>;

  struct Handlers {
    // Sees each head before its body is received: an answer refuses the request. Must not block.
    std::function<std::optional<HttpResponse>(const HttpRequest& head)> refuse;
    // Gets each whole request. Must not block.
    std::function<void(HttpRequest request, Respond respond, Gone gone)> serve;
    // Refuses a body above the limit whose size was not announced.
    HttpResponse too_large;
  };

  // FAILED_PRECONDITION: plain text beyond loopback, or a certificate that cannot be used;
  // UNAVAILABLE: the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Start(const Options& options,
                                                           Handlers handlers);
  // Shut down as by Shutdown(0).
  ~HttpServer();

  // The port that is listened on.
  int port() const;

  // Ends: no new connections, requests under way get `grace`, then are told that nobody waits
  // (Gone), and are waited for; every Respond has been called afterwards.
  void Shutdown(std::chrono::milliseconds grace);

 private:
  class Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
