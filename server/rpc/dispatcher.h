// The one way into every RPC, by descriptor: parses the request, checks what can be checked from
// the contract alone, runs the handler on a bounded pool, and states the outcome. gRPC and any
// other transport call it with bytes, so that no rule exists twice.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "matcher/domain/date.h"
#include "server/access/caller.h"
#include "server/rpc/worker_pool.h"
#include "server/store/store.h"

namespace setara {

// One call, as a handler sees it. Owned by the dispatcher for the life of the call.
struct CallContext {
  std::chrono::system_clock::time_point deadline = std::chrono::system_clock::time_point::max();
  // True once nobody waits for the answer any more. Thread-safe.
  std::function<bool()> cancelled = [] { return false; };
  // What the caller wants the answer to include; from the metadata.
  std::optional<ChangeToken> consistency_token;
  // From the metadata; what the caller claims to be, and why they call.
  Credentials credentials;
  std::string purpose;
  Instant now{};
  Date today{};  // in Jakarta

  // Set by the dispatcher before the handler runs.
  Caller caller;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;  // how far the caller reaches with this method

  // Set by a handler that wrote: sent back as trailing metadata.
  std::optional<ChangeToken> written;

  bool Expired() const { return cancelled() || std::chrono::system_clock::now() >= deadline; }
};

// Metadata names of the consistency token, "EPOCH:SEQUENCE".
inline constexpr char kConsistencyTokenKey[] = "setara-consistency-token";
// Metadata names of the credentials ("Bearer TOKEN") and of the purpose.
inline constexpr char kAuthorizationKey[] = "authorization";
inline constexpr char kPurposeKey[] = "setara-purpose";
std::string ToString(const ChangeToken& token);
absl::StatusOr<ChangeToken> ParseChangeToken(std::string_view text);

class Dispatcher {
 public:
  struct Options {
    int threads = 4;
    size_t queue_capacity = 512;
    const Clock* clock = &SystemClock();
  };
  // Called once a call, from any thread: the outcome, and when OK the serialized answer.
  using Done = std::function<void(const absl::Status&, std::string response, const CallContext&)>;

  explicit Dispatcher(Options options);

  // Registers the handler of "setara.v1.OpeningService.GetOpening". Before the first call only.
  template <typename Request, typename Response>
  void Handle(const std::string& method,
              std::function<absl::Status(CallContext&, const Request&, Response*)> handler) {
    Register(method, Request::descriptor(), Response::descriptor(),
             [handler = std::move(handler)](CallContext& context,
                                            const google::protobuf::Message& request,
                                            google::protobuf::Message* response) {
               return handler(context, static_cast<const Request&>(request),
                              static_cast<Response*>(response));
             });
  }

  // FailedPrecondition: a method of `service` without a handler, or without access declarations.
  absl::Status CheckComplete(const google::protobuf::ServiceDescriptor& service) const;

  // Runs the call on the pool. RESOURCE_EXHAUSTED at once when the queue is full,
  // DEADLINE_EXCEEDED when the deadline passed while it waited, INVALID_ARGUMENT for bytes that are
  // no valid request: bad UTF-8, enum values that the contract does not know.
  void Dispatch(const google::protobuf::MethodDescriptor& method, std::string request,
                CallContext context, Done done);

 private:
  using AnyHandler = std::function<absl::Status(CallContext&, const google::protobuf::Message&,
                                                google::protobuf::Message*)>;
  struct Entry {
    const google::protobuf::Message* request_prototype;
    const google::protobuf::Message* response_prototype;
    AnyHandler handler;
  };

  void Register(const std::string& method, const google::protobuf::Descriptor* request,
                const google::protobuf::Descriptor* response, AnyHandler handler);
  absl::Status Run(const Entry& entry, const std::string& request, CallContext& context,
                   std::string* response) const;

  Options options_;
  std::map<std::string, Entry, std::less<>> handlers_;
  WorkerPool pool_;  // last: its threads use the members above
};

}  // namespace setara
