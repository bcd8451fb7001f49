// The one way into every RPC, by descriptor: parses the request, checks what can be checked from
// the contract alone, runs the handler on a bounded pool, and states the outcome. gRPC and any
// other transport call it with bytes, so that no rule exists twice.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "server/rpc/call_context.h"
#include "server/rpc/gate.h"
#include "server/rpc/rate_limiter.h"
#include "server/rpc/worker_pool.h"

namespace setara {

class Dispatcher {
 public:
  struct Options {
    int threads = 4;
    size_t queue_capacity = 512;
    const Clock* clock = &SystemClock();
    // Of one caller, or of one address where nobody signed in; 0: no limit.
    double calls_per_second = 0;
    double burst = 1;
    // Both outlive the dispatcher; without them only what is open to anyone can be called.
    Authenticator* authenticator = nullptr;
    AccessRecords* records = nullptr;
    // Keeps an event and calls `done` once it is on disk, or with why it could not be; an answer is
    // held back until then. on_the_way: how many other calls are under way, whose events may
    // share its commit. Not given: nothing is kept (tests of the dispatcher alone).
    std::function<void(AuditEvent, std::function<void(absl::Status)> done, int64_t on_the_way)>
        record;
  };
  // Called once a call, from any thread: the outcome, and when OK the serialized answer.
  using Done = std::function<void(const absl::Status&, std::string response, const CallContext&)>;

  explicit Dispatcher(const Options& options);

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

  // Runs the call on the pool, through the gate (gate.h). RESOURCE_EXHAUSTED at once when the queue
  // is full, DEADLINE_EXCEEDED when the deadline passed while it waited, INVALID_ARGUMENT for bytes
  // that are no valid request: bad UTF-8, enum values that the contract does not know.
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
  absl::Status Run(const google::protobuf::MethodDescriptor& method, const Entry& entry,
                   const std::string& request, CallContext& context, std::string* response) const;

  Options options_;
  Gate gate_;
  mutable RateLimiter limiter_;
  std::map<std::string, Entry, std::less<>> handlers_;
  std::atomic<int> on_the_way_{0};  // calls that wait for a thread or run on one
  WorkerPool pool_;                 // last: its threads use the members above
};

}  // namespace setara
