// The protocol's published rules and edge cases, on values.
#include "server/http/connect.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "google/rpc/error_details.pb.h"
#include "matcher/domain/errors.h"
#include "server/http/gzip.h"
#include "server/http/query.h"
#include "setara/v1/access.pb.h"
#include "setara/v1/import.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/reference.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

constexpr size_t kLimit = 2000;
constexpr char kRegions[] = "/setara.v1.ReferenceService/ListRegions";
constexpr char kSeekers[] = "/setara.v1.SeekerService/CreateSeeker";

std::vector<const google::protobuf::ServiceDescriptor*> Services() {
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const google::protobuf::FileDescriptor* file :
       {v1::GetVocabularyRequest::descriptor()->file(), v1::GetSeekerRequest::descriptor()->file(),
        v1::GetOpeningRequest::descriptor()->file(),
        v1::ListQuotaRulesRequest::descriptor()->file(),
        v1::ImportRecordsRequest::descriptor()->file()}) {
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

const ConnectProtocol& Protocol() {
  static const ConnectProtocol kProtocol(Services(), kLimit);
  return kProtocol;
}

HttpRequest Post(std::string body, HttpHeaders headers = {}) {
  headers.emplace_back("content-type", "application/json");
  return {"POST", kRegions, "", std::move(headers), std::move(body), "", ""};
}
HttpRequest PostProto(std::string body, HttpHeaders headers = {}) {
  headers.emplace_back("content-type", "application/proto");
  return {"POST", kRegions, "", std::move(headers), std::move(body), "", ""};
}
HttpRequest Get(std::string query, HttpHeaders headers = {}) {
  return {"GET", kRegions, std::move(query), std::move(headers), "", "", ""};
}

HttpResponse Refusal(const HttpRequest& request) {
  std::variant<ConnectCall, HttpResponse> read = Protocol().Read(request);
  if (auto* refusal = std::get_if<HttpResponse>(&read)) return *refusal;
  return {200, {}, ""};
}
int StatusOf(const HttpRequest& request) { return Refusal(request).status; }
std::string CodeOf(const HttpResponse& response) {
  return json::parse(response.body).value("code", "");
}

// The call of a request that is good.
ConnectCall CallOf(const HttpRequest& request) {
  std::variant<ConnectCall, HttpResponse> read = Protocol().Read(request);
  if (auto* refusal = std::get_if<HttpResponse>(&read)) {
    ADD_FAILURE() << refusal->status << " " << refusal->body;
    return {};
  }
  return std::get<ConnectCall>(read);
}
// The parent code that such a request asks for.
std::string ParentOf(const HttpRequest& request) {
  v1::ListRegionsRequest message;
  EXPECT_TRUE(message.ParseFromString(CallOf(request).request));
  return message.parent_code();
}
std::string ParentBytes(const std::string& code) {
  v1::ListRegionsRequest message;
  message.set_parent_code(code);
  return message.SerializeAsString();
}

TEST(ConnectTest, ReadsPosts) {
  EXPECT_EQ(ParentOf(Post(R"({"parentCode": "33"})")), "33");
  EXPECT_EQ(ParentOf(Post(R"({"parent_code": "33"})")), "33");
  EXPECT_EQ(ParentOf(Post("{}")), "");
  EXPECT_EQ(ParentOf(PostProto(ParentBytes("33"))), "33");
  EXPECT_EQ(ParentOf(PostProto("")), "") << "no bytes are a message";
  EXPECT_EQ(StatusOf(Post("")), 400) << "no text is no JSON";
  const ConnectCall call = CallOf(Post("{}", {{"connect-protocol-version", "1"}}));
  EXPECT_EQ(call.head.method->full_name(), "setara.v1.ReferenceService.ListRegions");
  EXPECT_FALSE(call.head.get);
  EXPECT_FALSE(call.head.timeout.has_value());
}

TEST(ConnectTest, KnowsPathsExactly) {
  for (const char* path :
       {"/", "", "/setara.v1.ReferenceService", "/setara.v1.ReferenceService/",
        "/setara.v1.ReferenceService/listregions", "/setara.v1.ReferenceService/ListRegions/",
        "//setara.v1.ReferenceService/ListRegions", "/x/../setara.v1.ReferenceService/ListRegions",
        "/setara.v1.ReferenceService/%4cistRegions",
        "/prefix/setara.v1.ReferenceService/ListRegions", "/setara.v1.ReferenceService.ListRegions",
        "/grpc.health.v1.Health/Check"}) {
    HttpRequest request = Post("{}");
    request.path = path;
    EXPECT_EQ(StatusOf(request), 404) << path;
  }
}

TEST(ConnectTest, NamesTheMethodsAllowed) {
  for (const char* method : {"HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "post", "PATCH"}) {
    HttpRequest request = Post("{}");
    request.method = method;
    HttpResponse refusal = Refusal(request);
    EXPECT_EQ(refusal.status, 405) << method;
    EXPECT_EQ(ValueOf(refusal.headers, "allow"), "GET, POST");
    request.path = kSeekers;
    EXPECT_EQ(ValueOf(Refusal(request).headers, "allow"), "POST");
  }
  HttpRequest person = Get("connect=v1&encoding=json&message={}");
  person.path = kSeekers;
  EXPECT_EQ(StatusOf(person), 405);
}

TEST(ConnectTest, NamesTheTypesTaken) {
  for (const char* type :
       {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
        "application/json ; charset=\"utf-8\""}) {
    HttpRequest request = Post("{}");
    request.headers = {{"content-type", type}};
    EXPECT_EQ(StatusOf(request), 200) << type;
  }
  for (const char* type :
       {"", "text/plain", "application/grpc", "application/grpc-web+proto", "application/jsonx",
        "application/connect+json", "application/json; charset=latin1", "application/json, x",
        "application/json; charset=utf-8; x=y", "application/x-www-form-urlencoded"}) {
    HttpRequest request = Post("{}");
    request.headers = {{"content-type", type}};
    HttpResponse refusal = Refusal(request);
    EXPECT_EQ(refusal.status, 415) << type;
    EXPECT_EQ(ValueOf(refusal.headers, "accept-post"), "application/json, application/proto");
  }
  HttpRequest none = Post("{}");
  none.headers = {};
  EXPECT_EQ(StatusOf(none), 415);
  HttpRequest two = Post("{}", {{"content-type", "application/proto"}});
  EXPECT_EQ(StatusOf(two), 415);
}

TEST(ConnectTest, ReadsTimeouts) {
  using std::chrono::milliseconds;
  auto timeout = [](const char* value) {
    return CallOf(Post("{}", {{"connect-timeout-ms", value}})).head.timeout;
  };
  EXPECT_EQ(timeout("1"), milliseconds(1));
  EXPECT_EQ(timeout("0"), milliseconds(0));
  EXPECT_EQ(timeout("0000000005"), milliseconds(5));
  EXPECT_EQ(timeout("9999999999"), milliseconds(9'999'999'999));
  for (const char* value : {"", "-1", "-0", "+1", "1.5", "1e3", " 1", "1 ", "0x10", "10000000000",
                            "00000000001", "abc", "99999999999999999999999"}) {
    HttpResponse refusal = Refusal(Post("{}", {{"connect-timeout-ms", value}}));
    EXPECT_EQ(refusal.status, 400) << value;
    EXPECT_EQ(CodeOf(refusal), "invalid_argument");
  }
  EXPECT_EQ(StatusOf(Post("{}", {{"connect-timeout-ms", "1"}, {"connect-timeout-ms", "2"}})), 400);
}

TEST(ConnectTest, KnowsOneVersion) {
  EXPECT_EQ(StatusOf(Post("{}", {{"connect-protocol-version", "1"}})), 200);
  for (const char* version : {"", "0", "2", "v1", "1.0"}) {
    EXPECT_EQ(StatusOf(Post("{}", {{"connect-protocol-version", version}})), 400) << version;
  }
  EXPECT_EQ(StatusOf(Get("connect=v2&encoding=json&message={}")), 400);
}

TEST(ConnectTest, TakesNothingFromTheUrlOfAPost) {
  HttpRequest request = Post("{}");
  request.query = "nik=1";
  HttpResponse refusal = Refusal(request);
  EXPECT_EQ(refusal.status, 400);
  EXPECT_THAT(refusal.body, Not(HasSubstr("nik")));
}

TEST(ConnectTest, ReadsGets) {
  EXPECT_EQ(ParentOf(Get("connect=v1&encoding=json&message=%7B%22parentCode%22%3A%2233%22%7D")),
            "33");
  EXPECT_EQ(ParentOf(Get("message={}&encoding=json")), "") << "any order, without version";
  EXPECT_EQ(ParentOf(Get("x=y&encoding=json&message={}&encoding2=z")), "") << "beside others";
  EXPECT_EQ(ParentOf(Get("encoding=json&message=%7B+%7D&&")), "") << "as forms write it";
}

TEST(ConnectTest, ReadsBinaryGets) {
  const std::string packed = Gzip(ParentBytes("33"));
  auto url = [](const std::string& bytes) {
    std::string text = ToBase64(bytes);
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
  };
  EXPECT_EQ(ParentOf(Get("encoding=proto&base64=1&message=" + url(ParentBytes("33")))), "33");
  EXPECT_EQ(ParentOf(Get("encoding=proto&base64=1&compression=gzip&message=" + url(packed))), "33");
  EXPECT_EQ(ParentOf(Get("encoding=proto&base64=1&message=CgIzMw%3D%3D")), "33") << "padded";
  EXPECT_EQ(ParentOf(Get("encoding=proto&message=")), "");
  EXPECT_EQ(ParentOf(Get("encoding=proto&base64=1&compression=gzip&message=")), "")
      << "nothing is never decompressed";
  EXPECT_EQ(ParentOf(Get("encoding=json&base64=0&message={}")), "") << "another value is ignored";
}

TEST(ConnectTest, RefusesBadGets) {
  struct Case {
    const char* query;
    int status;
  };
  static constexpr Case kCases[] = {
      {"", 400},
      {"message={}", 400},
      {"encoding=json", 400},
      {"encoding=xml&message={}", 415},
      {"encoding=json&message={}&compression=br", 501},
      {"encoding=json&message=%7", 400},
      {"encoding=json&message=%zz", 400},
      {"encoding=json&message={}&message={}", 400},
      {"encoding=proto&base64=1&message=!!", 400},
      {"encoding=proto&base64=1&message=Cg Iz", 400},
      {"encoding=proto&base64=1&compression=gzip&message=AAAA", 400},
      {"encoding=json&message=%00", 400},
      {"encoding=json&message=%FF", 400},
  };
  for (const Case& c : kCases) EXPECT_EQ(StatusOf(Get(c.query)), c.status) << c.query;
  EXPECT_EQ(StatusOf(Get("encoding=json&message={}", {{"content-length", "2"}})), 415);
  EXPECT_EQ(StatusOf(Get("encoding=json&message={}", {{"transfer-encoding", "chunked"}})), 415);
}

TEST(ConnectTest, ReadsCompressedBodies) {
  const HttpHeaders gzip = {{"content-encoding", "gzip"}};
  EXPECT_EQ(ParentOf(Post(Gzip(R"({"parentCode":"33"})"), gzip)), "33");
  EXPECT_EQ(ParentOf(PostProto(Gzip(ParentBytes("33")), gzip)), "33");
  EXPECT_EQ(ParentOf(PostProto("", gzip)), "") << "nothing is never decompressed";
  EXPECT_EQ(ParentOf(Post("{}", {{"content-encoding", "identity"}})), "");
  EXPECT_EQ(StatusOf(Post("{}", gzip)), 400) << "not compressed";
  EXPECT_EQ(StatusOf(Post(Gzip("{}").substr(0, 10), gzip)), 400) << "cut short";
  EXPECT_EQ(StatusOf(Post(Gzip("{}") + "x", gzip)), 400) << "with a tail";
  for (const char* coding : {"br", "deflate", "gzip, gzip", "x"}) {
    HttpResponse refusal = Refusal(Post("{}", {{"content-encoding", coding}}));
    EXPECT_EQ(refusal.status, 501) << coding;
    EXPECT_EQ(CodeOf(refusal), "unimplemented");
    EXPECT_EQ(ValueOf(refusal.headers, "accept-encoding"), "gzip, identity");
    EXPECT_THAT(refusal.body, HasSubstr("gzip and identity"));
  }
}

TEST(ConnectTest, LimitsMessages) {
  EXPECT_EQ(StatusOf(Post("{}" + std::string(kLimit - 2, ' '))), 200);
  HttpResponse refusal = Refusal(Post("{}" + std::string(kLimit - 1, ' ')));
  EXPECT_EQ(refusal.status, 429);
  EXPECT_EQ(CodeOf(refusal), "resource_exhausted");
  EXPECT_THAT(refusal.body, HasSubstr("MESSAGE_TOO_LARGE"));
  EXPECT_EQ(StatusOf(Post("", {{"content-length", std::to_string(kLimit + 1)}})), 429);
  EXPECT_EQ(StatusOf(Post("", {{"content-length", "99999999999999999999999"}})), 429);
  // A kilobyte that would become a megabyte.
  const std::string bomb = Gzip("{}" + std::string(1'000'000, ' '));
  EXPECT_LT(bomb.size(), kLimit);
  EXPECT_EQ(StatusOf(Post(bomb, {{"content-encoding", "gzip"}})), 429);
  std::string members;
  for (int i = 0; i < 10; ++i) members += Gzip(std::string(kLimit / 5, ' '));
  EXPECT_EQ(StatusOf(Post(members, {{"content-encoding", "gzip"}})), 429);
}

TEST(ConnectTest, ChoosesTheCompressionOfAnswers) {
  auto gzips = [](HttpHeaders headers) {
    return CallOf(Post(Gzip("{}"),
                       [&headers] {
                         headers.emplace_back("content-encoding", "gzip");
                         return headers;
                       }()))
        .head.gzip_answer;
  };
  EXPECT_TRUE(gzips({})) << "who sends gzip reads it";
  EXPECT_FALSE(gzips({{"accept-encoding", "identity"}}));
  EXPECT_FALSE(gzips({{"accept-encoding", ""}}));
  EXPECT_FALSE(gzips({{"accept-encoding", "br, zstd"}}));
  EXPECT_TRUE(gzips({{"accept-encoding", "br, GZIP"}}));
  EXPECT_TRUE(gzips({{"accept-encoding", "br"}, {"accept-encoding", "gzip;q=0.5"}}));
  EXPECT_FALSE(gzips({{"accept-encoding", "gzip;q=0"}}));
  EXPECT_FALSE(gzips({{"accept-encoding", "gzip; q=0.000, identity"}}));
  EXPECT_FALSE(gzips({{"accept-encoding", "identity, gzip"}})) << "the first is preferred";
}

TEST(ConnectTest, WritesAnswers) {
  v1::ListRegionsResponse message;
  v1::Region& region = *message.add_regions();
  region.set_code("33");
  region.set_display_name("Jawa Tengah");
  const std::string bytes = message.SerializeAsString();
  HttpResponse plain = ConnectProtocol::Answer(CallOf(Post("{}")).head, absl::OkStatus(), bytes,
                                               {{"setara-consistency-token", "e:1"}});
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.body, R"({"regions":[{"code":"33","displayName":"Jawa Tengah"}]})");
  EXPECT_EQ(ValueOf(plain.headers, "content-type"), "application/json");
  EXPECT_EQ(ValueOf(plain.headers, "trailer-setara-consistency-token"), "e:1");
  EXPECT_EQ(ValueOf(plain.headers, "cache-control"), "");
  HttpResponse proto =
      ConnectProtocol::Answer(CallOf(PostProto("")).head, absl::OkStatus(), bytes, {});
  EXPECT_EQ(proto.body, bytes);
  EXPECT_EQ(ValueOf(proto.headers, "content-type"), "application/proto");
  HttpResponse fetched = ConnectProtocol::Answer(CallOf(Get("encoding=json&message={}")).head,
                                                 absl::OkStatus(), bytes, {});
  EXPECT_EQ(ValueOf(fetched.headers, "cache-control"), "public, max-age=3600");
  EXPECT_EQ(ValueOf(fetched.headers, "vary"), "Accept-Encoding");
}

TEST(ConnectTest, CompressesLargeAnswers) {
  v1::ListRegionsResponse message;
  message.add_regions()->set_display_name(std::string(5000, 'a'));
  const std::string bytes = message.SerializeAsString();
  const ConnectHead head = CallOf(PostProto("", {{"accept-encoding", "gzip"}})).head;
  HttpResponse answer = ConnectProtocol::Answer(head, absl::OkStatus(), bytes, {});
  EXPECT_EQ(ValueOf(answer.headers, "content-encoding"), "gzip");
  EXPECT_EQ(*Gunzip(answer.body, 10'000), bytes);
  HttpResponse small = ConnectProtocol::Answer(head, absl::OkStatus(), "", {});
  EXPECT_EQ(ValueOf(small.headers, "content-encoding"), "");
  EXPECT_EQ(small.body, "");
}

// The table "Error Codes" of the protocol.
TEST(ConnectTest, MapsCodes) {
  struct Case {
    absl::StatusCode code;
    const char* name;
    int status;
  };
  static constexpr Case kCases[] = {
      {absl::StatusCode::kCancelled, "canceled", 499},
      {absl::StatusCode::kUnknown, "unknown", 500},
      {absl::StatusCode::kInvalidArgument, "invalid_argument", 400},
      {absl::StatusCode::kDeadlineExceeded, "deadline_exceeded", 504},
      {absl::StatusCode::kNotFound, "not_found", 404},
      {absl::StatusCode::kAlreadyExists, "already_exists", 409},
      {absl::StatusCode::kPermissionDenied, "permission_denied", 403},
      {absl::StatusCode::kResourceExhausted, "resource_exhausted", 429},
      {absl::StatusCode::kFailedPrecondition, "failed_precondition", 400},
      {absl::StatusCode::kAborted, "aborted", 409},
      {absl::StatusCode::kOutOfRange, "out_of_range", 400},
      {absl::StatusCode::kUnimplemented, "unimplemented", 501},
      {absl::StatusCode::kInternal, "internal", 500},
      {absl::StatusCode::kUnavailable, "unavailable", 503},
      {absl::StatusCode::kDataLoss, "data_loss", 500},
      {absl::StatusCode::kUnauthenticated, "unauthenticated", 401},
  };
  for (const Case& c : kCases) {
    HttpResponse error = ConnectError(absl::Status(c.code, "why"));
    EXPECT_EQ(error.status, c.status) << c.name;
    EXPECT_EQ(CodeOf(error), c.name);
    EXPECT_EQ(ValueOf(error.headers, "content-type"), "application/json");
    EXPECT_EQ(ValueOf(error.headers, "www-authenticate"), c.status == 401 ? "Bearer" : "");
  }
}

TEST(ConnectTest, WritesErrorsWithDetails) {
  const ConnectHead head = CallOf(PostProto("")).head;
  HttpResponse error =
      ConnectProtocol::Answer(head, InvalidField("opening.title", "is \"empty\"\n"), "ignored",
                              {{"setara-consistency-token", "e:1"}});
  EXPECT_EQ(ValueOf(error.headers, "content-type"), "application/json");
  EXPECT_EQ(ValueOf(error.headers, "trailer-setara-consistency-token"), "e:1");
  const json body = json::parse(error.body);
  EXPECT_EQ(body["code"], "invalid_argument");
  EXPECT_THAT(body["message"], HasSubstr("opening.title"));
  ASSERT_EQ(body["details"].size(), 2U);
  EXPECT_EQ(body["details"][0]["type"], "google.rpc.ErrorInfo");
  EXPECT_EQ(body["details"][1]["type"], "google.rpc.BadRequest");
  EXPECT_EQ(body["details"][0]["debug"]["reason"], "INVALID_FIELD");
  const std::string value = body["details"][0]["value"];
  EXPECT_EQ(value.find('='), std::string::npos);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(info.ParseFromString(*ParseUrlBase64(value)));
  EXPECT_EQ(info.domain(), "setara");
  EXPECT_THAT(ConnectError(absl::InternalError("/secret/path")).body, Not(HasSubstr("secret")));
}

TEST(ConnectTest, FetchesReferenceDataOnly) {
  std::vector<std::string> fetched;
  for (const google::protobuf::ServiceDescriptor* service : Services()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const google::protobuf::MethodDescriptor& method = *service->method(i);
      const bool marked =
          method.options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS;
      EXPECT_EQ(marked, MayBeFetched(method))
          << method.full_name() << " is marked, but is not reference data";
      if (marked) fetched.push_back(method.name());
    }
  }
  EXPECT_THAT(fetched, UnorderedElementsAre("GetVocabulary", "ListRegions", "ListOccupations",
                                            "ListQuotaRules", "ListImportMappings"));
}

}  // namespace
}  // namespace setara
