#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include "server/http/connect.h"
#include "server/http/json_codec.h"
#include "server/http/query.h"
#include "server/rpc/status.h"

namespace setara {
namespace {

using Json = nlohmann::ordered_json;

struct CodeName {
  absl::StatusCode code;
  int http_status;
  const char* name;
};

// The table "Error Codes" of the protocol.
constexpr CodeName kCodes[] = {
    {absl::StatusCode::kCancelled, 499, "canceled"},
    {absl::StatusCode::kUnknown, 500, "unknown"},
    {absl::StatusCode::kInvalidArgument, 400, "invalid_argument"},
    {absl::StatusCode::kDeadlineExceeded, 504, "deadline_exceeded"},
    {absl::StatusCode::kNotFound, 404, "not_found"},
    {absl::StatusCode::kAlreadyExists, 409, "already_exists"},
    {absl::StatusCode::kPermissionDenied, 403, "permission_denied"},
    {absl::StatusCode::kResourceExhausted, 429, "resource_exhausted"},
    {absl::StatusCode::kFailedPrecondition, 400, "failed_precondition"},
    {absl::StatusCode::kAborted, 409, "aborted"},
    {absl::StatusCode::kOutOfRange, 400, "out_of_range"},
    {absl::StatusCode::kUnimplemented, 501, "unimplemented"},
    {absl::StatusCode::kInternal, 500, "internal"},
    {absl::StatusCode::kUnavailable, 503, "unavailable"},
    {absl::StatusCode::kDataLoss, 500, "data_loss"},
    {absl::StatusCode::kUnauthenticated, 401, "unauthenticated"},
};

const CodeName& Find(absl::StatusCode code) {
  for (const CodeName& entry : kCodes) {
    if (entry.code == code) return entry;
  }
  return kCodes[1];
}

Json Detail(const google::protobuf::Any& any) {
  const std::string type = any.type_url().substr(any.type_url().rfind('/') + 1);
  Json detail = {{"type", type}, {"value", ToBase64(any.value())}};
  const google::protobuf::Descriptor* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return detail;
  absl::StatusOr<std::string> readable = BytesToJson(any.value(), *descriptor);
  if (readable.ok()) detail["debug"] = Json::parse(*readable, nullptr, /*allow_exceptions=*/false);
  return detail;
}

}  // namespace

HttpResponse ConnectError(const absl::Status& status) {
  const CodeName& code = Find(status.code());
  const google::rpc::Status rpc = ToRpcStatus(status);
  Json body = {{"code", code.name}, {"message", rpc.message()}};
  for (const google::protobuf::Any& any : rpc.details()) body["details"].push_back(Detail(any));
  HttpResponse response;
  response.status = code.http_status;
  response.headers.emplace_back("content-type", "application/json");
  // RFC 9110, section 15.5.2: says which kind of credentials would do.
  if (code.http_status == 401) response.headers.emplace_back("www-authenticate", "Bearer");
  response.body = body.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  return response;
}

}  // namespace setara
