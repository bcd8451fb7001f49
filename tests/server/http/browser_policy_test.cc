#include "server/http/browser_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace setara {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

BrowserPolicy Policy(std::vector<std::string> origins, bool loopback = true, bool tls = false) {
  return *BrowserPolicy::Make(std::move(origins), loopback, tls);
}

HttpRequest Head(HttpHeaders headers, std::string method = "POST") {
  HttpRequest request;
  request.method = std::move(method);
  request.headers = std::move(headers);
  return request;
}

int StatusOf(const BrowserPolicy& policy, const HttpRequest& head) {
  std::optional<HttpResponse> answer = policy.Intercept(head);
  return answer.has_value() ? answer->status : 0;
}

TEST(BrowserPolicyTest, AnswersToItsOwnMachineOnly) {
  for (const char* host : {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]",
                           "[::1]:8080", "127.9.9.9"}) {
    EXPECT_EQ(StatusOf(Policy({}), Head({{"host", host}})), 0) << host;
  }
  for (const char* host : {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
                           "10.0.0.1", "[::2]", "localhost:x", "evil.example:80", "0.0.0.0"}) {
    EXPECT_EQ(StatusOf(Policy({}), Head({{"host", host}})), 403) << host;
  }
  EXPECT_EQ(StatusOf(Policy({}), Head({})), 403);
  EXPECT_EQ(StatusOf(Policy({}, /*loopback=*/false), Head({{"host", "setara.example.id"}})), 0);
}

TEST(BrowserPolicyTest, LetsListedPagesCall) {
  const std::string app = "https://app.example.id";
  const BrowserPolicy policy = Policy({app});
  EXPECT_EQ(StatusOf(policy, Head({{"host", "localhost"}, {"origin", app}})), 0);
  for (const char* origin : {"null", "https://app.example.id.evil.example", "http://app.example.id",
                             "https://app.example.id:444", "https://APP.example.id", "", "*"}) {
    EXPECT_EQ(StatusOf(policy, Head({{"host", "localhost"}, {"origin", origin}})), 403) << origin;
  }
  EXPECT_EQ(StatusOf(policy, Head({{"host", "localhost"}, {"origin", app}, {"origin", app}})), 403);
  EXPECT_EQ(StatusOf(Policy({}), Head({{"host", "localhost"}, {"origin", app}})), 403);
}

TEST(BrowserPolicyTest, AnswersPreflights) {
  const std::string app = "https://app.example.id";
  const HttpHeaders headers = {
      {"host", "localhost"}, {"origin", app}, {"access-control-request-method", "POST"}};
  std::optional<HttpResponse> answer = Policy({app}).Intercept(Head(headers, "OPTIONS"));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->status, 204);
  EXPECT_THAT(answer->headers, Contains(Pair("access-control-allow-methods", "GET, POST")));
  EXPECT_THAT(ValueOf(answer->headers, "access-control-allow-headers"),
              HasSubstr("Connect-Protocol-Version"));
  EXPECT_EQ(StatusOf(Policy({}), Head(headers, "OPTIONS")), 403);
  EXPECT_EQ(StatusOf(Policy({app}), Head({{"host", "localhost"}, {"origin", app}}, "OPTIONS")), 0);
}

TEST(BrowserPolicyTest, DressesEveryAnswer) {
  const std::string app = "https://app.example.id";
  HttpResponse plain;
  Policy({}).Dress("", plain);
  EXPECT_THAT(plain.headers,
              testing::UnorderedElementsAre(
                  Pair("x-content-type-options", "nosniff"), Pair("referrer-policy", "no-referrer"),
                  Pair("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
                  Pair("cache-control", "no-store")));
  HttpResponse cached{200, {{"cache-control", "public, max-age=1"}}, ""};
  Policy({app}, false, true).Dress(app, cached);
  EXPECT_EQ(ValuesOf(cached.headers, "cache-control").size(), 1U);
  EXPECT_EQ(ValueOf(cached.headers, "strict-transport-security"), "max-age=31536000");
  EXPECT_EQ(ValueOf(cached.headers, "access-control-allow-origin"), app);
  EXPECT_EQ(ValueOf(cached.headers, "access-control-allow-credentials"), "");
  EXPECT_THAT(ValueOf(cached.headers, "access-control-expose-headers"),
              HasSubstr("Trailer-Setara-Consistency-Token"));
  EXPECT_EQ(ValueOf(cached.headers, "vary"), "Origin");
  HttpResponse other;
  Policy({app}).Dress("https://evil.example", other);
  EXPECT_EQ(ValueOf(other.headers, "access-control-allow-origin"), "");
}

TEST(BrowserPolicyTest, TakesOriginsOnly) {
  for (const char* origin :
       {"*", "null", "", "app.example.id", "https://", "https://a/", "https://a/b",
        "https://*.example.id", "ftp://a", "https://A.example", "https://a b"}) {
    EXPECT_EQ(BrowserPolicy::Make({origin}, true, false).status().code(),
              absl::StatusCode::kInvalidArgument)
        << origin;
  }
  EXPECT_TRUE(BrowserPolicy::Make({"http://localhost:3000", "https://[::1]:1"}, true, false).ok());
}

}  // namespace
}  // namespace setara
