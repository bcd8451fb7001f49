// A store, an index and the handlers over them, called as a given caller: what the handlers decide
// by themselves, below the checks of a transport.
#pragma once

#include <gmock/gmock.h>
#include <google/protobuf/empty.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "matcher/domain/errors.h"
#include "server/rpc/parts.h"
#include "setara/v1/employer.pb.h"
#include "setara/v1/match.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/quota.pb.h"
#include "tests/server/store/store_testing.h"

namespace setara {

// The message that `text` is the text form of; a mistake in it fails the test.
template <typename Message>
Message Text(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Everyone is who the test says, and every record lies where they reach: what is tested here comes
// after the gate, which has tests of its own.
class OpenDoors final : public Authenticator, public AccessRecords {
 public:
  absl::StatusOr<Caller> Authenticate(const Credentials&, Instant) override { return caller; }
  absl::StatusOr<std::vector<std::optional<RecordHome>>> FindPlaces(
      const std::vector<NamedResource>& records) override {
    RecordHome place;
    place.branch = caller.place.branch;
    place.region_codes = {caller.place.region_code};
    place.employer_id = caller.place.employer_id;
    place.seeker_id = caller.place.seeker_id;
    return std::vector<std::optional<RecordHome>>(records.size(), place);
  }
  absl::StatusOr<std::string> FindBreakGlass(const Caller&, const std::string&, Instant) override {
    return std::string();
  }
  absl::StatusOr<int64_t> CountUnreviewed(const Caller&) override { return 0; }
  absl::StatusOr<bool> Agrees(const CallContext&, const std::string&, const std::string&,
                              Visibility::Read) override {
    return true;
  }

  Caller caller;
};

class PartsTest : public ::testing::Test {
 protected:
  PartsTest() {
    store = OpenStore(directory.path(), clock);
    index = Index::Open(directory.path() + "/index").value();
    indexer = Indexer::Start(*store, *index, {}).value();
    Dispatcher::Options options;
    options.clock = &clock;
    options.authenticator = &doors;
    options.records = &doors;
    dispatcher = std::make_unique<Dispatcher>(options);
    const Parts parts{*store, *index, *indexer};
    HandleSeekers(*dispatcher, parts);
    HandleOpenings(*dispatcher, parts);
    HandleMatches(*dispatcher, parts);
    HandleEmployers(*dispatcher, *store);
    HandleQuota(*dispatcher, *store);
    HandleConsents(*dispatcher, parts);
    HandleRights(*dispatcher, parts, [](Connection&, const std::string&) {
      return std::vector<v1::ProcessingRecord>(
          {Text<v1::ProcessingRecord>("role: ROLE_COUNSELOR method: 'GetSeeker'")});
    });
  }
  ~PartsTest() override {
    dispatcher.reset();
    indexer.reset();
  }

  // `method`: "SeekerService.GetSeeker". Waits for what was written before, as a client would.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(const std::string& method, const Request& request) {
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindMethodByName("setara.v1." + method);
    CallContext context;
    doors.caller = caller;
    doors.caller.name = "accounts/test";
    if (caller.role == v1::ROLE_ANYONE) doors.caller.role = RoleFor(*descriptor);
    context.credentials.bearer_token = "any";
    context.purpose = PurposeOf(doors.caller.role);
    context.consistency_token = written;
    std::promise<absl::StatusOr<Response>> promise;
    dispatcher->Dispatch(
        *descriptor, request.SerializeAsString(), std::move(context),
        [&](const absl::Status& status, const std::string& bytes, const CallContext& after) {
          if (after.written) written = after.written;
          Response response;
          response.ParseFromString(bytes);
          status.ok() ? promise.set_value(std::move(response)) : promise.set_value(status);
        });
    return promise.get_future().get();
  }
  template <typename Response, typename Request>
  absl::StatusOr<Response> Call(const std::string& method, const std::string& text) {
    return Call<Response>(method, Text<Request>(text));
  }

  // A role that may call the method.
  static v1::Role RoleFor(const google::protobuf::MethodDescriptor& method) {
    const v1::AccessRule rule = method.options().GetExtension(v1::access);
    for (v1::Role role : {v1::ROLE_COUNSELOR, v1::ROLE_DATA_PROTECTION_OFFICER,
                          v1::ROLE_COMPLIANCE_OFFICER, v1::ROLE_ADMINISTRATOR}) {
      for (const v1::Grant& grant : rule.grants()) {
        if (grant.role() == role) return role;
      }
    }
    return rule.grants(0).role();
  }
  static std::string PurposeOf(v1::Role role) {
    if (role == v1::ROLE_SEEKER) return "own-data";
    if (role == v1::ROLE_DATA_PROTECTION_OFFICER) return "data-protection";
    if (role == v1::ROLE_COMPLIANCE_OFFICER) return "quota";
    return role == v1::ROLE_ADMINISTRATOR ? "administration" : "placement";
  }

  v1::Seeker CreateSeeker(const std::string& text) {
    auto made = Call<v1::Seeker, v1::CreateSeekerRequest>("SeekerService.CreateSeeker",
                                                          "seeker { " + text + " }");
    EXPECT_OK(made);
    return made.value_or(v1::Seeker());
  }
  v1::Opening CreateOpening(const std::string& text) {
    auto made = Call<v1::Opening, v1::CreateOpeningRequest>("OpeningService.CreateOpening",
                                                            "opening { " + text + " }");
    EXPECT_OK(made);
    return made.value_or(v1::Opening());
  }
  v1::Employer CreateEmployer(const std::string& name) {
    auto made = Call<v1::Employer, v1::CreateEmployerRequest>("EmployerService.CreateEmployer",
                                                              "employer { display_name: '" + name +
                                                                  "' kind: EMPLOYER_KIND_PRIVATE "
                                                                  "seat_region_code: '33.72' }");
    EXPECT_OK(made);
    return made.value_or(v1::Employer());
  }
  absl::StatusOr<v1::Consent> Grant(const std::string& seeker, const std::string& more) {
    return Call<v1::Consent, v1::GrantConsentRequest>(
        "ConsentService.GrantConsent",
        "seeker: '" + seeker + "' channel: CONSENT_CHANNEL_SIGNED_PAPER " + more);
  }
  absl::StatusOr<v1::WithdrawConsentResponse> Withdraw(const std::string& seeker,
                                                       const std::string& more) {
    return Call<v1::WithdrawConsentResponse, v1::WithdrawConsentRequest>(
        "ConsentService.WithdrawConsent", "seeker: '" + seeker + "' " + more);
  }
  absl::StatusOr<v1::RightsRequest> Ask(const std::string& seeker, const std::string& kind) {
    return Call<v1::RightsRequest, v1::CreateRightsRequestRequest>(
        "RightsService.CreateRightsRequest",
        "seeker: '" + seeker + "' kind: RIGHTS_REQUEST_KIND_" + kind);
  }
  v1::MatchSeekersResponse Match(const v1::Opening& opening) {
    auto found = Call<v1::MatchSeekersResponse, v1::MatchSeekersRequest>(
        "MatchService.MatchSeekers", "opening: '" + opening.name() + "' count_tiers: true");
    EXPECT_OK(found);
    return found.value_or(v1::MatchSeekersResponse());
  }

 public:  // the tests' to read and to set
  TempDir directory;
  FixedClock clock;
  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Indexer> indexer;
  std::unique_ptr<Dispatcher> dispatcher;
  // ROLE_ANYONE: whoever may call the method.
  Caller caller{
      .name = {}, .role = v1::ROLE_ANYONE, .place = {"B1", "33.72", "E", "S"}, .methods = {}};
  OpenDoors doors;
  std::optional<ChangeToken> written;
};

}  // namespace setara
