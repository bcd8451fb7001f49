// The way from a shortlist to the twelfth month at work, over gRPC.
#include "tests/e2e/placement_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using PlacementsTest = PlacementWorld;

std::map<std::string, std::string> MetadataOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  google::rpc::ErrorInfo info;
  for (const auto& detail : details.details()) detail.UnpackTo(&info);
  return {info.metadata().begin(), info.metadata().end()};
}

TEST_F(PlacementsTest, EveryStepIsKeptWithDayActorAndReason) {
  SetDay("2025-07-01");
  ASSERT_THAT(Consent(person_, "SHARE_WITH_EMPLOYER", employer_), IsOk());
  ASSERT_THAT(Shortlist(person_, opening_, On("occurred_on", "2025-06-20")), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_SHORTLISTED);
  EXPECT_EQ(placement_.seeker_display_name(), "Wulandari");
  EXPECT_EQ(placement_.opening_title(), "Operator jahit");
  EXPECT_EQ(placement_.employer(), employer_.name());
  ASSERT_THAT(Refer(placement_), IsOk());
  ASSERT_THAT(Advance(placement_, "INTERVIEW"), IsOk());
  ASSERT_THAT(Advance(placement_, "OFFER"), IsOk());
  ASSERT_THAT(End(placement_, "REJECT", "WAGE_NOT_AGREED"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_REJECTED);
  EXPECT_EQ(placement_.reason(), "WAGE_NOT_AGREED");
  ASSERT_THAT(placement_.events(), SizeIs(5));
  EXPECT_EQ(placement_.events(0).occurred_on().day(), 20);
  EXPECT_EQ(placement_.events(1).step(), v1::PLACEMENT_STEP_REFER);
  for (const v1::PlacementEvent& event : placement_.events()) {
    EXPECT_EQ(event.actor_role(), v1::ROLE_COUNSELOR);
    EXPECT_NE(event.actor(), "");
  }
  v1::Placement read;
  ASSERT_THAT(Get(placement_, &read), IsOk());
  EXPECT_EQ(read.DebugString(), placement_.DebugString());
}

TEST_F(PlacementsTest, AReferralNeedsTheConsentsAndIsKeptAsADisclosure) {
  ASSERT_THAT(Shortlist(person_, opening_), IsOk());
  grpc::Status refused = Refer(placement_);
  EXPECT_THAT(refused, IsError(StatusCode::FAILED_PRECONDITION, "CONSENT_MISSING"));
  EXPECT_EQ(MetadataOf(refused)["missing"], "share-with-employer");
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("consent"), HasSubstr("be shown to " + employer_.name()),
                    HasSubstr(opening_.name()), Not(HasSubstr("matched"))));
  ASSERT_THAT(Consent(person_, "SHARE_WITH_EMPLOYER", other_), IsOk());
  EXPECT_THAT(Refer(placement_), IsError(StatusCode::FAILED_PRECONDITION, "CONSENT_MISSING"))
      << "another employer's consent";
  ASSERT_THAT(Withdraw(person_, "MATCHING"), IsOk());
  refused = Refer(placement_);
  EXPECT_EQ(MetadataOf(refused)["missing"], "matching,share-with-employer");
  EXPECT_THAT(refused.error_message(),
              AllOf(HasSubstr("to be matched"), HasSubstr("be shown to " + employer_.name())));
  v1::Placement read;
  ASSERT_THAT(Get(placement_, &read), IsOk());
  EXPECT_THAT(read.events(), SizeIs(1)) << "what was refused left nothing";
  ASSERT_THAT(
      Consent(person_, "SHARE_WITH_EMPLOYER", employer_, "opening: '" + opening_.name() + "'"),
      IsOk());
  v1::Consent matching;
  ASSERT_THAT(server_.Call(&Consents::GrantConsent,
                           Text<v1::GrantConsentRequest>("seeker: '" + person_.name() +
                                                         "' purpose: CONSENT_PURPOSE_MATCHING "
                                                         "channel: CONSENT_CHANNEL_SIGNED_PAPER"),
                           &matching),
              IsOk());
  ASSERT_THAT(Refer(placement_), IsOk()) << "a consent for this opening is enough";
  v1::ListDisclosuresRequest request;
  request.set_seeker(person_.name());
  v1::ListDisclosuresResponse shown;
  ASSERT_THAT(server_.Call(&Consents::ListDisclosures, request, &shown), IsOk());
  ASSERT_THAT(shown.disclosures(), SizeIs(1));
  EXPECT_EQ(shown.disclosures(0).employer(), employer_.name());
  EXPECT_EQ(shown.disclosures(0).opening(), opening_.name());
}

TEST_F(PlacementsTest, AConsentWithdrawnBetweenStepsStopsTheNext) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  ASSERT_THAT(Withdraw(person_, "SHARE_WITH_EMPLOYER"), IsOk());
  EXPECT_THAT(Advance(referred, "INTERVIEW"),
              IsError(StatusCode::FAILED_PRECONDITION, "CONSENT_MISSING"));
  EXPECT_THAT(Advance(referred, "INTERVIEW", staff_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"))
      << "the employer no longer knows them";
  ASSERT_THAT(End(referred, "WITHDRAW", "CONSENT_WITHDRAWN"), IsOk());
}

TEST_F(PlacementsTest, OnePlacementAPersonAndOpeningAtATime) {
  ASSERT_THAT(Shortlist(person_, opening_), IsOk());
  const v1::Placement first = placement_;
  const grpc::Status taken = Shortlist(person_, opening_);
  EXPECT_THAT(taken, IsError(StatusCode::ALREADY_EXISTS, "PLACEMENT_IS_OPEN"));
  EXPECT_EQ(DetailsOf(taken).existing, first.name());
  ASSERT_THAT(End(first, "WITHDRAW", "NOT_INTERESTED"), IsOk());
  EXPECT_THAT(Shortlist(person_, opening_), IsOk());
  EXPECT_THAT(List("seeker: '" + person_.name() + "'").placements(), SizeIs(2));
}

TEST_F(PlacementsTest, ARequestIdMakesOnePlacement) {
  ASSERT_THAT(Shortlist(person_, opening_, "request_id: 'once'"), IsOk());
  const std::string name = placement_.name();
  ASSERT_THAT(Shortlist(person_, opening_, "request_id: 'once'"), IsOk());
  EXPECT_EQ(placement_.name(), name);
  EXPECT_THAT(List("").placements(), SizeIs(1));
}

TEST_F(PlacementsTest, ACheckAloneStoresNothing) {
  ASSERT_THAT(Shortlist(person_, opening_, "validate_only: true"), IsOk());
  EXPECT_EQ(placement_.name(), "");
  EXPECT_THAT(List("").placements(), IsEmpty());
}

TEST_F(PlacementsTest, WhatCannotBeShortlisted) {
  v1::Opening closed = MakeOpening(employer_, 1);
  v1::CloseOpeningRequest close;
  close.set_name(closed.name());
  ASSERT_THAT(server_.Call(&Openings::CloseOpening, close, &closed), IsOk());
  EXPECT_THAT(Shortlist(person_, closed),
              IsError(StatusCode::FAILED_PRECONDITION, "OPENING_NOT_OPEN"));
  EXPECT_THAT(Shortlist(person_, server_.CreateOpening("title: 'Kasir'")),
              IsError(StatusCode::FAILED_PRECONDITION, "OPENING_WITHOUT_EMPLOYER"));
  const v1::Seeker silent = server_.CreateSeeker(
      "identity { full_name: 'Diam' birth_date { year: 1990 month: 1 day: 1 } }");
  EXPECT_THAT(Shortlist(silent, opening_),
              IsError(StatusCode::FAILED_PRECONDITION, "CONSENT_MISSING"));
  v1::RightsRequest restriction;
  ASSERT_THAT(
      server_.Call(&Rights::CreateRightsRequest,
                   Text<v1::CreateRightsRequestRequest>("seeker: '" + person_.name() +
                                                        "' kind: RIGHTS_REQUEST_KIND_RESTRICTION"),
                   &restriction),
      IsOk());
  EXPECT_THAT(Shortlist(person_, opening_),
              IsError(StatusCode::FAILED_PRECONDITION, "RECORD_RESTRICTED"));
}

TEST_F(PlacementsTest, AStepOutOfOrderSaysWhereThePlacementStands) {
  ASSERT_THAT(Shortlist(person_, opening_), IsOk());
  const grpc::Status status = Advance(placement_, "OFFER");
  EXPECT_THAT(status, IsError(StatusCode::FAILED_PRECONDITION, "STEP_NOT_POSSIBLE"));
  EXPECT_EQ(MetadataOf(status)["state"], "SHORTLISTED");
  EXPECT_EQ(status.error_message(), "the person was not referred to the employer yet");
}

TEST_F(PlacementsTest, MistakesNameTheirField) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  EXPECT_THAT(Advance(referred, "HIRE"), IsBadField("step"));
  EXPECT_THAT(End(referred, "OFFER", "RESIGNED"), IsBadField("step"));
  EXPECT_THAT(End(referred, "REJECT", "NO_SUCH"), IsBadField("reason"));
  EXPECT_THAT(End(referred, "WITHDRAW", "DATA_ERASED"), IsBadField("reason"));
  EXPECT_THAT(End(referred, "REJECT", "NO_ANSWER", On("occurred_on", "2030-01-01")),
              IsBadField("occurred_on"));
  EXPECT_THAT(End(referred, "REJECT", "NO_ANSWER", On("occurred_on", "2020-01-01")),
              IsBadField("occurred_on"));
  EXPECT_THAT(End(referred, "REJECT", "NO_ANSWER", "etag: 'x'"), IsBadField("etag"));
  EXPECT_THAT(Hire(referred, ""), IsBadField("starts_on"));
  EXPECT_THAT(
      Hire(referred, "relation: EMPLOYMENT_RELATION_PERMANENT " + On("starts_on", "2029-01-01")),
      IsBadField("starts_on"));
  const std::string hire =
      "relation: EMPLOYMENT_RELATION_PERMANENT " + On("starts_on", "2025-06-15");
  EXPECT_THAT(Hire(referred, hire + "evidence { }"), IsBadField("evidence.kind"));
  EXPECT_THAT(Hire(referred, hire + "agreement { }"), IsBadField("agreement.channel"));
  EXPECT_THAT(Hire(referred, hire + "membership { segment: BPJS_SEGMENT_NONE }"),
              IsBadField("membership.segment"));
  EXPECT_THAT(
      Hire(referred, hire + "membership { segment: BPJS_SEGMENT_NON_WAGE registered: true }"),
      IsBadField("membership.registered_since"));
  v1::Placement read;
  ASSERT_THAT(Get(referred, &read), IsOk());
  EXPECT_EQ(read.state(), v1::PLACEMENT_STATE_REFERRED);
}

TEST_F(PlacementsTest, AStaleEtagIsAborted) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  ASSERT_THAT(Advance(referred, "INTERVIEW"), IsOk());
  EXPECT_THAT(End(referred, "REJECT", "NO_ANSWER", "etag: '" + referred.etag() + "'"),
              IsError(StatusCode::ABORTED, "ETAG_MISMATCH"));
  EXPECT_THAT(End(referred, "REJECT", "NO_ANSWER", "etag: '" + placement_.etag() + "'"), IsOk());
}

TEST_F(PlacementsTest, AHireAsksAboutTheOtherReferralsUntilTheyAreDecided) {
  const v1::Placement first = Referred(person_, opening_, employer_);
  const v1::Placement second = Referred(person_, other_opening_, other_);
  ASSERT_THAT(Shortlist(person_, MakeOpening(other_, 1)), IsOk());
  const v1::Placement third = placement_;
  ASSERT_THAT(
      Hire(first, "relation: EMPLOYMENT_RELATION_FIXED_TERM " + On("starts_on", "2025-07-01")),
      IsOk());
  ASSERT_THAT(hired_.undecided(), SizeIs(2));
  EXPECT_EQ(hired_.undecided(0).name(), second.name());
  EXPECT_EQ(hired_.undecided(0).state(), v1::PLACEMENT_STATE_REFERRED) << "nothing closed";
  EXPECT_TRUE(hired_.undecided(0).needs_decision());
  EXPECT_EQ(hired_.positions().positions(), 2);
  EXPECT_EQ(hired_.positions().filled(), 1);
  EXPECT_EQ(hired_.positions().left(), 1);
  EXPECT_THAT(List("needs_decision: true").placements(), SizeIs(2));

  const auto decide = [&](const v1::Placement& placement, const std::string& text) {
    return Step<v1::DecidePlacementRequest>(&Placements::DecidePlacement, placement, text, {});
  };
  EXPECT_THAT(decide(first, "decision: PLACEMENT_DECISION_KEEP"),
              IsError(StatusCode::FAILED_PRECONDITION, "NOTHING_TO_DECIDE"));
  ASSERT_THAT(decide(second, "decision: PLACEMENT_DECISION_WITHDRAW"), IsOk());
  EXPECT_EQ(placement_.reason(), "HIRED_ELSEWHERE");
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_WITHDRAWN);
  EXPECT_THAT(List("needs_decision: true").placements(), SizeIs(1));
  ASSERT_THAT(decide(third, "decision: PLACEMENT_DECISION_KEEP"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_SHORTLISTED);
  EXPECT_EQ(placement_.events(1).raised_by(), first.name());
  EXPECT_THAT(List("needs_decision: true").placements(), IsEmpty());
}

TEST_F(PlacementsTest, AnOpeningWithNoPositionLeftIsToldAndStaysOpen) {
  const v1::Opening one = MakeOpening(employer_, 1);
  const v1::Placement placement = Referred(person_, one, employer_);
  ASSERT_THAT(
      Hire(placement, "relation: EMPLOYMENT_RELATION_FIXED_TERM " + On("starts_on", "2025-07-01")),
      IsOk());
  EXPECT_EQ(hired_.positions().left(), 0);
  EXPECT_TRUE(hired_.positions().open());
  v1::ListOpeningPositionsResponse full;
  const auto request = Text<v1::ListOpeningPositionsRequest>("full_only: true");
  ASSERT_THAT(server_.Call(&Placements::ListOpeningPositions, request, &full), IsOk());
  ASSERT_THAT(full.openings(), SizeIs(1));
  EXPECT_EQ(full.openings(0).opening(), one.name());
  SetDay("2025-09-01");
  ASSERT_THAT(End(placement, "END", "RESIGNED"), IsOk());
  ASSERT_THAT(server_.Call(&Placements::ListOpeningPositions, request, &full), IsOk());
  EXPECT_THAT(full.openings(), IsEmpty()) << "the position is vacant again";
}

TEST_F(PlacementsTest, FollowUpChecksComeDueAndAreWorkedOff) {
  SetDay("2025-07-01");
  const v1::Placement placement = Referred(person_, opening_, employer_);
  ASSERT_THAT(
      Hire(placement, "relation: EMPLOYMENT_RELATION_FIXED_TERM " + On("starts_on", "2025-07-31")),
      IsOk());
  EXPECT_EQ(placement_.follow_up_months(), 3);
  EXPECT_EQ(placement_.follow_up_due().day(), 31);
  const auto due = [&](const std::string& text) {
    v1::ListFollowUpsResponse response;
    EXPECT_THAT(
        server_.Call(&Placements::ListFollowUps, Text<v1::ListFollowUpsRequest>(text), &response),
        IsOk());
    return response;
  };
  TestServer::Options caller;
  const auto check = [&](int months) {
    return Step<v1::RecordFollowUpRequest>(&Placements::RecordFollowUp, placement,
                                           "months: " + std::to_string(months), caller);
  };
  EXPECT_THAT(due("").follow_ups(), IsEmpty());
  EXPECT_THAT(due(On("due_by", "2025-10-31")).follow_ups(), SizeIs(1));
  EXPECT_THAT(check(3), IsError(StatusCode::FAILED_PRECONDITION, "CHECK_TOO_EARLY"));
  SetDay("2025-11-10");
  ASSERT_THAT(due("").follow_ups(), SizeIs(1));
  EXPECT_EQ(due("").follow_ups(0).days_overdue(), 10);
  EXPECT_EQ(due("").follow_ups(0).months(), 3);
  ASSERT_THAT(check(3), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_AT_WORK_3_MONTHS);
  EXPECT_THAT(due("").follow_ups(), IsEmpty());
  CallerPlace place;  // with a token that outlives the year
  place.branch = TestServer::kBranch;
  server_.Stop();
  caller = As(server_.AddAccount("later", v1::ROLE_COUNSELOR, place), "placement");
  server_.Start();
  SetDay("2026-08-01");
  ASSERT_THAT(check(12), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_AT_WORK_12_MONTHS);
  EXPECT_FALSE(placement_.has_follow_up_due());
  EXPECT_THAT(check(6), IsError(StatusCode::FAILED_PRECONDITION, "STEP_NOT_POSSIBLE"));
  EXPECT_THAT(check(4), IsBadField("months"));
}

TEST_F(PlacementsTest, ACorrectionAddsAndOverwritesNothing) {
  SetDay("2025-07-10");
  const v1::Placement placement = Referred(person_, opening_, employer_);
  ASSERT_THAT(End(placement, "REJECT", "NO_ANSWER"), IsOk());
  ASSERT_THAT(Correct(placement, "number: 3 reason: 'POSITION_FILLED'"), IsOk());
  EXPECT_EQ(placement_.reason(), "POSITION_FILLED");
  ASSERT_THAT(placement_.events(), SizeIs(4));
  EXPECT_EQ(placement_.events(3).step(), v1::PLACEMENT_STEP_CORRECT);
  EXPECT_EQ(placement_.events(3).previous_reason(), "NO_ANSWER");
  ASSERT_THAT(Correct(placement, "number: 3 retract: true"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_REFERRED);
  EXPECT_TRUE(placement_.events(2).retracted());
  EXPECT_THAT(Correct(placement, "number: 9 retract: true"), IsBadField("number"));
  ASSERT_THAT(Advance(placement, "INTERVIEW"), IsOk());
  EXPECT_THAT(Correct(placement, "number: 2 retract: true"),
              IsError(StatusCode::FAILED_PRECONDITION, "CORRECTION_NOT_POSSIBLE"));
}

TEST_F(PlacementsTest, ListsFilterAndPageNewestFirst) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(Shortlist(MakePerson("Orang"), i % 2 == 0 ? opening_ : other_opening_), IsOk());
    names.insert(names.begin(), placement_.name());
  }
  ASSERT_THAT(End(placement_, "WITHDRAW", "TOO_FAR"), IsOk());
  std::vector<std::string> paged;
  v1::ListPlacementsResponse page;
  do {
    page = List("page_size: 2 page_token: '" + page.next_page_token() + "'");
    for (const v1::Placement& placement : page.placements()) paged.push_back(placement.name());
  } while (!page.next_page_token().empty());
  EXPECT_EQ(paged, names);
  EXPECT_THAT(List("opening: '" + opening_.name() + "'").placements(), SizeIs(3));
  EXPECT_THAT(List("employer: '" + other_.name() + "'").placements(), SizeIs(2));
  EXPECT_THAT(List("states: PLACEMENT_STATE_WITHDRAWN").placements(), SizeIs(1));
  EXPECT_THAT(
      List("states: PLACEMENT_STATE_WITHDRAWN states: PLACEMENT_STATE_SHORTLISTED").placements(),
      SizeIs(5));
}

TEST_F(PlacementsTest, TheReasonsAreToldToAnyone) {
  v1::ListPlacementReasonsResponse reasons;
  TestServer::Options nobody;
  nobody.bearer = "";
  nobody.purpose = "";
  ASSERT_THAT(server_.Call(&Placements::ListPlacementReasons,
                           Text<v1::ListPlacementReasonsRequest>("step: PLACEMENT_STEP_END"),
                           &reasons, nobody),
              IsOk());
  EXPECT_GT(reasons.reasons_size(), 10);
  for (const v1::PlacementReason& reason : reasons.reasons()) {
    EXPECT_EQ(reason.step(), v1::PLACEMENT_STEP_END);
    EXPECT_NE(reason.label().indonesian(), "");
  }
}

}  // namespace
}  // namespace setara
