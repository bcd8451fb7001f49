#include "server/rpc/grpc_service.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include "server/rpc/status.h"

namespace setara {
namespace {

using google::protobuf::MethodDescriptor;
using grpc::ByteBuffer;

std::string ToBytes(const ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

grpc::ServerUnaryReactor* Serve(Dispatcher& dispatcher, const MethodDescriptor& method,
                                grpc::CallbackServerContext* server_context,
                                const ByteBuffer* request, ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = server_context->DefaultReactor();
  CallContext context;
  context.deadline = server_context->deadline();
  context.cancelled = [server_context] { return server_context->IsCancelled(); };
  auto token = server_context->client_metadata().find(kConsistencyTokenKey);
  if (token != server_context->client_metadata().end()) {
    absl::StatusOr<ChangeToken> parsed =
        ParseChangeToken(std::string_view(token->second.data(), token->second.size()));
    if (!parsed.ok()) {
      reactor->Finish(ToGrpcStatus(parsed.status()));
      return reactor;
    }
    context.consistency_token = *parsed;
  }
  dispatcher.Dispatch(method, ToBytes(*request), std::move(context),
                      [server_context, reactor, response](
                          const absl::Status& status, std::string bytes, const CallContext& call) {
                        if (call.written.has_value()) {
                          server_context->AddTrailingMetadata(kConsistencyTokenKey,
                                                              ToString(*call.written));
                        }
                        grpc::Slice slice(bytes);
                        *response = ByteBuffer(&slice, 1);
                        reactor->Finish(ToGrpcStatus(status));
                      });
  return reactor;
}

}  // namespace

GrpcService::GrpcService(const google::protobuf::ServiceDescriptor& service,
                         Dispatcher& dispatcher) {
  names_.reserve(static_cast<size_t>(service.method_count()));
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    names_.push_back("/" + service.full_name() + "/" + method.name());
    AddMethod(new grpc::internal::RpcServiceMethod(names_.back().c_str(),
                                                   grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        i, new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
               [&dispatcher, &method](grpc::CallbackServerContext* context,
                                      const ByteBuffer* request, ByteBuffer* response) {
                 return Serve(dispatcher, method, context, request, response);
               }));
  }
}

}  // namespace setara
