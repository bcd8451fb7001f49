// What employers try, and what emergencies open: see red_team_test.cc.
#include "tests/e2e/red_team.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// --- Employers ----------------------------------------------------------------------------------

class EmployerTest : public RedTeamTest {
 protected:
  void SetUp() override {
    RedTeamTest::SetUp();
    employer_ = server_.CreateEmployer("display_name: 'PT Pengintip'").name();
    opening_ = server_.CreateOpening("title: 'Kasir' occupation_code: '5230' employer: '" +
                                     employer_ + "'");
    person_ = server_.CreateSeeker(
        "identity { full_name: 'Rahayu Planted' phone: '0812999' birth_date { year: 1990 month: 1"
        " day: 1 } } region_code: '33.72' wishes { occupation_code: '5230' }"
        " capacities { function: 'F04' usual_level: 1 } accommodations { accommodation: 'A02'"
        " stance: ACCOMMODATION_STANCE_NEEDS } communication { modes: 'M05' }"
        " matching_consent { valid_from { year: 2020 month: 1 day: 1 } }");
    server_.Stop();
    CallerPlace place;
    place.employer_id = employer_.substr(employer_.find('/') + 1);
    staff_.bearer = server_.AddAccount("staff-hr", v1::ROLE_EMPLOYER_STAFF, place);
    staff_.purpose = "placement";
    staff_.token = server_.token();
    server_.Start();
  }
  v1::ListCandidatesResponse List() {
    v1::ListCandidatesRequest request;
    request.set_opening(opening_.name());
    v1::ListCandidatesResponse response;
    staff_.token = server_.token();
    EXPECT_THAT(server_.Call(&Consents::ListCandidates, request, &response, staff_), IsOk());
    return response;
  }
  void Grant() {
    v1::GrantConsentRequest request;
    request.set_seeker(person_.name());
    request.set_purpose(v1::CONSENT_PURPOSE_SHARE_WITH_EMPLOYER);
    request.set_employer(employer_);
    request.set_channel(v1::CONSENT_CHANNEL_SIGNED_PAPER);
    v1::Consent consent;
    ASSERT_THAT(server_.Call(&Consents::GrantConsent, request, &consent), IsOk());
  }

  std::string employer_;
  v1::Opening opening_;
  v1::Seeker person_;
  TestServer::Options staff_;
};

TEST_F(EmployerTest, SeesAPseudonymAndNothingOfFunctionOrNeed) {
  v1::ListCandidatesResponse list = List();
  ASSERT_GE(list.candidates_size(), 1);
  const std::string text = list.ShortDebugString();
  EXPECT_THAT(text, Not(HasSubstr("Rahayu")));
  EXPECT_THAT(text, Not(HasSubstr("seekers/")));
  EXPECT_THAT(text, Not(HasSubstr("A02")));
  EXPECT_THAT(text, Not(HasSubstr(person_.name().substr(8))));
}

TEST_F(EmployerTest, SeesTheNameOnlyWhileConsentLives) {
  Grant();
  v1::ListCandidatesResponse list = List();
  int named = 0;
  for (const v1::Candidate& candidate : list.candidates()) {
    if (!candidate.has_named()) continue;
    ++named;
    EXPECT_EQ(candidate.named().full_name(), "Rahayu Planted");
    EXPECT_EQ(candidate.seeker(), person_.name());
    EXPECT_THAT(candidate.named().accommodations(), ::testing::ElementsAre("A02"));
  }
  EXPECT_EQ(named, 1);
  v1::WithdrawConsentRequest request;
  request.set_seeker(person_.name());
  request.set_purpose(v1::CONSENT_PURPOSE_SHARE_WITH_EMPLOYER);
  request.set_employer(employer_);
  request.set_channel(v1::CONSENT_CHANNEL_SIGNED_PAPER);
  v1::WithdrawConsentResponse withdrawn;
  ASSERT_THAT(server_.Call(&Consents::WithdrawConsent, request, &withdrawn), IsOk());
  EXPECT_GE(withdrawn.disclosures_size(), 1) << "what has been disclosed is listed";
  EXPECT_THAT(List().ShortDebugString(), Not(HasSubstr("Rahayu")));
}

TEST_F(EmployerTest, ProbingWithOffersTellsNothingOfCapacities) {
  auto pseudonyms = [&] {
    std::vector<std::string> all;
    const v1::ListCandidatesResponse list = List();
    for (const v1::Candidate& candidate : list.candidates()) all.push_back(candidate.pseudonym());
    return all;
  };
  const std::vector<std::string> before = pseudonyms();
  v1::UpdateOpeningRequest update;
  *update.mutable_opening() = Text<v1::Opening>(
      "demands { function: 'F04' level: 4 task: 'x' } accommodations_offered: 'A02'");
  update.mutable_opening()->set_name(opening_.name());
  update.mutable_update_mask()->add_paths("demands");
  update.mutable_update_mask()->add_paths("accommodations_offered");
  v1::Opening changed;
  ASSERT_THAT(server_.Call(&Openings::UpdateOpening, update, &changed, staff_), IsOk());
  EXPECT_EQ(pseudonyms(), before);
}

TEST_F(EmployerTest, CannotReadTheRecordEvenWithItsName) {
  Grant();
  v1::GetSeekerRequest request;
  request.set_name(person_.name());
  EXPECT_THAT(server_.Call(&Seekers::GetSeeker, request, &seen_, staff_),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

// --- Break the glass -----------------------------------------------------------------------------

class BreakGlassTest : public RedTeamTest {
 protected:
  v1::BreakGlassGrant Open(const TestServer::Options& options) {
    v1::OpenRecordRequest request;
    request.set_seeker(victim_.name());
    request.set_reason("Orang ini di loket kami dan kehilangan obatnya.");
    v1::BreakGlassGrant grant;
    EXPECT_THAT(server_.Call(&BreakGlass::OpenRecord, request, &grant, options), IsOk());
    return grant;
  }
};

TEST_F(BreakGlassTest, OpensOneRecordForThreeHoursAndNoLonger) {
  Open(FromSurabaya());
  EXPECT_THAT(Get(FromSurabaya(), &seen_), IsOk());
  EXPECT_EQ(seen_.identity().nik(), "************0077") << "no more than in one's own branch";
  v1::Seeker other = server_.CreateSeeker("identity { full_name: 'Lain' }");
  v1::GetSeekerRequest another;
  another.set_name(other.name());
  EXPECT_THAT(server_.Call(&Seekers::GetSeeker, another, &seen_, FromSurabaya()),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(3) - std::chrono::seconds(1));
  EXPECT_THAT(Get(FromSurabaya(), &seen_), IsOk());
  server_.clock().Set(server_.clock().Now() + std::chrono::seconds(1));
  EXPECT_THAT(Get(FromSurabaya(), &seen_),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
}

TEST_F(BreakGlassTest, IsListedUntilSomeoneElseHasReviewedIt) {
  v1::BreakGlassGrant grant = Open(FromSurabaya());
  v1::ListBreakGlassGrantsResponse list;
  v1::ListBreakGlassGrantsRequest request;
  ASSERT_THAT(server_.Call(&BreakGlass::ListBreakGlassGrants, request, &list,
                           As(v1::ROLE_DATA_PROTECTION_OFFICER)),
              IsOk());
  ASSERT_EQ(list.grants_size(), 1);
  EXPECT_EQ(list.grants(0).name(), grant.name());
  ASSERT_THAT(
      server_.Call(&BreakGlass::ListBreakGlassGrants, request, &list, As(v1::ROLE_SUPERVISOR)),
      IsOk());
  EXPECT_EQ(list.grants_size(), 0) << "of another branch";
  v1::ReviewBreakGlassGrantRequest review;
  review.set_name(grant.name());
  review.set_finding(v1::BREAK_GLASS_FINDING_JUSTIFIED);
  EXPECT_THAT(
      server_.Call(&BreakGlass::ReviewBreakGlassGrant, review, &grant, As(v1::ROLE_SUPERVISOR)),
      IsError(grpc::StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  ASSERT_THAT(server_.Call(&BreakGlass::ReviewBreakGlassGrant, review, &grant,
                           As(v1::ROLE_DATA_PROTECTION_OFFICER)),
              IsOk());
  EXPECT_THAT(server_.Call(&BreakGlass::ReviewBreakGlassGrant, review, &grant,
                           As(v1::ROLE_DATA_PROTECTION_OFFICER)),
              IsError(grpc::StatusCode::FAILED_PRECONDITION, "ALREADY_REVIEWED"));
}

TEST_F(BreakGlassTest, EveryCallUnderItIsMarkedInTheAuditLog) {
  v1::BreakGlassGrant grant = Open(FromSurabaya());
  ASSERT_THAT(Get(FromSurabaya(), &seen_), IsOk());
  v1::ListAuditEventsRequest request;
  request.set_person(victim_.name());
  v1::ListAuditEventsResponse events;
  ASSERT_THAT(server_.Call(&Audits::ListAuditEvents, request, &events), IsOk());
  int marked = 0;
  for (const v1::AuditEvent& event : events.events()) marked += event.break_glass() == grant.name();
  EXPECT_EQ(marked, 2) << "the opening and the read: " << events.ShortDebugString();
}

}  // namespace
}  // namespace setara
