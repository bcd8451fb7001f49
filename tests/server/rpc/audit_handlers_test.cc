// The audit log over its handlers, behind the gate; and its exported chain against the check of
// the command line, which is written from the contract alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <random>

#include "clients/audit_chain.h"
#include "matcher/domain/errors.h"
#include "server/rpc/store_handlers.h"
#include "setara/v1/audit.pb.h"
#include "tests/server/audit/audit_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using Fault = AuditChainCheck::Fault;

// A bearer token is the name of a role here; a seeker's is followed by the id of their record.
class RoleByName final : public Authenticator {
 public:
  absl::StatusOr<Caller> Authenticate(const Credentials& credentials, Instant) override {
    Caller caller;
    const std::string& token = credentials.bearer_token;
    caller.name = "accounts/" + token;
    caller.place.seeker_id = token.starts_with("seeker ") ? token.substr(7) : "";
    v1::Role_Parse(token.substr(0, token.find(' ')), &caller.role);
    if (!caller.place.seeker_id.empty()) caller.role = v1::ROLE_SEEKER;
    return caller;
  }
};

class AuditHandlersTest : public ::testing::Test {
 protected:
  AuditHandlersTest() {
    Dispatcher::Options options;
    options.threads = 2;
    options.authenticator = &authenticator_;
    dispatcher_ = std::make_unique<Dispatcher>(options);
    HandleAudit(*dispatcher_, *store_);
    EXPECT_OK(dispatcher_->CheckComplete(*Service()));
  }

  static const google::protobuf::ServiceDescriptor* Service() {
    return v1::AuditEvent::descriptor()->file()->service(0);
  }

  template <typename Request, typename Response>
  absl::Status Call(const char* method, const Request& request, Response* response,
                    const std::string& token = "ROLE_DATA_PROTECTION_OFFICER") {
    CallContext context;
    context.credentials.bearer_token = token;
    std::promise<absl::Status> outcome;
    dispatcher_->Dispatch(
        *Service()->FindMethodByName(method), request.SerializeAsString(), context,
        [&](const absl::Status& status, const std::string& bytes, const CallContext&) {
          EXPECT_TRUE(response->ParseFromString(bytes));
          outcome.set_value(status);
        });
    return outcome.get_future().get();
  }

  std::vector<v1::AuditEvent> Export(int page_size) {
    std::vector<v1::AuditEvent> events;
    v1::ReadAuditChainRequest request;
    request.set_page_size(page_size);
    v1::ReadAuditChainResponse response;
    do {
      EXPECT_OK(Call("ReadAuditChain", request, &response));
      events.insert(events.end(), response.events().begin(), response.events().end());
      request.set_page_token(response.next_page_token());
    } while (!response.next_page_token().empty());
    return events;
  }

  TempDir dir_;
  std::unique_ptr<Store> store_ = OpenAuditedStore(dir_.path());
  RoleByName authenticator_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

// Every field at its extremes.
AuditEvent RandomEvent(std::mt19937& random, int number) {
  auto text = [&random](size_t longest) {
    std::string out;
    for (size_t i = random() % (longest + 1); i > 0; --i) {
      out += random() % 9 == 0 ? std::string("\xc3\xa9") : std::string(1, char(32 + random() % 95));
    }
    return out;
  };
  AuditEvent event;
  event.at = Instant(std::chrono::microseconds(1'790'000'000'000'000 + number * 1'000'003LL));
  event.caller = text(40);
  event.role = static_cast<int>(random() % 12);
  event.place = text(20);
  event.method = text(60);
  event.purpose = text(400);
  event.peer = text(45);
  event.object = random() % 2 == 0 ? "seekers/01J" + std::to_string(random() % 9) : text(50);
  for (size_t i = random() % 5; i > 0; --i) {
    event.subjects.insert("seekers/01J" + std::to_string(random() % 99));
  }
  event.data_classes = static_cast<uint32_t>(random());
  event.outcome = static_cast<int>(random() % 17);
  event.reason = text(30);
  event.break_glass = text(30);
  return event;
}

TEST_F(AuditHandlersTest, AnExportPassesTheCheckOfTheCommandLine) {
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) Append(*store_, RandomEvent(random, i));
  AuditChainCheck check;
  for (const v1::AuditEvent& event : Export(33)) {
    ASSERT_EQ(check.Add(event), Fault::kNone) << event.sequence();
  }
  EXPECT_EQ(check.events(), 200);
  EXPECT_EQ(check.hash(), VerifyStore(*store_).head.hash);
}

TEST_F(AuditHandlersTest, TheCommandLineSeesEachChangeOfAnExport) {
  for (int i = 1; i <= 6; ++i) Append(*store_, ReadOf("01J" + std::to_string(i), i));
  const std::vector<v1::AuditEvent> events = Export(100);
  struct Case {
    const char* name;
    std::function<void(std::vector<v1::AuditEvent>&)> tamper;
    Fault fault;
    int64_t sequence;  // of the event at which it shows
  };
  const Case cases[] = {
      {"caller", [](auto& all) { all[2].set_caller("accounts/other"); }, Fault::kChanged, 3},
      {"time", [](auto& all) { all[2].mutable_at()->set_nanos(1000); }, Fault::kChanged, 3},
      {"subject", [](auto& all) { all[2].add_subjects("seekers/Z"); }, Fault::kChanged, 3},
      {"class", [](auto& all) { all[2].clear_data_classes(); }, Fault::kChanged, 3},
      {"outcome", [](auto& all) { all[2].set_outcome(v1::AUDIT_OUTCOME_DENIED); }, Fault::kChanged,
       3},
      {"removed", [](auto& all) { all.erase(all.begin() + 2); }, Fault::kRemoved, 4},
      {"reordered", [](auto& all) { std::swap(all[2], all[3]); }, Fault::kRemoved, 4},
      {"twice", [](auto& all) { all[3] = all[2]; }, Fault::kOrder, 3},
      {"made anew",
       [](auto& all) {
         all[2].set_purpose("other");
         all[2].set_hash(AuditHash(all[2].previous_hash(), all[2]));
       },
       Fault::kReplaced, 4},
  };
  for (const Case& c : cases) {
    std::vector<v1::AuditEvent> changed = events;
    c.tamper(changed);
    AuditChainCheck check;
    Fault fault = Fault::kNone;
    int64_t at = 0;
    for (const v1::AuditEvent& event : changed) {
      fault = check.Add(event);
      at = event.sequence();
      if (fault != Fault::kNone) break;
    }
    EXPECT_EQ(fault, c.fault) << c.name;
    EXPECT_EQ(at, c.sequence) << c.name;
  }
}

TEST_F(AuditHandlersTest, ListsInPagesByFilter) {
  for (int i = 1; i <= 5; ++i) Append(*store_, ReadOf(i % 2 == 1 ? "01JA" : "01JB", i));
  v1::ListAuditEventsRequest request;
  request.set_person("seekers/01JA");
  request.set_page_size(2);
  v1::ListAuditEventsResponse response;
  ASSERT_OK(Call("ListAuditEvents", request, &response));
  ASSERT_EQ(response.events_size(), 2);
  EXPECT_EQ(response.events(0).sequence(), 5);
  EXPECT_THAT(response.events(0).subjects(), ElementsAre("seekers/01JA"));
  EXPECT_THAT(response.events(0).data_classes(),
              ElementsAre(v1::DATA_CLASS_IDENTITY, v1::DATA_CLASS_CAPACITY));
  request.set_page_token(response.next_page_token());
  ASSERT_OK(Call("ListAuditEvents", request, &response));
  ASSERT_EQ(response.events_size(), 1);
  EXPECT_EQ(response.events(0).sequence(), 1);
  EXPECT_EQ(response.next_page_token(), "");
  request.set_caller("accounts/01JA");
  EXPECT_EQ(Call("ListAuditEvents", request, &response).code(), absl::StatusCode::kInvalidArgument)
      << "a token of another request";
}

TEST_F(AuditHandlersTest, NamesWhatIsWrongWithARequest) {
  v1::ListAuditEventsResponse response;
  v1::ListAuditEventsRequest request;
  request.mutable_since()->set_nanos(-1);
  absl::Status status = Call("ListAuditEvents", request, &response);
  ASSERT_EQ(FieldViolations(status).size(), 1u);
  EXPECT_EQ(FieldViolations(status)[0].field, "since");
  v1::ReadAuditChainRequest chain;
  chain.set_after_sequence(-1);
  v1::ReadAuditChainResponse events;
  EXPECT_EQ(FieldViolations(Call("ReadAuditChain", chain, &events))[0].field, "after_sequence");
  v1::ListPersonTrailResponse trail;
  EXPECT_FALSE(Call("ListPersonTrail", v1::ListPersonTrailRequest(), &trail).ok());
}

TEST_F(AuditHandlersTest, ATrailTellsRolesAndPlacesNotNames) {
  AuditEvent event = ReadOf("01JA", 1);
  event.break_glass = "breakGlassGrants/01JG";
  Append(*store_, event);
  event = ReadOf("01JA", 2);
  event.subjects.clear();
  event.outcome = 7;
  Append(*store_, event);
  v1::ListPersonTrailRequest request;
  request.set_person("seekers/01JA");
  v1::ListPersonTrailResponse response;
  ASSERT_OK(Call("ListPersonTrail", request, &response));
  ASSERT_EQ(response.entries_size(), 2);
  EXPECT_EQ(response.entries(0).outcome(), v1::AUDIT_OUTCOME_DENIED);
  EXPECT_FALSE(response.entries(0).emergency());
  EXPECT_EQ(response.entries(1).role(), v1::ROLE_COUNSELOR);
  EXPECT_EQ(response.entries(1).place(), "branches/solo");
  EXPECT_TRUE(response.entries(1).emergency());
  EXPECT_EQ(response.DebugString().find("accounts/"), std::string::npos);
  EXPECT_EQ(response.DebugString().find("127.0.0.1"), std::string::npos);
}

TEST_F(AuditHandlersTest, TheLogIsForTheDataProtectionOfficerAlone) {
  v1::ListAuditEventsResponse events;
  v1::ReadAuditChainResponse chain;
  for (const char* role : {"ROLE_ADMINISTRATOR", "ROLE_SUPERVISOR", "ROLE_COUNSELOR"}) {
    EXPECT_EQ(Call("ListAuditEvents", v1::ListAuditEventsRequest(), &events, role).code(),
              absl::StatusCode::kPermissionDenied)
        << role;
    EXPECT_EQ(Call("ReadAuditChain", v1::ReadAuditChainRequest(), &chain, role).code(),
              absl::StatusCode::kPermissionDenied)
        << role;
  }
}

}  // namespace
}  // namespace setara
