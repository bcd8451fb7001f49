// Every unary RPC over HTTP/1.1, by the Connect protocol: reads requests, hands them to the
// dispatcher, writes its answers. Holds no rule of its own about who may do what.
#pragma once

#include <absl/status/statusor.h>
#include <google/protobuf/descriptor.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/http/http_server.h"
#include "server/rpc/dispatcher.h"

namespace setara {

// POST /setara.v1.Service/Method; GET the same for reference data; GET /healthz says "SERVING".
// Thread-safe.
class HttpGateway {
 public:
  struct Options {
    std::string listen_address;  // HOST:PORT; port 0 picks a free one
    std::vector<const google::protobuf::ServiceDescriptor*> services;
    std::vector<std::string> origins;  // of pages that may call; none by default
    std::optional<HttpServer::Tls> tls;
    HttpServer::Limits limits;
    int threads = 2;  // that turn JSON into messages and back
  };

  // `dispatcher` must outlive it. Errors of HttpServer::Start; INVALID_ARGUMENT: something that is
  // no origin.
  static absl::StatusOr<std::unique_ptr<HttpGateway>> Start(Dispatcher& dispatcher,
                                                            const Options& options);
  // Shut down as by Shutdown.
  ~HttpGateway();

  // The port that is listened on.
  int port() const;

  // Ends: no new calls, those under way get up to five seconds.
  void Shutdown();

 private:
  class Impl;
  explicit HttpGateway(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
