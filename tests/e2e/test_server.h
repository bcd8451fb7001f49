// A whole server in the test's process, on a free port of loopback, with a data directory of its
// own and a clock that stands still; calls go over real gRPC.
#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <tuple>
#include <vector>

#include "server/access/caller.h"
#include "server/server.h"
#include "server/store/store.h"
#include "tests/e2e/contract.h"
#include "tests/server/store/store_testing.h"

namespace grpc {
// For the messages of failed expectations.
inline void PrintTo(const Status& status, std::ostream* out) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  *out << "code " << status.error_code() << ", \"" << status.error_message() << "\" "
       << details.ShortDebugString();
}
}  // namespace grpc

namespace setara {

// The message that `text` is the text form of; a mistake in it fails the test.
template <typename Message>
Message Text(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// What an error says beside its code.
struct ErrorDetails {
  std::string reason;               // of ErrorInfo
  std::string domain;               // of ErrorInfo
  std::string existing;             // of ErrorInfo's metadata
  std::vector<std::string> fields;  // of BadRequest
};
ErrorDetails DetailsOf(const grpc::Status& status);

// gtest matchers of a grpc::Status.
MATCHER(IsOk, "is OK") { return arg.ok(); }
// An error of this code with an ErrorInfo of the server, its reason as given.
MATCHER_P2(IsError, code, reason, "") {
  const ErrorDetails details = DetailsOf(arg);
  return arg.error_code() == code && details.reason == reason && details.domain == "setara";
}
// INVALID_ARGUMENT whose BadRequest names this field among others.
MATCHER_P(IsBadField, field, "") {
  const ErrorDetails details = DetailsOf(arg);
  return arg.error_code() == grpc::StatusCode::INVALID_ARGUMENT && details.domain == "setara" &&
         ::testing::Value(details.fields, ::testing::Contains(std::string(field)));
}

// How a call of TestServer differs from the usual.
struct CallOptions {
  std::string token;  // sent as setara-consistency-token; "" none
  // Who calls; absent: the first role of kUsualRoles that may call the method.
  std::optional<v1::Role> role{};
  // Sent as setara-purpose; absent: the first one that the role may state.
  std::optional<std::string> purpose{};
  // Sent in place of the role's token; "" none.
  std::optional<std::string> bearer{};
};

class TestServer {
 public:
  TestServer() { Start(); }

  const std::string& directory() const { return directory_.path(); }
  FixedClock& clock() { return clock_; }
  int port() const { return server_->port(); }

  // Closes the server; the data stay. Start opens it again, case_settings: as Server::Options has
  // it.
  void Stop();
  void Start(const std::string& case_settings = "");

  using Options = CallOptions;

  // The branch of counselor, case manager and supervisor. Compliance officers are of the whole
  // country; staff of employers and job seekers need an account of their own (AddAccount).
  static constexpr char kBranch[] = "JKT-01";
  // Text of the token of the role's account; "" for anyone.
  const std::string& TokenOf(v1::Role role) const { return tokens_.at(role); }
  // Makes an account while the server is stopped, and returns the text of a token for it.
  std::string AddAccount(const std::string& login, v1::Role role, const CallerPlace& place);

  // Calls the method of whichever service has it.
  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request, Response* response, const Options& options = {}) {
    grpc::ClientContext context;
    Prepare(context, options);
    response->Clear();
    grpc::Status status =
        (std::get<std::unique_ptr<Stub>>(stubs_).get()->*method)(&context, request, response);
    Remember(context);
    return status;
  }

  // Sends `bytes` as they are to "/setara.v1.Service/Method".
  grpc::Status CallRaw(const std::string& method, const std::string& bytes,
                       const Options& options = {});

  // The consistency token of the last call that returned one.
  const std::string& token() const { return token_; }
  // An entry of the last call's trailing metadata; "" none.
  std::string trailer(const std::string& key) const {
    const auto found = trailers_.find(key);
    return found == trailers_.end() ? "" : found->second;
  }

  // Shorter forms of frequent calls; a failure fails the test.
  v1::Opening CreateOpening(const std::string& text);
  v1::Seeker CreateSeeker(const std::string& text);
  v1::Employer CreateEmployer(const std::string& text);
  v1::ServerInfo Info();

 private:
  std::unique_ptr<Store> OpenStore();
  std::string AddAccount(Store& store, const std::string& login, v1::Role role,
                         const CallerPlace& place);
  void MakeAccounts();
  void Prepare(grpc::ClientContext& context, const Options& options);
  void Remember(const grpc::ClientContext& context);

  TempDir directory_;
  FixedClock clock_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::tuple<
      std::unique_ptr<v1::OpeningService::Stub>, std::unique_ptr<v1::SeekerService::Stub>,
      std::unique_ptr<v1::MatchService::Stub>, std::unique_ptr<v1::EmployerService::Stub>,
      std::unique_ptr<v1::QuotaService::Stub>, std::unique_ptr<v1::ReferenceService::Stub>,
      std::unique_ptr<v1::ImportService::Stub>, std::unique_ptr<v1::AccountService::Stub>,
      std::unique_ptr<v1::AuditService::Stub>, std::unique_ptr<v1::BreakGlassService::Stub>,
      std::unique_ptr<v1::ConsentService::Stub>, std::unique_ptr<v1::RightsService::Stub>,
      std::unique_ptr<v1::RegisterService::Stub>, std::unique_ptr<v1::QuotaProjectionService::Stub>,
      std::unique_ptr<v1::ScreeningService::Stub>, std::unique_ptr<v1::NoticeService::Stub>,
      std::unique_ptr<v1::EvidenceService::Stub>, std::unique_ptr<v1::ShortfallService::Stub>,
      std::unique_ptr<v1::PlacementService::Stub>, std::unique_ptr<v1::ParticipationService::Stub>,
      std::unique_ptr<v1::QuotaRuleService::Stub>, std::unique_ptr<v1::CaseService::Stub>,
      std::unique_ptr<v1::CaseHandOverService::Stub>, std::unique_ptr<v1::CaseReportService::Stub>>
      stubs_;
  std::string token_;
  std::map<std::string, std::string> trailers_;
  std::map<v1::Role, std::string> tokens_;
};

// Names in the tests.
using Openings = v1::OpeningService::Stub;
using Seekers = v1::SeekerService::Stub;
using Matches = v1::MatchService::Stub;
using Employers = v1::EmployerService::Stub;
using Quota = v1::QuotaService::Stub;
using Reference = v1::ReferenceService::Stub;
using Imports = v1::ImportService::Stub;
using Accounts = v1::AccountService::Stub;
using Audits = v1::AuditService::Stub;
using BreakGlass = v1::BreakGlassService::Stub;
using Consents = v1::ConsentService::Stub;
using Rights = v1::RightsService::Stub;
using Register = v1::RegisterService::Stub;
using QuotaProjections = v1::QuotaProjectionService::Stub;
using Screenings = v1::ScreeningService::Stub;
using NoticeStub = v1::NoticeService::Stub;
using EvidenceStub = v1::EvidenceService::Stub;
using Shortfalls = v1::ShortfallService::Stub;
using Placements = v1::PlacementService::Stub;
using Participations = v1::ParticipationService::Stub;
using QuotaRules = v1::QuotaRuleService::Stub;
using Cases = v1::CaseService::Stub;
using CaseHandOvers = v1::CaseHandOverService::Stub;
using CaseReports = v1::CaseReportService::Stub;

}  // namespace setara
