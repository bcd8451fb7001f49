// Return to work from the report to the end, as a case manager does it.
#include <fstream>

#include "tests/e2e/case_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class CaseTest : public CaseWorld {
 protected:
  void SetUp() override {
    CaseWorld::SetUp();
    case_ = Open(person_);
  }
  std::string Counted() {
    v1::QuotaStatus status;
    EXPECT_THAT(server_.Call(&Quota::GetQuotaStatus,
                             Text<v1::GetQuotaStatusRequest>("employer: '" + employer_.name() +
                                                             "' " + OnToday("as_of")),
                             &status),
                IsOk());
    return status.has_counted_workers() ? std::to_string(status.counted_workers()) : "-";
  }
  // The employer's own record of the employment, with what it has of evidence and agreement.
  void Register(const std::string& papers) {
    v1::EmploymentRecord stored;
    ASSERT_THAT(server_.Call(
                    &Employers::RecordEmployment,
                    Text<v1::RecordEmploymentRequest>(
                        "employer: '" + employer_.name() + "' record { person: '" + person_.name() +
                        "' source: 'hr' source_id: '1' relation: "
                        "EMPLOYMENT_RELATION_PERMANENT valid_from { year: 2020 month: 1 day: 1 } " +
                        papers + " }"),
                    &stored),
                IsOk());
  }
};

TEST_F(CaseTest, FromTheReportToTheEndAtTheSameJobAdapted) {
  EXPECT_EQ(case_.state(), v1::CASE_STATE_REPORTED);
  EXPECT_EQ(case_.branch(), TestServer::kBranch);
  EXPECT_EQ(case_.worker_display_name(), "Wulandari");
  const grpc::Status early = Move("START_SCREENING");
  EXPECT_THAT(early, IsError(StatusCode::FAILED_PRECONDITION, "CASE_GUARDS_NOT_MET"));
  EXPECT_THAT(early.error_message(), HasSubstr("no case manager is assigned"));
  RunToAssessed();
  ASSERT_EQ(case_.state(), v1::CASE_STATE_ASSESSED);
  EXPECT_EQ(case_.worker_consent(), v1::CONSENT_STATUS_GIVEN);

  v1::AnalyseCaseGapsResponse gaps;
  ASSERT_THAT(server_.Call(&Cases::AnalyseCaseGaps,
                           Text<v1::AnalyseCaseGapsRequest>("name: '" + case_.name() +
                                                            "' language: LANGUAGE_ENGLISH"),
                           &gaps, manager_),
              IsOk());
  EXPECT_EQ(gaps.old_job().title(), "Operator jahit");
  EXPECT_THAT(gaps.old_job().to_provide(), Contains("A21")) << "a hoist closes lifting";
  ASSERT_FALSE(gaps.rungs().empty());
  EXPECT_EQ(gaps.rungs(gaps.rungs_size() - 1).rung(), v1::RUNG_SAME_JOB_ADAPTED);
  EXPECT_TRUE(gaps.rungs(gaps.rungs_size() - 1).suggested());

  MustAdd(
      "plan_written { goals: 'Kembali bekerja' target: RUNG_SAME_JOB_ADAPTED items { service: "
      "SERVICE_KIND_PHYSICAL_THERAPY provider: 'RS' " +
      OnToday("from") + "} }");
  MustAdd("plan_approved { party: CASE_PARTY_WORKER " + OnToday() + "}");
  MustAdd("plan_approved { party: CASE_PARTY_BPJS " + OnToday() + "}");
  MustMove("START_REHAB");
  PassDays(20);
  Choose("SAME_JOB_ADAPTED", {"SAME_JOB"});
  MustAdd("trial_agreed { employer: '" + employer_.name() + "' rung: RUNG_SAME_JOB_ADAPTED " +
          OnToday() + "steps { " + OnToday("from") +
          "hours_per_week: 20 duties: 'Ringan' wage_idr_per_month: 3000000 } "
          "equal_work_wage_idr_per_month: 3000000 accommodations: 'A21' }");
  EXPECT_THAT(Move("START_TRIAL").error_message(), HasSubstr("accommodations are not in place"));
  MustAdd("accommodations_provided { accommodations: 'A21' " + OnToday() + "}");
  MustAdd("fit_note_given { doctor: 'dr. Sari' fit: true " + OnToday() + "}");
  MustMove("START_TRIAL");
  PassDays(30);
  MustAdd("work_started { employer: '" + employer_.name() + "' rung: RUNG_SAME_JOB_ADAPTED " +
          OnToday("from") + "wage_idr_per_month: 3000000 equal_work_wage_idr_per_month: 3000000 }");
  MustMove("START_MONITORING");
  EXPECT_THAT(Move("CLOSE_RETURNED", "outcome: CASE_OUTCOME_RTW_L2"),
              IsError(StatusCode::FAILED_PRECONDITION, "CASE_GUARDS_NOT_MET"));
  Monitor();
  EXPECT_THAT(Move("CLOSE_RETURNED", "outcome: CASE_OUTCOME_RTW_L1"),
              IsError(StatusCode::FAILED_PRECONDITION, "CASE_GUARDS_NOT_MET"));
  MustMove("CLOSE_RETURNED", "outcome: CASE_OUTCOME_RTW_L2");
  EXPECT_EQ(case_.state(), v1::CASE_STATE_CLOSED);
  EXPECT_EQ(case_.outcome(), v1::CASE_OUTCOME_RTW_L2);
  EXPECT_THAT(Add("visit_made { " + OnToday() + "on_agreed_terms: true }"),
              IsError(StatusCode::FAILED_PRECONDITION, "CASE_CLOSED"));
  EXPECT_EQ(Reread().SerializeAsString(), case_.SerializeAsString());

  // A return counts in the old employer's quota only with evidence and the worker's agreement.
  v1::HeadcountReport headcount;
  ASSERT_THAT(
      server_.Call(&Employers::RecordHeadcount,
                   Text<v1::RecordHeadcountRequest>(
                       "employer: '" + employer_.name() +
                       "' report { workers: 100 valid_from { year: 2025 month: 1 day: 1 } }"),
                   &headcount),
      IsOk());
  EXPECT_NE(Counted(), "1") << "the case alone counts nobody";
  const std::string evidence = "evidence_from { year: 2025 month: 1 day: 1 } ";
  const std::string agreed = "agreed_on { year: 2025 month: 1 day: 1 } ";
  Register(evidence);
  EXPECT_NE(Counted(), "1") << "evidence alone";
  Register(agreed);
  EXPECT_NE(Counted(), "1") << "agreement alone";
  Register(evidence + agreed);
  EXPECT_EQ(Counted(), "1");
}

TEST_F(CaseTest, WhatWasKnownEarlierIsAnsweredFromTheLog) {
  const int64_t reported = Seconds();
  PassDays(3);
  MustAdd("manager_assigned { manager: '" + me_ + "' }");
  MustAdd("contact_tried { party: CASE_PARTY_WORKER reached: true }");
  MustMove("START_SCREENING");
  v1::GetCaseRequest request;
  request.set_name(case_.name());
  request.mutable_known_time()->set_seconds(reported + 1);
  v1::Case then;
  ASSERT_THAT(server_.Call(&Cases::GetCase, request, &then, manager_), IsOk());
  EXPECT_EQ(then.state(), v1::CASE_STATE_REPORTED);
  EXPECT_EQ(then.manager(), "");
  EXPECT_NE(then.etag(), case_.etag());
  request.mutable_known_time()->set_seconds(reported - 1);
  EXPECT_EQ(server_.Call(&Cases::GetCase, request, &then, manager_).error_code(),
            StatusCode::NOT_FOUND);
  request.mutable_known_time()->set_seconds(INT64_MAX);
  EXPECT_THAT(server_.Call(&Cases::GetCase, request, &then, manager_), IsBadField("known_time"));
}

TEST_F(CaseTest, TheLogIsPagedAndShowsWhoSaidWhat) {
  MustAdd("note_written { text: 'Satu' } reason: 'catatan'");
  MustAdd("note_written { text: 'Dua' }");
  v1::ListCaseEventsRequest request;
  request.set_parent(case_.name());
  request.set_page_size(2);
  v1::ListCaseEventsResponse page;
  ASSERT_THAT(server_.Call(&Cases::ListCaseEvents, request, &page, manager_), IsOk());
  ASSERT_EQ(page.events_size(), 2);
  EXPECT_EQ(page.events(0).report().seeker(), person_.name());
  EXPECT_EQ(page.events(1).note_written().text(), "Satu");
  EXPECT_EQ(page.events(1).actor(), me_);
  EXPECT_EQ(page.events(1).reason(), "catatan");
  request.set_page_token(page.next_page_token());
  ASSERT_THAT(server_.Call(&Cases::ListCaseEvents, request, &page, manager_), IsOk());
  ASSERT_EQ(page.events_size(), 1);
  EXPECT_EQ(page.next_page_token(), "");
  // A supervisor reads the log without what is medical.
  TestServer::Options head = head_;
  head.purpose = kRtw;
  request.clear_page_token();
  ASSERT_THAT(server_.Call(&Cases::ListCaseEvents, request, &page, head), IsOk());
  EXPECT_EQ(page.events(0).report().injury(), v1::INJURY_KIND_UNSPECIFIED);
  EXPECT_FALSE(page.events(1).has_note_written());
}

TEST_F(CaseTest, EtagsAndRequestIdsKeepTwoPeopleAndOneRetryApart) {
  const std::string stale = case_.etag();
  MustAdd("note_written { text: 'Satu' }");
  EXPECT_THAT(AddAs(manager_, "note_written { text: 'Dua' }", "etag: '" + stale + "'"),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  ASSERT_THAT(AddAs(manager_, "note_written { text: 'Dua' }", "request_id: 'r1'"), IsOk());
  const std::string after = case_.etag();
  ASSERT_THAT(AddAs(manager_, "note_written { text: 'Dua' }", "request_id: 'r1'"), IsOk());
  EXPECT_EQ(case_.etag(), after) << "the retry added nothing";
  ASSERT_THAT(AddAs(manager_, "note_written { text: 'Tiga' }", "validate_only: true"), IsOk());
  EXPECT_EQ(Reread().etag(), after);
  v1::Case first, again;
  ASSERT_THAT(TryOpen(person_, "", &first, "request_id: 'open-1'"), IsOk());
  ASSERT_THAT(TryOpen(person_, "", &again, "request_id: 'open-1'"), IsOk());
  EXPECT_EQ(first.name(), again.name());
}

TEST_F(CaseTest, DeadlinesAreListedByUrgencyAndTime) {
  EXPECT_THAT(Due("", manager_), Contains("FIRST_CONTACT COMING_UP"));
  EXPECT_THAT(Due("manager: '" + me_ + "'", manager_), IsEmpty()) << "nobody has it";
  MustAdd("manager_assigned { manager: '" + me_ + "' }");
  EXPECT_THAT(Due("manager: '" + me_ + "'", manager_), Contains("FIRST_CONTACT COMING_UP"));
  PassDays(8);
  EXPECT_THAT(Due("urgencies: CASE_URGENCY_OVERDUE", manager_), Contains("FIRST_CONTACT OVERDUE"));
  MustMove("PAUSE", "reason: 'Operasi'");
  EXPECT_THAT(Due("", manager_), Not(Contains("FIRST_CONTACT OVERDUE")));
  EXPECT_THAT(Due("urgencies: CASE_URGENCY_SUSPENDED", manager_),
              Contains("FIRST_CONTACT SUSPENDED"));
  EXPECT_THAT(Due("case_name: '" + case_.name() +
                      "' urgencies: CASE_URGENCY_DONE urgencies: CASE_URGENCY_LATER",
                  manager_),
              Contains("ACCIDENT_REPORT DONE"));
  v1::ListCaseDeadlinesResponse page;
  EXPECT_THAT(server_.Call(&Cases::ListCaseDeadlines,
                           Text<v1::ListCaseDeadlinesRequest>("urgencies: CASE_URGENCY_DONE"),
                           &page, manager_),
              IsBadField("urgencies[0]"));
  MustMove("RESUME");
  MustAdd("dismissal_attempted { text: 'tidak mampu' " + OnToday() + "}");
  ASSERT_THAT(server_.Call(&Cases::ListCaseDeadlines,
                           Text<v1::ListCaseDeadlinesRequest>("urgencies: CASE_URGENCY_SOUNDING"),
                           &page, manager_),
              IsOk());
  ASSERT_EQ(page.deadlines_size(), 1);
  EXPECT_EQ(page.deadlines(0).kind(), "DISMISSAL_ALERT");
  EXPECT_THAT(page.deadlines(0).alarm().english(), HasSubstr("is void"));
}

TEST_F(CaseTest, WithdrawalStartsTheClockToStopProcessing) {
  MustMove("WITHDRAW");
  EXPECT_EQ(case_.outcome(), v1::CASE_OUTCOME_WITHDRAWN);
  EXPECT_THAT(Due("", manager_), Contains("STOP_PROCESSING COMING_UP"));
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(72));
  EXPECT_THAT(Due("", manager_), Contains("STOP_PROCESSING OVERDUE"));
  MustAdd("processing_stopped { }");
  EXPECT_THAT(Due("", manager_), Not(Contains("STOP_PROCESSING OVERDUE")));
}

TEST_F(CaseTest, AnEndIsTakenBackByASupervisor) {
  MustMove("RECORD_DEATH");
  const std::string void_it =
      "event_corrected { sequence: 2 reason: 'Tertukar dengan orang lain' }";
  EXPECT_THAT(Add(void_it), IsError(StatusCode::PERMISSION_DENIED, "STEP_DENIED"));
  TestServer::Options head = head_;
  head.purpose = kRtw;
  ASSERT_THAT(AddAs(head, void_it), IsOk());
  EXPECT_EQ(case_.state(), v1::CASE_STATE_REPORTED);
  v1::Case next;
  EXPECT_THAT(TryOpen(person_, "previous_case: '" + case_.name() + "'", &next),
              IsError(StatusCode::FAILED_PRECONDITION, "PREVIOUS_CASE_OPEN"));
}

TEST_F(CaseTest, DocumentsAreSealedTypedAndFiledOnce) {
  v1::CaseDocument filed;
  ASSERT_THAT(Document("FORM_3KK1", "%PDF-1.4 RahasiaDokumen", &filed), IsOk());
  EXPECT_EQ(filed.media_type(), "application/pdf");
  EXPECT_EQ(filed.content(), "");
  v1::GetCaseDocumentRequest get;
  get.set_name(filed.name());
  v1::CaseDocument read;
  ASSERT_THAT(server_.Call(&Cases::GetCaseDocument, get, &read, manager_), IsOk());
  EXPECT_EQ(read.content(), "%PDF-1.4 RahasiaDokumen");
  EXPECT_EQ(read.sha256(), filed.sha256());
  const grpc::Status again = Document("FORM_3KK1", "%PDF-1.4 RahasiaDokumen");
  EXPECT_THAT(again, IsError(StatusCode::ALREADY_EXISTS, "DOCUMENT_EXISTS"));
  EXPECT_EQ(DetailsOf(again).existing, filed.name());
  EXPECT_THAT(Document("FORM_3KK1", std::string("\x7f"
                                                "ELF\0x",
                                                6)),
              IsBadField("document.content"));
  EXPECT_THAT(Document("NO_SUCH_FORM"), IsBadField("document.kind"));
  EXPECT_EQ(server_.Call(&Cases::GetCaseDocument, get, &read, far_).error_code(),
            StatusCode::PERMISSION_DENIED);
  // What is voided is gone.
  MustAdd("event_corrected { sequence: 2 reason: 'Berkas orang lain' }");
  EXPECT_THAT(server_.Call(&Cases::GetCaseDocument, get, &read, manager_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
}

TEST_F(CaseTest, BadInputIsNamedAndChangesNothing) {
  const std::string before = Reread().SerializeAsString();
  struct {
    const char* fact;
    const char* field;
  } const bad[] = {
      {"", "event.fact"},
      {"moved { trigger: CASE_TRIGGER_PAUSE }", "event.moved"},
      {"document_added { kind: 'FIT_NOTE' }", "event.document_added"},
      {"hand_over_offered { kind: KIND_ASSIGN }", "event.hand_over_offered"},
      {"hand_over_answered { accepted: true }", "event.hand_over_answered"},
      {"search_started { }", "event.search_started"},
      {"report { injury: INJURY_KIND_ACCIDENT }", "event.report.seeker"},
      {"contact_tried { party: CASE_PARTY_WORKER mode: 'M99' }", "event.contact_tried.mode"},
      {"contact_tried { }", "event.contact_tried.party"},
      {"consent_answered { party: CASE_PARTY_UNION status: CONSENT_STATUS_GIVEN }",
       "event.consent_answered.party"},
      {"consent_answered { party: CASE_PARTY_WORKER status: CONSENT_STATUS_GIVEN on { year: 2025 "
       "month: 1 day: 1 } }",
       "event.consent_answered.document"},
      {"assessment_done { on { year: 2025 month: 2 day: 30 } }", "event.assessment_done.on"},
      {"assessment_done { on { year: 2025 month: 2 day: 3 } }", "event.assessment_done.capacities"},
      {"assessment_done { on { year: 2025 month: 2 day: 3 } capacities { function: 'F99' } }",
       "event.assessment_done.capacities[0].function"},
      {"assessment_done { on { year: 2025 month: 2 day: 3 } capacities { function: 'F01' "
       "usual_level: 9 } }",
       "event.assessment_done.capacities[0].usual_level"},
      {"job_analysed { on { year: 2025 month: 2 day: 3 } rung: RUNG_SAME_JOB employer: 'x' }",
       "event.job_analysed.employer"},
      {"work_started { rung: RUNG_OTHER_EMPLOYER placement: 'placements/none' from { year: 2025 "
       "month: 2 day: 3 } }",
       "event.work_started.placement"},
      {"note_written { text: 'x' } happen_time { seconds: 4000000000 }", "event.happen_time"},
      {"note_written { }", "event.note_written.text"},
      {"manager_assigned { }", "event.manager_assigned.manager"},
  };
  for (const auto& one : bad) EXPECT_THAT(Add(one.fact), IsBadField(one.field)) << one.fact;
  EXPECT_THAT(Move("REPORT"), IsBadField("trigger"));
  EXPECT_THAT(Move("PAUSE", "etag: 'x'"), IsBadField("etag"));
  EXPECT_THAT(Add("event_corrected { sequence: 99 reason: 'x' }"),
              IsError(StatusCode::FAILED_PRECONDITION, "UNKNOWN_EVENT"));
  v1::Case made;
  EXPECT_THAT(TryOpen(person_, "happen_time { seconds: 4000000000 }", &made),
              IsBadField("report.happen_time"));
  EXPECT_THAT(TryOpen(person_, "previous_case: 'cases/none'", &made),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(TryOpen(person_, "occupation_code: '0099'", &made),
              IsBadField("report.occupation_code"));
  EXPECT_EQ(Reread().SerializeAsString(), before);
}

TEST_F(CaseTest, ACaseUnderWayKeepsTheRecordUntilItEnds) {
  v1::GetSeekerRequest get;
  get.set_name(person_.name());
  const auto erase = [&] {
    v1::DeleteSeekerRequest request;
    request.set_name(person_.name());
    google::protobuf::Empty nothing;
    return server_.Call(&Seekers::DeleteSeeker, request, &nothing);
  };
  EXPECT_THAT(erase(), IsError(StatusCode::FAILED_PRECONDITION, "CASE_OPEN"));
  MustMove("WITHDRAW");
  EXPECT_THAT(erase(), IsOk());
  v1::Case gone;
  EXPECT_THAT(GetCase(case_.name(), &gone, manager_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
}

TEST_F(CaseTest, Uu27Art31To33TheWorkersExportHoldsTheirCases) {
  MustAdd("manager_assigned { manager: '" + me_ + "' }");
  MustAdd("contact_tried { party: CASE_PARTY_WORKER reached: true }");
  MustMove("START_SCREENING");
  MustAdd("note_written { text: 'Ingin kembali ke mesin jahit' }");
  v1::ExportPersonDataResponse copy = OwnExportOf(person_);
  ASSERT_EQ(copy.data().cases_size(), 1);
  const v1::PersonCase& one = copy.data().cases(0);
  EXPECT_EQ(one.case_().name(), case_.name());
  EXPECT_EQ(one.case_().report().SerializeAsString(), case_.report().SerializeAsString());
  ASSERT_EQ(one.events_size(), 5);
  EXPECT_EQ(one.events(4).note_written().text(), "Ingin kembali ke mesin jahit");
  EXPECT_THAT(copy.readable_copy(), HasSubstr("Return-to-work cases\n- " + case_.name()));
  EXPECT_THAT(copy.readable_copy(), HasSubstr("Screening, 5 entries in the log"));
  v1::ExportPersonDataRequest request;
  request.set_seeker(person_.name());
  TestServer::Options officer;
  officer.role = v1::ROLE_DATA_PROTECTION_OFFICER;
  ASSERT_THAT(server_.Call(&Rights::ExportPersonData, request, &copy, officer), IsOk());
  EXPECT_EQ(copy.data().cases_size(), 0) << "what is medical is not the officer's to read";
}

TEST_F(CaseTest, WhatTheInstitutionSetsChangesTheDeadlinesOfCasesAtHand) {
  const auto contact = [&] {
    v1::ListCaseDeadlinesResponse page;
    EXPECT_THAT(server_.Call(&Cases::ListCaseDeadlines,
                             Text<v1::ListCaseDeadlinesRequest>(
                                 "case_name: '" + case_.name() +
                                 "' urgencies: CASE_URGENCY_COMING_UP urgencies: "
                                 "CASE_URGENCY_LATER urgencies: CASE_URGENCY_DUE"),
                             &page, manager_),
                IsOk());
    for (const v1::CaseDeadline& deadline : page.deadlines()) {
      if (deadline.kind() == "FIRST_CONTACT") return deadline;
    }
    return v1::CaseDeadline();
  };
  const v1::CaseDeadline before = contact();
  EXPECT_EQ(before.mark(), "D");
  TempDir files;
  const std::string settings = files.path() + "/kasus.tsv";
  std::ofstream(settings) << "id\tvalue\nFIRST_CONTACT\t10\n";
  server_.Stop();
  server_.Start(settings);
  const v1::CaseDeadline after = contact();
  EXPECT_EQ(after.mark(), "O");
  EXPECT_EQ(after.basis().english(), "Institution's setting: 10 working days");
  EXPECT_GT(after.due_time().seconds(), before.due_time().seconds());
  std::ofstream(settings) << "id\tvalue\nSTMB_FULL\t10\n";
  server_.Stop();
  Server::Options options;
  options.data_directory = server_.directory();
  options.listen_address = "127.0.0.1:0";
  options.case_settings = settings;
  EXPECT_THAT(std::string(Server::Start(options).status().message()),
              HasSubstr("kasus.tsv:2: STMB_FULL: law or practice"));
  server_.Start();
  EXPECT_EQ(contact().SerializeAsString(), before.SerializeAsString());
}

}  // namespace
}  // namespace setara
