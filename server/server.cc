#include "server/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "matcher/screening/rules.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/audit/audit_log.h"
#include "server/case_ledger/refresh.h"
#include "server/casework/settings.h"
#include "server/http/http_gateway.h"
#include "server/identity/sign_in.h"
#include "server/identity/store_authenticator.h"
#include "server/identity/tokens.h"
#include "server/ops/consent_sweeper.h"
#include "server/ops/screening.h"
#include "server/quota_table/derive.h"
#include "server/quota_table/sweeper.h"
#include "server/rpc/access_records.h"
#include "server/rpc/account_handlers.h"
#include "server/rpc/call_metadata.h"
#include "server/rpc/case_handlers.h"
#include "server/rpc/case_report_handlers.h"
#include "server/rpc/grpc_service.h"
#include "server/rpc/listen_address.h"
#include "server/rpc/parts.h"
#include "server/rpc/person_trail.h"
#include "server/rpc/placement_evidence.h"
#include "server/rpc/placement_handlers.h"
#include "server/rpc/screening_handlers.h"
#include "server/store/document_sweep.h"
#include "setara/v1/account.pb.h"
#include "setara/v1/audit.pb.h"
#include "setara/v1/break_glass.pb.h"
#include "setara/v1/case.pb.h"
#include "setara/v1/case_hand_over.pb.h"
#include "setara/v1/case_report.pb.h"
#include "setara/v1/consent.pb.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/evidence.pb.h"
#include "setara/v1/import.pb.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/notice.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/participation.pb.h"
#include "setara/v1/placement.pb.h"
#include "setara/v1/quota.pb.h"
#include "setara/v1/quota_projection.pb.h"
#include "setara/v1/quota_rule.pb.h"
#include "setara/v1/reference.pb.h"
#include "setara/v1/register.pb.h"
#include "setara/v1/rights.pb.h"
#include "setara/v1/screening.pb.h"
#include "setara/v1/seeker.pb.h"
#include "setara/v1/shortfall.pb.h"

namespace setara {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::ServiceDescriptor;

constexpr std::string_view kServices[] = {
    "OpeningService",   "SeekerService",          "MatchService",
    "EmployerService",  "QuotaService",           "ReferenceService",
    "ImportService",    "BreakGlassService",      "AuditService",
    "AccountService",   "ConsentService",         "RightsService",
    "RegisterService",  "QuotaProjectionService", "ScreeningService",
    "NoticeService",    "EvidenceService",        "ShortfallService",
    "PlacementService", "ParticipationService",   "QuotaRuleService",
    "CaseService",      "CaseHandOverService",    "CaseReportService",
};
// Calls under way on one connection: our default.
constexpr int kMaxConcurrentStreams = 100;
constexpr auto kGrace = std::chrono::seconds(5);

// Calls a function of each generated file, so that a static library's descriptors are linked in.
void LinkDescriptors() {
  v1::GetAccountRequest::descriptor();
  v1::GetOpeningRequest::descriptor();
  v1::GetSeekerRequest::descriptor();
  v1::MatchOpeningsRequest::descriptor();
  v1::GetEmployerRequest::descriptor();
  v1::GetQuotaStatusRequest::descriptor();
  v1::ProjectQuotaRequest::descriptor();
  v1::CreateQuotaRuleRequest::descriptor();
  v1::GetVocabularyRequest::descriptor();
  v1::ImportRecordsRequest::descriptor();
  v1::OpenRecordRequest::descriptor();
  v1::ListAuditEventsRequest::descriptor();
  v1::GrantConsentRequest::descriptor();
  v1::CreateRightsRequestRequest::descriptor();
  v1::CheckRegisterRequest::descriptor();
  v1::ScreenTextRequest::descriptor();
  v1::GetNoticeRequest::descriptor();
  v1::GetEvidencePackRequest::descriptor();
  v1::FillShortfallRequest::descriptor();
  v1::GetPlacementRequest::descriptor();
  v1::GetCaseRequest::descriptor();
  v1::OfferCaseRequest::descriptor();
  v1::SummarizeCaseloadRequest::descriptor();
  v1::SummarizeParticipationRequest::descriptor();
}

// The issuer's new keys cannot be used; the old ones stay.
void ReportKeys(const absl::Status& status) {
  std::fprintf(stderr, "setarad: %s; the old keys stay in force\n",
               std::string(status.message()).c_str());
}

std::chrono::hours LongestTokenLife(const Server::Options& options) {
  return std::chrono::hours(24) * options.token_max_days;
}

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::FailedPreconditionError(path + " cannot be read");
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

}  // namespace

struct Server::Impl {
  std::unique_ptr<Store> store;
  std::unique_ptr<QuotaSweeper> sweeper;
  std::unique_ptr<Index> index;
  std::unique_ptr<Indexer> indexer;
  std::unique_ptr<ConsentSweeper> consents;
  std::unique_ptr<BackgroundScreening> screening;
  std::unique_ptr<Authenticator> authenticator;
  std::unique_ptr<StoreAccessRecords> records;
  std::unique_ptr<AuditLog> audit;
  std::unique_ptr<SignInDesk> desk;
  placement::NationalFigures figures;
  casework::CaseRules case_rules = casework::CaseRules::Shipped();
  std::unique_ptr<Dispatcher> dispatcher;
  std::vector<std::unique_ptr<GrpcService>> services;
  std::vector<const ServiceDescriptor*> descriptors;  // of `services`
  std::unique_ptr<grpc::Server> grpc;
  std::unique_ptr<HttpGateway> http;
  int port = 0;

  absl::Status OpenData(const Options& options);
  absl::Status RegisterHandlers(const Options& options);
  absl::Status ReadFigures(const std::string& path);
  absl::Status ReadCaseSettings(const std::string& path);
  absl::Status Listen(const Options& options);
  absl::Status ListenHttp(const Options& options);
};

absl::Status Server::Impl::OpenData(const Options& options) {
  if (absl::Status read = ReadCaseSettings(options.case_settings); !read.ok()) return read;
  Store::Options store_options;
  store_options.directory = options.data_directory;
  store_options.key_file = options.key_file;
  store_options.readers = options.threads;
  store_options.clock = options.clock;
  store_options.settle = SettleQuota;
  absl::StatusOr<std::unique_ptr<Store>> opened = Store::Open(store_options);
  if (!opened.ok()) return opened.status();
  store = *std::move(opened);
  absl::StatusOr<int64_t> strays =
      SweepDocuments(*store, DocumentFiles(DocumentDirectory(options.data_directory)));
  if (!strays.ok()) return strays.status();
  if (*strays > 0) {
    std::fprintf(stderr, "setarad: documents: removed %lld files that no record names\n",
                 static_cast<long long>(*strays));
  }
  // What is kept beside the logs of cases, should other rules have derived it.
  if (absl::Status derived = RefreshCases(*store, case_rules); !derived.ok()) return derived;
  absl::StatusOr<std::unique_ptr<QuotaSweeper>> sweeping = QuotaSweeper::Start(*store);
  if (!sweeping.ok()) return sweeping.status();
  sweeper = *std::move(sweeping);
  absl::StatusOr<std::unique_ptr<Index>> opened_index =
      Index::Open(options.data_directory + "/index");
  if (!opened_index.ok()) return opened_index.status();
  index = *std::move(opened_index);
  absl::StatusOr<std::unique_ptr<Indexer>> started = Indexer::Start(*store, *index, {});
  if (!started.ok()) return started.status();
  indexer = *std::move(started);
  consents = ConsentSweeper::Start(*store);
  screening = BackgroundScreening::Start(*store);
  return absl::OkStatus();
}

absl::Status Server::Impl::RegisterHandlers(const Options& options) {
  Dispatcher::Options dispatcher_options;
  dispatcher_options.threads = options.threads;
  dispatcher_options.clock = options.clock;
  AuthenticatorOptions known;
  if (!options.identity_file.empty()) {
    absl::StatusOr<Identities> identities = LoadIdentities(options.identity_file, ReportKeys);
    if (!identities.ok()) return identities.status();
    known.identities = *std::move(identities);
  }
  authenticator = MakeAuthenticator(*store, std::move(known));
  records = std::make_unique<StoreAccessRecords>(*store);
  audit = std::make_unique<AuditLog>(*store);
  dispatcher_options.calls_per_second = options.calls_per_second;
  dispatcher_options.burst = options.burst;
  dispatcher_options.authenticator = authenticator.get();
  dispatcher_options.records = records.get();
  dispatcher_options.record = [this](AuditEvent event, std::function<void(absl::Status)> done,
                                     int64_t on_the_way) {
    audit->Record(std::move(event), std::move(done), on_the_way);
  };
  dispatcher = std::make_unique<Dispatcher>(dispatcher_options);
  Parts parts{*store, *index, *indexer};
  desk = std::make_unique<SignInDesk>(*store);
  HandleAccounts(*dispatcher, *store, *desk);
  HandleTokens(*dispatcher, *store, *desk, LongestTokenLife(options));
  HandleOpenings(*dispatcher, parts);
  HandleOpeningSearch(*dispatcher, parts);
  HandleSeekers(*dispatcher, parts);
  HandleMatches(*dispatcher, parts);
  HandleShortfalls(*dispatcher, parts);
  HandleEmployers(*dispatcher, *store);
  HandleQuota(*dispatcher, *store);
  HandleRegister(*dispatcher, *store);
  HandleQuotaProjection(*dispatcher, *store);
  HandleQuotaRules(*dispatcher, *store, [this] { sweeper->Wake(); });
  HandleReference(*dispatcher, parts);
  HandleImport(*dispatcher, parts, case_rules);
  HandleBreakGlass(*dispatcher, parts);
  HandleAudit(*dispatcher, *store);
  HandleConsents(*dispatcher, parts);
  HandleRights(*dispatcher, parts, PersonTrailOf);
  HandleScreening(*dispatcher, *store);
  HandleNotices(*dispatcher, parts, DocumentDirectory(options.data_directory));
  HandleEvidence(*dispatcher, parts, ReferralsForEvidence);
  HandlePlacements(*dispatcher, *store, case_rules);
  HandleCases(*dispatcher,
              {*store, case_rules, DocumentFiles(DocumentDirectory(options.data_directory))});
  HandleCaseReports(*dispatcher, *store, case_rules);
  if (absl::Status read = ReadFigures(options.participation_targets); !read.ok()) return read;
  HandleParticipation(*dispatcher, *store, figures);
  LinkDescriptors();
  for (std::string_view name : kServices) {
    const ServiceDescriptor* service =
        DescriptorPool::generated_pool()->FindServiceByName("setara.v1." + std::string(name));
    if (service == nullptr) return absl::InternalError("no service " + std::string(name));
    absl::Status complete = dispatcher->CheckComplete(*service);
    if (!complete.ok()) return complete;
    descriptors.push_back(service);
    services.push_back(std::make_unique<GrpcService>(*service, *dispatcher));
  }
  return absl::OkStatus();
}

absl::Status Server::Impl::ReadFigures(const std::string& path) {
  if (path.empty()) {
    figures = placement::NationalFigures::Get();
    return absl::OkStatus();
  }
  absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<placement::NationalFigures> read = placement::NationalFigures::Parse(path, *text);
  if (!read.ok()) return read.status();
  figures = *std::move(read);
  return absl::OkStatus();
}

absl::Status Server::Impl::ReadCaseSettings(const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  absl::StatusOr<casework::CaseRules> read = casework::ParseSettings(path, *text);
  if (!read.ok()) return read.status();
  case_rules = *std::move(read);
  return absl::OkStatus();
}

absl::Status Server::Impl::Listen(const Options& options) {
  absl::Status allowed = CheckListenAddress(options.listen_address, !options.tls.empty());
  if (!allowed.ok()) return allowed;
  std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials();
  if (!options.tls.empty()) {
    absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> tls =
        MakeServerCredentials(options.tls, options.tls_refresh_seconds);
    if (!tls.ok()) return tls.status();
    credentials = *std::move(tls);
  }
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen_address, credentials, &port);
  builder.SetMaxReceiveMessageSize(kMaxRequestBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxConcurrentStreams);
  // One server an address: two on one port would share its calls at random.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  for (const std::unique_ptr<GrpcService>& service : services) {
    builder.RegisterService(service.get());
  }
  grpc = builder.BuildAndStart();
  if (grpc == nullptr || port == 0) {
    return absl::UnavailableError("cannot listen on " + options.listen_address +
                                  ": is another server running there?");
  }
  return absl::OkStatus();
}

absl::Status Server::Impl::ListenHttp(const Options& options) {
  if (options.http_address.empty()) return absl::OkStatus();
  HttpGateway::Options http_options;
  http_options.listen_address = options.http_address;
  http_options.services = descriptors;
  http_options.origins = options.http_origins;
  if (!options.tls.empty()) {
    http_options.tls = HttpServer::Tls{options.tls.certificate_file, options.tls.key_file,
                                       options.tls.client_ca_file};
  }
  absl::StatusOr<std::unique_ptr<HttpGateway>> started =
      HttpGateway::Start(*dispatcher, http_options);
  if (!started.ok()) return started.status();
  http = *std::move(started);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const Options& options) {
  // Damaged tables end the program here, not in the first call.
  Vocabulary::Get();
  ScreeningRules::Get();
  const std::chrono::hours token_life = LongestTokenLife(options);
  if (token_life < std::chrono::hours(24) || token_life > kTokenLifetimeBound) {
    return absl::InvalidArgumentError("tokens may live 1 to " +
                                      std::to_string(kTokenLifetimeBound.count() / 24) + " days");
  }
  auto impl = std::make_unique<Impl>();
  if (absl::Status status = impl->OpenData(options); !status.ok()) return status;
  if (absl::Status status = impl->RegisterHandlers(options); !status.ok()) return status;
  if (absl::Status status = impl->Listen(options); !status.ok()) return status;
  std::unique_ptr<Server> server(new Server(std::move(impl)));
  if (absl::Status status = server->impl_->ListenHttp(options); !status.ok()) return status;
  return server;
}

std::vector<std::string> Server::ServiceNames() {
  LinkDescriptors();
  std::vector<std::string> names;
  for (std::string_view name : kServices) names.push_back("setara.v1." + std::string(name));
  return names;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { Shutdown(); }

int Server::port() const { return impl_->port; }

int Server::http_port() const { return impl_->http == nullptr ? 0 : impl_->http->port(); }

void Server::Shutdown() {
  if (impl_->grpc == nullptr) return;
  if (impl_->http != nullptr) impl_->http->Shutdown();
  impl_->grpc->Shutdown(std::chrono::system_clock::now() + kGrace);
  impl_->grpc->Wait();
  impl_->http.reset();
  impl_->dispatcher.reset();
  impl_->grpc.reset();
  impl_->services.clear();
  impl_->desk.reset();
  impl_->screening.reset();
  impl_->consents.reset();
  impl_->indexer.reset();
  impl_->index.reset();
  impl_->sweeper.reset();
  impl_->store.reset();
}

}  // namespace setara
