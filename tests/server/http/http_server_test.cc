// The transport alone, over real sockets: what it hands on, what it refuses, how it ends.
#include "server/http/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/server/http/raw_client.h"

namespace setara {
namespace {

using std::chrono::milliseconds;

constexpr size_t kBodyLimit = 1000;
// Long enough for a loaded machine to send what fits on time, short enough to wait for its end.
constexpr milliseconds kShort{300};

// Answers with what it received; holds back requests for "/wait" until Release.
class Echo {
 public:
  explicit Echo(HttpServer::Limits limits = {}) {
    limits.max_body_bytes = kBodyLimit;
    HttpServer::Options options;
    options.listen_address = "127.0.0.1:0";
    options.limits = limits;
    HttpServer::Handlers handlers;
    handlers.refuse = [](const HttpRequest& head) -> std::optional<HttpResponse> {
      if (head.path != "/refused") return std::nullopt;
      return HttpResponse{418, {}, "no"};
    };
    handlers.serve = [this](HttpRequest request, HttpServer::Respond respond,
                            HttpServer::Gone gone) {
      Serve(std::move(request), std::move(respond), std::move(gone));
    };
    handlers.too_large = {413, {}, "too large"};
    absl::StatusOr<std::unique_ptr<HttpServer>> started =
        HttpServer::Start(options, std::move(handlers));
    EXPECT_TRUE(started.ok()) << started.status();
    if (started.ok()) server_ = *std::move(started);
  }
  ~Echo() { Release(); }

  HttpServer& server() { return *server_; }
  int port() const { return server_->port(); }

  // Waits until `count` requests are held back.
  void AwaitHeld(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this, count] { return held_.size() >= count; });
  }
  bool FirstGone() {
    std::lock_guard lock(mutex_);
    return gone_.front()();
  }
  void Release() {
    std::vector<HttpServer::Respond> held;
    {
      std::lock_guard lock(mutex_);
      held.swap(held_);
    }
    for (HttpServer::Respond& respond : held) respond({200, {}, "released"});
  }

 private:
  void Serve(HttpRequest request, HttpServer::Respond respond, HttpServer::Gone gone) {
    if (request.path == "/wait") {
      std::lock_guard lock(mutex_);
      held_.push_back(std::move(respond));
      gone_.push_back(std::move(gone));
      changed_.notify_all();
      return;
    }
    respond({200,
             {{"x-peer", request.peer}},
             request.method + "|" + request.path + "|" + request.query + "|" + request.body});
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<HttpServer::Respond> held_;
  std::vector<HttpServer::Gone> gone_;
  std::unique_ptr<HttpServer> server_;
};

TEST(HttpServerTest, HandsOverWhatWasSentUndecoded) {
  Echo echo;
  HttpResponse answer = Ask(echo.port(), Post("/a%2Fb/../c?x=%41&y", "body"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "POST|/a%2Fb/../c|x=%41&y|body");
  EXPECT_EQ(ValueOf(answer.headers, "x-peer"), "127.0.0.1");
  EXPECT_EQ(Ask(echo.port(), Get("/%00?%00")).body, "GET|/%00|%00|");
}

TEST(HttpServerTest, PutsTogetherWhatArrivesByteByByte) {
  Echo echo;
  RawClient client(echo.port());
  for (char c : Post("/split", "in pieces")) ASSERT_TRUE(client.Send(std::string(1, c)));
  EXPECT_EQ(client.Read().body, "POST|/split||in pieces");
}

TEST(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  Echo echo;
  RawClient client(echo.port());
  ASSERT_TRUE(client.Send(Post("/wait", "1") + Post("/2", "two") + Get("/3")));
  echo.AwaitHeld(1);
  echo.Release();
  EXPECT_EQ(client.Read().body, "released");
  EXPECT_EQ(client.Read().body, "POST|/2||two");
  EXPECT_EQ(client.Read().body, "GET|/3||");
}

TEST(HttpServerTest, ReadsChunkedBodiesUpToTheLimit) {
  Echo echo;
  const std::string head =
      "POST /c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(echo.port(), head + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n").body,
            "POST|/c||abcde");
  const std::string chunk = "200\r\n" + std::string(0x200, 'x') + "\r\n";
  EXPECT_EQ(Ask(echo.port(), head + chunk + chunk + "0\r\n\r\n").status, 413);
  // Without end: the connection is closed, not read for ever.
  RawClient client(echo.port());
  client.Send(head);
  for (int i = 0; i < 10000 && client.Send(chunk); ++i) {
  }
  EXPECT_TRUE(client.Ends());
}

TEST(HttpServerTest, RefusesByTheHead) {
  Echo echo;
  RawClient client(echo.port());
  ASSERT_TRUE(client.Send(Post("/refused", "some body") + Get("/next")));
  EXPECT_EQ(client.Read().status, 418);
  EXPECT_EQ(client.Read().body, "GET|/next||") << "the refused body was taken for a request";
  // One that would be long is not awaited.
  RawClient large(echo.port());
  ASSERT_TRUE(
      large.Send("POST /refused HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Length: 99999999999999999999999\r\n\r\n"));
  EXPECT_THAT(large.Read().status, testing::AnyOf(418, 400, 413));
  EXPECT_TRUE(large.Ends());
  // Who asks first whether to send is told.
  RawClient polite(echo.port());
  ASSERT_TRUE(
      polite.Send("POST /refused HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n"
                  "Expect: 100-continue\r\n\r\n"));
  EXPECT_EQ(polite.Read().status, 418);
  RawClient welcome(echo.port());
  ASSERT_TRUE(
      welcome.Send("POST /ok HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                   "Expect: 100-continue\r\n\r\n"));
  EXPECT_EQ(welcome.Read().status, 100);
  ASSERT_TRUE(welcome.Send("hi"));
  EXPECT_EQ(welcome.Read().body, "POST|/ok||hi");
}

// Two readings of where a request ends would let a second one through in its body.
TEST(HttpServerTest, RefusesRequestsWithTwoEnds) {
  Echo echo;
  const std::string smuggled = Get("/smuggled");
  const std::string start = "POST /x HTTP/1.1\r\nHost: localhost\r\n";
  for (const std::string& head :
       {start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        start + "Content-Length: 3\r\nContent-Length: 5\r\n\r\n",
        start + "Transfer-Encoding: identity, chunked\r\n\r\n",
        start + "Transfer-Encoding: gzip\r\n\r\n", start + "Content-Length: +3\r\n\r\n",
        start + "Content-Length: -1\r\n\r\n", start + "Host: other\r\n\r\n",
        std::string("POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n")}) {
    RawClient client(echo.port());
    client.Send(head + "0\r\n\r\n" + smuggled);
    const HttpResponse answer = client.Read();
    EXPECT_THAT(answer.status,
                testing::AnyOf(0, testing::AllOf(testing::Ge(400), testing::Lt(500))))
        << head;
    EXPECT_EQ(client.Read().status, 0) << "a second request was read after: " << head;
  }
}

TEST(HttpServerTest, RefusesHeadsThatAreTooLarge) {
  Echo echo;
  const std::string large(200'000, 'a');
  for (const std::string& request :
       {Get("/" + large), Get("/?" + large), Get("/", "X-Large: " + large + "\r\n"), Get("/", [] {
          std::string many;
          for (int i = 0; i < 20'000; ++i) many += "A" + std::to_string(i) + ": b\r\n";
          return many;
        }())}) {
    EXPECT_THAT(Ask(echo.port(), request).status, testing::AnyOf(0, 400, 413, 414, 431));
  }
  EXPECT_EQ(Ask(echo.port(), Get("/after")).body, "GET|/after||");
}

TEST(HttpServerTest, SurvivesWhatIsNoHttp) {
  HttpServer::Limits limits;
  limits.receive_timeout = kShort;  // some of it looks like the start of a request
  Echo echo(limits);
  using std::string_literals::operator""s;
  EXPECT_EQ(Ask(echo.port(), "GET /a\0/b HTTP/1.1\r\nHost: localhost\r\n\r\n"s).body, "GET|/a||")
      << "a target ends at its first zero byte";
  for (const std::string& bytes :
       {"\0\0\0\0\r\n\r\n"s, "\x16\x03\x01\x02"s, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"s,
        "GET / HTTP/9.9\r\n\r\n"s, "GET\r\n\r\n"s,
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"s,
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        "ffffffffffffffffff\r\n"s,
        " : \r\n\r\n"s, "GET / HTTP/1.1\r\n: x\r\n\r\n"s}) {
    RawClient client(echo.port());
    client.Send(bytes);
    client.EndSending();
    EXPECT_NE(client.Read().status, 200) << bytes;
  }
  EXPECT_EQ(Ask(echo.port(), Get("/after")).body, "GET|/after||");
}

TEST(HttpServerTest, EndsConnectionsThatTakeTooLong) {
  HttpServer::Limits limits;
  limits.receive_timeout = kShort;
  limits.idle_timeout = kShort;
  Echo echo(limits);
  RawClient silent(echo.port());
  RawClient half_head(echo.port());
  half_head.Send("POST / HTTP/1.1\r\nHost: ");
  RawClient half_body(echo.port());
  half_body.Send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc");
  RawClient idle(echo.port());
  idle.Send(Get("/"));
  EXPECT_EQ(idle.Read().status, 200);
  EXPECT_TRUE(silent.Ends());
  EXPECT_TRUE(half_head.Ends());
  EXPECT_TRUE(half_body.Ends());
  EXPECT_TRUE(idle.Ends());
  // A drop at a time does not put the end off.
  RawClient dripping(echo.port());
  const auto start = std::chrono::steady_clock::now();
  dripping.Send("GET / HTTP/1.1\r\n");
  while (dripping.Send("a: b\r\n") && std::chrono::steady_clock::now() - start < 20 * kShort) {
    std::this_thread::yield();
  }
  EXPECT_TRUE(dripping.Ends());
}

// Waiting holds no thread: there is one, and it serves others meanwhile.
TEST(HttpServerTest, ServesOthersWhileCallsWait) {
  HttpServer::Limits limits;
  limits.receive_timeout = kShort;
  Echo echo(limits);
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 50; ++i) {
    waiting.push_back(std::make_unique<RawClient>(echo.port()));
    ASSERT_TRUE(waiting.back()->Send(Post("/wait", "")));
  }
  echo.AwaitHeld(50);
  EXPECT_EQ(Ask(echo.port(), Get("/other")).body, "GET|/other||");
  echo.Release();
  for (auto& client : waiting) EXPECT_EQ(client->Read().body, "released");
}

TEST(HttpServerTest, TellsWhenTheClientHungUp) {
  Echo echo;
  auto client = std::make_unique<RawClient>(echo.port());
  ASSERT_TRUE(client->Send(Get("/wait")));
  echo.AwaitHeld(1);
  EXPECT_FALSE(echo.FirstGone());
  client.reset();
  while (!echo.FirstGone()) std::this_thread::yield();
  echo.Release();
  EXPECT_EQ(Ask(echo.port(), Get("/after")).status, 200);
}

TEST(HttpServerTest, LimitsConnectionsOfOneAddress) {
  HttpServer::Limits limits;
  limits.max_connections_per_address = 3;
  Echo echo(limits);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<RawClient>(echo.port()));
    ASSERT_TRUE(clients.back()->Send(Get("/")));
    EXPECT_EQ(clients.back()->Read().status, 200);
  }
  RawClient further(echo.port());
  EXPECT_TRUE(further.Ends());
  clients.pop_back();
  int status = 0;
  while (status != 200) status = Ask(echo.port(), Get("/")).status;
}

TEST(HttpServerTest, WaitsForCallsWhenItEnds) {
  Echo echo;
  RawClient client(echo.port());
  ASSERT_TRUE(client.Send(Get("/wait")));
  echo.AwaitHeld(1);
  std::thread ending([&echo] { echo.server().Shutdown(std::chrono::seconds(30)); });
  echo.Release();
  ending.join();
  EXPECT_EQ(client.Read().body, "released");
  EXPECT_TRUE(client.Ends());
}

TEST(HttpServerTest, TellsCallsThatItEnds) {
  Echo echo;
  RawClient client(echo.port());
  ASSERT_TRUE(client.Send(Get("/wait")));
  echo.AwaitHeld(1);
  std::thread ending([&echo] { echo.server().Shutdown(milliseconds(0)); });
  while (!echo.FirstGone()) std::this_thread::yield();
  echo.Release();
  ending.join();
}

TEST(HttpServerTest, RefusesPlainTextBeyondLoopback) {
  HttpServer::Options options;
  options.listen_address = "0.0.0.0:0";
  absl::StatusOr<std::unique_ptr<HttpServer>> started = HttpServer::Start(options, {});
  EXPECT_EQ(started.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(started.status().message(),
            "0.0.0.0:0 is not a loopback address: without TLS the server listens on 127.0.0.1 "
            "only");
}

TEST(HttpServerTest, SaysThatThePortIsTaken) {
  Echo echo;
  HttpServer::Options options;
  options.listen_address = "127.0.0.1:" + std::to_string(echo.port());
  EXPECT_EQ(HttpServer::Start(options, {}).status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace setara
