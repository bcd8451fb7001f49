#include "server/http/http_gateway.h"

#include <utility>
#include <variant>

#include "matcher/domain/errors.h"
#include "server/http/browser_policy.h"
#include "server/http/connect.h"
#include "server/rpc/call_metadata.h"
#include "server/rpc/listen_address.h"
#include "server/rpc/worker_pool.h"

namespace setara {
namespace {

constexpr auto kGrace = std::chrono::seconds(5);
constexpr size_t kQueueCapacity = 512;
constexpr char kHealthPath[] = "/healthz";

// One call from its request to its answer.
struct Exchange {
  HttpRequest request;
  HttpServer::Respond respond;
  HttpServer::Gone gone;
  std::string origin;
  ConnectHead head;
};

std::optional<HttpResponse> RefuseHealth(const HttpRequest& head) {
  if (head.method == "GET") return std::nullopt;
  return HttpResponse{405, {{"allow", "GET"}}, ""};
}

}  // namespace

class HttpGateway::Impl {
 public:
  Impl(Dispatcher& dispatcher, const Options& options, BrowserPolicy policy)
      : dispatcher_(dispatcher),
        policy_(std::move(policy)),
        protocol_(options.services, kMaxRequestBytes),
        pool_(options.threads, kQueueCapacity) {}

  absl::Status Listen(const Options& options);
  HttpServer& server() { return *server_; }

 private:
  std::optional<HttpResponse> Refuse(const HttpRequest& head) const;
  void Serve(HttpRequest request, HttpServer::Respond respond, HttpServer::Gone gone);
  void Call(const std::shared_ptr<Exchange>& exchange);
  void Finish(const std::shared_ptr<Exchange>& exchange, const absl::Status& status,
              std::string response, const CallContext& call);
  void Send(const Exchange& exchange, HttpResponse response) const;
  HttpResponse Dressed(const HttpRequest& request, HttpResponse response) const;

  Dispatcher& dispatcher_;
  const BrowserPolicy policy_;
  const ConnectProtocol protocol_;
  WorkerPool pool_;
  std::unique_ptr<HttpServer> server_;  // last: ends before what its requests use
};

HttpResponse HttpGateway::Impl::Dressed(const HttpRequest& request, HttpResponse response) const {
  policy_.Dress(ValueOf(request.headers, "origin"), response);
  return response;
}

std::optional<HttpResponse> HttpGateway::Impl::Refuse(const HttpRequest& head) const {
  std::optional<HttpResponse> answer = policy_.Intercept(head);
  if (!answer.has_value() && head.path == kHealthPath) {
    answer = RefuseHealth(head);
  } else if (!answer.has_value()) {
    std::variant<ConnectHead, HttpResponse> read = protocol_.ReadHead(head);
    if (auto* refusal = std::get_if<HttpResponse>(&read)) answer = std::move(*refusal);
  }
  if (answer.has_value()) answer = Dressed(head, *std::move(answer));
  return answer;
}

void HttpGateway::Impl::Send(const Exchange& exchange, HttpResponse response) const {
  policy_.Dress(exchange.origin, response);
  exchange.respond(std::move(response));
}

void HttpGateway::Impl::Serve(HttpRequest request, HttpServer::Respond respond,
                              HttpServer::Gone gone) {
  auto exchange = std::make_shared<Exchange>();
  exchange->origin = ValueOf(request.headers, "origin");
  exchange->respond = std::move(respond);
  exchange->gone = std::move(gone);
  exchange->request = std::move(request);
  if (exchange->request.path == kHealthPath) {
    Send(*exchange, {200, {{"content-type", "text/plain"}}, "SERVING"});
    return;
  }
  // Reading a large body takes long enough to hold up every other connection.
  if (pool_.TrySubmit([this, exchange] { Call(exchange); })) return;
  Send(*exchange,
       ConnectError(WithReason(absl::ResourceExhaustedError("the server is busy: try again"),
                               "SERVER_BUSY")));
}

void HttpGateway::Impl::Call(const std::shared_ptr<Exchange>& exchange) {
  const auto now = std::chrono::system_clock::now();
  std::variant<ConnectCall, HttpResponse> read = protocol_.Read(exchange->request);
  if (auto* refusal = std::get_if<HttpResponse>(&read)) {
    Send(*exchange, std::move(*refusal));
    return;
  }
  auto& call = std::get<ConnectCall>(read);
  exchange->head = call.head;
  CallContext context;
  if (call.head.timeout.has_value()) context.deadline = now + *call.head.timeout;
  context.cancelled = exchange->gone;
  context.credentials.peer = exchange->request.peer;
  context.credentials.client_certificate = exchange->request.client_certificate;
  absl::Status metadata = ReadCallMetadata(
      [&exchange](std::string_view name) { return ValuesOf(exchange->request.headers, name); },
      context);
  exchange->request = HttpRequest();
  if (!metadata.ok()) {
    Send(*exchange, ConnectError(metadata));
    return;
  }
  dispatcher_.Dispatch(
      *call.head.method, std::move(call.request), std::move(context),
      [this, exchange](const absl::Status& status, std::string response, const CallContext& done) {
        Finish(exchange, status, std::move(response), done);
      });
}

void HttpGateway::Impl::Finish(const std::shared_ptr<Exchange>& exchange,
                               const absl::Status& status, std::string response,
                               const CallContext& call) {
  HttpHeaders trailers;
  if (call.written.has_value()) {
    trailers.emplace_back(kConsistencyTokenKey, ToString(*call.written));
  }
  for (const auto& [key, value] : call.trailers) trailers.emplace_back(key, value);
  auto write = [this, exchange, status, response = std::move(response), trailers] {
    Send(*exchange, ConnectProtocol::Answer(exchange->head, status, response, trailers));
  };
  // The thread that calls back may be one that others wait for, so it does not write JSON.
  if (!pool_.TrySubmit(write)) write();
}

absl::Status HttpGateway::Impl::Listen(const Options& options) {
  HttpServer::Options http;
  http.listen_address = options.listen_address;
  http.tls = options.tls;
  http.limits = options.limits;
  HttpServer::Handlers handlers;
  handlers.refuse = [this](const HttpRequest& head) { return Refuse(head); };
  handlers.serve = [this](HttpRequest request, HttpServer::Respond respond, HttpServer::Gone gone) {
    Serve(std::move(request), std::move(respond), std::move(gone));
  };
  handlers.too_large = Dressed({}, ConnectError(RequestTooLarge(kMaxRequestBytes)));
  absl::StatusOr<std::unique_ptr<HttpServer>> started =
      HttpServer::Start(http, std::move(handlers));
  if (!started.ok()) return started.status();
  server_ = *std::move(started);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<HttpGateway>> HttpGateway::Start(Dispatcher& dispatcher,
                                                                const Options& options) {
  absl::StatusOr<ListenAddress> address = ParseListenAddress(options.listen_address);
  if (!address.ok()) return address.status();
  absl::StatusOr<BrowserPolicy> policy =
      BrowserPolicy::Make(options.origins, address->loopback, options.tls.has_value());
  if (!policy.ok()) return policy.status();
  auto impl = std::make_unique<Impl>(dispatcher, options, *std::move(policy));
  if (absl::Status status = impl->Listen(options); !status.ok()) return status;
  return std::unique_ptr<HttpGateway>(new HttpGateway(std::move(impl)));
}

HttpGateway::HttpGateway(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpGateway::~HttpGateway() { Shutdown(); }
int HttpGateway::port() const { return impl_->server().port(); }
void HttpGateway::Shutdown() { impl_->server().Shutdown(kGrace); }

}  // namespace setara
