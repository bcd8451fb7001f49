// Rows of a sheet of cases for tests of the import and of the reports.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/e2e/test_server.h"

namespace setara {

class CaseSheet {
 public:
  using Cells = std::map<std::string, std::string>;

  // seeker: `seekers/{id}`, employer: `employers/{id}`, of the reports.
  CaseSheet(std::string seeker, std::string employer)
      : seeker_(std::move(seeker)), employer_(std::move(employer)) {}

  static const std::vector<std::string>& Columns() {
    static const auto& columns = *new std::vector<std::string>{"source",
                                                               "source_id",
                                                               "event",
                                                               "on",
                                                               "seeker",
                                                               "employer",
                                                               "branch",
                                                               "injury",
                                                               "segment",
                                                               "jkk_member",
                                                               "happened_on",
                                                               "region_code",
                                                               "wage_idr_per_month",
                                                               "manager",
                                                               "party",
                                                               "status",
                                                               "document",
                                                               "yes",
                                                               "by",
                                                               "text",
                                                               "levels",
                                                               "rung",
                                                               "reasons",
                                                               "steps",
                                                               "equal_work_wage_idr_per_month",
                                                               "outcome"};
    return columns;
  }
  static std::string Header() { return Joined(Columns()); }

  // One row; more cells may replace those given.
  void Add(const std::string& id, const std::string& event, const std::string& on,
           Cells cells = {}) {
    cells.insert({{"source", "lama"}, {"source_id", id}, {"event", event}, {"on", on}});
    std::vector<std::string> row;
    for (const std::string& column : Columns()) row.push_back(cells[column]);
    rows_ += Joined(row) + "\n";
  }

  // The steps of a well-run case, as far as they are asked for.
  void Report(const std::string& id, const std::string& branch = TestServer::kBranch) {
    Add(id, "REPORT", "2024-03-04",
        {{"seeker", seeker_},
         {"employer", employer_},
         {"branch", branch},
         {"injury", "ACCIDENT"},
         {"segment", "WAGE_EARNER"},
         {"jkk_member", "ya"},
         {"happened_on", "2024-03-02"},
         {"region_code", "33.72"},
         {"wage_idr_per_month", "4000000"}});
  }
  void ToConsent(const std::string& id, const std::string& branch = TestServer::kBranch) {
    Report(id, branch);
    // A case of another branch has no manager here: its account would have to be of that branch.
    if (branch == TestServer::kBranch) {
      Add(id, "MANAGER_ASSIGNED", "2024-03-04",
          {{"manager", "role-" + std::to_string(v1::ROLE_CASE_MANAGER)}});
    } else {
      return;
    }
    Add(id, "CONTACT_TRIED", "2024-03-05", {{"party", "WORKER"}, {"yes", "ya"}, {"by", "telepon"}});
    Add(id, "START_SCREENING", "2024-03-05");
    Add(id, "RECOMMENDATION_GIVEN", "2024-03-10",
        {{"yes", "ya"}, {"status", "PRESENT"}, {"by", "dr. Budi"}});
    Add(id, "RECOMMEND", "2024-03-10");
    for (const char* party : {"WORKER", "EMPLOYER"}) {
      Add(id, "CONSENT_ANSWERED", "2024-03-11", {{"party", party}, {"status", "REQUESTED"}});
    }
    Add(id, "REQUEST_CONSENTS", "2024-03-11");
  }
  void ToTrial(const std::string& id, bool worker_consents = true) {
    ToConsent(id);
    for (const std::string party : {"WORKER", "EMPLOYER"}) {
      if (party == "WORKER" && !worker_consents) continue;
      Add(id, "CONSENT_ANSWERED", "2024-03-14",
          {{"party", party}, {"status", "GIVEN"}, {"document", "Map 12/2024"}});
    }
    Add(id, "ASSESSMENT_DONE", "2024-03-14", {{"levels", "F15=2"}});
    Add(id, "JOB_ANALYSED", "2024-03-14", {{"text", "Staf gudang"}, {"levels", "F15=3"}});
    Add(id, "COMPLETE_ASSESSMENT", "2024-03-14");
    Add(id, "RUNG_CHOSEN", "2024-03-15",
        {{"rung", "L2"}, {"text", "Hasil asesmen"}, {"reasons", "L1=Terlalu berat"}});
    Add(id, "TRIAL_AGREED", "2024-03-15",
        {{"rung", "L2"},
         {"steps", "2024-03-15|20|4000000|Tugas ringan; 2024-04-01|40|4000000|Semua tugas"},
         {"equal_work_wage_idr_per_month", "4000000"}});
    Add(id, "FIT_NOTE_GIVEN", "2024-03-15", {{"yes", "ya"}, {"by", "dr. Sari"}});
    Add(id, "START_TRIAL", "2024-03-15");
  }
  void ToReturn(const std::string& id) {
    ToTrial(id);
    Add(id, "WORK_STARTED", "2024-04-15",
        {{"rung", "L2"},
         {"wage_idr_per_month", "4000000"},
         {"equal_work_wage_idr_per_month", "4000000"}});
    Add(id, "START_MONITORING", "2024-04-15");
    for (const char* day : {"2024-05-15", "2024-06-14", "2024-07-14"}) {
      Add(id, "VISIT_MADE", day, {{"yes", "ya"}});
    }
    Add(id, "CLOSE_RETURNED", "2024-07-16", {{"outcome", "RTW_L2"}});
  }

  v1::ImportRecordsRequest Request() const {
    v1::ImportRecordsRequest request;
    request.set_kind(v1::RECORD_KIND_CASE);
    request.set_format(v1::IMPORT_FORMAT_CSV);
    request.set_csv_header(Header());
    request.set_data(rows_);
    request.set_first_line(2);
    return request;
  }

 private:
  static std::string Joined(const std::vector<std::string>& cells) {
    std::string row;
    for (size_t i = 0; i < cells.size(); ++i) row += (i == 0 ? "" : ",") + cells[i];
    return row;
  }

  const std::string seeker_, employer_;
  std::string rows_;
};

// A server with a worker and an employer to import cases of.
class CaseSheetTest : public ::testing::Test {
 protected:
  void SetUp() override {
    employer_ = server_.CreateEmployer(
        "display_name: 'PT Garmen' kind: EMPLOYER_KIND_PRIVATE seat_region_code: '33.72'");
    worker_ = server_.CreateSeeker("identity { full_name: 'Siti Rahayu' } region_code: '33.72'");
  }

  CaseSheet Sheet() const { return CaseSheet(worker_.name(), employer_.name()); }
  v1::ImportRecordsResponse Import(const CaseSheet& sheet) {
    v1::ImportRecordsResponse response;
    EXPECT_THAT(server_.Call(&Imports::ImportRecords, sheet.Request(), &response), IsOk());
    return response;
  }
  static CallOptions As(v1::Role role) {
    CallOptions options;
    options.role = role;
    return options;
  }
  // The cases of the branch, in the order reported.
  v1::ListCasesResponse ListCases() {
    v1::ListCasesResponse response;
    EXPECT_THAT(server_.Call(&Cases::ListCases, v1::ListCasesRequest(), &response,
                             As(v1::ROLE_CASE_MANAGER)),
                IsOk());
    return response;
  }
  v1::ListCaseEventsResponse EventsOf(const std::string& name) {
    v1::ListCaseEventsRequest request;
    request.set_parent(name);
    request.set_page_size(1000);
    v1::ListCaseEventsResponse response;
    EXPECT_THAT(server_.Call(&Cases::ListCaseEvents, request, &response, As(v1::ROLE_CASE_MANAGER)),
                IsOk());
    return response;
  }

  TestServer server_;
  v1::Employer employer_;
  v1::Seeker worker_;
};

}  // namespace setara
