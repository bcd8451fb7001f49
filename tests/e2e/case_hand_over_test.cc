// Who sees a case, and how it passes from one to another.
#include "tests/e2e/case_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CaseHandOverTest : public CaseWorld {
 protected:
  void SetUp() override {
    CaseWorld::SetUp();
    case_ = Open(person_);
    MustAdd("manager_assigned { manager: '" + me_ + "' }");
    second_name_ = NameOf(second_);
    far_name_ = NameOf(far_);
  }
  grpc::Status Offer(const std::string& more) {
    return server_.Call(
        &CaseHandOvers::OfferCase,
        Text<v1::OfferCaseRequest>("name: '" + case_.name() +
                                   "' carries: 'Staf gudang, 34 tahun, pindah domisili' " + more),
        &offer_, manager_);
  }
  grpc::Status Answer(const TestServer::Options& who, const std::string& more) {
    v1::CaseOffer answered;
    const grpc::Status status = server_.Call(
        &CaseHandOvers::AnswerCaseOffer,
        Text<v1::AnswerCaseOfferRequest>("name: '" + offer_.name() + "' " + more), &answered, who);
    if (status.ok()) offer_ = answered;
    return status;
  }
  std::vector<v1::CaseOffer> Offers(const TestServer::Options& who, const std::string& more = "") {
    v1::ListCaseOffersResponse page;
    EXPECT_THAT(server_.Call(&CaseHandOvers::ListCaseOffers, Text<v1::ListCaseOffersRequest>(more),
                             &page, who),
                IsOk());
    return {page.offers().begin(), page.offers().end()};
  }
  std::vector<std::string> Listed(const TestServer::Options& who, const std::string& more = "") {
    v1::ListCasesResponse page;
    EXPECT_THAT(server_.Call(&Cases::ListCases, Text<v1::ListCasesRequest>(more), &page, who),
                IsOk());
    std::vector<std::string> names;
    for (const v1::Case& one : page.cases()) names.push_back(one.name());
    return names;
  }
  // What `who` is told of the case: the message and details of GetCase.
  std::string Told(const TestServer::Options& who, const std::string& name) {
    v1::Case read;
    const grpc::Status status = GetCase(name, &read, who);
    return std::to_string(status.error_code()) + status.error_message() + status.error_details();
  }

  std::string second_name_, far_name_;
  v1::CaseOffer offer_;
};

TEST_F(CaseHandOverTest, ACaseElsewhereIsLikeNoneAtAll) {
  const std::string nobody = "cases/01JZZZZZZZZZZZZZZZZZZZZZZZ";
  EXPECT_EQ(Told(far_, case_.name()), Told(far_, nobody));
  EXPECT_THAT(Listed(far_), IsEmpty());
  EXPECT_THAT(Due("", far_), IsEmpty());
  v1::Case after;
  v1::AdvanceCaseRequest move;
  move.set_trigger(v1::CASE_TRIGGER_WITHDRAW);
  move.set_name(case_.name());
  const grpc::Status there = server_.Call(&Cases::AdvanceCase, move, &after, far_);
  move.set_name(nobody);
  const grpc::Status not_there = server_.Call(&Cases::AdvanceCase, move, &after, far_);
  EXPECT_EQ(there.error_details(), not_there.error_details());
  EXPECT_THAT(there, IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  TestServer::Options counselor;
  counselor.role = v1::ROLE_COUNSELOR;
  EXPECT_THAT(GetCase(case_.name(), &after, counselor),
              IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

TEST_F(CaseHandOverTest, ATransferMovesBranchAndManagerAndWithThemTheWorker) {
  ASSERT_THAT(Offer("kind: KIND_TRANSFER to_manager: '" + far_name_ + "' to_branch: 'SBY-01'"),
              IsOk());
  EXPECT_EQ(offer_.case_name(), case_.name()) << "who offers knows which case";
  const std::vector<v1::CaseOffer> seen = Offers(far_);
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].case_name(), "");
  EXPECT_EQ(seen[0].carries(), "Staf gudang, 34 tahun, pindah domisili");
  EXPECT_THAT(seen[0].ShortDebugString(), Not(HasSubstr("Wulandari")));
  EXPECT_THAT(seen[0].ShortDebugString(), Not(HasSubstr(person_.name())));
  EXPECT_THAT(Told(far_, case_.name()), HasSubstr("not open to you"));
  EXPECT_THAT(Answer(second_, "accepted: true"),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(Answer(far_, "accepted: false"), IsBadField("reason"));
  ASSERT_THAT(Answer(far_, "accepted: true"), IsOk());
  EXPECT_EQ(offer_.case_name(), case_.name());
  v1::Case taken;
  ASSERT_THAT(GetCase(case_.name(), &taken, far_), IsOk());
  EXPECT_EQ(taken.branch(), "SBY-01");
  EXPECT_EQ(taken.manager(), far_name_);
  EXPECT_EQ(taken.worker_display_name(), "Wulandari");
  v1::Seeker worker;
  v1::GetSeekerRequest get;
  get.set_name(person_.name());
  EXPECT_THAT(server_.Call(&Seekers::GetSeeker, get, &worker, far_), IsOk())
      << "the worker's record is open to those who keep the case";
  EXPECT_THAT(Told(manager_, case_.name()), HasSubstr("not open to you"));
  EXPECT_THAT(Answer(far_, "accepted: true"),
              IsError(StatusCode::FAILED_PRECONDITION, "OFFER_ANSWERED"));
  const std::vector<v1::CaseOffer> given =
      Offers(manager_, "outgoing: true states: CASE_OFFER_STATE_ACCEPTED");
  ASSERT_THAT(given, SizeIs(1));
  EXPECT_EQ(given[0].case_name(), "") << "it is kept elsewhere now";
}

TEST_F(CaseHandOverTest, ARejectionLeavesTheCaseWhereItIs) {
  ASSERT_THAT(Offer("kind: KIND_TRANSFER to_branch: 'SBY-01'"), IsOk());
  const v1::CaseOffer waiting = offer_;
  EXPECT_THAT(Offer("kind: KIND_TRANSFER to_branch: 'SBY-01'"),
              IsError(StatusCode::FAILED_PRECONDITION, "OFFER_OPEN"));
  offer_ = waiting;
  ASSERT_THAT(Answer(far_head_, "accepted: false reason: 'Penuh'"), IsOk());
  EXPECT_EQ(offer_.state(), v1::CASE_OFFER_STATE_REJECTED);
  EXPECT_EQ(offer_.answer_reason(), "Penuh");
  EXPECT_THAT(Told(far_, case_.name()), HasSubstr("not open to you"));
  EXPECT_EQ(Reread().manager(), me_);
}

TEST_F(CaseHandOverTest, WhoTakesACaseForTheBranchKeepsItAndOtherOffersLapse) {
  ASSERT_THAT(Offer("kind: KIND_ASSIGN to_manager: '" + second_name_ + "'"), IsOk());
  const v1::CaseOffer within = offer_;
  ASSERT_THAT(Offer("kind: KIND_TRANSFER to_branch: 'SBY-01'"), IsOk());
  ASSERT_THAT(Answer(far_, "accepted: true"), IsOk());
  v1::Case taken;
  ASSERT_THAT(GetCase(case_.name(), &taken, far_), IsOk());
  EXPECT_EQ(taken.manager(), far_name_);
  offer_ = within;
  EXPECT_THAT(Answer(second_, "accepted: true"),
              IsError(StatusCode::FAILED_PRECONDITION, "OFFER_ANSWERED"));
}

TEST_F(CaseHandOverTest, OffersNameWhoCanTakeThem) {
  EXPECT_THAT(Offer("kind: KIND_ASSIGN to_manager: '" + far_name_ + "'"),
              IsError(StatusCode::FAILED_PRECONDITION, "NOT_A_CASE_MANAGER"));
  EXPECT_THAT(Offer("kind: KIND_ASSIGN to_manager: '" + NameOf(staff_) + "'"),
              IsError(StatusCode::FAILED_PRECONDITION, "NOT_A_CASE_MANAGER"));
  EXPECT_THAT(Offer("kind: KIND_ASSIGN"), IsBadField("to_manager"));
  EXPECT_THAT(Offer("kind: KIND_TRANSFER to_manager: '" + far_name_ + "'"),
              IsBadField("to_branch"));
  EXPECT_THAT(Offer("kind: KIND_TRANSFER to_branch: 'JKT-01'"), IsBadField("to_branch"));
  EXPECT_THAT(Offer("kind: KIND_ASSIGN to_manager: 'x'"), IsBadField("to_manager"));
  EXPECT_THAT(Offer(""), IsBadField("kind"));
  EXPECT_THAT(AddAs(second_, "manager_assigned { manager: '" + second_name_ + "' }"),
              IsError(StatusCode::PERMISSION_DENIED, "STEP_DENIED"))
      << "somebody has it";
}

TEST_F(CaseHandOverTest, ManyAreReassignedAllOrNone) {
  const v1::Case first = case_;
  case_ = Open(person_);
  MustAdd("manager_assigned { manager: '" + me_ + "' }");
  const v1::Case other = case_;
  case_ = Open(person_);
  MustAdd("manager_assigned { manager: '" + me_ + "' }");
  MustMove("WITHDRAW");
  TestServer::Options head = head_;
  head.purpose = kRtw;
  v1::ReassignCasesResponse given;
  const auto reassign = [&](const std::string& what) {
    return server_.Call(
        &CaseHandOvers::ReassignCases,
        Text<v1::ReassignCasesRequest>(what + " to_manager: '" + second_name_ + "' reason: 'Cuti'"),
        &given, head);
  };
  EXPECT_THAT(reassign("cases: '" + first.name() + "' cases: '" + case_.name() + "'"),
              IsError(StatusCode::FAILED_PRECONDITION, "CASE_CLOSED"));
  EXPECT_THAT(Listed(manager_, "manager: '" + second_name_ + "'"), IsEmpty()) << "none";
  ASSERT_THAT(reassign("validate_only: true from_manager: '" + me_ + "'"), IsOk());
  EXPECT_THAT(given.cases(), SizeIs(2));
  EXPECT_THAT(Listed(manager_, "manager: '" + second_name_ + "'"), IsEmpty());
  ASSERT_THAT(reassign("from_manager: '" + me_ + "'"), IsOk());
  EXPECT_THAT(given.cases(), ElementsAre(first.name(), other.name()));
  EXPECT_THAT(Listed(manager_, "manager: '" + second_name_ + "'"),
              ElementsAre(first.name(), other.name()));
  EXPECT_THAT(reassign(""), IsBadField("from_manager"));
}

TEST_F(CaseHandOverTest, TheAuditNamesTheWorkerOfEveryCall) {
  v1::Case read;
  ASSERT_THAT(GetCase(case_.name(), &read, manager_), IsOk());
  EXPECT_EQ(server_
                .Call(&Cases::GetCase, Text<v1::GetCaseRequest>("name: '" + case_.name() + "'"),
                      &read, far_)
                .error_code(),
            StatusCode::PERMISSION_DENIED);
  v1::ListAuditEventsResponse events;
  ASSERT_THAT(
      server_.Call(&Audits::ListAuditEvents,
                   Text<v1::ListAuditEventsRequest>("person: '" + person_.name() + "'"), &events),
      IsOk());
  int asked = 0, denied = 0;
  for (const v1::AuditEvent& event : events.events()) {
    if (event.method() != "setara.v1.CaseService.GetCase") continue;
    ++(event.code() == 0 ? asked : denied);
  }
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(denied, 1);
}

}  // namespace
}  // namespace setara
