// The same small call over gRPC and over the Connect protocol, one after the other on one
// connection each, over loopback.
#include <benchmark/benchmark.h>
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "server/identity/accounts.h"
#include "server/identity/tokens.h"
#include "server/server.h"
#include "setara/v1/reference.grpc.pb.h"
#include "tests/server/http/raw_client.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "http_bench: %s\n", status.ToString().c_str());
  std::abort();
}

struct Bench {
  TempDir dir;
  std::string token;
  std::unique_ptr<Server> server;

  Bench() {
    MakeCaller();
    Server::Options options;
    options.data_directory = dir.path();
    options.listen_address = "127.0.0.1:0";
    options.http_address = "127.0.0.1:0";
    options.calls_per_second = 0;  // no limit
    absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
    Must(started.status());
    server = *std::move(started);
  }

  void MakeCaller() {
    Store::Options options;
    options.directory = dir.path();
    absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
    Must(store.status());
    const auto issue = [&](Connection& db) {
      const Instant now = (*store)->clock().Now();
      Account account;
      account.login = "bench";
      account.display_name = "bench";
      account.role = v1::ROLE_COUNSELOR;
      account.place.branch = "BENCH-01";
      absl::StatusOr<std::string> id = InsertAccount(db, account, now);
      if (!id.ok()) return id.status();
      absl::StatusOr<IssuedToken> issued = IssueToken(db, *id, {}, now);
      if (issued.ok()) token = issued->text;
      return issued.status();
    };
    Must((*store)->Write(issue).status());
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
    context.AddMetadata("authorization", "Bearer " + bench.token);
    v1::ResolveRegionRequest request;
    request.set_text("Kota Surakarta");
    v1::ResolveRegionResponse response;
    const grpc::Status status = stub->ResolveRegion(&context, request, &response);
    if (!status.ok()) Must(absl::UnknownError(status.error_message()));
  }
}
BENCHMARK(CallOverGrpc)->Unit(benchmark::kMicrosecond)->UseRealTime();

void CallOverHttp(benchmark::State& state) {
  Bench bench;
  RawClient client(bench.server->http_port());
  const std::string request =
      Post("/setara.v1.ReferenceService/ResolveRegion", R"({"text":"Kota Surakarta"})",
           "Authorization: Bearer " + bench.token + "\r\n");
  for (auto _ : state) {
    client.Send(request);
    if (client.Read().status != 200) Must(absl::UnknownError("no answer 200"));
  }
}
BENCHMARK(CallOverHttp)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace
}  // namespace setara
