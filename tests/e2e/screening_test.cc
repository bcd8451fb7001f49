// Screening of openings over gRPC: in every write, for whoever may see it, and without any effect
// on searches.
#include <algorithm>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ScreeningTest : public ::testing::Test {
 protected:
  v1::OpeningScreening Screen(const std::string& name, const CallOptions& options = {}) {
    v1::ScreenOpeningRequest request;
    request.set_name(name);
    v1::OpeningScreening screening;
    EXPECT_THAT(server_.Call(&Screenings::ScreenOpening, request, &screening, options), IsOk());
    return screening;
  }
  std::vector<std::string> RulesOf(const std::string& name) {
    std::vector<std::string> rules;
    const v1::OpeningScreening screening = Screen(name);
    for (const v1::ScreeningFinding& finding : screening.findings()) {
      rules.push_back(finding.rule_id());
    }
    return rules;
  }
  v1::SummarizeFindingsResponse Summary(const std::string& text, const CallOptions& options = {}) {
    v1::SummarizeFindingsResponse response;
    EXPECT_THAT(server_.Call(&Screenings::SummarizeFindings,
                             Text<v1::SummarizeFindingsRequest>(text), &response, options),
                IsOk());
    return response;
  }
  int64_t Count(const v1::SummarizeFindingsResponse& summary, const std::string& rule) {
    for (const v1::RuleFindingCount& count : summary.rules()) {
      if (count.rule_id() == rule) return count.findings();
    }
    return -1;
  }
  // An employer seated in `region`, with one opening of this description.
  std::string EmployerWith(const std::string& name, const std::string& region,
                           const std::string& description) {
    const std::string employer =
        server_
            .CreateEmployer("display_name: '" + name +
                            "' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '" + region + "'")
            .name();
    server_.CreateOpening("title: 'Kasir' employer: '" + employer + "' description: '" +
                          description + "'");
    return employer;
  }

  TestServer server_;
};

TEST_F(ScreeningTest, ATextIsScreenedForAnyone) {
  v1::ScreenTextResponse response;
  CallOptions anyone;
  anyone.role = v1::ROLE_ANYONE;
  ASSERT_THAT(server_.Call(&Screenings::ScreenText,
                           Text<v1::ScreenTextRequest>(
                               "title: 'Kasir (wanita)' text: 'Jujur. Usia maks. 30 tahun, rapi.'"),
                           &response, anyone),
              IsOk());
  ASSERT_THAT(response.findings(), SizeIs(2));
  const v1::ScreeningFinding& age = response.findings(1);
  EXPECT_EQ(age.rule_id(), "age_limit");
  EXPECT_EQ(age.field(), "text");
  EXPECT_EQ(age.range().begin(), 7);
  EXPECT_EQ(age.range().end(), 26);
  EXPECT_EQ(age.excerpt().text(), "Usia maks. 30 tahun, rapi.");
  ASSERT_THAT(age.excerpt().highlights(), SizeIs(1));
  EXPECT_EQ(age.excerpt().highlights(0).end(), 19);
  EXPECT_THAT(age.statement().indonesian(),
              HasSubstr("Tidak sejalan dengan SE Menaker M/6/HK.04/V/2025; UU 13/2003 pasal 5"));
  EXPECT_THAT(age.statement().english(), HasSubstr("Not in line with SE Menaker"));
  EXPECT_FALSE(age.suggestion().indonesian().empty());
  EXPECT_EQ(response.findings(0).field(), "title");
}

TEST_F(ScreeningTest, AReasonOfFunctionIsHeard) {
  v1::ScreenTextResponse response;
  ASSERT_THAT(server_.Call(&Screenings::ScreenText,
                           Text<v1::ScreenTextRequest>(
                               "text: 'Tidak buta warna' essential_functions: 'F03'"),
                           &response),
              IsOk());
  EXPECT_THAT(response.findings(), IsEmpty());
  const v1::Opening opening = server_.CreateOpening(
      "title: 'Teknisi' description: 'Tidak buta warna' demands { function: 'F03' level: 3 task: "
      "'membedakan kabel' }");
  EXPECT_THAT(RulesOf(opening.name()), IsEmpty());
  const v1::Opening assumed = server_.CreateOpening(
      "title: 'Teknisi' description: 'Tidak buta warna, cacat fisik' demands { function: 'F03' "
      "level: 3 origin: DEMAND_ORIGIN_ASSUMED }");
  EXPECT_THAT(RulesOf(assumed.name()), ElementsAre("colour_vision"));
}

TEST_F(ScreeningTest, WhatIsWrongIsNamed) {
  v1::ScreenTextResponse response;
  EXPECT_THAT(server_.Call(&Screenings::ScreenText, v1::ScreenTextRequest(), &response),
              IsBadField("text"));
  v1::ScreenTextRequest request;
  request.set_text(std::string(64 * 1024 + 1, 'a'));
  EXPECT_THAT(server_.Call(&Screenings::ScreenText, request, &response), IsBadField("text"));
  EXPECT_THAT(
      server_.Call(&Screenings::ScreenText,
                   Text<v1::ScreenTextRequest>("text: 'a' essential_functions: 'F99'"), &response),
      IsBadField("essential_functions[0]"));
  v1::ListOpeningScreeningsResponse list;
  EXPECT_THAT(server_.Call(&Screenings::ListOpeningScreenings,
                           Text<v1::ListOpeningScreeningsRequest>("rule_id: 'luck'"), &list),
              IsBadField("rule_id"));
  v1::OpeningScreening screening;
  EXPECT_THAT(server_.Call(&Screenings::ScreenOpening,
                           Text<v1::ScreenOpeningRequest>("name: 'openings/none'"), &screening),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

TEST_F(ScreeningTest, FindingsFollowEveryWrite) {
  v1::Opening opening = server_.CreateOpening(
      "title: 'Kasir (wanita)' description: 'Berpenampilan menarik' skill_words: 'good looking'");
  EXPECT_EQ(server_.trailer("setara-attention"), "findings=3");
  EXPECT_THAT(RulesOf(opening.name()), ElementsAre("sex", "looks", "looks"));
  v1::UpdateOpeningRequest update;
  update.mutable_opening()->set_name(opening.name());
  update.mutable_opening()->set_title("Kasir");
  update.mutable_update_mask()->add_paths("title");
  update.set_validate_only(true);
  ASSERT_THAT(server_.Call(&Openings::UpdateOpening, update, &opening), IsOk());
  EXPECT_EQ(server_.trailer("setara-attention"), "findings=2");
  EXPECT_THAT(RulesOf(opening.name()), ElementsAre("sex", "looks", "looks"));
  update.set_validate_only(false);
  ASSERT_THAT(server_.Call(&Openings::UpdateOpening, update, &opening), IsOk());
  EXPECT_THAT(RulesOf(opening.name()), ElementsAre("looks", "looks"));
  EXPECT_EQ(Screen(opening.name()).opening_etag(), opening.etag());
  v1::DeleteOpeningRequest remove;
  remove.set_name(opening.name());
  google::protobuf::Empty nothing;
  ASSERT_THAT(server_.Call(&Openings::DeleteOpening, remove, &nothing), IsOk());
  EXPECT_EQ(Summary("").findings(), 0);
}

TEST_F(ScreeningTest, ImportsTellHowMany) {
  v1::ImportRecordsRequest request;
  request.set_kind(v1::RECORD_KIND_OPENING);
  request.set_format(v1::IMPORT_FORMAT_CSV);
  request.set_csv_header("source,source_id,title,description");
  request.set_first_line(2);
  request.set_data(
      "x,1,Kasir,Pria usia maks 30 tahun\nx,2,Guru,Sabar\nx,3,Admin,\"Wanita, belum menikah\"\n");
  v1::ImportRecordsResponse response;
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
  EXPECT_EQ(response.inserted(), 3);
  EXPECT_EQ(response.openings_with_findings(), 2);
  EXPECT_EQ(response.findings(), 4);
  // The same once more changes nothing, and tells nothing.
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
  EXPECT_EQ(response.unchanged(), 3);
  EXPECT_EQ(response.openings_with_findings(), 0);
  request.set_data("x,1,Kasir,Ramah\n");
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, request, &response), IsOk());
  EXPECT_EQ(response.updated(), 1);
  const v1::SummarizeFindingsResponse summary = Summary("");
  EXPECT_EQ(summary.openings(), 3);
  EXPECT_EQ(summary.openings_with_findings(), 1);
  EXPECT_EQ(Count(summary, "age_limit"), 0);
  EXPECT_EQ(Count(summary, "marital_status"), 1);
}

TEST_F(ScreeningTest, ASearchKnowsNothingOfIt) {
  server_.CreateOpening("title: 'Kasir toko' description: 'Usia maks. 30 tahun, good looking'");
  server_.CreateOpening("title: 'Kasir toko' description: 'Ramah'");
  v1::SearchOpeningsResponse found;
  ASSERT_THAT(
      server_.Call(&Openings::SearchOpenings, Text<v1::SearchOpeningsRequest>("query: 'kasir'"),
                   &found, {server_.token()}),
      IsOk());
  EXPECT_EQ(found.total_size(), 2);
}

TEST_F(ScreeningTest, StaffSeeTheirOwnAndOfficersCountTheirRegion) {
  const std::string mine = EmployerWith("PT Umpama Satu", "33.72", "Usia maks. 30 tahun");
  const std::string other = EmployerWith("PT Umpama Dua", "31.71", "Pria, tidak buta warna");
  CallerPlace place;
  place.employer_id = mine.substr(10);
  CallerPlace region;
  region.region_code = "33";
  server_.Stop();
  CallOptions staff;
  staff.role = v1::ROLE_EMPLOYER_STAFF;
  staff.bearer = server_.AddAccount("staff-hr", v1::ROLE_EMPLOYER_STAFF, place);
  CallOptions officer;
  officer.role = v1::ROLE_COMPLIANCE_OFFICER;
  officer.bearer = server_.AddAccount("pengawas", v1::ROLE_COMPLIANCE_OFFICER, region);
  server_.Start();

  v1::ListOpeningScreeningsResponse list;
  ASSERT_THAT(server_.Call(&Screenings::ListOpeningScreenings, v1::ListOpeningScreeningsRequest(),
                           &list, staff),
              IsOk());
  ASSERT_THAT(list.screenings(), SizeIs(1));
  EXPECT_EQ(list.screenings(0).employer(), mine);
  EXPECT_FALSE(list.screenings(0).findings(0).suggestion().english().empty());
  v1::ListOpeningScreeningsRequest of_other;
  of_other.set_employer(other);
  EXPECT_THAT(server_.Call(&Screenings::ListOpeningScreenings, of_other, &list, staff),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_EQ(Summary("", staff).findings(), 1);

  EXPECT_THAT(server_.Call(&Screenings::ListOpeningScreenings, v1::ListOpeningScreeningsRequest(),
                           &list, officer),
              IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  const v1::SummarizeFindingsResponse counted = Summary("", officer);
  EXPECT_EQ(counted.openings(), 1);
  ASSERT_THAT(counted.employers(), SizeIs(1));
  EXPECT_EQ(counted.employers(0).employer(), mine);
  EXPECT_EQ(counted.employers(0).employer_display_name(), "PT Umpama Satu");
  v1::SummarizeFindingsResponse denied;
  EXPECT_THAT(
      server_.Call(&Screenings::SummarizeFindings,
                   Text<v1::SummarizeFindingsRequest>("region_code: '31'"), &denied, officer),
      IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_EQ(Summary("").findings(), 3);  // a counselor: all
  EXPECT_EQ(Summary("region_code: '31'").findings(), 2);
}

TEST_F(ScreeningTest, PagesCoverAllOnce) {
  for (int i = 0; i < 5; ++i) {
    server_.CreateOpening("title: 'Kasir (pria)' employer_display_name: 'Toko " +
                          std::to_string(i % 3) + "'");
  }
  v1::ListOpeningScreeningsRequest request;
  request.set_page_size(2);
  std::vector<std::string> seen;
  v1::ListOpeningScreeningsResponse page;
  do {
    request.set_page_token(page.next_page_token());
    ASSERT_THAT(server_.Call(&Screenings::ListOpeningScreenings, request, &page), IsOk());
    for (const v1::OpeningScreening& one : page.screenings()) seen.push_back(one.opening());
  } while (!page.next_page_token().empty());
  EXPECT_THAT(seen, SizeIs(5));
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));

  v1::SummarizeFindingsRequest summary;
  summary.set_page_size(1);
  std::vector<std::string> names;
  v1::SummarizeFindingsResponse counts;
  do {
    summary.set_page_token(counts.next_page_token());
    ASSERT_THAT(server_.Call(&Screenings::SummarizeFindings, summary, &counts), IsOk());
    ASSERT_THAT(counts.employers(), SizeIs(1));
    names.push_back(counts.employers(0).employer_display_name());
    EXPECT_EQ(counts.findings(), 5);
  } while (!counts.next_page_token().empty());
  EXPECT_THAT(names, ElementsAre("Toko 0", "Toko 1", "Toko 2"));
}

TEST_F(ScreeningTest, TheRulesAreListedWithTheirReasons) {
  v1::ListScreeningRulesResponse rules;
  ASSERT_THAT(
      server_.Call(&Screenings::ListScreeningRules, v1::ListScreeningRulesRequest(), &rules),
      IsOk());
  EXPECT_GE(rules.rules_size(), 20);
  for (const v1::ScreeningRule& rule : rules.rules()) {
    if (rule.rule_id() == "colour_vision") {
      EXPECT_THAT(rule.unless(), ElementsAre("demand:F03"));
    }
  }
}

}  // namespace
}  // namespace setara
