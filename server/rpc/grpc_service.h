// Puts a service of the contract on a gRPC server, by descriptor.
#pragma once

#include <google/protobuf/descriptor.h>
#include <grpcpp/impl/codegen/service_type.h>

#include <string>
#include <vector>

#include "server/rpc/dispatcher.h"

namespace setara {

// Receives raw bytes and hands them to the dispatcher: generated services answer a request that
// does not parse with UNIMPLEMENTED and no message, and would repeat every method by hand.
// Unary methods only. Must outlive the server; `dispatcher` must outlive it.
class GrpcService final : public grpc::Service {
 public:
  GrpcService(const google::protobuf::ServiceDescriptor& service, Dispatcher& dispatcher);

 private:
  std::vector<std::string> names_;  // gRPC keeps pointers to them
};

}  // namespace setara
