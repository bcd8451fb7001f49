// Feeds requests to the Connect protocol: heads, queries, gzip and JSON. Finds crashes and broken
// promises: every refusal is an error of the protocol, and what is read can be written and read
// again.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "server/http/browser_policy.h"
#include "server/http/connect.h"
#include "server/http/json_codec.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/reference.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {
namespace {

constexpr size_t kLimit = 64 << 10;

const ConnectProtocol& Protocol() {
  static const ConnectProtocol kProtocol(
      {v1::GetVocabularyRequest::descriptor()->file()->service(0),
       v1::GetSeekerRequest::descriptor()->file()->service(0),
       v1::GetOpeningRequest::descriptor()->file()->service(0),
       v1::MatchOpeningsRequest::descriptor()->file()->service(0),
       v1::ListQuotaRulesRequest::descriptor()->file()->service(0)},
      kLimit);
  return kProtocol;
}

// Takes bytes off the front, zeros when there are none left.
uint8_t Take(std::string_view& data) {
  if (data.empty()) return 0;
  const auto byte = static_cast<uint8_t>(data[0]);
  data.remove_prefix(1);
  return byte;
}

std::string TakeText(std::string_view& data) {
  const std::string_view text = data.substr(0, Take(data));
  data.remove_prefix(text.size());
  return std::string(text);
}

HttpRequest Build(std::string_view data) {
  static constexpr std::array kPaths = {
      "/setara.v1.ReferenceService/ListRegions",  "/setara.v1.SeekerService/CreateSeeker",
      "/setara.v1.SeekerService/UpdateSeeker",    "/setara.v1.OpeningService/CreateOpening",
      "/setara.v1.OpeningService/SearchOpenings", "/setara.v1.MatchService/MatchOpenings",
      "/setara.v1.QuotaService/ListQuotaRules",   "/healthz"};
  static constexpr std::array kNames = {"content-encoding",
                                        "accept-encoding",
                                        "connect-timeout-ms",
                                        "connect-protocol-version",
                                        "content-type",
                                        "origin",
                                        "host",
                                        "content-length"};
  const uint8_t kind = Take(data);
  HttpRequest request;
  request.method = (kind & 1) != 0 ? "GET" : "POST";
  request.path = kPaths[Take(data) % kPaths.size()];
  if ((kind & 2) != 0) request.headers.emplace_back("content-encoding", "gzip");
  if ((kind & 4) != 0)
    request.headers.emplace_back(kNames[Take(data) % kNames.size()], TakeText(data));
  request.headers.emplace_back("content-type",
                               (kind & 8) != 0 ? "application/proto" : "application/json");
  if ((kind & 1) == 0) {
    request.body = data;
  } else {
    request.query =
        (kind & 16) != 0 ? "encoding=json&message=" + std::string(data) : std::string(data);
  }
  return request;
}

void Check(bool holds) {
  if (!holds) abort();
}

void Run(const HttpRequest& request) {
  static const BrowserPolicy kPolicy = *BrowserPolicy::Make({"https://app.example.id"}, true, true);
  kPolicy.Intercept(request);
  std::variant<ConnectCall, HttpResponse> read = Protocol().Read(request);
  if (const auto* refusal = std::get_if<HttpResponse>(&read)) {
    Check(refusal->status >= 400 && refusal->status < 600);
    return;
  }
  const auto& call = std::get<ConnectCall>(read);
  Check(call.request.size() <= kLimit);
  if (call.head.codec != MessageCodec::kJson) return;
  absl::StatusOr<std::string> json = BytesToJson(call.request, *call.head.method->input_type());
  if (!json.ok()) return;  // text that is no UTF-8, times out of range: refused further on
  Check(JsonToBytes(*json, *call.head.method->input_type()).ok());
}

}  // namespace
}  // namespace setara

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  setara::Run(setara::Build(std::string_view(reinterpret_cast<const char*>(data), size)));
  return 0;
}
