#include "server/rpc/grpc_service.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>

#include "server/rpc/call_metadata.h"
#include "server/rpc/peer_identity.h"
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

std::vector<std::string_view> ValuesOf(const grpc::CallbackServerContext& context,
                                       std::string_view name) {
  const auto [first, last] =
      context.client_metadata().equal_range(grpc::string_ref(name.data(), name.size()));
  std::vector<std::string_view> values;
  for (auto it = first; it != last; ++it) {
    values.emplace_back(it->second.data(), it->second.size());
  }
  return values;
}

grpc::ServerUnaryReactor* Serve(Dispatcher& dispatcher, const MethodDescriptor& method,
                                grpc::CallbackServerContext* server_context,
                                const ByteBuffer* request, ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = server_context->DefaultReactor();
  CallContext context;
  context.deadline = server_context->deadline();
  context.cancelled = [server_context] { return server_context->IsCancelled(); };
  context.credentials.peer = PeerAddress(server_context->peer());
  context.credentials.client_certificate = CertificateName(*server_context->auth_context());
  absl::Status metadata = ReadCallMetadata(
      [server_context](std::string_view name) { return ValuesOf(*server_context, name); }, context);
  if (!metadata.ok()) {
    reactor->Finish(ToGrpcStatus(metadata));
    return reactor;
  }
  dispatcher.Dispatch(
      method, ToBytes(*request), std::move(context),
      [server_context, reactor, response](const absl::Status& status, const std::string& bytes,
                                          const CallContext& call) {
        if (call.written.has_value()) {
          server_context->AddTrailingMetadata(kConsistencyTokenKey, ToString(*call.written));
        }
        for (const auto& [key, value] : call.trailers) {
          server_context->AddTrailingMetadata(key, value);
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
