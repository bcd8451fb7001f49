#include "server/http/http_server.h"

#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "server/http/connection_deadlines.h"
#include "server/http/listen_socket.h"
#include "server/http/tls_files.h"
#include "server/rpc/listen_address.h"

namespace setara {
namespace {

// A body above the limit is still received up to this many times the limit, so that a client that
// sends before it reads gets to see why it was refused; then the connection ends.
constexpr size_t kPatience = 4;
// How long the last answers may take to leave when the server ends.
constexpr auto kFlush = std::chrono::seconds(1);

// One request and its answer. Used by the thread of the connections alone, but for `answer`, which
// passes to it with `answered`.
struct Exchange {
  HttpRequest request;
  bool head_read = false;
  bool served = false;
  size_t received = 0;
  std::optional<HttpResponse> refusal;
  HttpResponse answer;
  std::atomic<bool> answered = false;
};

struct Connection {
  int socket = -1;
  std::string peer;
  std::optional<std::string> client_certificate;  // absent: not looked at yet
  std::unique_ptr<Exchange> exchange;             // the request of now
};

// The server whose handshake a thread of connections is in: GnuTLS asks for a certificate without
// saying for whom, and each server's connections have a thread of their own.
thread_local TlsFiles* thread_tls = nullptr;

int RetrieveCertificate(gnutls_session_t, const gnutls_datum_t*, int, const gnutls_pk_algorithm_t*,
                        int, gnutls_pcert_st** chain, unsigned* chain_size, gnutls_privkey_t* key) {
  if (thread_tls == nullptr) return -1;
  const TlsMaterial& material = thread_tls->Current();
  // The library does not write to what it gets here.
  *chain = const_cast<gnutls_pcert_st*>(material.chain.data());
  *chain_size = static_cast<unsigned>(material.chain.size());
  *key = material.key;
  return 0;
}

std::string NumericAddress(const sockaddr* address) {
  char host[NI_MAXHOST];
  if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    if (IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr) != 0) {
      sockaddr_in v4{};
      v4.sin_family = AF_INET;
      std::copy_n(v6->sin6_addr.s6_addr + 12, 4, reinterpret_cast<uint8_t*>(&v4.sin_addr));
      return NumericAddress(reinterpret_cast<const sockaddr*>(&v4));
    }
  }
  const socklen_t size =
      address->sa_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  if (getnameinfo(address, size, host, sizeof host, nullptr, 0, NI_NUMERICHOST) != 0) return "";
  std::string text = host;
  return text.substr(0, text.find('%'));
}

bool HungUp(int socket) {
  pollfd state{socket, POLLRDHUP, 0};
  return poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

MHD_Result AddHeader(void* headers, MHD_ValueKind, const char* name, size_t name_size,
                     const char* value, size_t value_size) {
  std::string lower(name, name_size);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  static_cast<HttpHeaders*>(headers)->emplace_back(std::move(lower),
                                                   std::string(value, value_size));
  return MHD_YES;
}

// True: where this request ends can be read in two ways, so what follows could be smuggled past
// another server in front; or it names two hosts.
bool IsAmbiguous(const HttpHeaders& headers) {
  const std::vector<std::string_view> lengths = ValuesOf(headers, "content-length");
  const std::vector<std::string_view> codings = ValuesOf(headers, "transfer-encoding");
  const bool digits =
      lengths.empty() ||
      (!lengths[0].empty() && lengths[0].find_first_not_of("0123456789") == std::string_view::npos);
  return lengths.size() > 1 || codings.size() > 1 || (!lengths.empty() && !codings.empty()) ||
         !digits || (!codings.empty() && codings[0] != "chunked") ||
         ValuesOf(headers, "host").size() > 1;
}

// True: the client would send more than is worth receiving, or waits to hear whether to send.
bool AnswerBeforeBody(const HttpHeaders& headers, size_t limit) {
  if (!ValuesOf(headers, "expect").empty()) return true;
  const std::string_view length = ValueOf(headers, "content-length");
  size_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  return error == std::errc::result_out_of_range || bytes > kPatience * limit;
}

MHD_Result Queue(MHD_Connection* mhd, const HttpResponse& answer) {
  MHD_Response* response = MHD_create_response_from_buffer(
      answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
  if (response == nullptr) return MHD_NO;
  for (const auto& [name, value] : answer.headers) {
    MHD_add_response_header(response, name.c_str(), value.c_str());
  }
  const MHD_Result queued = MHD_queue_response(mhd, static_cast<unsigned>(answer.status), response);
  MHD_destroy_response(response);
  return queued;
}

}  // namespace

class HttpServer::Impl {
 public:
  Impl(const Options& options, Handlers handlers)
      : limits_(options.limits), handlers_(std::move(handlers)) {}
  ~Impl() { Shutdown(std::chrono::milliseconds(0)); }

  absl::Status Open(const Options& options);
  int port() const { return listener_.port; }
  void Shutdown(std::chrono::milliseconds grace);

 private:
  static void* OnTarget(void* self, const char* target, MHD_Connection* mhd);
  static MHD_Result OnRequest(void* self, MHD_Connection* mhd, const char* url, const char* method,
                              const char* version, const char* data, size_t* size, void** exchange);
  static void OnCompleted(void* self, MHD_Connection* mhd, void** exchange,
                          MHD_RequestTerminationCode);
  static void OnConnection(void* self, MHD_Connection* mhd, void** context,
                           MHD_ConnectionNotificationCode code);

  std::vector<MHD_OptionItem> DaemonOptions();
  MHD_Result ReadHead(MHD_Connection* mhd, Connection& connection, const char* method);
  MHD_Result ReadBody(Exchange& exchange, const char* data, size_t* size) const;
  MHD_Result Answer(MHD_Connection* mhd, const Connection& connection, const HttpResponse& answer);
  void Serve(MHD_Connection* mhd, const Connection& connection);
  void Finish(MHD_Connection* mhd, Exchange& exchange, HttpResponse answer);
  static Connection& ConnectionOf(MHD_Connection* mhd);

  const Limits limits_;
  const Handlers handlers_;
  std::unique_ptr<TlsFiles> tls_;
  std::string client_authorities_;  // PEM; makes the library ask for certificates
  ListenSocket listener_;
  ConnectionDeadlines deadlines_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
  int unanswered_ = 0;  // guarded by mutex_; requests handed over whose Respond is still to return
  int unfinished_ = 0;  // guarded by mutex_; requests handed over whose answer is still to be sent
  MHD_Daemon* daemon_ = nullptr;
};

Connection& HttpServer::Impl::ConnectionOf(MHD_Connection* mhd) {
  return *static_cast<Connection*>(
      MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
}

void HttpServer::Impl::OnConnection(void* self, MHD_Connection* mhd, void** context,
                                    MHD_ConnectionNotificationCode code) {
  auto& server = *static_cast<Impl*>(self);
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    thread_tls = server.tls_.get();
    auto connection = std::make_unique<Connection>();
    connection->socket =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    connection->peer = NumericAddress(
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
    server.deadlines_.Set(connection->socket, server.limits_.receive_timeout);
    *context = connection.release();
    return;
  }
  std::unique_ptr<Connection> ended(static_cast<Connection*>(*context));
  *context = nullptr;
  if (ended != nullptr) server.deadlines_.Clear(ended->socket);
}

void* HttpServer::Impl::OnTarget(void* self, const char* target, MHD_Connection* mhd) {
  auto& server = *static_cast<Impl*>(self);
  Connection& connection = ConnectionOf(mhd);
  connection.exchange = std::make_unique<Exchange>();
  server.deadlines_.Set(connection.socket, server.limits_.receive_timeout);
  const std::string_view text = target;
  HttpRequest& request = connection.exchange->request;
  request.path = text.substr(0, text.find('?'));
  request.query = text.substr(std::min(request.path.size() + 1, text.size()));
  return connection.exchange.get();
}

MHD_Result HttpServer::Impl::OnRequest(void* self, MHD_Connection* mhd, const char*,
                                       const char* method, const char*, const char* data,
                                       size_t* size, void**) {
  auto& server = *static_cast<Impl*>(self);
  Connection& connection = ConnectionOf(mhd);
  Exchange& exchange = *connection.exchange;
  if (!exchange.head_read) return server.ReadHead(mhd, connection, method);
  if (*size > 0) return server.ReadBody(exchange, data, size);
  if (exchange.refusal.has_value()) return server.Answer(mhd, connection, *exchange.refusal);
  if (exchange.answered.load(std::memory_order_acquire)) {
    return server.Answer(mhd, connection, exchange.answer);
  }
  server.Serve(mhd, connection);
  return MHD_YES;
}

MHD_Result HttpServer::Impl::ReadHead(MHD_Connection* mhd, Connection& connection,
                                      const char* method) {
  Exchange& exchange = *connection.exchange;
  exchange.head_read = true;
  HttpRequest& request = exchange.request;
  request.method = method;
  request.peer = connection.peer;
  MHD_get_connection_values_n(mhd, MHD_HEADER_KIND, &AddHeader, &request.headers);
  if (tls_ != nullptr && !connection.client_certificate.has_value()) {
    const auto* session = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    absl::StatusOr<std::string> name =
        tls_->ClientName(static_cast<gnutls_session_t>(session->tls_session));
    if (!name.ok()) return Answer(mhd, connection, {403, {{"connection", "close"}}, ""});
    connection.client_certificate = *std::move(name);
  }
  request.client_certificate = connection.client_certificate.value_or("");
  if (IsAmbiguous(request.headers)) {
    return Answer(mhd, connection, {400, {{"connection", "close"}}, ""});
  }
  exchange.refusal = handlers_.refuse(request);
  if (exchange.refusal.has_value() && AnswerBeforeBody(request.headers, limits_.max_body_bytes)) {
    exchange.refusal->headers.emplace_back("connection", "close");
    return Answer(mhd, connection, *exchange.refusal);
  }
  return MHD_YES;
}

MHD_Result HttpServer::Impl::ReadBody(Exchange& exchange, const char* data, size_t* size) const {
  exchange.received += *size;
  if (exchange.received > kPatience * limits_.max_body_bytes) return MHD_NO;
  if (exchange.received > limits_.max_body_bytes && !exchange.refusal.has_value()) {
    exchange.refusal = handlers_.too_large;
  }
  if (exchange.refusal.has_value()) {
    exchange.request.body = std::string();
  } else {
    exchange.request.body.append(data, *size);
  }
  *size = 0;
  return MHD_YES;
}

MHD_Result HttpServer::Impl::Answer(MHD_Connection* mhd, const Connection& connection,
                                    const HttpResponse& answer) {
  deadlines_.Set(connection.socket, limits_.send_timeout);
  return Queue(mhd, answer);
}

void HttpServer::Impl::Serve(MHD_Connection* mhd, const Connection& connection) {
  Exchange& exchange = *connection.exchange;
  exchange.served = true;
  // How long an answer takes is for the call's own deadline.
  deadlines_.Clear(connection.socket);
  {
    std::lock_guard lock(mutex_);
    ++unanswered_;
    ++unfinished_;
  }
  MHD_suspend_connection(mhd);
  handlers_.serve(
      std::move(exchange.request),
      [this, mhd, &exchange](HttpResponse answer) { Finish(mhd, exchange, std::move(answer)); },
      [this, socket = connection.socket] { return stopping_ || HungUp(socket); });
}

void HttpServer::Impl::Finish(MHD_Connection* mhd, Exchange& exchange, HttpResponse answer) {
  exchange.answer = std::move(answer);
  exchange.answered.store(true, std::memory_order_release);
  MHD_resume_connection(mhd);
  std::lock_guard lock(mutex_);
  --unanswered_;
  changed_.notify_all();
}

void HttpServer::Impl::OnCompleted(void* self, MHD_Connection* mhd, void**,
                                   MHD_RequestTerminationCode) {
  auto& server = *static_cast<Impl*>(self);
  Connection& connection = ConnectionOf(mhd);
  if (connection.exchange == nullptr) return;
  const bool served = connection.exchange->served;
  connection.exchange.reset();
  server.deadlines_.Set(connection.socket, server.limits_.idle_timeout);
  if (!served) return;
  std::lock_guard lock(server.mutex_);
  --server.unfinished_;
  server.changed_.notify_all();
}

std::vector<MHD_OptionItem> HttpServer::Impl::DaemonOptions() {
  auto pointer = [](auto value) { return reinterpret_cast<intptr_t>(value); };
  std::vector<MHD_OptionItem> items = {
      {MHD_OPTION_LISTEN_SOCKET, listener_.descriptor, nullptr},
      {MHD_OPTION_CONNECTION_MEMORY_LIMIT, static_cast<intptr_t>(limits_.connection_bytes),
       nullptr},
      {MHD_OPTION_CONNECTION_LIMIT, static_cast<intptr_t>(limits_.max_connections), nullptr},
      {MHD_OPTION_PER_IP_CONNECTION_LIMIT,
       static_cast<intptr_t>(limits_.max_connections_per_address), nullptr},
      {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
      {MHD_OPTION_URI_LOG_CALLBACK, pointer(&OnTarget), this},
      {MHD_OPTION_NOTIFY_COMPLETED, pointer(&OnCompleted), this},
      {MHD_OPTION_NOTIFY_CONNECTION, pointer(&OnConnection), this},
  };
  if (tls_ != nullptr) {
    items.push_back(
        {MHD_OPTION_HTTPS_CERT_CALLBACK, 0, reinterpret_cast<void*>(&RetrieveCertificate)});
    items.push_back(
        {MHD_OPTION_HTTPS_PRIORITIES, 0,
         const_cast<char*>("NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE")});
    if (!client_authorities_.empty()) {
      items.push_back({MHD_OPTION_HTTPS_MEM_TRUST, 0, client_authorities_.data()});
    }
  }
  items.push_back({MHD_OPTION_END, 0, nullptr});
  return items;
}

absl::Status HttpServer::Impl::Open(const Options& options) {
  absl::Status allowed = CheckListenAddress(options.listen_address, options.tls.has_value());
  if (!allowed.ok()) return allowed;
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
  if (options.tls.has_value()) {
    absl::StatusOr<std::unique_ptr<TlsFiles>> tls = TlsFiles::Load(
        options.tls->certificate_file, options.tls->key_file, options.tls->client_ca_file);
    if (!tls.ok()) return tls.status();
    tls_ = *std::move(tls);
    client_authorities_ = tls_->client_authorities();
    flags |= MHD_USE_TLS;
  }
  absl::StatusOr<ListenSocket> listener = ListenOn(options.listen_address);
  if (!listener.ok()) return listener.status();
  listener_ = *listener;
  if (listener_.ipv6) flags |= MHD_USE_IPv6;
  std::vector<MHD_OptionItem> items = DaemonOptions();
  daemon_ = MHD_start_daemon(flags, 0, nullptr, nullptr, &OnRequest, this, MHD_OPTION_ARRAY,
                             items.data(), MHD_OPTION_END);
  if (daemon_ != nullptr) return absl::OkStatus();
  close(listener_.descriptor);
  return absl::UnavailableError("the HTTP server on " + options.listen_address +
                                " could not be started");
}

void HttpServer::Impl::Shutdown(std::chrono::milliseconds grace) {
  if (daemon_ == nullptr) return;
  MHD_quiesce_daemon(daemon_);
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, grace, [this] { return unfinished_ == 0; });
    stopping_ = true;
    changed_.wait(lock, [this] { return unanswered_ == 0; });
    changed_.wait_for(lock, kFlush, [this] { return unfinished_ == 0; });
  }
  MHD_stop_daemon(daemon_);
  daemon_ = nullptr;
  close(listener_.descriptor);
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const Options& options,
                                                              Handlers handlers) {
  auto impl = std::make_unique<Impl>(options, std::move(handlers));
  if (absl::Status status = impl->Open(options); !status.ok()) return status;
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;
int HttpServer::port() const { return impl_->port(); }
void HttpServer::Shutdown(std::chrono::milliseconds grace) { impl_->Shutdown(grace); }

}  // namespace setara
