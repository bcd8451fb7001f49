// The whole server over HTTP/1.1: real sockets, the Connect protocol, and the same answers as gRPC.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "server/http/gzip.h"
#include "server/server.h"
#include "setara/v1/reference.pb.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRegions[] = "/setara.v1.ReferenceService/ListRegions";
constexpr char kOrigin[] = "https://app.example.id";

class HttpTest : public ::testing::Test {
 protected:
  HttpTest() {
    Server::Options options;
    options.data_directory = directory_.path();
    options.listen_address = "127.0.0.1:0";
    options.http_address = "127.0.0.1:0";
    options.http_origins = {kOrigin};
    options.threads = 3;
    absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
    EXPECT_TRUE(started.ok()) << started.status();
    if (started.ok()) server_ = *std::move(started);
  }

  int port() const { return server_->http_port(); }
  HttpResponse Call(std::string_view request) const { return Ask(port(), request); }

  TempDir directory_;
  std::unique_ptr<Server> server_;
};

TEST_F(HttpTest, AnswersCalls) {
  HttpResponse answer = Call(Post(kRegions, R"({"parentCode": "33"})"));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(ValueOf(answer.headers, "content-type"), "application/json");
  EXPECT_EQ(ValueOf(answer.headers, "cache-control"), "no-store");
  EXPECT_EQ(ValueOf(answer.headers, "x-content-type-options"), "nosniff");
  const json regions = json::parse(answer.body)["regions"];
  ASSERT_FALSE(regions.empty());
  EXPECT_THAT(regions[0]["code"].get<std::string>(), HasSubstr("33."));
}

TEST_F(HttpTest, AnswersTheSameInEveryForm) {
  const std::string json_answer = Call(Post(kRegions, "{}")).body;
  HttpResponse packed = Call(Post(kRegions, "{}", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(ValueOf(packed.headers, "content-encoding"), "gzip");
  EXPECT_EQ(*Gunzip(packed.body, 1 << 20), json_answer);
  const std::string chunked = "POST " + std::string(kRegions) +
                              " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n";
  EXPECT_EQ(Call(chunked).body, json_answer);
  HttpResponse fetched =
      Call(Get(std::string(kRegions) + "?connect=v1&encoding=json&message=%7B%7D"));
  EXPECT_EQ(fetched.body, json_answer);
  EXPECT_EQ(ValueOf(fetched.headers, "cache-control"), "public, max-age=3600");
  HttpResponse proto = Call("POST " + std::string(kRegions) +
                            " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/proto\r\n"
                            "Content-Length: 0\r\n\r\n");
  v1::ListRegionsResponse message;
  ASSERT_TRUE(message.ParseFromString(proto.body));
  EXPECT_EQ(static_cast<size_t>(message.regions_size()),
            json::parse(json_answer)["regions"].size());
}

TEST_F(HttpTest, SaysThatItServes) {
  HttpResponse health = Call(Get("/healthz"));
  EXPECT_EQ(health.status, 200);
  EXPECT_EQ(health.body, "SERVING");
  EXPECT_EQ(Call(Post("/healthz", "")).status, 405);
  EXPECT_EQ(Call("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
  EXPECT_EQ(Call(Get("/")).status, 404);
  EXPECT_EQ(Call(Get("/../etc/passwd")).status, 404);
  EXPECT_EQ(Call(Get("/healthz/../x")).status, 404);
  EXPECT_EQ(Call(Get("/healthz%00")).status, 404);
}

TEST_F(HttpTest, FailsLikeGrpc) {
  HttpResponse missing = Call(Post("/setara.v1.OpeningService/GetOpening",
                                   R"({"name": "openings/01ARZ3NDEKTSV4RRFFQ69G5FAV"})"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(json::parse(missing.body)["code"], "not_found");
  HttpResponse wrong = Call(Post("/setara.v1.QuotaService/ComputeRequiredWorkers", "{}"));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(json::parse(wrong.body)["details"][1]["type"], "google.rpc.BadRequest");
  EXPECT_EQ(Call(Post(kRegions, "{}", "Connect-Timeout-Ms: 0\r\n")).status, 504);
  EXPECT_EQ(Call(Post(kRegions, "{}", "Connect-Timeout-Ms: 60000\r\n")).status, 200);
  EXPECT_EQ(Call(Post(kRegions, "{}", "Connect-Timeout-Ms: soon\r\n")).status, 400);
  EXPECT_EQ(Call(Post(kRegions, "{}", "Setara-Consistency-Token: x\r\n")).status, 400);
  EXPECT_EQ(Call(Post(kRegions, "{}", "Authorization: Basic eDp5\r\n")).status, 401);
  EXPECT_EQ(Call(Post(kRegions, "{}", "Setara-Purpose: a\r\nSetara-Purpose: b\r\n")).status, 400);
}

// The address of a caller is that of the connection, whatever headers say.
TEST_F(HttpTest, RepeatsNothingOfARequest) {
  for (const std::string& request :
       {Post("/setara.v1.SeekerService/CreateSeeker", R"({"seeker":{"ragam":"RAHASIA"}})"),
        Post("/setara.v1.SeekerService/CreateSeeker", R"({"seeker":{"RAHASIA 1":1}})"),
        Post("/setara.v1.SeekerService/CreateSeeker", R"({"seeker":{"regionCode":"RAHASIA)"),
        Post("/RAHASIA", "{}"), Post(std::string(kRegions) + "?RAHASIA", "{}"),
        Post(kRegions, "{}", "Content-Encoding: RAHASIA\r\n"),
        Post(kRegions, "{}", "Connect-Timeout-Ms: RAHASIA\r\n"),
        Post(kRegions, "{}", "Authorization: RAHASIA\r\n"),
        Post(kRegions, "{}", "Origin: https://RAHASIA\r\n"),
        Get("/healthz?", "Host: RAHASIA\r\n")}) {
    HttpResponse answer = Call(request);
    EXPECT_GE(answer.status, 400) << request;
    EXPECT_THAT(answer.body, Not(HasSubstr("RAHASIA")));
    for (const auto& [name, value] : answer.headers) EXPECT_THAT(value, Not(HasSubstr("RAHASIA")));
  }
}

TEST_F(HttpTest, RefusesBombsAndLargeBodies) {
  const std::string bomb = Gzip("{}" + std::string(size_t{64} << 20, ' '));
  HttpResponse answer = Call(Post(kRegions, bomb, "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(json::parse(answer.body)["code"], "resource_exhausted");
  EXPECT_EQ(Call(Post(kRegions, "{}" + std::string((size_t{4} << 20) - 2, ' '))).status, 200);
  EXPECT_EQ(Call(Post(kRegions, "{}" + std::string((size_t{4} << 20) - 1, ' '))).status, 429);
  const std::string nested = R"({"parentCode":)" + std::string(1'000'000, '[');
  EXPECT_EQ(Call(Post(kRegions, nested)).status, 400);
}

TEST_F(HttpTest, LetsListedPagesCall) {
  const std::string from = "Origin: " + std::string(kOrigin) + "\r\n";
  HttpResponse answer = Call(Post(kRegions, "{}", from));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(ValueOf(answer.headers, "access-control-allow-origin"), kOrigin);
  HttpResponse preflight =
      Call("OPTIONS " + std::string(kRegions) + " HTTP/1.1\r\nHost: localhost\r\n" + from +
           "Access-Control-Request-Method: POST\r\n\r\n");
  EXPECT_EQ(preflight.status, 204);
  EXPECT_EQ(ValueOf(preflight.headers, "access-control-allow-methods"), "GET, POST");
  HttpResponse other = Call(Post(kRegions, "{}", "Origin: https://evil.example\r\n"));
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(ValueOf(other.headers, "access-control-allow-origin"), "");
  EXPECT_EQ(Call("GET /healthz HTTP/1.1\r\nHost: rebound.example\r\n\r\n").status, 403);
}

TEST_F(HttpTest, EveryRpcIsThere) {
  for (const char* method :
       {"/setara.v1.SeekerService/GetSeeker", "/setara.v1.MatchService/MatchOpenings",
        "/setara.v1.ImportService/ImportRecords", "/setara.v1.EmployerService/GetEmployer"}) {
    const int status = Call(Post(method, "{}")).status;
    EXPECT_THAT(status, testing::AnyOf(400, 401, 403)) << method;
    EXPECT_EQ(Call(Get(std::string(method) + "?encoding=json&message={}")).status, 405) << method;
  }
}

TEST_F(HttpTest, ServesManyAtOnceAndEndsCleanly) {
  std::vector<std::thread> callers;
  std::atomic<int> good = 0;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([this, &good] {
      RawClient client(port());
      for (int call = 0; call < 50; ++call) {
        client.Send(Post(kRegions, R"({"parentCode": "33"})"));
        if (client.Read().status == 200) ++good;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(good, 400);
  RawClient idle(port());
  server_->Shutdown();
  EXPECT_TRUE(idle.Ends());
}

}  // namespace
}  // namespace setara
