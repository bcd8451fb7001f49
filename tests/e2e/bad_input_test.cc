// Everything wrong that a caller can send: a clear error each, nothing half-written, and the server
// goes on serving.
#include <google/protobuf/descriptor.h>

#include <regex>

#include "tests/e2e/test_server.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using grpc::StatusCode;

constexpr char kServices[][32] = {"OpeningService",  "SeekerService",   "MatchService",
                                  "EmployerService", "QuotaService",    "ReferenceService",
                                  "ImportService",   "QuotaRuleService"};

struct BadCall {
  std::string what;
  std::string method;  // "Service/Method"
  std::string bytes;
  std::string field;  // that BadRequest must name; "" none
  StatusCode code = StatusCode::INVALID_ARGUMENT;
};

template <typename Request>
std::string Bytes(const std::string& text) {
  return Text<Request>(text).SerializeAsString();
}

// `@@` stands for bytes that are no UTF-8.
std::string WithBadUtf8(std::string bytes) {
  size_t at = bytes.find("@@");
  return bytes.replace(at, 2, "\xff\xfe");
}

std::string Opening(const std::string& more) {
  return Bytes<v1::CreateOpeningRequest>("opening { title: 'Kasir' " + more + "}");
}
std::string Seeker(const std::string& more) {
  return Bytes<v1::CreateSeekerRequest>("seeker { identity { full_name: 'Siti' } " + more + "}");
}
std::string Identity(const std::string& more) {
  return Bytes<v1::CreateSeekerRequest>("seeker { identity { full_name: 'Siti' " + more + " } }");
}
std::string Headcount(const std::string& report) {
  return Bytes<v1::RecordHeadcountRequest>(
      "employer: 'employers/X' report { valid_from { year: 2025 month: 1 day: 1 } " + report + "}");
}
std::string Search(const std::string& text) { return Bytes<v1::SearchOpeningsRequest>(text); }
std::string Match(const std::string& more) {
  return Bytes<v1::MatchOpeningsRequest>("seeker: 'seekers/X' " + more);
}
std::string Repeated(const std::string& word, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += word;
  return out;
}
std::string ImportCsv(const std::string& more) {
  return Bytes<v1::ImportRecordsRequest>(
      "kind: RECORD_KIND_OPENING format: IMPORT_FORMAT_CSV first_line: 2 " + more);
}

constexpr char kCreateOpening[] = "OpeningService/CreateOpening";
constexpr char kCreateSeeker[] = "SeekerService/CreateSeeker";
constexpr char kSearch[] = "OpeningService/SearchOpenings";
constexpr char kImport[] = "ImportService/ImportRecords";

std::vector<BadCall> UnknownCodes() {
  return {
      {"function", kCreateOpening, Opening("demands { function: 'F33' level: 1 task: 'x' }"),
       "opening.demands[0].function"},
      {"context", kCreateOpening, Opening("contexts { context: 'E11' }"),
       "opening.contexts[0].context"},
      {"accommodation", kCreateOpening, Opening("accommodations_offered: 'A61'"),
       "opening.accommodations_offered[0]"},
      {"skill", kCreateOpening, Opening("skills: 'S999'"), "opening.skills[0]"},
      {"licence", kCreateOpening, Opening("licences: 'L99'"), "opening.licences[0]"},
      {"region", kCreateOpening, Opening("region_code: '99.99'"), "opening.region_code"},
      {"occupation", kCreateOpening, Opening("occupation_code: '9999'"), "opening.occupation_code"},
      {"capacity's function", kCreateSeeker, Seeker("capacities { function: 'F00' }"),
       "seeker.capacities[0].function"},
      {"tolerance's context", kCreateSeeker,
       Seeker("tolerances { context: 'E0' level: TOLERANCE_LEVEL_NO }"),
       "seeker.tolerances[0].context"},
      {"mode", kCreateSeeker, Seeker("communication { modes: 'M15' }"),
       "seeker.communication.modes[0]"},
      {"stance's accommodation", kCreateSeeker,
       Seeker("accommodations { accommodation: 'A00' stance: ACCOMMODATION_STANCE_USES }"),
       "seeker.accommodations[0].accommodation"},
      {"wish's occupation", kCreateSeeker, Seeker("wishes { occupation_code: 'x' }"),
       "seeker.wishes[0].occupation_code"},
      {"person's region", kCreateSeeker, Seeker("region_code: 'x'"), "seeker.region_code"},
      {"what-if", "MatchService/MatchOpenings", Match("with_accommodations: 'B01'"),
       "with_accommodations[0]"},
      {"search's region", kSearch, Search("region_codes: 'x'"), "region_codes[0]"},
      {"search's occupation", kSearch, Search("occupation_codes: 'x'"), "occupation_codes[0]"},
      {"search's accommodation", kSearch, Search("accommodations_offered: 'A99'"),
       "accommodations_offered[0]"},
      {"facet zero", kSearch, Search("facets: FACET_UNSPECIFIED"), "facets[0]"},
      {"enum number", kCreateOpening, Opening("kind: 77"), "opening.kind"},
      {"enum number in a list", kSearch, Search("kinds: [WORK_KIND_EMPLOYMENT, 77]"), "kinds[1]"},
      {"enum number deep down", kCreateSeeker, Seeker("wishes { hours: 9 }"),
       "seeker.wishes[0].hours"},
      {"employer kind", "QuotaService/ComputeRequiredWorkers",
       Bytes<v1::ComputeRequiredWorkersRequest>("kind: 9 headcount: 1"), "kind"},
  };
}

std::vector<BadCall> ImpossibleValues() {
  return {
      {"30 February", kCreateOpening, Opening("open_from { year: 2025 month: 2 day: 30 }"),
       "opening.open_from"},
      {"empty date", kCreateOpening, Opening("posted_on { }"), "opening.posted_on"},
      {"closing before opening", kCreateOpening,
       Opening("open_from { year: 2025 month: 2 day: 3 } "
               "open_until { year: 2025 month: 2 day: 2 }"),
       "opening.open_until"},
      {"day of a search", kSearch, Search("open_on { year: 2025 month: 13 day: 1 }"), "open_on"},
      {"day of a match", "MatchService/MatchOpenings", Match("on { year: 99999 month: 1 day: 1 }"),
       "on"},
      {"birth date", kCreateSeeker, Identity("birth_date { year: 1990 month: 0 day: 1 }"),
       "seeker.identity.birth_date"},
      {"consent without a day", kCreateSeeker, Seeker("matching_consent { }"),
       "seeker.matching_consent.valid_from"},
      {"consent backwards", kCreateSeeker,
       Seeker("matching_consent { valid_from { year: 2025 month: 2 day: 3 } "
              "valid_until { year: 2025 month: 2 day: 3 } }"),
       "seeker.matching_consent.valid_until"},
      {"level 5", kCreateOpening, Opening("demands { function: 'F01' level: 5 task: 'x' }"),
       "opening.demands[0].level"},
      {"demand without a task", kCreateOpening, Opening("demands { function: 'F01' level: 1 }"),
       "opening.demands[0].task"},
      {"function twice", kCreateSeeker,
       Seeker("capacities { function: 'F01' } capacities { function: 'F01' }"),
       "seeker.capacities[1].function"},
      {"capacity 5", kCreateSeeker, Seeker("capacities { function: 'F01' usual_level: 5 }"),
       "seeker.capacities[0].usual_level"},
      {"low above usual", kCreateSeeker,
       Seeker("capacities { function: 'F01' usual_level: 1 low_level: 2 }"),
       "seeker.capacities[0].low_level"},
      {"limited by nothing", kCreateSeeker,
       Seeker("tolerances { context: 'E1' level: TOLERANCE_LEVEL_LIMITED }"),
       "seeker.tolerances[0].with_accommodation"},
      {"preferred but not used", kCreateSeeker,
       Seeker("communication { modes: 'M01' preferred_modes: 'M02' }"),
       "seeker.communication.preferred_modes"},
      {"home beyond the pole", kCreateSeeker, Seeker("location { latitude_e6: 90000001 }"),
       "seeker.location.latitude_e6"},
      {"workplace beyond the pole", kCreateOpening, Opening("location { latitude_e6: -90000001 }"),
       "opening.location.latitude_e6"},
      {"search beyond the pole", kSearch,
       Search("near { latitude_e6: 90000001 } order: SEARCH_ORDER_DISTANCE"), "near.latitude_e6"},
      {"NIK of month 13", kCreateSeeker, Identity("nik: '3372991345678901'"),
       "seeker.identity.nik"},
      {"NIK of 15 digits", kCreateSeeker, Identity("nik: '337299124567890'"),
       "seeker.identity.nik"},
      {"KPJ of letters", kCreateSeeker, Identity("kpj: 'abcdefghijk'"), "seeker.identity.kpj"},
      {"negative wage", kCreateOpening, Opening("wage_min_idr_per_month: -1"),
       "opening.wage_min_idr_per_month"},
      {"wages crossed", kCreateOpening,
       Opening("wage_min_idr_per_month: 2 wage_max_idr_per_month: 1"),
       "opening.wage_max_idr_per_month"},
      {"85 hours a week", kCreateOpening, Opening("hours_per_week: 85"), "opening.hours_per_week"},
      {"no positions", kCreateOpening, Opening("positions: -1"), "opening.positions"},
      {"source without id", kCreateOpening, Opening("source: 's'"), "opening.source_id"},
      {"negative headcount", "EmployerService/RecordHeadcount", Headcount("workers: -1"),
       "report.workers"},
      {"more with disabilities than workers", "EmployerService/RecordHeadcount",
       Headcount("workers: 5 workers_with_disabilities: 6"), "report.workers_with_disabilities"},
      {"employment backwards", "EmployerService/RecordEmployment",
       Bytes<v1::RecordEmploymentRequest>(
           "employer: 'employers/X' record { person: 'p' source: 's' source_id: '1' "
           "relation: EMPLOYMENT_RELATION_PERMANENT valid_from { year: 2025 month: 2 day: 1 } "
           "valid_until { year: 2025 month: 1 day: 1 } }"),
       "record.valid_until"},
  };
}

std::vector<BadCall> BrokenForms() {
  return {
      {"query of 10,000 words", kSearch, Search("query: '" + Repeated("kasir ", 10'000) + "'"),
       "query"},
      {"query of 65 words", kSearch, Search("query: '" + Repeated("kasir ", 65) + "'"), "query"},
      {"negative page_size", kSearch, Search("page_size: -1"), "page_size"},
      {"negative page_size of a match", "MatchService/MatchOpenings", Match("page_size: -5"),
       "page_size"},
      {"garbage page token", kSearch, Search("page_token: 'garbage'"), "page_token"},
      {"long garbage page token", "OpeningService/ListOpenings",
       Bytes<v1::ListOpeningsRequest>("page_token: '" + Repeated("AAAAAAAAAAA", 32) + "'"),
       "page_token"},
      {"order by distance from nowhere", kSearch, Search("order: SEARCH_ORDER_DISTANCE"), "near"},
      {"name of another collection", "OpeningService/GetOpening",
       Bytes<v1::GetOpeningRequest>("name: 'seekers/1'"), "name"},
      {"no name", "SeekerService/GetSeeker", "", "name"},
      {"unknown mask path", "OpeningService/UpdateOpening",
       Bytes<v1::UpdateOpeningRequest>("opening { name: 'openings/@' } "
                                       "update_mask { paths: 'title' paths: 'nothing' }"),
       "update_mask.paths[1]"},
      {"bad etag", "OpeningService/CloseOpening",
       Bytes<v1::CloseOpeningRequest>("name: 'openings/@' etag: 'mine'"), "etag"},
      {"nothing to create", kCreateOpening, "", "opening"},
      {"opening without title", kCreateOpening, Bytes<v1::CreateOpeningRequest>("opening { }"),
       "opening.title"},
      {"nobody to create", kCreateSeeker, "", "seeker"},
      {"person without name", kCreateSeeker, Bytes<v1::CreateSeekerRequest>("seeker { }"),
       "seeker.identity.full_name"},
      {"employer without name", "EmployerService/CreateEmployer",
       Bytes<v1::CreateEmployerRequest>("employer { }"), "employer.display_name"},
      {"no employer", "QuotaService/GetQuotaStatus", "", "employer"},
      {"no text", "ReferenceService/ResolveRegion", "", "text"},
      {"no title", "ReferenceService/CodeTitle", "", "title"},
      {"long request id", kCreateOpening,
       Bytes<v1::CreateOpeningRequest>("opening { title: 'x' } request_id: '" +
                                       std::string(101, 'x') + "'"),
       "request_id"},
      {"no kind to import", kImport, "", "kind"},
      {"no format", kImport, Bytes<v1::ImportRecordsRequest>("kind: RECORD_KIND_OPENING"),
       "format"},
      {"no header", kImport, ImportCsv("data: 'x'"), "csv_header"},
      {"header in two lines", kImport, ImportCsv("csv_header: 'title\\nsource'"), "csv_header"},
      {"header with an open quote", kImport, ImportCsv("csv_header: '\"title'"), "csv_header"},
      {"column of no field", kImport, ImportCsv("csv_header: 'title,umur_maks'"), "csv_header"},
      {"own mapping that is none", kImport, ImportCsv("mapping_json: '{' csv_header: 'a'"),
       "mapping_json"},
      {"bad UTF-8", kCreateOpening, WithBadUtf8(Opening("description: 'x@@y'")),
       "opening.description"},
      {"bad UTF-8 in a list", kCreateSeeker, WithBadUtf8(Seeker("skill_words: ['a', '@@']")),
       "seeker.skill_words[1]"},
      {"bad UTF-8 deep down", kCreateSeeker, WithBadUtf8(Seeker("wishes { note: '@@' }")),
       "seeker.wishes[0].note"},
      {"no message", kCreateOpening, "\xff\xff\xff\xff\xff", ""},
      {"message cut short", kCreateOpening, Opening("description: 'long'").substr(0, 12), ""},
      {"3 MB title", kCreateOpening,
       Bytes<v1::CreateOpeningRequest>("opening { title: '" + std::string(3'000'000, 'x') + "' }"),
       "opening.title"},
      {"10 MB field", kCreateOpening,
       Opening("description: '" + std::string(10'000'000, 'x') + "'"), "",
       StatusCode::RESOURCE_EXHAUSTED},
      {"unknown mapping", kImport, ImportCsv("mapping: 'x' csv_header: 'title'"), "",
       StatusCode::NOT_FOUND},
      {"nobody to match", "MatchService/MatchOpenings", Match(""), "",
       StatusCode::PERMISSION_DENIED},
      {"no such region", "ReferenceService/ListRegions",
       Bytes<v1::ListRegionsRequest>("parent_code: '99'"), "parent_code"},
      {"no such occupation", "ReferenceService/ListOccupations",
       Bytes<v1::ListOccupationsRequest>("parent_code: '99'"), "parent_code"},
      {"no such method", "OpeningService/StealOpening", "", "", StatusCode::UNIMPLEMENTED},
  };
}

const MethodDescriptor* FindMethod(std::string path) {
  return DescriptorPool::generated_pool()->FindMethodByName("setara.v1." +
                                                            path.replace(path.find('/'), 1, "."));
}

// True when `path`, say "opening.demands[2].level", is a field of the message.
bool HasField(const Descriptor* message, const std::string& path) {
  static const std::regex kPart(R"(([a-z0-9_]+)(\[\d+\])?(\.|$))");
  std::sregex_iterator part(path.begin(), path.end(), kPart), end;
  for (; part != end; ++part) {
    const FieldDescriptor* field =
        message == nullptr ? nullptr : message->FindFieldByName((*part)[1].str());
    if (field == nullptr || ((*part)[2].matched && !field->is_repeated())) return false;
    message = field->message_type();
  }
  return true;
}

class BadInputTest : public ::testing::Test {
 protected:
  void SetUp() override {
    opening_ = server_.CreateOpening("title: 'Kasir'").name();
    seeker_ = server_.CreateSeeker("identity { full_name: 'Siti' }").name();
    server_.CreateEmployer("display_name: 'PT Satu'");
    // A server that has just started answers searches once its index stands.
    v1::SearchOpeningsResponse found;
    EXPECT_THAT(server_.Call(&Openings::SearchOpenings, v1::SearchOpeningsRequest(), &found,
                             {server_.token()}),
                IsOk());
    before_ = Stored();
  }

  // All that is stored, as text.
  std::string Stored() {
    v1::ListOpeningsResponse openings;
    v1::ListSeekersResponse seekers;
    v1::ListEmployersResponse employers;
    EXPECT_THAT(server_.Call(&Openings::ListOpenings, v1::ListOpeningsRequest(), &openings),
                IsOk());
    EXPECT_THAT(server_.Call(&Seekers::ListSeekers, v1::ListSeekersRequest(), &seekers), IsOk());
    EXPECT_THAT(server_.Call(&Employers::ListEmployers, v1::ListEmployersRequest(), &employers),
                IsOk());
    return openings.ShortDebugString() + seekers.ShortDebugString() + employers.ShortDebugString() +
           std::to_string(server_.Info().records_at().sequence());
  }

  void ExpectRefused(const BadCall& call) {
    SCOPED_TRACE(call.what);
    std::string bytes = call.bytes;
    if (call.method == "MatchService/MatchOpenings" && call.code == StatusCode::INVALID_ARGUMENT) {
      // Only of someone within the caller's scope is anything else said than that they are not.
      v1::MatchOpeningsRequest request;
      ASSERT_TRUE(request.ParseFromString(bytes));
      request.set_seeker(seeker_);
      bytes = request.SerializeAsString();
    }
    grpc::Status status = server_.CallRaw("/setara.v1." + call.method, bytes);
    EXPECT_EQ(status.error_code(), call.code) << ::testing::PrintToString(status);
    // What gRPC itself refuses never reaches the server's own words.
    if (call.code == StatusCode::RESOURCE_EXHAUSTED || call.code == StatusCode::UNIMPLEMENTED) {
      return;
    }
    const ErrorDetails details = DetailsOf(status);
    EXPECT_EQ(details.domain, "setara");
    EXPECT_NE(details.reason, "");
    if (!call.field.empty()) {
      EXPECT_THAT(details.fields, ::testing::Contains(call.field));
    }
    for (const std::string& field : details.fields) {
      EXPECT_TRUE(HasField(FindMethod(call.method)->input_type(), field)) << field;
    }
  }

  void ExpectAllRefused(const std::vector<BadCall>& calls) {
    for (const BadCall& call : calls) {
      ExpectRefused(call);
      EXPECT_EQ(Stored(), before_) << call.what;
    }
  }

  TestServer server_;
  std::string opening_, seeker_, before_;
};

TEST_F(BadInputTest, UnknownCodes) { ExpectAllRefused(UnknownCodes()); }
TEST_F(BadInputTest, ImpossibleValues) { ExpectAllRefused(ImpossibleValues()); }

TEST_F(BadInputTest, BrokenForms) {
  std::vector<BadCall> calls = BrokenForms();
  for (BadCall& call : calls) {
    // A mask and an etag are looked at for an opening that exists.
    size_t at = call.bytes.find("openings/@");
    if (at == std::string::npos) continue;
    if (call.method == "OpeningService/CloseOpening") {
      auto request = Text<v1::CloseOpeningRequest>("etag: 'mine'");
      request.set_name(opening_);
      call.bytes = request.SerializeAsString();
    } else {
      v1::UpdateOpeningRequest request;
      request.ParseFromString(call.bytes);
      request.mutable_opening()->set_name(opening_);
      call.bytes = request.SerializeAsString();
    }
  }
  ExpectAllRefused(calls);
}

TEST_F(BadInputTest, ATruncatedFileIsToldByLine) {
  v1::ImportRecordsRequest request = Text<v1::ImportRecordsRequest>(
      "kind: RECORD_KIND_OPENING format: IMPORT_FORMAT_CSV first_line: 2 "
      "csv_header: 'source,source_id,title' data: 's,1,\"Kasir tanpa penut'");
  v1::ImportRecordsResponse response;
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
  ASSERT_EQ(response.rejects_size(), 1);
  EXPECT_EQ(response.rejects(0).line(), 2);
  EXPECT_EQ(Stored(), before_);
}

TEST_F(BadInputTest, ATokenOfAnotherListIsRefused) {
  server_.CreateOpening("title: 'Kasir'");
  before_ = Stored();
  v1::ListOpeningsRequest list;
  list.set_page_size(1);
  v1::ListOpeningsResponse page;
  ASSERT_THAT(server_.Call(&Openings::ListOpenings, list, &page), IsOk());
  ASSERT_NE(page.next_page_token(), "");
  const std::string token = "page_token: '" + page.next_page_token() + "'";
  ExpectAllRefused({{"other filter", "OpeningService/ListOpenings",
                     Bytes<v1::ListOpeningsRequest>("source: 's' " + token), "page_token"},
                    {"other method", kSearch, Search(token), "page_token"},
                    {"other service", "SeekerService/ListSeekers",
                     Bytes<v1::ListSeekersRequest>(token), "page_token"}});
}

// Seeded bytes to every method: an error of the caller's, or an answer, but never one of the
// server's own.
TEST_F(BadInputTest, RandomBytesToEveryMethod) {
  testing::Random random(7);
  for (const char* service_name : kServices) {
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName(
        "setara.v1." + std::string(service_name));
    ASSERT_NE(service, nullptr);
    for (int m = 0; m < service->method_count(); ++m) {
      for (int round = 0; round < 40; ++round) {
        std::string bytes;
        for (int i = random.Below(60); i >= 0; --i) bytes += static_cast<char>(random.Below(256));
        if (round % 2 == 0) bytes[0] = static_cast<char>(random.Between(1, 8) * 8 + 2);
        grpc::Status status = server_.CallRaw(
            "/setara.v1." + std::string(service_name) + "/" + service->method(m)->name(), bytes);
        EXPECT_THAT(
            status.error_code(),
            ::testing::AnyOf(StatusCode::OK, StatusCode::INVALID_ARGUMENT, StatusCode::NOT_FOUND,
                             StatusCode::PERMISSION_DENIED, StatusCode::UNAUTHENTICATED))
            << service->method(m)->full_name() << " " << ::testing::PrintToString(status);
      }
    }
  }
  EXPECT_EQ(Stored(), before_);
}

TEST_F(BadInputTest, AnEmptyRequestToEveryMethodIsAnsweredOrRefused) {
  for (const char* service_name : kServices) {
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName(
        "setara.v1." + std::string(service_name));
    for (int m = 0; m < service->method_count(); ++m) {
      const MethodDescriptor& method = *service->method(m);
      grpc::Status status =
          server_.CallRaw("/setara.v1." + std::string(service_name) + "/" + method.name(), "");
      // A method that is held to a scope says nothing of a record that is not named.
      if (status.ok() || status.error_code() == StatusCode::PERMISSION_DENIED) continue;
      EXPECT_EQ(status.error_code(), StatusCode::INVALID_ARGUMENT) << method.full_name();
      const ErrorDetails details = DetailsOf(status);
      EXPECT_THAT(details.fields, ::testing::Not(::testing::IsEmpty())) << method.full_name();
      for (const std::string& field : details.fields) {
        EXPECT_TRUE(HasField(method.input_type(), field)) << method.full_name() << " " << field;
      }
    }
  }
  EXPECT_EQ(Stored(), before_);
}

}  // namespace
}  // namespace setara
