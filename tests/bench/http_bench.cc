// The same small call over gRPC and over the Connect protocol, one after the other on one
// connection each, over loopback.
#include <benchmark/benchmark.h>
#include <grpcpp/grpcpp.h>

#include <memory>

#include "server/server.h"
#include "setara/v1/reference.grpc.pb.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

struct Bench {
  TempDir dir;
  std::unique_ptr<Server> server;

  Bench() {
    Server::Options options;
    options.data_directory = dir.path();
    options.listen_address = "127.0.0.1:0";
    options.http_address = "127.0.0.1:0";
    absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
    if (started.ok()) server = *std::move(started);
  }
};

void CallOverGrpc(benchmark::State& state) {
  Bench bench;
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  auto stub = v1::ReferenceService::NewStub(
      grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(bench.server->port()),
                                grpc::InsecureChannelCredentials(), arguments));
  for (auto _ : state) {
    grpc::ClientContext context;
    v1::ResolveRegionRequest request;
    request.set_text("Kota Surakarta");
    v1::ResolveRegionResponse response;
    if (!stub->ResolveRegion(&context, request, &response).ok()) state.SkipWithError("call failed");
  }
}
BENCHMARK(CallOverGrpc)->Unit(benchmark::kMicrosecond)->UseRealTime();

void CallOverHttp(benchmark::State& state) {
  Bench bench;
  RawClient client(bench.server->http_port());
  const std::string request =
      Post("/setara.v1.ReferenceService/ResolveRegion", R"({"text":"Kota Surakarta"})");
  for (auto _ : state) {
    client.Send(request);
    if (client.Read().status != 200) state.SkipWithError("call failed");
  }
}
BENCHMARK(CallOverHttp)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace setara
