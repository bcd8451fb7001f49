// Every RPC against every role and scope, and every field of an answer against every role, taken
// from the descriptors, so that a new RPC or field is covered by being declared. What is expected
// is written in two tables that a lawyer can read: golden/permissions.tsv (who may call what, how
// far) and server/access/visibility.tsv (who sees which kind of data).
#include <google/protobuf/descriptor.pb.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "server/access/answer_filter.h"
#include "server/access/method_rules.h"
#include "server/access/visibility.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;
using google::protobuf::Reflection;
using google::protobuf::ServiceDescriptor;

constexpr v1::Role kSignedIn[] = {v1::ROLE_SEEKER,         v1::ROLE_COUNSELOR,
                                  v1::ROLE_CASE_MANAGER,   v1::ROLE_SUPERVISOR,
                                  v1::ROLE_EMPLOYER_STAFF, v1::ROLE_COMPLIANCE_OFFICER,
                                  v1::ROLE_ADMINISTRATOR,  v1::ROLE_DATA_PROTECTION_OFFICER};

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const std::string& name : Server::ServiceNames()) {
    const ServiceDescriptor* service = DescriptorPool::generated_pool()->FindServiceByName(name);
    EXPECT_NE(service, nullptr) << name;
    for (int i = 0; service != nullptr && i < service->method_count(); ++i) {
      methods.push_back(service->method(i));
    }
  }
  return methods;
}

std::string Word(v1::Scope scope) {
  switch (scope) {
    case v1::SCOPE_OWN:
      return "own";
    case v1::SCOPE_BRANCH:
      return "branch";
    case v1::SCOPE_REGION:
      return "region";
    case v1::SCOPE_EMPLOYER:
      return "employer";
    case v1::SCOPE_ALL:
      return "all";
    default:
      return "-";
  }
}

Caller SomeoneIn(v1::Role role) {
  Caller caller;
  caller.name = role == v1::ROLE_ANYONE ? "" : "accounts/any";
  caller.role = role;
  return caller;
}

// A line of the table, from the contract.
std::string LineOf(const MethodDescriptor& method) {
  std::string line = method.service()->name() + "." + method.name();
  line += "\t" + Word(ScopeOf(method, SomeoneIn(v1::ROLE_ANYONE)));
  for (v1::Role role : kSignedIn) line += "\t" + Word(ScopeOf(method, SomeoneIn(role)));
  line += RuleOf(method).purpose_required() ? "\tyes" : "\tno";
  return line;
}

TEST(PermissionTableTest, TheContractGrantsWhatTheTableSays) {
  std::ifstream file(SETARA_GOLDEN_DIR "/permissions.tsv");
  std::vector<std::string> expected, actual;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#' && !line.starts_with("method\t")) expected.push_back(line);
  }
  for (const MethodDescriptor* method : AllMethods()) actual.push_back(LineOf(*method));
  std::sort(actual.begin(), actual.end());
  std::ostringstream table;
  for (const std::string& line : actual) table << line << "\n";
  EXPECT_EQ(actual, expected) << "the table that the contract gives:\n" << table.str();
}

// --- Fields -------------------------------------------------------------------------------------

// Sets every field, at any depth, to something that can be told from nothing.
void Fill(Message* message, int depth = 0) {
  const Reflection& reflection = *message->GetReflection();
  const Descriptor& descriptor = *message->GetDescriptor();
  for (int i = 0; i < descriptor.field_count() && depth < 8; ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    bool many = field->is_repeated();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        Fill(many ? reflection.AddMessage(message, field)
                  : reflection.MutableMessage(message, field),
             depth + 1);
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        many ? reflection.AddString(message, field, "abcdefgh")
             : reflection.SetString(message, field, "abcdefgh");
        break;
      case FieldDescriptor::CPPTYPE_BOOL:
        many ? reflection.AddBool(message, field, true) : reflection.SetBool(message, field, true);
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        many ? reflection.AddEnumValue(message, field, 1)
             : reflection.SetEnumValue(message, field, 1);
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        many ? reflection.AddInt32(message, field, 7) : reflection.SetInt32(message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_INT64:
        many ? reflection.AddInt64(message, field, 7) : reflection.SetInt64(message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_UINT32:
        many ? reflection.AddUInt32(message, field, 7) : reflection.SetUInt32(message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_UINT64:
        many ? reflection.AddUInt64(message, field, 7) : reflection.SetUInt64(message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_DOUBLE:
        many ? reflection.AddDouble(message, field, 7) : reflection.SetDouble(message, field, 7);
        break;
      case FieldDescriptor::CPPTYPE_FLOAT:
        many ? reflection.AddFloat(message, field, 7) : reflection.SetFloat(message, field, 7);
        break;
    }
  }
}

// The obvious walk: what is left in `message` may be there, field by field. Counts the fields seen.
void ExpectOnlyVisible(const Message& message, v1::Role role, bool agreed, const std::string& path,
                       int* seen) {
  using Read = Visibility::Read;
  if (message.GetDescriptor()->file()->package() != "setara.v1") return;
  const Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    ++*seen;
    Read read = VisibilityOf(role, field->options().GetExtension(v1::data_class)).read;
    bool conditional = read == Read::kWithConsent || read == Read::kWithQuotaAgreement;
    int count = field->is_repeated() ? reflection.FieldSize(message, field)
                                     : reflection.HasField(message, field);
    const std::string where = path + "." + field->name() + " for " + v1::Role_Name(role);
    if (read == Read::kNever || (conditional && !agreed)) {
      EXPECT_EQ(count, 0) << where;
      continue;
    }
    if (read == Read::kMasked) {
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
        EXPECT_EQ(count, 0) << where;
      } else if (!field->is_repeated() && count > 0) {
        EXPECT_EQ(reflection.GetString(message, field), "****efgh") << where;
      }
      continue;
    }
    // Of alternatives, filling the last one has displaced the others.
    const bool displaced = field->real_containing_oneof() != nullptr && count == 0;
    if (!conditional && !displaced) {
      EXPECT_GT(count, 0) << where;
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || count == 0) continue;
    const Message& below = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, 0)
                                                : reflection.GetMessage(message, field);
    ExpectOnlyVisible(below, role, agreed, path + "." + field->name(), seen);
  }
}

TEST(FieldVisibilityTest, EveryFieldOfEveryAnswerIsAsTheTableSays) {
  int seen = 0;
  std::set<const Descriptor*> answers;
  for (const MethodDescriptor* method : AllMethods()) answers.insert(method->output_type());
  for (const Descriptor* answer : answers) {
    for (int role = v1::ROLE_ANYONE; role <= v1::Role_MAX; ++role) {
      for (bool agreed : {false, true}) {
        std::unique_ptr<Message> message(
            MessageFactory::generated_factory()->GetPrototype(answer)->New());
        Fill(message.get());
        AnswerFilter filter(*answer, static_cast<v1::Role>(role));
        std::vector<NamedResource> named;
        absl::Status status = filter.Apply(
            message.get(),
            [&](const std::string&, const std::string&, Visibility::Read) { return agreed; },
            &named);
        ASSERT_TRUE(status.ok()) << status;
        // Without a person to ask, a condition is never met; those are looked at unagreed.
        if (!agreed) {
          ExpectOnlyVisible(*message, static_cast<v1::Role>(role), false, answer->name(), &seen);
        }
      }
    }
  }
  EXPECT_GT(seen, 5000);
}

// --- Live ---------------------------------------------------------------------------------------

constexpr char kNobody[] = "01JZZZZZZZZZZZZZZZZZZZZZZZ";

class LivePermissionTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World;
    world_->Build();
  }
  static void TearDownTestSuite() { delete world_; }

  struct World {
    TestServer server;
    // Names of records within the scopes of the accounts, and beyond them.
    std::map<v1::ResourceKind, std::string> inside, outside;
    std::map<v1::Role, std::string> bearers, accounts;

    void Build();
  };
  static World* world_;
};
LivePermissionTest::World* LivePermissionTest::world_ = nullptr;

std::string IdOf(const std::string& name) { return name.substr(name.find('/') + 1); }

v1::CreateCaseRequest CaseOf(const std::string& seeker) {
  return Text<v1::CreateCaseRequest>(
      "report { seeker: '" + seeker +
      "' injury: INJURY_KIND_ACCIDENT segment: BPJS_SEGMENT_NON_WAGE jkk_member: true "
      "happen_time { seconds: 1749000000 } }");
}

void LivePermissionTest::World::Build() {
  auto employer = [&](const std::string& seat) {
    return server
        .CreateEmployer("display_name: 'PT' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '" +
                        seat + "'")
        .name();
  };
  auto opening = [&](const std::string& owner) {
    return server.CreateOpening("title: 'Kasir' employer: '" + owner + "'").name();
  };
  inside[v1::RESOURCE_KIND_EMPLOYER] = employer("31.71");
  outside[v1::RESOURCE_KIND_EMPLOYER] = employer("35.78");
  for (auto* names : {&inside, &outside}) {
    (*names)[v1::RESOURCE_KIND_OPENING] = opening((*names)[v1::RESOURCE_KIND_EMPLOYER]);
  }
  inside[v1::RESOURCE_KIND_SEEKER] =
      server.CreateSeeker("identity { full_name: 'Di Dalam' }").name();
  server.Stop();
  CallerPlace elsewhere;
  elsewhere.branch = "SBY-01";
  const std::string other = server.AddAccount("elsewhere", v1::ROLE_COUNSELOR, elsewhere);
  const std::string other_manager =
      server.AddAccount("cases-elsewhere", v1::ROLE_CASE_MANAGER, elsewhere);
  CallerPlace place;
  place.branch = TestServer::kBranch;
  bearers[v1::ROLE_COUNSELOR] = server.TokenOf(v1::ROLE_COUNSELOR);
  bearers[v1::ROLE_CASE_MANAGER] = server.TokenOf(v1::ROLE_CASE_MANAGER);
  bearers[v1::ROLE_SUPERVISOR] = server.TokenOf(v1::ROLE_SUPERVISOR);
  bearers[v1::ROLE_ADMINISTRATOR] = server.TokenOf(v1::ROLE_ADMINISTRATOR);
  bearers[v1::ROLE_DATA_PROTECTION_OFFICER] = server.TokenOf(v1::ROLE_DATA_PROTECTION_OFFICER);
  CallerPlace region, staff, person;
  region.region_code = "31";
  staff.employer_id = IdOf(inside[v1::RESOURCE_KIND_EMPLOYER]);
  person.seeker_id = IdOf(inside[v1::RESOURCE_KIND_SEEKER]);
  bearers[v1::ROLE_COMPLIANCE_OFFICER] =
      server.AddAccount("officer-dki", v1::ROLE_COMPLIANCE_OFFICER, region);
  bearers[v1::ROLE_EMPLOYER_STAFF] = server.AddAccount("staff", v1::ROLE_EMPLOYER_STAFF, staff);
  bearers[v1::ROLE_SEEKER] = server.AddAccount("person", v1::ROLE_SEEKER, person);
  server.Start();
  v1::CreateSeekerRequest request =
      Text<v1::CreateSeekerRequest>("seeker { identity { full_name: 'Di Luar' } }");
  v1::Seeker stored;
  TestServer::Options options;
  options.bearer = other;
  ASSERT_THAT(server.Call(&Seekers::CreateSeeker, request, &stored, options), IsOk());
  outside[v1::RESOURCE_KIND_SEEKER] = stored.name();
  v1::Case opened;
  ASSERT_THAT(server.Call(&Cases::CreateCase, CaseOf(inside[v1::RESOURCE_KIND_SEEKER]), &opened),
              IsOk());
  inside[v1::RESOURCE_KIND_CASE] = opened.name();
  options.bearer = other_manager;
  options.purpose = "return-to-work";
  ASSERT_THAT(server.Call(&Cases::CreateCase, CaseOf(stored.name()), &opened, options), IsOk());
  outside[v1::RESOURCE_KIND_CASE] = opened.name();
  for (const auto& [role, bearer] : bearers) {
    v1::CallerInfo self;
    options.bearer = bearer;
    options.purpose = "";
    ASSERT_THAT(server.Call(&Accounts::GetCallerInfo, v1::GetCallerInfoRequest(), &self, options),
                IsOk());
    accounts[role] = self.name();
  }
  outside[v1::RESOURCE_KIND_ACCOUNT] = "accounts/" + std::string(kNobody);
}

// Names a record in every field that can name one; false: there is no such field. `constrained`:
// only of kinds that the scope holds.
bool NameRecords(Message* message, v1::Scope scope,
                 const std::map<v1::ResourceKind, std::string>& names, int depth = 0) {
  bool named = false;
  const Reflection& reflection = *message->GetReflection();
  for (int i = 0; i < message->GetDescriptor()->field_count() && depth < 3; ++i) {
    const FieldDescriptor* field = message->GetDescriptor()->field(i);
    if (field->name() == "etag") reflection.SetString(message, field, "999999");
    if (field->is_repeated()) continue;
    v1::ResourceKind kind = field->options().GetExtension(v1::resource);
    if (kind != v1::RESOURCE_KIND_UNSPECIFIED && Constrains(scope, kind) && names.contains(kind)) {
      reflection.SetString(message, field, names.at(kind));
      named = true;
    } else if (field->message_type() != nullptr &&
               field->message_type()->file()->package() == "setara.v1") {
      std::unique_ptr<Message> part(reflection.GetMessage(*message, field).New());
      if (!NameRecords(part.get(), scope, names, depth + 1)) continue;
      reflection.SetAllocatedMessage(message, part.release(), field);
      named = true;
    }
  }
  return named;
}

std::string PathOf(const MethodDescriptor& method) {
  return "/" + method.service()->full_name() + "/" + method.name();
}

std::unique_ptr<Message> RequestOf(const MethodDescriptor& method) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
}

std::string FirstPurpose(v1::Role role) {
  for (const Purpose& purpose : Purposes()) {
    if (MayState(role, purpose.code)) return std::string(purpose.code);
  }
  return "";
}

TEST_F(LivePermissionTest, AMethodIsClosedToEveryRoleWithoutAGrant) {
  int denied = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    for (v1::Role role : kSignedIn) {
      if (ScopeOf(*method, SomeoneIn(role)) != v1::SCOPE_UNSPECIFIED) continue;
      TestServer::Options options;
      options.bearer = world_->bearers[role];
      options.purpose = FirstPurpose(role);
      grpc::Status status = world_->server.CallRaw(PathOf(*method), "", options);
      EXPECT_THAT(status, IsError(grpc::StatusCode::PERMISSION_DENIED, "METHOD_DENIED"))
          << method->full_name() << " by " << v1::Role_Name(role);
      ++denied;
    }
    if (ScopeOf(*method, SomeoneIn(v1::ROLE_ANYONE)) != v1::SCOPE_UNSPECIFIED) continue;
    TestServer::Options nobody;
    nobody.bearer = "";
    nobody.purpose = "";
    EXPECT_THAT(world_->server.CallRaw(PathOf(*method), "", nobody),
                IsError(grpc::StatusCode::UNAUTHENTICATED, "CREDENTIALS_MISSING"))
        << method->full_name();
  }
  EXPECT_GT(denied, 100);
}

TEST_F(LivePermissionTest, ARecordBeyondTheScopeIsLikeNoneAtAll) {
  int tried = 0;
  std::map<v1::ResourceKind, std::string> nothing;
  for (const auto& [kind, name] : world_->outside) {
    nothing[kind] = name.substr(0, name.find('/') + 1) + kNobody;
  }
  for (const MethodDescriptor* method : AllMethods()) {
    for (v1::Role role : kSignedIn) {
      v1::Scope scope = ScopeOf(*method, SomeoneIn(role));
      if (scope == v1::SCOPE_UNSPECIFIED || scope == v1::SCOPE_ALL) continue;
      std::unique_ptr<Message> beyond = RequestOf(*method), missing = RequestOf(*method);
      if (!NameRecords(beyond.get(), scope, world_->outside)) continue;
      NameRecords(missing.get(), scope, nothing);
      TestServer::Options options;
      options.bearer = world_->bearers[role];
      options.purpose = FirstPurpose(role);
      grpc::Status there =
          world_->server.CallRaw(PathOf(*method), beyond->SerializeAsString(), options);
      grpc::Status not_there =
          world_->server.CallRaw(PathOf(*method), missing->SerializeAsString(), options);
      const std::string what = method->full_name() + " by " + v1::Role_Name(role);
      EXPECT_EQ(there.error_code(), grpc::StatusCode::PERMISSION_DENIED) << what;
      EXPECT_EQ(there.error_message(), not_there.error_message()) << what;
      EXPECT_EQ(there.error_details(), not_there.error_details()) << what;
      ++tried;
    }
  }
  EXPECT_GT(tried, 20);
}

TEST_F(LivePermissionTest, WhoHasAGrantGetsPastTheGateWithinTheScope) {
  int tried = 0;
  for (const MethodDescriptor* method : AllMethods()) {
    for (v1::Role role : kSignedIn) {
      v1::Scope scope = ScopeOf(*method, SomeoneIn(role));
      if (scope == v1::SCOPE_UNSPECIFIED) continue;
      std::unique_ptr<Message> request = RequestOf(*method);
      std::map<v1::ResourceKind, std::string> names = world_->inside;
      names[v1::RESOURCE_KIND_ACCOUNT] = world_->accounts[role];
      NameRecords(request.get(), scope, names);
      TestServer::Options options;
      options.bearer = world_->bearers[role];
      options.purpose = FirstPurpose(role);
      // Nothing that would end the account or its token.
      if (method->name() == "SignOut" || method->name() == "RevokeToken") continue;
      if (method->name() == "SignIn") continue;  // answers as to a stranger
      grpc::Status status =
          world_->server.CallRaw(PathOf(*method), request->SerializeAsString(), options);
      ErrorDetails details = DetailsOf(status);
      const std::string what = method->full_name() + " by " + v1::Role_Name(role);
      EXPECT_NE(details.reason, "METHOD_DENIED") << what;
      EXPECT_NE(details.reason, "ACCESS_DENIED") << what;
      EXPECT_NE(status.error_code(), grpc::StatusCode::UNAUTHENTICATED) << what;
      EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << what;
      ++tried;
    }
  }
  EXPECT_GT(tried, 100);
}

}  // namespace
}  // namespace setara
