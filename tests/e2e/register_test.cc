// The register of employers over gRPC: lists as known at an instant, sites, evidence, what looks
// wrong, and registers that are imported or taken over.
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// The clock stands at 2025-06-15.
class RegisterTest : public ::testing::Test {
 protected:
  RegisterTest() {
    officer_.role = v1::ROLE_COMPLIANCE_OFFICER;
    officer_.purpose = "quota";
  }

  void Later(std::chrono::seconds by) { server_.clock().Set(server_.clock().Now() + by); }

  std::string Employer(std::string rest) {
    if (rest.find("seat_region_code") == std::string::npos) rest += " seat_region_code: '33.74'";
    return server_.CreateEmployer("display_name: 'PT' kind: EMPLOYER_KIND_PRIVATE " + rest).name();
  }
  void Headcount(const std::string& employer, const std::string& report) {
    v1::HeadcountReport stored;
    EXPECT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>("employer: '" + employer +
                                                              "' report {" + report + "}"),
                             &stored),
                IsOk());
  }
  grpc::Status Hire(const std::string& employer, const std::string& record,
                    v1::EmploymentRecord* stored) {
    return server_.Call(
        &Employers::RecordEmployment,
        Text<v1::RecordEmploymentRequest>("employer: '" + employer + "' record {" + record + "}"),
        stored);
  }
  void Hire(const std::string& employer, const std::string& record) {
    v1::EmploymentRecord stored;
    EXPECT_THAT(Hire(employer, record, &stored), IsOk());
  }
  template <typename Request, typename Response>
  Response Ask(grpc::Status (Register::*method)(grpc::ClientContext*, const Request&, Response*),
               const std::string& request) {
    Response response;
    EXPECT_THAT(server_.Call(method, Text<Request>(request), &response, officer_), IsOk());
    return response;
  }
  std::vector<std::string> RulesFor(const std::string& employer, const std::string& rest = "") {
    std::vector<std::string> rules;
    const auto checked = Ask(&Register::CheckRegister, "employer: '" + employer + "' " + rest);
    for (const auto& finding : checked.findings()) rules.push_back(finding.rule());
    return rules;
  }
  v1::ImportRegisterResponse Import(const v1::ImportRegisterRequest& request) {
    v1::ImportRegisterResponse response;
    EXPECT_THAT(server_.Call(&Register::ImportRegister, request, &response, officer_), IsOk());
    return response;
  }
  static void Put(v1::RegisterRows* rows, const std::string& header, const std::string& data) {
    rows->set_csv_header(header);
    rows->set_data(data);
    rows->set_first_line(2);
  }
  static v1::ImportRegisterRequest Sheets(const std::string& employers, const std::string& sites,
                                          const std::string& workers) {
    v1::ImportRegisterRequest request;
    if (!employers.empty()) {
      Put(request.mutable_employers(),
          "source,source_id,display_name,npp,kind,seat_region_code,workers:2024,disabled:2024,"
          "workers:2025-03,confirmed",
          employers);
    }
    if (!sites.empty()) {
      Put(request.mutable_sites(), "employer_source,employer_source_id,code,display_name", sites);
    }
    if (!workers.empty()) {
      Put(request.mutable_workers(),
          "employer_source,employer_source_id,person,source,source_id,relation,valid_from,"
          "valid_until,evidence_from,evidence_until,agreed_on,site,confirmed",
          workers);
    }
    return request;
  }

  TestServer server_;
  TestServer::Options officer_;
};

TEST_F(RegisterTest, HeadcountsAreListedAsKnownThenAndRetracted) {
  const std::string one = Employer("seat_region_code: '33.72'");
  const std::string other = Employer("seat_region_code: '35.78'");
  Headcount(one,
            "valid_from { year: 2024 month: 1 day: 1 } workers: 100 "
            "kind: HEADCOUNT_REPORT_KIND_ANNUAL");
  Headcount(other, "valid_from { year: 2024 month: 1 day: 1 } workers: 7");
  Later(std::chrono::hours(1));
  Headcount(one,
            "valid_from { year: 2024 month: 1 day: 1 } workers: 120 "
            "kind: HEADCOUNT_REPORT_KIND_ANNUAL");
  const auto now = Ask(&Register::ListHeadcounts, "employer: '" + one + "'");
  ASSERT_THAT(now.headcounts(), SizeIs(1));
  EXPECT_EQ(now.headcounts(0).report().workers(), 120);
  EXPECT_EQ(now.headcounts(0).report().kind(), v1::HEADCOUNT_REPORT_KIND_ANNUAL);
  const auto then =
      Ask(&Register::ListHeadcounts, "employer: '" + one + "' known_at { seconds: 1750000000 }");
  EXPECT_EQ(then.headcounts(0).report().workers(), 100);

  auto page = Ask(&Register::ListHeadcounts, "page_size: 1");
  ASSERT_THAT(page.headcounts(), SizeIs(1));
  EXPECT_EQ(page.headcounts(0).employer(), other);
  page =
      Ask(&Register::ListHeadcounts, "page_size: 1 page_token: '" + page.next_page_token() + "'");
  EXPECT_EQ(page.headcounts(0).employer(), one);
  EXPECT_EQ(page.next_page_token(), "");
  EXPECT_THAT(Ask(&Register::ListHeadcounts, "region_code: '33'").headcounts(), SizeIs(1));

  Ask(&Register::RetractHeadcount, "employer: '" + one +
                                       "' valid_from { year: 2024 month: 1 day: 1 } "
                                       "validate_only: true");
  EXPECT_THAT(Ask(&Register::ListHeadcounts, "employer: '" + one + "'").headcounts(), SizeIs(1));
  Ask(&Register::RetractHeadcount,
      "employer: '" + one + "' valid_from { year: 2024 month: 1 day: 1 }");
  EXPECT_THAT(Ask(&Register::ListHeadcounts, "employer: '" + one + "'").headcounts(), IsEmpty());
  v1::RetractHeadcountResponse response;
  EXPECT_THAT(server_.Call(&Register::RetractHeadcount,
                           Text<v1::RetractHeadcountRequest>(
                               "employer: '" + one + "' valid_from { year: 2024 month: 1 day: 1 }"),
                           &response),
              Not(IsOk()));
}

TEST_F(RegisterTest, AMonthlyReportBeginsOnTheFirst) {
  v1::HeadcountReport stored;
  EXPECT_THAT(
      server_.Call(&Employers::RecordHeadcount,
                   Text<v1::RecordHeadcountRequest>(
                       "employer: '" + Employer("") +
                       "' report { valid_from { year: 2025 month: 3 day: 2 } workers: 5 kind: "
                       "HEADCOUNT_REPORT_KIND_MONTHLY }"),
                   &stored),
      IsBadField("report.valid_from"));
}

TEST_F(RegisterTest, StaffOfAnEmployerSeeFiguresButNoRecordOfAPerson) {
  const std::string own = Employer("seat_region_code: '33.72'");
  Headcount(own, "valid_from { year: 2025 month: 1 day: 1 } workers: 100");
  Headcount(Employer(""), "valid_from { year: 2025 month: 1 day: 1 } workers: 7");
  server_.Stop();
  CallerPlace place;
  place.employer_id = own.substr(own.find('/') + 1);
  TestServer::Options staff;
  staff.bearer = server_.AddAccount("staff-hr", v1::ROLE_EMPLOYER_STAFF, place);
  staff.purpose = "quota";
  server_.Start();
  v1::ListHeadcountsResponse headcounts;
  ASSERT_THAT(
      server_.Call(&Register::ListHeadcounts, v1::ListHeadcountsRequest(), &headcounts, staff),
      IsOk());
  ASSERT_THAT(headcounts.headcounts(), SizeIs(1));
  EXPECT_EQ(headcounts.headcounts(0).employer(), own);
  v1::ListEmploymentResponse records;
  EXPECT_THAT(
      server_.Call(&Register::ListEmployment,
                   Text<v1::ListEmploymentRequest>("employer: '" + own + "'"), &records, staff),
      IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

TEST_F(RegisterTest, ADescribedRecordComesBackWithItsHistory) {
  const std::string employer = Employer("seat_region_code: '33.72'");
  const std::string record =
      "person: 'p1' source: 's' source_id: '1' relation: EMPLOYMENT_RELATION_FIXED_TERM "
      "valid_from { year: 2024 month: 1 day: 1 } contract_until { year: 2026 month: 1 day: 1 } "
      "site: 'K2' evidence_kind: EVIDENCE_KIND_HOSPITAL_LETTER evidence_issuer: 'RSUD' "
      "evidence_issued_on { year: 2023 month: 12 day: 1 } ";
  Hire(employer, record);
  Later(std::chrono::hours(1));
  v1::EmploymentRecord stored;
  ASSERT_THAT(Hire(employer, record + "exclude_code: EXCLUSION_CODE_DUPLICATE", &stored), IsOk());
  EXPECT_NE(stored.exclude_reason(), "") << "a code alone excludes as words do";
  ASSERT_THAT(Hire(employer, record + "exclude_reason: 'alih daya'", &stored), IsOk());
  EXPECT_EQ(stored.exclude_code(), v1::EXCLUSION_CODE_OTHER);
  const auto now = Ask(&Register::ListEmployment, "employer: '" + employer + "'");
  ASSERT_THAT(now.records(), SizeIs(1));
  EXPECT_EQ(now.records(0).record().site(), "K2");
  EXPECT_EQ(now.records(0).record().evidence_issuer(), "RSUD");
  EXPECT_EQ(now.records(0).record().contract_until().year(), 2026);
  EXPECT_EQ(now.records(0).record().exclude_reason(), "alih daya");
  const auto then = Ask(&Register::ListEmployment,
                        "employer: '" + employer + "' known_at { seconds: 1750000000 }");
  EXPECT_EQ(then.records(0).record().exclude_code(), v1::EXCLUSION_CODE_UNSPECIFIED);
  EXPECT_THAT(Hire(employer,
                   "person: 'p2' source: 's' source_id: '2' contract_until { year: 2026 month: 1 "
                   "day: 1 } relation: EMPLOYMENT_RELATION_PERMANENT valid_from { year: 2024 "
                   "month: 1 day: 1 }",
                   &stored),
              IsBadField("record.contract_until"));
}

TEST_F(RegisterTest, EvidenceHoldsOnByConfirmation) {
  const std::string employer = Employer("seat_region_code: '33.72'");
  const std::string record =
      "person: 'p1' source: 's' source_id: '1' relation: EMPLOYMENT_RELATION_PERMANENT "
      "valid_from { year: 2023 month: 1 day: 1 } evidence_from { year: 2023 month: 1 day: 1 } "
      "agreed_on { year: 2023 month: 1 day: 1 } ";
  Hire(employer, record + "evidence_until { year: 2025 month: 8 day: 1 }");
  Hire(employer,
       "person: 'p2' source: 's' source_id: '2' relation: EMPLOYMENT_RELATION_PERMANENT "
       "valid_from { year: 2023 month: 1 day: 1 }");
  auto soon = Ask(&Register::ListExpiringEvidence, "");
  ASSERT_THAT(soon.evidence(), SizeIs(1));
  EXPECT_EQ(soon.evidence(0).days_left(), 47);
  EXPECT_EQ(soon.evidence(0).record().person(), "p1");
  EXPECT_THAT(Ask(&Register::ListExpiringEvidence, "within_days: 46").evidence(), IsEmpty());
  EXPECT_THAT(Ask(&Register::ListExpiringEvidence, "region_code: '35'").evidence(), IsEmpty());

  const std::string key = "employer: '" + employer + "' source: 's' source_id: '1' ";
  v1::EmploymentRecord stored;
  const auto confirm = [&](const std::string& text) {
    return server_.Call(&Register::ConfirmEvidence, Text<v1::ConfirmEvidenceRequest>(text), &stored,
                        officer_);
  };
  EXPECT_THAT(confirm(key + "confirmed_on { year: 2025 month: 6 day: 16 }"),
              IsBadField("confirmed_on"));
  EXPECT_THAT(confirm(key + "evidence_until { year: 2025 month: 8 day: 1 }"),
              IsBadField("evidence_until"));
  EXPECT_THAT(confirm("employer: '" + employer + "' source: 's' source_id: '2'"),
              IsError(StatusCode::FAILED_PRECONDITION, "EVIDENCE_MISSING"));
  EXPECT_EQ(confirm("employer: '" + Employer("") + "' source: 's' source_id: '1'").error_code(),
            StatusCode::NOT_FOUND);
  Later(std::chrono::hours(1));
  ASSERT_THAT(confirm(key), IsOk());
  EXPECT_EQ(stored.evidence_until().year(), 2027);
  EXPECT_EQ(stored.evidence_confirmed_on().month(), 6);
  EXPECT_THAT(Ask(&Register::ListExpiringEvidence, "").evidence(), IsEmpty());
  // What was known before stays so.
  const auto then = Ask(&Register::ListEmployment,
                        "employer: '" + employer + "' known_at { seconds: 1750000000 }");
  EXPECT_EQ(then.records(0).record().evidence_until().year(), 2025);
  Hire(employer, record);
  EXPECT_THAT(confirm(key), IsError(StatusCode::FAILED_PRECONDITION, "EVIDENCE_DOES_NOT_EXPIRE"));
}

TEST_F(RegisterTest, ASiteIsOfOneEmployer) {
  const std::string one = Employer("npp: '15070955'");
  const std::string two = Employer("npp: '15070956'");
  v1::WorkSite stored;
  const auto record = [&](const std::string& employer, const std::string& site) {
    return server_.Call(
        &Register::RecordSite,
        Text<v1::RecordSiteRequest>("employer: '" + employer + "' site {" + site + "}"), &stored,
        officer_);
  };
  ASSERT_THAT(record(one, "code: 'K2' display_name: 'Gudang' npp: '15070956'"), IsOk());
  ASSERT_THAT(record(two, "code: 'K2' display_name: 'Kantor'"), IsOk());
  EXPECT_THAT(record(one, "code: 'K3'"), IsBadField("site.display_name"));
  EXPECT_THAT(record(one, "code: 'K3' display_name: 'x' region_code: '99.99'"),
              IsBadField("site.region_code"));
  auto sites = Ask(&Register::ListSites, "employer: '" + one + "'");
  ASSERT_THAT(sites.sites(), SizeIs(1));
  EXPECT_EQ(sites.sites(0).site().display_name(), "Gudang");
  EXPECT_THAT(RulesFor(one), Contains("SITE_NUMBER_SHARED"));
  EXPECT_THAT(RulesFor(two), Contains("NUMBER_SHARED"));
  Ask(&Register::RemoveSite, "employer: '" + one + "' code: 'K2'");
  EXPECT_THAT(Ask(&Register::ListSites, "employer: '" + one + "'").sites(), IsEmpty());
  EXPECT_THAT(RulesFor(one), Not(Contains("SITE_NUMBER_SHARED")));
}

TEST_F(RegisterTest, WhatLooksWrongIsFoundAcrossEmployers) {
  const std::string one = Employer("seat_region_code: '33.72' npwp: '012345678901234'");
  const std::string two = Employer("seat_region_code: '35.78' npwp: '0012345678901234'");
  const std::string working =
      "relation: EMPLOYMENT_RELATION_PERMANENT valid_from { year: 2023 month: 1 day: 1 } ";
  Hire(one, "person: 'p1' source: 's' source_id: '1' " + working);
  Hire(two, "person: 'p1' source: 's' source_id: '2' " + working);
  EXPECT_THAT(RulesFor(one, "severity: REGISTER_SEVERITY_ERROR"), ElementsAre("NUMBER_SHARED"))
      << "15 digits and 16 are one number";
  EXPECT_THAT(RulesFor(one), Contains("PERSON_ELSEWHERE"));
  EXPECT_THAT(RulesFor(one), Contains("HEADCOUNT_NONE"));
  const auto all = Ask(&Register::CheckRegister, "severity: REGISTER_SEVERITY_ERROR page_size: 1");
  EXPECT_EQ(all.employers(), 1);
  EXPECT_NE(all.next_page_token(), "");
  EXPECT_THAT(all.findings(0).text_en(), HasSubstr(two));
}

TEST_F(RegisterTest, AnImportedRegisterLandsOnce) {
  const auto request = Sheets(
      "s,1,PT Satu,15070955,PRIVATE,33.72,350,2,360,\ns,2,PT Dua,,BUMN,33.72,99,,,\n"
      "s,3,,,,,,,,\n",
      "s,1,K2,Gudang\n",
      "s,1,p1,w,1,PERMANENT,2024-01-01,,2024-01-01,,2024-01-01,K2,\n"
      "s,9,p2,w,2,PERMANENT,2024-01-01,,,,,,\n");
  auto checked = request;
  checked.set_validate_only(true);
  EXPECT_EQ(Import(checked).inserted(), 7);
  v1::ImportRegisterResponse first = Import(request);
  EXPECT_EQ(first.rows(), 6);
  EXPECT_EQ(first.inserted(), 7) << "two employers, three reports, a site, a worker";
  ASSERT_THAT(first.rejects(), SizeIs(2));
  EXPECT_EQ(first.rejects(0).sheet(), v1::REGISTER_SHEET_EMPLOYERS);
  EXPECT_EQ(first.rejects(0).line(), 4);
  EXPECT_EQ(first.rejects(0).field(), "display_name");
  EXPECT_EQ(first.rejects(1).sheet(), v1::REGISTER_SHEET_WORKERS);
  EXPECT_EQ(first.rejects(1).field(), "employer_source_id");
  v1::ImportRegisterResponse second = Import(request);
  EXPECT_EQ(second.unchanged(), 7);
  EXPECT_EQ(second.inserted() + second.updated(), 0);
}

TEST_F(RegisterTest, AnOfficerStoresOnlyTheirRegion) {
  Import(
      Sheets("s,1,PT Satu,,PRIVATE,35.78,10,,,\n", "", "s,1,p1,w,1,PERMANENT,2024-01-01,,,,,,\n"));
  server_.Stop();
  CallerPlace place;
  place.region_code = "33";
  officer_.role.reset();
  officer_.bearer = server_.AddAccount("jateng", v1::ROLE_COMPLIANCE_OFFICER, place);
  server_.Start();
  const auto response = Import(
      Sheets("s,1,PT Satu,,PRIVATE,33.72,10,,,\ns,2,PT Dua,,PRIVATE,35.78,10,,,\n"
             "s,3,PT Tiga,,PRIVATE,33.72,10,,,\n",
             "", "s,3,p1,w,1,PERMANENT,2024-01-01,,,,,,\ns,1,p2,w,2,PERMANENT,2024-01-01,,,,,,\n"));
  EXPECT_EQ(response.inserted(), 2);
  ASSERT_THAT(response.rejects(), SizeIs(4));
  for (const auto& reject : response.rejects()) {
    EXPECT_EQ(reject.reason(), "is not in your region");
  }
}

TEST_F(RegisterTest, LastYearsRegisterIsJudgedBeforeItLands) {
  Import(Sheets("t,1,PT Lama,15070955,PRIVATE,33.72,,,,\n", "", ""));
  auto request =
      Sheets("s,1,PT Satu,,PRIVATE,33.72,350,2,,\ns,2,PT Dua,15070955,PRIVATE,33.72,10,,,\n", "",
             "s,1,p1,w,1,PERMANENT,2024-01-01,,2024-01-01,,2024-01-01,,\n"
             "s,1,p2,w,2,PERMANENT,2024-01-01,2024-12-31,,,,,\n"
             "s,1,p3,w,3,PERMANENT,2024-01-01,,2024-01-01,2024-06-01,2024-01-01,,no\n"
             "s,2,p4,w,4,PERMANENT,2024-01-01,,,,,,\n");
  request.set_takeover_year(2025);
  request.set_validate_only(true);
  const auto tried = Import(request);
  EXPECT_THAT(Ask(&Register::ListEmployment, "").records(), IsEmpty());
  request.set_validate_only(false);
  const auto response = Import(request);
  EXPECT_EQ(tried.takeover_size(), response.takeover_size());
  EXPECT_THAT(response.rejects(), IsEmpty());
  std::vector<v1::TakeoverOutcome> outcomes;
  for (const auto& row : response.takeover()) outcomes.push_back(row.outcome());
  EXPECT_THAT(outcomes, ElementsAre(v1::TAKEOVER_OUTCOME_KEPT, v1::TAKEOVER_OUTCOME_HELD,
                                    v1::TAKEOVER_OUTCOME_KEPT, v1::TAKEOVER_OUTCOME_LEFT,
                                    v1::TAKEOVER_OUTCOME_HELD, v1::TAKEOVER_OUTCOME_HELD));
  EXPECT_EQ(response.takeover(1).findings(0).rule(), "NUMBER_SHARED");
  EXPECT_EQ(response.takeover(3).findings(0).rule(), "LEAVER_LISTED");
  EXPECT_EQ(response.takeover(4).findings(0).rule(), "EVIDENCE_EXPIRED");
  const auto stored = Ask(&Register::ListEmployment, "");
  ASSERT_THAT(stored.records(), SizeIs(2)) << "what is held is not stored";
  EXPECT_EQ(stored.records(1).record().valid_until().month(), 12);

  // Someone confirms what was held.
  auto confirmed = Sheets("s,2,PT Dua,15070955,PRIVATE,33.72,10,,,yes\n", "",
                          "s,2,p4,w,4,PERMANENT,2024-01-01,,,,,,yes\n");
  confirmed.set_takeover_year(2025);
  EXPECT_EQ(Import(confirmed).inserted(), 3);
  EXPECT_THAT(Ask(&Register::ListEmployment, "").records(), SizeIs(3));
}

TEST_F(RegisterTest, BadRequestsNameTheirField) {
  v1::ImportRegisterResponse response;
  const auto import = [&](const v1::ImportRegisterRequest& request) {
    return server_.Call(&Register::ImportRegister, request, &response, officer_);
  };
  v1::ImportRegisterRequest request;
  request.set_takeover_year(1997);
  EXPECT_THAT(import(request), IsBadField("takeover_year"));
  request.clear_takeover_year();
  Put(request.mutable_sites(), "code,gaji", "K1,1\n");
  EXPECT_THAT(import(request), IsBadField("sites.csv_header"));
  v1::ListHeadcountsResponse list;
  EXPECT_THAT(server_.Call(&Register::ListHeadcounts,
                           Text<v1::ListHeadcountsRequest>("known_at { nanos: -1 }"), &list),
              IsBadField("known_at"));
  EXPECT_THAT(server_.Call(&Register::ListHeadcounts,
                           Text<v1::ListHeadcountsRequest>("region_code: '99'"), &list),
              IsBadField("region_code"));
  EXPECT_THAT(server_.Call(&Register::ListHeadcounts,
                           Text<v1::ListHeadcountsRequest>("employer: 'employers/nobody'"), &list),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace setara
