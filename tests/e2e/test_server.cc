#include "tests/e2e/test_server.h"

#include <algorithm>
#include <chrono>

#include "server/access/method_rules.h"
#include "server/access/visibility.h"
#include "server/identity/accounts.h"
#include "server/identity/tokens.h"

namespace setara {
namespace {

constexpr char kTokenKey[] = "setara-consistency-token";
constexpr char kBearerKey[] = "authorization";
constexpr char kPurposeKey[] = "setara-purpose";
// Metadata between the test and its interceptor alone.
constexpr char kRoleKey[] = "test-role";
// Whom a call without a role is from: the first that may call the method.
constexpr v1::Role kUsualRoles[] = {v1::ROLE_COUNSELOR,          v1::ROLE_ADMINISTRATOR,
                                    v1::ROLE_COMPLIANCE_OFFICER, v1::ROLE_DATA_PROTECTION_OFFICER,
                                    v1::ROLE_SUPERVISOR,         v1::ROLE_CASE_MANAGER};
// Only so that a server that hangs fails the test; no expectation depends on it.
constexpr auto kPatience = std::chrono::seconds(60);

const google::protobuf::MethodDescriptor* MethodOf(std::string path) {
  path.erase(0, 1);
  std::replace(path.begin(), path.end(), '/', '.');
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(path);
}

v1::Role UsualRole(const google::protobuf::MethodDescriptor* method) {
  if (method == nullptr) return v1::ROLE_ANYONE;
  for (v1::Role role : kUsualRoles) {
    for (const v1::Grant& grant : RuleOf(*method).grants()) {
      if (grant.role() == role) return role;
    }
  }
  return v1::ROLE_ANYONE;
}

std::string UsualPurpose(v1::Role role) {
  for (const Purpose& purpose : Purposes()) {
    if (MayState(role, purpose.code)) return std::string(purpose.code);
  }
  return "";
}

// Gives each call the token and the purpose of its role, unless the test gave its own.
class SignIn final : public grpc::experimental::Interceptor {
 public:
  SignIn(grpc::experimental::ClientRpcInfo* info, const std::map<v1::Role, std::string>& tokens)
      : method_(MethodOf(info->method())), tokens_(tokens) {}

  void Intercept(grpc::experimental::InterceptorBatchMethods* batch) override {
    using grpc::experimental::InterceptionHookPoints;
    if (batch->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_INITIAL_METADATA)) {
      Complete(*batch->GetSendInitialMetadata());
    }
    batch->Proceed();
  }

 private:
  void Complete(std::multimap<std::string, std::string>& metadata) const {
    v1::Role role = UsualRole(method_);
    if (auto given = metadata.find(kRoleKey); given != metadata.end()) {
      role = static_cast<v1::Role>(std::stoi(given->second));
      metadata.erase(given);
    }
    auto token = tokens_.find(role);
    if (!metadata.contains(kBearerKey) && token != tokens_.end() && !token->second.empty()) {
      metadata.emplace(kBearerKey, "Bearer " + token->second);
    }
    std::string purpose = UsualPurpose(role);
    if (!metadata.contains(kPurposeKey) && !purpose.empty()) {
      metadata.emplace(kPurposeKey, purpose);
    }
    // Said to be empty by the test: not sent at all.
    for (const char* key : {kBearerKey, kPurposeKey}) {
      auto said = metadata.find(key);
      if (said != metadata.end() && said->second.empty()) metadata.erase(said);
    }
  }

  const google::protobuf::MethodDescriptor* method_;
  const std::map<v1::Role, std::string>& tokens_;
};

class SignInFactory final : public grpc::experimental::ClientInterceptorFactoryInterface {
 public:
  explicit SignInFactory(const std::map<v1::Role, std::string>& tokens) : tokens_(tokens) {}
  grpc::experimental::Interceptor* CreateClientInterceptor(
      grpc::experimental::ClientRpcInfo* info) override {
    return new SignIn(info, tokens_);
  }

 private:
  const std::map<v1::Role, std::string>& tokens_;
};

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

std::unique_ptr<Store> TestServer::OpenStore() {
  Store::Options options;
  options.directory = directory_.path();
  options.clock = &clock_;
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

std::string TestServer::AddAccount(Store& store, const std::string& login, v1::Role role,
                                   const CallerPlace& place) {
  std::string token;
  auto add = [&](Connection& db) {
    Account account;
    account.login = login;
    account.display_name = login;
    account.role = role;
    account.place = place;
    absl::StatusOr<std::string> id = InsertAccount(db, account, clock_.Now());
    if (!id.ok()) return id.status();
    TokenSpec spec;
    spec.expires_at = clock_.Now() + kMaxTokenLifetime;
    absl::StatusOr<IssuedToken> issued = IssueToken(db, *id, spec, clock_.Now());
    if (issued.ok()) token = issued->text;
    return issued.status();
  };
  absl::StatusOr<ChangeToken> written = store.Write(add);
  EXPECT_TRUE(written.ok()) << written.status();
  return token;
}

std::string TestServer::AddAccount(const std::string& login, v1::Role role,
                                   const CallerPlace& place) {
  std::unique_ptr<Store> store = OpenStore();
  return store == nullptr ? "" : AddAccount(*store, login, role, place);
}

void TestServer::MakeAccounts() {
  std::unique_ptr<Store> store = OpenStore();
  if (store == nullptr) return;
  for (v1::Role role : kUsualRoles) {
    CallerPlace place;
    bool everywhere = role == v1::ROLE_ADMINISTRATOR || role == v1::ROLE_DATA_PROTECTION_OFFICER;
    if (role == v1::ROLE_COMPLIANCE_OFFICER) {
      place.region_code = kWholeCountry;
    } else if (!everywhere) {
      place.branch = kBranch;
    }
    tokens_[role] = AddAccount(*store, "role-" + std::to_string(role), role, place);
  }
}

void TestServer::Start(const std::string& case_settings) {
  if (tokens_.empty()) MakeAccounts();
  Server::Options options;
  options.data_directory = directory_.path();
  options.listen_address = "127.0.0.1:0";
  options.threads = 3;
  options.calls_per_second = 0;  // tests ask faster than anyone
  options.case_settings = case_settings;
  options.clock = &clock_;
  absl::StatusOr<std::unique_ptr<Server>> started = Server::Start(options);
  ASSERT_TRUE(started.ok()) << started.status();
  server_ = *std::move(started);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // A test's server is never that of the test before on the same port.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> sign_in;
  sign_in.push_back(std::make_unique<SignInFactory>(tokens_));
  channel_ = grpc::experimental::CreateCustomChannelWithInterceptors(
      "127.0.0.1:" + std::to_string(server_->port()), grpc::InsecureChannelCredentials(), arguments,
      std::move(sign_in));
  stubs_ = {
      v1::OpeningService::NewStub(channel_),      v1::SeekerService::NewStub(channel_),
      v1::MatchService::NewStub(channel_),        v1::EmployerService::NewStub(channel_),
      v1::QuotaService::NewStub(channel_),        v1::ReferenceService::NewStub(channel_),
      v1::ImportService::NewStub(channel_),       v1::AccountService::NewStub(channel_),
      v1::AuditService::NewStub(channel_),        v1::BreakGlassService::NewStub(channel_),
      v1::ConsentService::NewStub(channel_),      v1::RightsService::NewStub(channel_),
      v1::RegisterService::NewStub(channel_),     v1::QuotaProjectionService::NewStub(channel_),
      v1::ScreeningService::NewStub(channel_),    v1::NoticeService::NewStub(channel_),
      v1::EvidenceService::NewStub(channel_),     v1::ShortfallService::NewStub(channel_),
      v1::PlacementService::NewStub(channel_),    v1::ParticipationService::NewStub(channel_),
      v1::QuotaRuleService::NewStub(channel_),    v1::CaseService::NewStub(channel_),
      v1::CaseHandOverService::NewStub(channel_), v1::CaseReportService::NewStub(channel_)};
}

void TestServer::Stop() {
  stubs_ = {};
  channel_ = nullptr;
  server_ = nullptr;
}

void TestServer::Prepare(grpc::ClientContext& context, const Options& options) {
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  if (!options.token.empty()) context.AddMetadata(kTokenKey, options.token);
  if (options.role) context.AddMetadata(kRoleKey, std::to_string(*options.role));
  if (options.purpose) context.AddMetadata(kPurposeKey, *options.purpose);
  if (options.bearer) {
    context.AddMetadata(kBearerKey, options.bearer->empty() ? "" : "Bearer " + *options.bearer);
  }
}

void TestServer::Remember(const grpc::ClientContext& context) {
  trailers_.clear();
  for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
    trailers_[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }
  auto found = context.GetServerTrailingMetadata().find(kTokenKey);
  if (found == context.GetServerTrailingMetadata().end()) return;
  token_.assign(found->second.data(), found->second.size());
}

grpc::Status TestServer::CallRaw(const std::string& method, const std::string& bytes,
                                 const Options& options) {
  grpc::ClientContext context;
  Prepare(context, options);
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
