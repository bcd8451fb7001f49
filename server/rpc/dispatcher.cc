#include "server/rpc/dispatcher.h"

#include <charconv>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/access/declarations.h"
#include "server/rpc/parse.h"

namespace setara {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

std::string ToString(const ChangeToken& token) {
  return token.epoch + ":" + std::to_string(token.sequence);
}

absl::StatusOr<ChangeToken> ParseChangeToken(std::string_view text) {
  size_t colon = text.rfind(':');
  ChangeToken token;
  if (colon != std::string_view::npos && colon > 0) {
    token.epoch = text.substr(0, colon);
    std::string_view digits = text.substr(colon + 1);
    auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), token.sequence);
    if (error == std::errc() && end == digits.data() + digits.size() && token.sequence >= 0) {
      return token;
    }
  }
  return InvalidField(kConsistencyTokenKey, "expected EPOCH:SEQUENCE as a write returned it");
}

Dispatcher::Dispatcher(const Options& options)
    : options_(options),
      gate_(options.authenticator, options.records),
      limiter_(options.calls_per_second, options.burst),
      pool_(options.threads, options.queue_capacity) {}

void Dispatcher::Register(const std::string& method, const Descriptor* request,
                          const Descriptor* response, AnyHandler handler) {
  MessageFactory* factory = MessageFactory::generated_factory();
  handlers_[method] = {factory->GetPrototype(request), factory->GetPrototype(response),
                       std::move(handler)};
  const MethodDescriptor* declared = request->file()->pool()->FindMethodByName(method);
  if (declared != nullptr) gate_.Prepare(*declared);
}

absl::Status Dispatcher::CheckComplete(const google::protobuf::ServiceDescriptor& service) const {
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    auto found = handlers_.find(method.full_name());
    if (found == handlers_.end()) {
      return absl::FailedPreconditionError("method " + method.full_name() + " has no handler");
    }
    if (found->second.request_prototype->GetDescriptor() != method.input_type() ||
        found->second.response_prototype->GetDescriptor() != method.output_type()) {
      return absl::FailedPreconditionError("method " + method.full_name() +
                                           " has a handler of other messages");
    }
  }
  return CheckAccessDeclared(service);
}

absl::Status Dispatcher::Run(const MethodDescriptor& method, const Entry& entry,
                             const std::string& request_bytes, CallContext& context,
                             std::string* response_bytes) const {
  if (context.Expired()) {
    return absl::DeadlineExceededError("the deadline passed while the call waited");
  }
  absl::Status known = gate_.Admit(method, context);
  const Caller& caller = context.caller;
  absl::Status in_time =
      limiter_.Take(caller.anonymous() ? "address " + context.credentials.peer : caller.name,
                    std::chrono::steady_clock::now());
  if (!in_time.ok()) return in_time;
  if (!known.ok()) return known;
  std::unique_ptr<Message> request(entry.request_prototype->New());
  if (absl::Status status = ParseRequest(request_bytes, request.get()); !status.ok()) {
    return status;
  }
  absl::Status admitted = gate_.CheckRequest(method, *request, context);
  if (!admitted.ok()) return admitted;
  std::unique_ptr<Message> response(entry.response_prototype->New());
  if (absl::Status status = entry.handler(context, *request, response.get()); !status.ok()) {
    return status;
  }
  absl::Status filtered = gate_.FilterAnswer(method, context, response.get());
  if (!filtered.ok()) return filtered;
  if (!response->SerializeToString(response_bytes)) {
    return absl::InternalError("the answer could not be serialized");
  }
  return absl::OkStatus();
}

void Dispatcher::Dispatch(const MethodDescriptor& method, std::string request, CallContext context,
                          Done done) {
  auto found = handlers_.find(method.full_name());
  if (found == handlers_.end()) {
    done(absl::UnimplementedError("no method " + method.full_name()), "", context);
    return;
  }
  context.now = options_.clock->Now();
  context.today = JakartaDate(context.now);
  struct Call {
    std::string request;
    CallContext context;
    Done done;
  };
  auto call = std::make_shared<Call>(Call{std::move(request), std::move(context), std::move(done)});
  on_the_way_.fetch_add(1, std::memory_order_relaxed);
  bool accepted = pool_.TrySubmit([this, &method, &entry = found->second, call] {
    auto response = std::make_shared<std::string>();
    absl::Status status = Run(method, entry, call->request, call->context, response.get());
    const int64_t others = on_the_way_.fetch_sub(1, std::memory_order_relaxed) - 1;
    bool kept = call->context.event_kept && status.ok();
    if (kept || !options_.record || !gate_.NeedsRecord(method, call->context, status)) {
      call->done(status, std::move(*response), call->context);
      return;
    }
    AuditEvent event = std::move(call->context.event);
    event.outcome = static_cast<int>(status.code());
    event.reason = Reason(status);
    auto recorded = [call, status, response](const absl::Status& outcome) {
      // What could not be recorded is not given: an answer without a trace is worse than none.
      call->done(outcome.ok() ? status : outcome, std::move(*response), call->context);
    };
    options_.record(std::move(event), std::move(recorded), others);
  });
  if (!accepted) {
    on_the_way_.fetch_sub(1, std::memory_order_relaxed);
    call->done(
        WithReason(absl::ResourceExhaustedError("the server is busy: try again"), "SERVER_BUSY"),
        "", call->context);
  }
}

}  // namespace setara
