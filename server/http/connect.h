// The Connect protocol for unary calls (https://connectrpc.com/docs/protocol), as a pure function
// of requests and answers: what a request asks for, by descriptor, and how an outcome is written.
// Knows no socket and runs no call.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/http_message.h"

namespace setara {

// How messages are written: `application/json` or `application/proto`.
enum class MessageCodec { kJson, kProto };

// What the head of a request asks for.
struct ConnectHead {
  const google::protobuf::MethodDescriptor* method = nullptr;
  MessageCodec codec = MessageCodec::kJson;
  bool get = false;
  bool gzip_request = false;
  bool gzip_answer = false;
  // Absent: the caller waits for as long as it takes. Zero: its time is up already.
  std::optional<std::chrono::milliseconds> timeout;
};

struct ConnectCall {
  ConnectHead head;
  std::string request;  // serialized, as Dispatcher::Dispatch takes it
};

// True for what may stand in a URL: the contract says NO_SIDE_EFFECTS, anyone may call the method
// without a purpose, and its request has no field, at any depth, that is of or names one person,
// one employer or one account. Pure.
bool MayBeFetched(const google::protobuf::MethodDescriptor& method);

// An error as the protocol writes it: status and {"code", "message", "details"}. Pure.
HttpResponse ConnectError(const absl::Status& status);

// RESOURCE_EXHAUSTED with reason MESSAGE_TOO_LARGE. Pure.
absl::Status RequestTooLarge(size_t limit);

// Thread-safe.
class ConnectProtocol {
 public:
  // max_request_bytes: of a message, before and after it is unpacked. The services must outlive it.
  ConnectProtocol(const std::vector<const google::protobuf::ServiceDescriptor*>& services,
                  size_t max_request_bytes);

  // Reads everything but the body, so that a bad request need not be received. The answer
  // otherwise: 404 unknown path; 405 with Allow; 415 with Accept-Post; 501 for a compression other
  // than gzip; 429 for a Content-Length above the limit; 400 for another protocol version, a bad
  // timeout, and a query on a POST, since what is posted may be personal and URLs are logged.
  std::variant<ConnectHead, HttpResponse> ReadHead(const HttpRequest& request) const;

  // Reads all of it. Beside the answers of ReadHead: 400 for a body that does not decompress or is
  // not the message of the method; 429 for one that is too large.
  std::variant<ConnectCall, HttpResponse> Read(const HttpRequest& request) const;

  // Writes the outcome of a call. response: the serialized answer, for OK. trailers: sent with
  // "Trailer-" before their names.
  static HttpResponse Answer(const ConnectHead& head, const absl::Status& status,
                             std::string_view response, const HttpHeaders& trailers);

 private:
  std::map<std::string, const google::protobuf::MethodDescriptor*, std::less<>>
      methods_;  // by path
  size_t max_request_bytes_;
};

}  // namespace setara
