#include "server/http/connect.h"

#include <absl/status/statusor.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/http/connect_headers.h"
#include "server/http/gzip.h"
#include "server/http/json_codec.h"
#include "server/http/query.h"
#include "setara/v1/access.pb.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::MethodOptions;

// Answers below this are sent as they are: gzip would not make them fit fewer packets.
constexpr size_t kMinCompressedBytes = 1024;
// How long caches may keep reference data, in seconds; it changes with the server's version only.
constexpr char kReferenceCaching[] = "public, max-age=3600";

bool IsImpersonal(v1::DataClass data_class) {
  return data_class == v1::DATA_CLASS_PUBLIC || data_class == v1::DATA_CLASS_OPERATIONAL;
}

bool HoldsOnlyImpersonal(const Descriptor& message, std::set<const Descriptor*>& seen) {
  if (message.file()->package() != "setara.v1" || !seen.insert(&message).second) return true;
  for (int i = 0; i < message.field_count(); ++i) {
    const google::protobuf::FieldDescriptor& field = *message.field(i);
    if (!IsImpersonal(field.options().GetExtension(v1::data_class))) return false;
    if (field.options().GetExtension(v1::resource) != v1::RESOURCE_KIND_UNSPECIFIED) return false;
    if (field.message_type() != nullptr && !HoldsOnlyImpersonal(*field.message_type(), seen)) {
      return false;
    }
  }
  return true;
}

HttpResponse Bare(int status, std::string name, std::string value) {
  return {status, {{std::move(name), std::move(value)}}, ""};
}

HttpResponse WrongMethod(const MethodDescriptor& method) {
  return Bare(405, "allow", MayBeFetched(method) ? "GET, POST" : "POST");
}

HttpResponse UnknownCodec() {
  return Bare(415, "accept-post", "application/json, application/proto");
}

HttpResponse UnknownCompression(std::string_view where) {
  HttpResponse response = ConnectError(absl::UnimplementedError(
      std::string(where) + " is not supported: the server reads gzip and identity"));
  response.headers.emplace_back("accept-encoding", "gzip, identity");
  return response;
}

// Sets the compression of request and answer; false: one that the server does not read.
bool SetCompression(std::string_view request_coding, const HttpRequest& request,
                    ConnectHead& head) {
  const std::optional<ContentCoding> coding = ParseContentCoding(request_coding);
  if (!coding.has_value()) return false;
  head.gzip_request = *coding == ContentCoding::kGzip;
  head.gzip_answer =
      AnswerCoding(ValuesOf(request.headers, "accept-encoding"), *coding) == ContentCoding::kGzip;
  return true;
}

using HeadOrAnswer = std::variant<ConnectHead, HttpResponse>;

HeadOrAnswer ReadPostHead(const HttpRequest& request, ConnectHead head, size_t limit) {
  if (!request.query.empty()) {
    return ConnectError(
        InvalidField("query", "must be empty: a POST carries everything in its body"));
  }
  const std::optional<MessageCodec> codec =
      ParseContentType(ValuesOf(request.headers, "content-type"));
  if (!codec.has_value()) return UnknownCodec();
  head.codec = *codec;
  const std::vector<std::string_view> codings = ValuesOf(request.headers, "content-encoding");
  if (codings.size() > 1 || !SetCompression(codings.empty() ? "" : codings[0], request, head)) {
    return UnknownCompression("this Content-Encoding");
  }
  const std::string_view length = ValueOf(request.headers, "content-length");
  size_t bytes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
  if (error == std::errc::result_out_of_range || bytes > limit)
    return ConnectError(RequestTooLarge(limit));
  return head;
}

// A body where none belongs would be read by some and skipped by others on the way.
bool HasBody(const HttpRequest& request) {
  const std::string_view length = ValueOf(request.headers, "content-length");
  return !request.body.empty() || !ValuesOf(request.headers, "transfer-encoding").empty() ||
         (!length.empty() && length != "0");
}

using Parameters = std::map<std::string, std::string, std::less<>>;

std::string_view ParameterOf(const Parameters& parameters, std::string_view name) {
  auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view() : found->second;
}

HeadOrAnswer ReadGetHead(const HttpRequest& request, ConnectHead head, size_t limit) {
  if (!MayBeFetched(*head.method)) return WrongMethod(*head.method);
  if (HasBody(request)) return UnknownCodec();
  head.get = true;
  absl::StatusOr<Parameters> parameters = ParseQuery(request.query);
  if (!parameters.ok()) return ConnectError(parameters.status());
  if (parameters->contains("connect") && ParameterOf(*parameters, "connect") != "v1") {
    return ConnectError(InvalidField("connect", "must be v1"));
  }
  for (const char* name : {"encoding", "message"}) {
    if (!parameters->contains(name)) return ConnectError(InvalidField(name, "is missing"));
  }
  const std::string_view encoding = ParameterOf(*parameters, "encoding");
  if (encoding != "json" && encoding != "proto") return UnknownCodec();
  head.codec = encoding == "json" ? MessageCodec::kJson : MessageCodec::kProto;
  if (!SetCompression(ParameterOf(*parameters, "compression"), request, head)) {
    return UnknownCompression("this compression");
  }
  if (ParameterOf(*parameters, "message").size() > limit)
    return ConnectError(RequestTooLarge(limit));
  return head;
}

// The message of a request, still compressed.
absl::StatusOr<std::string> Payload(const HttpRequest& request, const ConnectHead& head) {
  if (!head.get) return request.body;
  absl::StatusOr<Parameters> parameters = ParseQuery(request.query);
  if (!parameters.ok()) return parameters.status();
  const std::string_view message = ParameterOf(*parameters, "message");
  if (ParameterOf(*parameters, "base64") == "1") return ParseUrlBase64(message);
  return std::string(message);
}

absl::StatusOr<std::string> MessageBytes(const HttpRequest& request, const ConnectHead& head,
                                         size_t limit) {
  absl::StatusOr<std::string> payload = Payload(request, head);
  if (!payload.ok()) return payload.status();
  if (payload->size() > limit) return RequestTooLarge(limit);
  // The protocol: what is empty is never decompressed.
  if (head.gzip_request && !payload->empty()) {
    payload = Gunzip(*payload, limit);
    if (!payload.ok()) return payload.status();
  }
  if (head.codec == MessageCodec::kProto) return payload;
  absl::StatusOr<std::string> bytes = JsonToBytes(*payload, *head.method->input_type());
  // A few forms are shorter in JSON, and the limit is of the message that the server works on.
  if (bytes.ok() && bytes->size() > limit) return RequestTooLarge(limit);
  return bytes;
}

}  // namespace

absl::Status RequestTooLarge(size_t limit) {
  return WithReason(absl::ResourceExhaustedError("the request is larger than " +
                                                 std::to_string(limit) + " bytes"),
                    "MESSAGE_TOO_LARGE");
}

bool MayBeFetched(const MethodDescriptor& method) {
  if (method.options().idempotency_level() != MethodOptions::NO_SIDE_EFFECTS) return false;
  const v1::AccessRule& rule = method.options().GetExtension(v1::access);
  const bool anyone =
      std::any_of(rule.grants().begin(), rule.grants().end(),
                  [](const v1::Grant& grant) { return grant.role() == v1::ROLE_ANYONE; });
  std::set<const Descriptor*> seen;
  return anyone && !rule.purpose_required() && HoldsOnlyImpersonal(*method.input_type(), seen);
}

ConnectProtocol::ConnectProtocol(
    const std::vector<const google::protobuf::ServiceDescriptor*>& services,
    size_t max_request_bytes)
    : max_request_bytes_(max_request_bytes) {
  for (const google::protobuf::ServiceDescriptor* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor& method = *service->method(i);
      if (method.client_streaming() || method.server_streaming()) continue;
      methods_["/" + service->full_name() + "/" + method.name()] = &method;
    }
  }
}

HeadOrAnswer ConnectProtocol::ReadHead(const HttpRequest& request) const {
  auto found = methods_.find(request.path);
  if (found == methods_.end()) return HttpResponse{404, {}, ""};
  ConnectHead head;
  head.method = found->second;
  if (request.method != "POST" && request.method != "GET") return WrongMethod(*head.method);
  for (std::string_view version : ValuesOf(request.headers, "connect-protocol-version")) {
    if (version != "1") return ConnectError(InvalidField("connect-protocol-version", "must be 1"));
  }
  absl::StatusOr<std::optional<std::chrono::milliseconds>> timeout =
      ParseTimeout(ValuesOf(request.headers, "connect-timeout-ms"));
  if (!timeout.ok()) return ConnectError(timeout.status());
  head.timeout = *timeout;
  return request.method == "GET" ? ReadGetHead(request, head, max_request_bytes_)
                                 : ReadPostHead(request, head, max_request_bytes_);
}

std::variant<ConnectCall, HttpResponse> ConnectProtocol::Read(const HttpRequest& request) const {
  HeadOrAnswer head = ReadHead(request);
  if (auto* answer = std::get_if<HttpResponse>(&head)) return std::move(*answer);
  ConnectCall call;
  call.head = std::get<ConnectHead>(head);
  absl::StatusOr<std::string> bytes = MessageBytes(request, call.head, max_request_bytes_);
  if (!bytes.ok()) return ConnectError(bytes.status());
  call.request = *std::move(bytes);
  return call;
}

HttpResponse ConnectProtocol::Answer(const ConnectHead& head, const absl::Status& status,
                                     std::string_view response, const HttpHeaders& trailers) {
  HttpResponse out;
  absl::StatusOr<std::string> body = std::string();
  if (status.ok()) {
    const bool json = head.codec == MessageCodec::kJson;
    body = json ? BytesToJson(response, *head.method->output_type()) : std::string(response);
    out.headers.emplace_back("content-type", json ? "application/json" : "application/proto");
  }
  if (!status.ok() || !body.ok()) {
    out = ConnectError(status.ok() ? body.status() : status);
  } else {
    const bool gzip = head.gzip_answer && body->size() >= kMinCompressedBytes;
    out.body = gzip ? Gzip(*body) : *std::move(body);
    if (gzip) out.headers.emplace_back("content-encoding", "gzip");
    if (head.get) {
      out.headers.emplace_back("cache-control", kReferenceCaching);
      out.headers.emplace_back("vary", "Accept-Encoding");
    }
  }
  for (const auto& [name, value] : trailers) out.headers.emplace_back("trailer-" + name, value);
  return out;
}

}  // namespace setara
