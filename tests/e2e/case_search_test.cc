// A return that failed becomes a search, and the search a hire at another employer.
#include "tests/e2e/case_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class CaseSearchTest : public CaseWorld {
 protected:
  void SetUp() override {
    CaseWorld::SetUp();
    other_paid_ = server_.CreateOpening(
        "title: 'Pemeriksa mutu' kind: WORK_KIND_EMPLOYMENT region_code: '33.72' positions: 1 "
        "wage_min_idr_per_month: 3500000 employer: '" +
        other_.name() + "'");
    case_ = Open(person_);
    RunToAssessed();
  }
  grpc::Status Search(const std::string& more = "") {
    const grpc::Status status =
        server_.Call(&Cases::StartCaseSearch,
                     Text<v1::StartCaseSearchRequest>("name: '" + case_.name() + "' " + more),
                     &search_, manager_);
    if (status.ok()) case_ = search_.case_();
    return status;
  }
  grpc::Status HireAt(const v1::Opening& opening, const v1::Employer& employer) {
    const v1::Placement referred = Referred(person_, opening, employer);
    return Hire(referred, "relation: EMPLOYMENT_RELATION_PERMANENT " + OnToday("starts_on"));
  }

  v1::Opening other_paid_;
  v1::StartCaseSearchResponse search_;
};

TEST_F(CaseSearchTest, ThroughMatchingAndHireToTheEndAtAnotherEmployer) {
  EXPECT_THAT(Search(), IsError(StatusCode::FAILED_PRECONDITION, "RUNG_NOT_OPEN"));
  Choose("OTHER_EMPLOYER", {"SAME_JOB", "SAME_JOB_ADAPTED", "OTHER_JOB"});
  ASSERT_THAT(Search(), IsOk());
  EXPECT_EQ(search_.seeker(), person_.name());
  EXPECT_TRUE(case_.has_search_time());
  ASSERT_EQ(search_.changes_size(), 1);
  EXPECT_EQ(search_.changes(0).function(), "F15");
  EXPECT_EQ(search_.changes(0).now(), 2);
  v1::Seeker seeker;
  v1::GetSeekerRequest get;
  get.set_name(person_.name());
  ASSERT_THAT(server_.Call(&Seekers::GetSeeker, get, &seeker, manager_), IsOk());
  ASSERT_EQ(seeker.capacities_size(), 1) << "the profile of the case, without re-entry";
  EXPECT_EQ(seeker.capacities(0).usual_level(), 2);
  v1::MatchOpeningsRequest match;
  match.set_seeker(search_.seeker());
  v1::MatchOpeningsResponse matches;
  TestServer::Options with_token = manager_;
  with_token.token = search_.consistency_token();
  ASSERT_THAT(server_.Call(&Matches::MatchOpenings, match, &matches, with_token), IsOk());
  EXPECT_GT(matches.matches_size(), 0);

  ASSERT_THAT(HireAt(other_paid_, other_), IsOk());
  case_ = Reread();
  EXPECT_EQ(case_.state(), v1::CASE_STATE_MONITORING);
  EXPECT_EQ(case_.rung(), v1::RUNG_OTHER_EMPLOYER);
  const v1::ListCaseEventsResponse log = Log();
  const v1::CaseEvent& work = log.events(log.events_size() - 2);
  EXPECT_EQ(work.work_started().placement(), placement_.name());
  EXPECT_EQ(work.work_started().employer(), other_.name());
  EXPECT_THAT(Due("case_name: '" + case_.name() + "'", manager_),
              Not(Contains(HasSubstr("HIRE_CONFIRM"))));
  Monitor();
  MustMove("CLOSE_RETURNED", "outcome: CASE_OUTCOME_RTW_L4");
  EXPECT_EQ(case_.outcome(), v1::CASE_OUTCOME_RTW_L4);
}

TEST_F(CaseSearchTest, AHireTakenBackLeavesTheCaseAsBefore) {
  Choose("OTHER_EMPLOYER", {"SAME_JOB", "SAME_JOB_ADAPTED", "OTHER_JOB"});
  ASSERT_THAT(Search(), IsOk());
  ASSERT_THAT(HireAt(other_paid_, other_), IsOk());
  EXPECT_EQ(Reread().state(), v1::CASE_STATE_MONITORING);
  const v1::Placement hired = placement_;
  const std::string retract = "number: " + std::to_string(hired.events_size()) + " retract: true";
  ASSERT_THAT(Correct(hired, retract), IsOk());
  case_ = Reread();
  EXPECT_EQ(case_.state(), v1::CASE_STATE_ASSESSED);
  EXPECT_TRUE(case_.has_search_time()) << "the search goes on";
  EXPECT_THAT(Due("case_name: '" + case_.name() + "'", manager_),
              Not(Contains(HasSubstr("HIRE_CONFIRM"))));

  // Hired again and through to the end, the end stays and the log says what happened.
  ASSERT_THAT(Hire(hired, "relation: EMPLOYMENT_RELATION_PERMANENT " + OnToday("starts_on")),
              IsOk());
  EXPECT_EQ(Reread().state(), v1::CASE_STATE_MONITORING);
  Monitor();
  MustMove("CLOSE_RETURNED", "outcome: CASE_OUTCOME_RTW_L4");
  const int last = placement_.events_size();
  ASSERT_THAT(Correct(hired, "number: " + std::to_string(last) + " retract: true"), IsOk());
  case_ = Reread();
  EXPECT_EQ(case_.outcome(), v1::CASE_OUTCOME_RTW_L4);
  const v1::ListCaseEventsResponse log = Log();
  EXPECT_THAT(log.events(log.events_size() - 1).note_written().text(), HasSubstr(hired.name()));
}

TEST_F(CaseSearchTest, AHireWhoseRulesAreNotMetLeavesATask) {
  Choose("OTHER_EMPLOYER", {"SAME_JOB", "SAME_JOB_ADAPTED", "OTHER_JOB"});
  ASSERT_THAT(Search(), IsOk());
  ASSERT_THAT(HireAt(other_opening_, other_), IsOk());  // it names no wage
  case_ = Reread();
  EXPECT_EQ(case_.state(), v1::CASE_STATE_ASSESSED);
  const std::string all = "case_name: '" + case_.name() +
                          "' urgencies: CASE_URGENCY_COMING_UP "
                          "urgencies: CASE_URGENCY_OVERDUE ";
  EXPECT_THAT(Due(all, manager_), Contains("HIRE_CONFIRM COMING_UP"));
  PassDays(10);
  EXPECT_THAT(Due(all, manager_), Contains("HIRE_CONFIRM OVERDUE"));
  MustAdd("work_started { employer: '" + other_.name() + "' placement: '" + placement_.name() +
          "' rung: RUNG_OTHER_EMPLOYER " + OnToday("from") +
          "wage_idr_per_month: 3500000 equal_work_wage_idr_per_month: 3500000 }");
  MustMove("HIRED_ELSEWHERE");
  EXPECT_THAT(Due(all, manager_), Not(Contains(HasSubstr("HIRE_CONFIRM"))));
}

TEST_F(CaseSearchTest, AHireBackAtTheOldEmployerIsNoHireElsewhere) {
  Choose("OTHER_EMPLOYER", {"SAME_JOB", "SAME_JOB_ADAPTED", "OTHER_JOB"});
  ASSERT_THAT(Search(), IsOk());
  ASSERT_THAT(HireAt(opening_, employer_), IsOk());
  case_ = Reread();
  EXPECT_EQ(case_.state(), v1::CASE_STATE_ASSESSED);
  EXPECT_EQ(case_.rung(), v1::RUNG_OTHER_JOB);
  EXPECT_THAT(Due("", manager_), Contains("HIRE_CONFIRM COMING_UP"));
}

TEST_F(CaseSearchTest, ItNeedsTheWorkersLiveConsentToMatching) {
  Choose("OTHER_EMPLOYER", {"SAME_JOB", "SAME_JOB_ADAPTED", "OTHER_JOB"});
  ASSERT_THAT(Withdraw(person_, "MATCHING"), IsOk());
  const grpc::Status refused = Search();
  EXPECT_THAT(refused, IsError(StatusCode::FAILED_PRECONDITION, "CONSENT_MISSING"));
  EXPECT_FALSE(Reread().has_search_time());
}

TEST_F(CaseSearchTest, AHireWithoutASearchTouchesNoCase) {
  const std::string before = Reread().etag();
  ASSERT_THAT(HireAt(other_paid_, other_), IsOk());
  EXPECT_EQ(Reread().etag(), before);
}

}  // namespace
}  // namespace setara
