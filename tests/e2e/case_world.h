// What the tests of return-to-work cases share: a worker and their employer, two branches with
// their case managers, and the steps as short calls.
#pragma once

#include <string>
#include <vector>

#include "tests/e2e/placement_world.h"

namespace setara {

class CaseWorld : public PlacementWorld {
 protected:
  void SetUp() override {
    PlacementWorld::SetUp();
    CallerPlace here, there;
    here.branch = TestServer::kBranch;
    there.branch = "SBY-01";
    server_.Stop();
    second_ = As(server_.AddAccount("cm-second", v1::ROLE_CASE_MANAGER, here), kRtw);
    far_ = As(server_.AddAccount("cm-sby", v1::ROLE_CASE_MANAGER, there), kRtw);
    far_head_ = As(server_.AddAccount("sup-sby", v1::ROLE_SUPERVISOR, there), kRtw);
    server_.Start();
    manager_.role = v1::ROLE_CASE_MANAGER;
    head_.role = v1::ROLE_SUPERVISOR;
    me_ = NameOf(manager_);
  }

  std::string NameOf(TestServer::Options options) {
    v1::CallerInfo self;
    options.purpose = "";
    EXPECT_THAT(server_.Call(&Accounts::GetCallerInfo, v1::GetCallerInfoRequest(), &self, options),
                IsOk());
    return self.name();
  }

  // Opens a case of the person: an accident at work on the day of the clock.
  v1::Case Open(const v1::Seeker& person, const std::string& more = "") {
    v1::Case made;
    EXPECT_THAT(TryOpen(person, more, &made), IsOk());
    return made;
  }
  grpc::Status TryOpen(const v1::Seeker& person, const std::string& more, v1::Case* made,
                       const std::string& request = "") {
    v1::CreateCaseRequest asked = Text<v1::CreateCaseRequest>(
        "report { seeker: '" + person.name() + "' employer: '" + employer_.name() +
        "' injury: INJURY_KIND_ACCIDENT segment: BPJS_SEGMENT_WAGE_EARNER jkk_member: true "
        "region_code: '33.72' wage_idr_per_month: 3000000 " +
        more + " } " + request);
    if (!asked.report().has_happen_time()) {
      asked.mutable_report()->mutable_happen_time()->set_seconds(Seconds() - 3600);
    }
    return server_.Call(&Cases::CreateCase, asked, made, manager_);
  }

  int64_t Seconds() { return server_.clock().Now().time_since_epoch().count() / 1'000'000; }
  Date Today() { return JakartaDate(server_.clock().Now()); }
  void PassDays(int days) { server_.clock().Set(server_.clock().Now() + std::chrono::days(days)); }
  std::string OnToday(const std::string& field = "on") { return On(field, ToString(Today())); }

  // Adds a fact in the text form of CaseEvent; the case as it then stands is in `case_`.
  grpc::Status Add(const std::string& fact) { return AddAs(manager_, fact); }
  grpc::Status AddAs(const TestServer::Options& options, const std::string& fact,
                     const std::string& more = "") {
    v1::Case after;
    const grpc::Status status =
        server_.Call(&Cases::AddCaseEvent,
                     Text<v1::AddCaseEventRequest>("parent: '" + case_.name() + "' event { " +
                                                   fact + " } " + more),
                     &after, options);
    if (status.ok()) case_ = after;
    return status;
  }
  grpc::Status Move(const std::string& trigger, const std::string& more = "") {
    v1::Case after;
    const grpc::Status status = server_.Call(
        &Cases::AdvanceCase,
        Text<v1::AdvanceCaseRequest>("name: '" + case_.name() + "' trigger: CASE_TRIGGER_" +
                                     trigger + " " + more),
        &after, manager_);
    if (status.ok()) case_ = after;
    return status;
  }
  grpc::Status Document(const std::string& kind, const std::string& content = "",
                        v1::CaseDocument* out = nullptr) {
    v1::AddCaseDocumentRequest request = Text<v1::AddCaseDocumentRequest>(
        "parent: '" + case_.name() + "' document { kind: '" + kind + "' file_name: 'surat.txt' " +
        OnToday("issued_on") + " }");
    request.mutable_document()->set_content(content.empty() ? "isi " + kind : content);
    v1::CaseDocument filed;
    return server_.Call(&Cases::AddCaseDocument, request, out == nullptr ? &filed : out, manager_);
  }
  grpc::Status GetCase(const std::string& name, v1::Case* out, const TestServer::Options& options) {
    v1::GetCaseRequest request;
    request.set_name(name);
    return server_.Call(&Cases::GetCase, request, out, options);
  }
  v1::Case Reread() {
    v1::Case read;
    EXPECT_THAT(GetCase(case_.name(), &read, manager_), IsOk());
    return read;
  }
  // The whole log.
  v1::ListCaseEventsResponse Log() {
    v1::ListCaseEventsRequest request;
    request.set_parent(case_.name());
    request.set_page_size(1000);
    v1::ListCaseEventsResponse log;
    EXPECT_THAT(server_.Call(&Cases::ListCaseEvents, request, &log, manager_), IsOk());
    return log;
  }
  std::vector<std::string> Due(const std::string& text, const TestServer::Options& options) {
    v1::ListCaseDeadlinesResponse page;
    EXPECT_THAT(server_.Call(&Cases::ListCaseDeadlines, Text<v1::ListCaseDeadlinesRequest>(text),
                             &page, options),
                IsOk());
    std::vector<std::string> kinds;
    for (const v1::CaseDeadline& deadline : page.deadlines()) {
      kinds.push_back(deadline.kind() + " " + v1::CaseUrgency_Name(deadline.urgency()).substr(13));
    }
    return kinds;
  }

  void MustAdd(const std::string& fact) { ASSERT_THAT(Add(fact), IsOk()) << fact; }
  void MustMove(const std::string& trigger, const std::string& more = "") {
    ASSERT_THAT(Move(trigger, more), IsOk()) << trigger;
  }

  // From the report to ASSESSED with both consents; the demand exceeds the capacity by one level.
  void RunToAssessed(const std::string& more_profile = "") {
    MustAdd("manager_assigned { manager: '" + me_ + "' }");
    MustAdd(
        "contact_tried { party: CASE_PARTY_WORKER mode: 'M14' channel: 'telepon' reached: true }");
    MustMove("START_SCREENING");
    PassDays(5);
    MustAdd(
        "recommendation_given { suitable: true disability: DISABILITY_PREDICTED doctor: "
        "'dr. Budi' " +
        OnToday() + "}");
    MustMove("RECOMMEND");
    for (const char* party : {"WORKER", "EMPLOYER"}) {
      MustAdd(std::string("consent_answered { party: CASE_PARTY_") + party +
              " status: CONSENT_STATUS_REQUESTED " + OnToday() + "}");
    }
    MustMove("REQUEST_CONSENTS");
    PassDays(2);
    for (const char* party : {"WORKER", "EMPLOYER"}) {
      MustAdd(std::string("consent_answered { party: CASE_PARTY_") + party +
              " status: CONSENT_STATUS_GIVEN document: 'berkas-1' " + OnToday() + "}");
    }
    MustAdd("assessment_done { " + OnToday() + "capacities { function: 'F15' usual_level: 2 } " +
            more_profile + "}");
    MustAdd("job_analysed { " + OnToday() +
            "rung: RUNG_SAME_JOB title: 'Operator jahit' employer: '" + employer_.name() +
            "' demands { function: 'F15' level: 3 origin: DEMAND_ORIGIN_CONFIRMED task: "
            "'Mengangkat gulungan kain' } }");
    MustMove("COMPLETE_ASSESSMENT");
  }
  void Choose(const std::string& rung, const std::vector<std::string>& left) {
    std::string text = "rung_chosen { rung: RUNG_" + rung + " reason: 'Hasil asesmen' ";
    for (const std::string& above : left) {
      text += "left_because { rung: RUNG_" + above + " reason: 'Tidak sesuai' } ";
    }
    MustAdd(text + "}");
  }
  // Three visits and the closing report, ninety days on.
  void Monitor() {
    for (int i = 0; i < 3; ++i) {
      PassDays(31);
      MustAdd("visit_made { " + OnToday() + "on_agreed_terms: true }");
    }
    ASSERT_THAT(Document("CLOSING_REPORT"), IsOk());
  }

  static constexpr char kRtw[] = "return-to-work";
  TestServer::Options manager_, second_, head_, far_, far_head_;
  std::string me_;
  v1::Case case_;  // of the last step that went well
};

}  // namespace setara
