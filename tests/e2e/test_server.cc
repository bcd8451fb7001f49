#include "tests/e2e/test_server.h"

#include <chrono>

namespace setara {
namespace {

constexpr char kTokenKey[] = "setara-consistency-token";
// Only so that a server that hangs fails the test; no expectation depends on it.
constexpr auto kPatience = std::chrono::seconds(60);

}  // namespace

ErrorDetails DetailsOf(const grpc::Status& status) {
  ErrorDetails out;
  google::rpc::Status rpc;
  if (!rpc.ParseFromString(status.error_details())) return out;
  EXPECT_EQ(rpc.details().empty() ? status.error_code() : rpc.code(), status.error_code());
  for (const google::protobuf::Any& detail : rpc.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    if (detail.UnpackTo(&info)) {
      out.reason = info.reason();
      out.domain = info.domain();
      auto existing = info.metadata().find("existing");
      if (existing != info.metadata().end()) out.existing = existing->second;
    } else if (detail.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        EXPECT_NE(violation.description(), "");
        out.fields.push_back(violation.field());
      }
    }
  }
  return out;
}

void TestServer::Start() {
  Server::Options options;
  options.data_directory = directory_.path();
  options.listen_address = "127.0.0.1:0";
  options.threads = 3;
  options.clock = &clock_;
  absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  server_ = *std::move(started);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // A test's server is never that of the test before on the same port.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  channel_ = grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server_->port()),
                                       grpc::InsecureChannelCredentials(), arguments);
  stubs_ = {v1::OpeningService::NewStub(channel_), v1::SeekerService::NewStub(channel_),
            v1::MatchService::NewStub(channel_),   v1::EmployerService::NewStub(channel_),
            v1::QuotaService::NewStub(channel_),   v1::ReferenceService::NewStub(channel_),
            v1::ImportService::NewStub(channel_)};
}

void TestServer::Stop() {
  stubs_ = {};
  channel_ = nullptr;
  server_ = nullptr;
}

void TestServer::Prepare(grpc::ClientContext& context, const Options& options) {
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  if (!options.token.empty()) context.AddMetadata(kTokenKey, options.token);
}

void TestServer::Remember(const grpc::ClientContext& context) {
  auto found = context.GetServerTrailingMetadata().find(kTokenKey);
  if (found == context.GetServerTrailingMetadata().end()) return;
  token_.assign(found->second.data(), found->second.size());
}

grpc::Status TestServer::CallRaw(const std::string& method, const std::string& bytes) {
  grpc::ClientContext context;
  Prepare(context, {});
  grpc::GenericStub stub(channel_);
  grpc::Slice slice(bytes);
  grpc::ByteBuffer request(&slice, 1), response;
  grpc::CompletionQueue queue;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader =
      stub.PrepareUnaryCall(&context, method, request, &queue);
  reader->StartCall();
  grpc::Status status;
  reader->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  return status;
}

v1::Opening TestServer::CreateOpening(const std::string& text) {
  v1::CreateOpeningRequest request;
  *request.mutable_opening() = Text<v1::Opening>(text);
  v1::Opening stored;
  EXPECT_THAT(Call(&Openings::CreateOpening, request, &stored), IsOk());
  return stored;
}

v1::Seeker TestServer::CreateSeeker(const std::string& text) {
  v1::CreateSeekerRequest request;
  *request.mutable_seeker() = Text<v1::Seeker>(text);
  v1::Seeker stored;
  EXPECT_THAT(Call(&Seekers::CreateSeeker, request, &stored), IsOk());
  return stored;
}

v1::Employer TestServer::CreateEmployer(const std::string& text) {
  v1::CreateEmployerRequest request;
  *request.mutable_employer() = Text<v1::Employer>(text);
  v1::Employer stored;
  EXPECT_THAT(Call(&Employers::CreateEmployer, request, &stored), IsOk());
  return stored;
}

v1::ServerInfo TestServer::Info() {
  v1::ServerInfo info;
  EXPECT_THAT(Call(&Reference::GetServerInfo, v1::GetServerInfoRequest(), &info), IsOk());
  return info;
}

}  // namespace setara
