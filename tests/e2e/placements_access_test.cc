// Who sees which placements, and how much of a person in them.
#include "tests/e2e/placement_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class PlacementAccessTest : public PlacementWorld {
 protected:
  int ShowingsOf(const v1::Seeker& person) {
    v1::ListDisclosuresRequest request;
    request.set_seeker(person.name());
    v1::ListDisclosuresResponse shown;
    EXPECT_THAT(server_.Call(&Consents::ListDisclosures, request, &shown), IsOk());
    return shown.disclosures_size();
  }
  grpc::Status Denied() const {
    return {StatusCode::PERMISSION_DENIED, "this record is not open to you, or it does not exist"};
  }
};

TEST_F(PlacementAccessTest, TheEmployerKnowsNothingBeforeTheReferral) {
  ASSERT_THAT(Consent(person_, "SHARE_WITH_EMPLOYER", employer_), IsOk());
  ASSERT_THAT(Shortlist(person_, opening_), IsOk());
  v1::Placement seen;
  EXPECT_THAT(Get(placement_, &seen, staff_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(List("", staff_).placements(), IsEmpty());
  ASSERT_THAT(Refer(placement_), IsOk());
  ASSERT_THAT(Get(placement_, &seen, staff_), IsOk());
  EXPECT_EQ(seen.named().full_name(), "Wulandari");
  EXPECT_EQ(seen.named().phone(), "0812");
  EXPECT_EQ(seen.seeker(), person_.name());
  EXPECT_EQ(seen.pseudonym().size(), 21u);
  EXPECT_THAT(seen.quota_standing(), IsEmpty());
  for (const v1::PlacementEvent& event : seen.events()) {
    EXPECT_NE(event.step(), v1::PLACEMENT_STEP_SHORTLIST);
    EXPECT_EQ(event.actor(), "") << "who the counselor is, is not theirs to know";
  }
}

TEST_F(PlacementAccessTest, AConsentForOneOpeningNamesThePersonThereAlone) {
  const v1::Opening second = MakeOpening(employer_, 1);
  for (const v1::Opening& opening : {opening_, second}) {
    ASSERT_THAT(
        Consent(person_, "SHARE_WITH_EMPLOYER", employer_, "opening: '" + opening.name() + "'"),
        IsOk());
    ASSERT_THAT(Shortlist(person_, opening), IsOk());
    ASSERT_THAT(Refer(placement_), IsOk());
  }
  EXPECT_THAT(List("", staff_).placements(), SizeIs(2));
  v1::WithdrawConsentResponse withdrawn;
  ASSERT_THAT(server_.Call(&Consents::WithdrawConsent,
                           Text<v1::WithdrawConsentRequest>(
                               "seeker: '" + person_.name() +
                               "' purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER employer: '" +
                               employer_.name() + "' opening: '" + second.name() + "'"),
                           &withdrawn),
              IsOk());
  const v1::ListPlacementsResponse list = List("", staff_);
  ASSERT_THAT(list.placements(), SizeIs(1));
  EXPECT_EQ(list.placements(0).opening(), opening_.name());
  EXPECT_EQ(list.placements(0).named().full_name(), "Wulandari")
      << "the consent is for the opening that the message names";
}

TEST_F(PlacementAccessTest, EveryShowingToTheEmployerIsKept) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  EXPECT_EQ(ShowingsOf(person_), 1) << "the referral";
  v1::Placement seen;
  ASSERT_THAT(Get(referred, &seen, staff_), IsOk());
  EXPECT_EQ(ShowingsOf(person_), 2);
  List("", staff_);
  EXPECT_EQ(ShowingsOf(person_), 3);
  ASSERT_THAT(Get(referred, &seen), IsOk());
  EXPECT_EQ(ShowingsOf(person_), 3) << "a counselor is no recipient";
}

TEST_F(PlacementAccessTest, AfterAWithdrawalTheEmployerSeesNobodyButThoseItHired) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  const v1::Seeker second = MakePerson("Sri");
  const v1::Placement hired = Referred(second, opening_, employer_);
  ASSERT_THAT(Hire(hired, "relation: EMPLOYMENT_RELATION_PERMANENT " +
                              On("starts_on", "2025-06-15") + kEvidence + kAgreement),
              IsOk());
  EXPECT_THAT(List("", staff_).placements(), SizeIs(2));
  ASSERT_THAT(Withdraw(person_, "SHARE_WITH_EMPLOYER"), IsOk());
  ASSERT_THAT(Withdraw(second, "SHARE_WITH_EMPLOYER"), IsOk());
  v1::Placement seen;
  EXPECT_THAT(Get(referred, &seen, staff_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  const v1::ListPlacementsResponse list = List("", staff_);
  ASSERT_THAT(list.placements(), SizeIs(1));
  EXPECT_EQ(list.placements(0).name(), hired.name());
  EXPECT_FALSE(list.placements(0).has_named());
  EXPECT_EQ(list.placements(0).seeker(), "");
  EXPECT_EQ(list.placements(0).seeker_display_name(), "");
  EXPECT_NE(list.placements(0).pseudonym(), "");
  EXPECT_TRUE(list.placements(0).counts_for_quota()) << "counted, yes or no";
  EXPECT_THAT(list.placements(0).evidence(), IsEmpty());
}

TEST_F(PlacementAccessTest, WhatTheEmployerMayRecord) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  ASSERT_THAT(Advance(referred, "INTERVIEW", staff_), IsOk());
  ASSERT_THAT(Advance(referred, "OFFER", staff_), IsOk());
  EXPECT_THAT(
      Hire(referred, "relation: EMPLOYMENT_RELATION_PERMANENT " + On("starts_on", "2025-06-15"),
           staff_),
      IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  EXPECT_THAT(End(referred, "WITHDRAW", "TOO_FAR", "", staff_),
              IsError(StatusCode::PERMISSION_DENIED, "STEP_DENIED"));
  ASSERT_THAT(End(referred, "REJECT", "SKILLS_NOT_MET", "", staff_), IsOk());
  v1::Placement read;
  ASSERT_THAT(Get(referred, &read), IsOk());
  EXPECT_EQ(read.events(4).actor_role(), v1::ROLE_EMPLOYER_STAFF);
  EXPECT_EQ(read.reason(), "SKILLS_NOT_MET");
}

TEST_F(PlacementAccessTest, ThePersonsOwnReasonStaysTheirs) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  ASSERT_THAT(End(referred, "WITHDRAW", "HEALTH"), IsOk());
  v1::Placement seen;
  ASSERT_THAT(Get(referred, &seen, staff_), IsOk());
  EXPECT_EQ(seen.state(), v1::PLACEMENT_STATE_WITHDRAWN);
  EXPECT_EQ(seen.reason(), "");
  EXPECT_THAT(seen.DebugString(), Not(HasSubstr("HEALTH")));
}

TEST_F(PlacementAccessTest, ThePersonSeesTheirOwnAndMayWithdraw) {
  const v1::Placement mine = Referred(person_, opening_, employer_);
  const v1::Placement other = Referred(MakePerson("Sri"), opening_, employer_);
  const TestServer::Options own = OwnAccountOf(person_);
  const v1::ListPlacementsResponse list = List("", own);
  ASSERT_THAT(list.placements(), SizeIs(1));
  EXPECT_EQ(list.placements(0).name(), mine.name());
  v1::Placement seen;
  EXPECT_THAT(Get(other, &seen, own), IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(End(other, "WITHDRAW", "TOO_FAR", "", own),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(End(mine, "REJECT", "NO_ANSWER", "", own),
              IsError(StatusCode::PERMISSION_DENIED, "STEP_DENIED"));
  ASSERT_THAT(End(mine, "WITHDRAW", "TOO_FAR", "", own), IsOk());
  EXPECT_EQ(placement_.events(2).actor_role(), v1::ROLE_SEEKER);
}

TEST_F(PlacementAccessTest, AnotherBranchSeesNothingButBehindBrokenGlass) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  v1::Placement missing, seen;
  missing.set_name("placements/01JZZZZZZZZZZZZZZZZZZZZZZZ");
  const grpc::Status beyond = Get(referred, &seen, surabaya_);
  const grpc::Status nothing = Get(missing, &seen, surabaya_);
  EXPECT_THAT(beyond, IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_EQ(beyond.error_message(), nothing.error_message());
  EXPECT_EQ(beyond.error_details(), nothing.error_details());
  EXPECT_THAT(End(referred, "WITHDRAW", "TOO_FAR", "", surabaya_),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(List("", surabaya_).placements(), IsEmpty());
  EXPECT_THAT(Shortlist(person_, other_opening_), IsOk());
  v1::BreakGlassGrant grant;
  ASSERT_THAT(server_.Call(
                  &BreakGlass::OpenRecord,
                  Text<v1::OpenRecordRequest>("seeker: '" + person_.name() +
                                              "' reason: 'The person stands at our counter today'"),
                  &grant, surabaya_),
              IsOk());
  ASSERT_THAT(Get(referred, &seen, surabaya_), IsOk());
  EXPECT_EQ(seen.seeker_display_name(), "Wulandari");
  EXPECT_THAT(List("seeker: '" + person_.name() + "'", surabaya_).placements(), SizeIs(2));
  EXPECT_THAT(List("", surabaya_).placements(), IsEmpty())
      << "the list of the branch stays its own";
}

TEST_F(PlacementAccessTest, ASupervisorReadsAndAnOfficerSeesNoPlacement) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  TestServer::Options supervisor, officer;
  supervisor.role = v1::ROLE_SUPERVISOR;
  officer.role = v1::ROLE_COMPLIANCE_OFFICER;
  v1::Placement seen;
  ASSERT_THAT(Get(referred, &seen, supervisor), IsOk());
  EXPECT_THAT(Refer(referred, supervisor), IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  EXPECT_THAT(Get(referred, &seen, officer),
              IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

TEST_F(PlacementAccessTest, ThePersonsExportHoldsTheirPlacements) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  ASSERT_THAT(End(referred, "REJECT", "POSITION_FILLED"), IsOk());
  const v1::ExportPersonDataResponse copy = OwnExportOf(person_);
  ASSERT_THAT(copy.data().placements(), SizeIs(1));
  EXPECT_EQ(copy.data().placements(0).name(), referred.name());
  EXPECT_THAT(copy.data().placements(0).events(), SizeIs(3));
  EXPECT_THAT(copy.readable_copy(), HasSubstr("Referrals and placements"));
  EXPECT_THAT(copy.readable_copy(), HasSubstr("rejected by the employer, position filled"));
}

TEST_F(PlacementAccessTest, TheAuditNamesThePersonAndThePlacement) {
  const v1::Placement referred = Referred(person_, opening_, employer_);
  TestServer::Options officer;
  officer.role = v1::ROLE_DATA_PROTECTION_OFFICER;
  v1::ListAuditEventsResponse events;
  ASSERT_THAT(server_.Call(&Audits::ListAuditEvents,
                           Text<v1::ListAuditEventsRequest>("person: '" + person_.name() + "'"),
                           &events, officer),
              IsOk());
  bool found = false;
  for (const v1::AuditEvent& event : events.events()) {
    found =
        found || (event.method().ends_with("ReferPlacement") && event.object() == referred.name());
  }
  EXPECT_TRUE(found) << events.DebugString();
}

}  // namespace
}  // namespace setara
