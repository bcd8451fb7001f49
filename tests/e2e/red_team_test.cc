// Attempts at what callers must not get, each as its attacker would try it: other people's records,
// hidden fields, closed methods, tokens that are not theirs, and what counts, filters, page tokens
// and error texts could tell. Every test fails when the attempt succeeds.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kSurabaya[] = "SBY-01";
constexpr char kName[] = "Wulandari Planted Kusumawardhani";
constexpr char kNik[] = "3171014708900077";
constexpr char kPhone[] = "081277700077";
constexpr char kAddress[] = "Jalan Mawar Planted 77";

std::string PersonText(const std::string& more = "") {
  return "identity { full_name: '" + std::string(kName) + "' nik: '" + kNik + "' phone: '" +
         kPhone + "' address: '" + kAddress +
         "' birth_date { year: 1990 month: 8 day: 7 } }"
         " ragam { sensory: true }"
         " matching_consent { valid_from { year: 2020 month: 1 day: 1 } } " +
         more;
}

std::string PersonWhomCaptionsWouldHelp() {
  return "identity { full_name: 'Takarir' birth_date { year: 1990 month: 1 day: 1 } } capacities { "
         "function: 'F04' usual_level: 1 }"
         " communication { modes: 'M05' modes: 'M02' }"
         " matching_consent { valid_from { year: 2020 month: 1 day: 1 } }";
}

class RedTeamTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Stop();
    CallerPlace place;
    place.branch = kSurabaya;
    surabaya_ = server_.AddAccount("counselor-sby", v1::ROLE_COUNSELOR, place);
    server_.Start();
    victim_ = server_.CreateSeeker(PersonText());
  }

  TestServer::Options As(v1::Role role) {
    TestServer::Options options;
    options.role = role;
    return options;
  }
  TestServer::Options FromSurabaya() {
    TestServer::Options options;
    options.bearer = surabaya_;
    options.purpose = "placement";
    return options;
  }
  TestServer::Options WithToken(const std::string& token) {
    TestServer::Options options;
    options.bearer = token;
    options.purpose = "placement";
    return options;
  }
  grpc::Status Get(const TestServer::Options& options, v1::Seeker* seeker) {
    v1::GetSeekerRequest request;
    request.set_name(victim_.name());
    return server_.Call(&Seekers::GetSeeker, request, seeker, options);
  }

  TestServer server_;
  std::string surabaya_;
  v1::Seeker victim_;
  v1::Seeker seen_;
};

// --- Object level --------------------------------------------------------------------------------

TEST_F(RedTeamTest, AnotherBranchsRecordCannotBeReadChangedOrMatched) {
  auto denied = IsError(grpc::StatusCode::PERMISSION_DENIED, "ACCESS_DENIED");
  EXPECT_THAT(Get(FromSurabaya(), &seen_), denied);
  v1::UpdateSeekerRequest update;
  update.mutable_seeker()->set_name(victim_.name());
  update.mutable_seeker()->set_not_seeking(true);
  EXPECT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &seen_, FromSurabaya()), denied);
  v1::MatchOpeningsRequest match;
  match.set_seeker(victim_.name());
  v1::MatchOpeningsResponse matches;
  EXPECT_THAT(server_.Call(&Matches::MatchOpenings, match, &matches, FromSurabaya()), denied);
  ASSERT_THAT(Get({}, &seen_), IsOk());
  EXPECT_FALSE(seen_.not_seeking());
}

TEST_F(RedTeamTest, ListsAndTheirPageTokensStayInTheBranch) {
  server_.CreateSeeker("identity { full_name: 'Kedua' }");
  v1::ListSeekersRequest request;
  request.set_page_size(1);
  v1::ListSeekersResponse page;
  ASSERT_THAT(server_.Call(&Seekers::ListSeekers, request, &page), IsOk());
  ASSERT_EQ(page.seekers_size(), 1);
  ASSERT_NE(page.next_page_token(), "");
  v1::ListSeekersResponse stolen;
  request.set_page_token(page.next_page_token());
  ASSERT_THAT(server_.Call(&Seekers::ListSeekers, request, &stolen, FromSurabaya()), IsOk());
  EXPECT_EQ(stolen.seekers_size(), 0);
  EXPECT_EQ(stolen.next_page_token(), "");
}

TEST_F(RedTeamTest, ANikRegisteredElsewhereIsRefusedWithoutNamingAnyone) {
  v1::CreateSeekerRequest request;
  *request.mutable_seeker() = Text<v1::Seeker>(PersonText());
  grpc::Status status = server_.Call(&Seekers::CreateSeeker, request, &seen_, FromSurabaya());
  EXPECT_THAT(status, IsError(grpc::StatusCode::ALREADY_EXISTS, "NIK_IS_REGISTERED"));
  EXPECT_EQ(DetailsOf(status).existing, "");
  EXPECT_THAT(status.error_message(), Not(HasSubstr(kNik)));
}

TEST_F(RedTeamTest, DuplicatesElsewhereAreOpaqueNamesOnly) {
  v1::FindDuplicateSeekersRequest request;
  request.mutable_identity()->set_nik(kNik);
  v1::FindDuplicateSeekersResponse found;
  ASSERT_THAT(server_.Call(&Seekers::FindDuplicateSeekers, request, &found, FromSurabaya()),
              IsOk());
  EXPECT_EQ(found.seekers_size(), 0);
  ASSERT_EQ(found.elsewhere_size(), 1);
  EXPECT_EQ(found.elsewhere(0), victim_.name());
}

TEST_F(RedTeamTest, ARequestIdOfSomeoneElseDoesNotReplayTheirAnswer) {
  v1::CreateSeekerRequest request;
  request.set_request_id("guessed");
  *request.mutable_seeker() = Text<v1::Seeker>("identity { full_name: 'Satu' }");
  v1::Seeker first, second;
  ASSERT_THAT(server_.Call(&Seekers::CreateSeeker, request, &first), IsOk());
  *request.mutable_seeker() = Text<v1::Seeker>("identity { full_name: 'Dua' }");
  ASSERT_THAT(server_.Call(&Seekers::CreateSeeker, request, &second, FromSurabaya()), IsOk());
  EXPECT_NE(first.name(), second.name());
  EXPECT_EQ(second.identity().full_name(), "Dua");
}

// --- Property level ------------------------------------------------------------------------------

TEST_F(RedTeamTest, CounselorsReadTheNikMaskedAndTheRagamNotAtAll) {
  ASSERT_THAT(Get({}, &seen_), IsOk());
  EXPECT_EQ(seen_.identity().nik(), "************0077");
  EXPECT_FALSE(seen_.has_ragam());
  EXPECT_EQ(seen_.identity().full_name(), kName);
}

TEST_F(RedTeamTest, WritingAnswersNoMoreThanReading) {
  v1::UpdateSeekerRequest update;
  update.mutable_seeker()->set_name(victim_.name());
  update.mutable_seeker()->set_not_seeking(true);
  update.set_validate_only(true);
  ASSERT_THAT(server_.Call(&Seekers::UpdateSeeker, update, &seen_), IsOk());
  EXPECT_EQ(seen_.identity().nik(), "************0077");
  EXPECT_FALSE(seen_.has_ragam());
}

TEST_F(RedTeamTest, AMaskCannotMoveARecordToAnotherBranch) {
  v1::UpdateSeekerRequest update;
  update.mutable_seeker()->set_name(victim_.name());
  update.mutable_seeker()->set_branch(kSurabaya);
  update.mutable_update_mask()->add_paths("branch");
  (void)server_.Call(&Seekers::UpdateSeeker, update, &seen_);
  ASSERT_THAT(Get({}, &seen_), IsOk());
  EXPECT_EQ(seen_.branch(), TestServer::kBranch);
  EXPECT_THAT(Get(FromSurabaya(), &seen_),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
}

TEST_F(RedTeamTest, ANewRecordCannotBePlantedInAnotherBranch) {
  v1::CreateSeekerRequest request;
  *request.mutable_seeker() =
      Text<v1::Seeker>("identity { full_name: 'Tanam' } branch: '" + std::string(kSurabaya) + "'");
  ASSERT_THAT(server_.Call(&Seekers::CreateSeeker, request, &seen_), IsOk());
  EXPECT_EQ(seen_.branch(), TestServer::kBranch);
}

TEST_F(RedTeamTest, AMaskOfEverythingIsHeldToEveryField) {
  v1::UpdateEmployerRequest update;
  update.mutable_employer()->set_name("employers/01JZZZZZZZZZZZZZZZZZZZZZZZ");
  update.mutable_update_mask()->add_paths("*");
  v1::Employer employer;
  EXPECT_THAT(server_.Call(&Employers::UpdateEmployer, update, &employer, As(v1::ROLE_COUNSELOR)),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

// --- Function level ------------------------------------------------------------------------------

TEST_F(RedTeamTest, AnAdministratorSeesNoPerson) {
  TestServer::Options admin = As(v1::ROLE_ADMINISTRATOR);
  EXPECT_THAT(Get(admin, &seen_), IsError(grpc::StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  v1::ListSeekersResponse page;
  EXPECT_THAT(server_.Call(&Seekers::ListSeekers, v1::ListSeekersRequest(), &page, admin),
              IsError(grpc::StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
}

TEST_F(RedTeamTest, APurposeMustBeStatedAndBeTheRolesOwn) {
  TestServer::Options none;
  none.purpose = "";
  EXPECT_THAT(Get(none, &seen_), IsBadField("setara-purpose"));
  TestServer::Options foreign;
  foreign.purpose = "data-protection-of-nobody";
  EXPECT_THAT(Get(foreign, &seen_), IsBadField("setara-purpose"));
  foreign.purpose = "return-to-work";
  EXPECT_THAT(Get(foreign, &seen_), IsBadField("setara-purpose"));
}

// --- Tokens --------------------------------------------------------------------------------------

TEST_F(RedTeamTest, ATokenThatIsNotExactlyRightIsNobodys) {
  const std::string good = server_.TokenOf(v1::ROLE_COUNSELOR);
  auto invalid = IsError(grpc::StatusCode::UNAUTHENTICATED, "CREDENTIALS_INVALID");
  EXPECT_THAT(Get(WithToken(good), &seen_), IsOk());
  for (size_t at : {size_t{0}, size_t{10}, good.size() / 2, good.size() - 1}) {
    std::string forged = good;
    forged[at] = forged[at] == 'A' ? 'B' : 'A';
    EXPECT_THAT(Get(WithToken(forged), &seen_), invalid) << at;
  }
  EXPECT_THAT(Get(WithToken(good.substr(0, good.size() - 1)), &seen_), invalid);
  EXPECT_THAT(Get(WithToken(good + "A"), &seen_), invalid);
  // The id of one account with the secret of another.
  const std::string other = server_.TokenOf(v1::ROLE_SUPERVISOR);
  EXPECT_THAT(Get(WithToken(good.substr(0, 33) + other.substr(33)), &seen_), invalid);
  // A JWT with "alg": "none" for an issuer that is not configured.
  EXPECT_THAT(Get(WithToken("eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ."), &seen_), invalid);
}

TEST_F(RedTeamTest, AnExpiredTokenIsNobodys) {
  const std::string good = server_.TokenOf(v1::ROLE_COUNSELOR);
  server_.clock().Set(server_.clock().Now() + std::chrono::hours(24 * 400));
  EXPECT_THAT(Get(WithToken(good), &seen_),
              IsError(grpc::StatusCode::UNAUTHENTICATED, "CREDENTIALS_INVALID"));
}

TEST_F(RedTeamTest, EveryUnacceptedSignInReadsTheSame) {
  v1::SignInRequest request;
  v1::SignInResponse response;
  TestServer::Options nobody;
  nobody.bearer = "";
  nobody.purpose = "";
  request.set_password("a wrong password indeed");
  request.set_login("counselor-sby");
  grpc::Status existing = server_.Call(&Accounts::SignIn, request, &response, nobody);
  request.set_login("no-such-account");
  grpc::Status missing = server_.Call(&Accounts::SignIn, request, &response, nobody);
  EXPECT_EQ(existing.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(existing.error_code(), missing.error_code());
  EXPECT_EQ(existing.error_message(), missing.error_message());
  EXPECT_EQ(existing.error_details(), missing.error_details());
}

// --- Counts, facets, filters ---------------------------------------------------------------------

TEST_F(RedTeamTest, CountsAndUnlocksAreOfTheBranchAlone) {
  v1::Opening opening = server_.CreateOpening(
      "title: 'Kasir' demands { function: 'F04' level: 3 task: 'menerima pesanan' }");
  server_.CreateSeeker(PersonWhomCaptionsWouldHelp());
  v1::MatchSeekersRequest request;
  request.set_opening(opening.name());
  request.set_count_tiers(true);
  request.set_rank_unlocks(true);
  int64_t unlocked = 0;
  auto count = [&](const TestServer::Options& options) {
    v1::MatchSeekersResponse response;
    TestServer::Options fresh = options;
    fresh.token = server_.token();
    EXPECT_THAT(server_.Call(&Matches::MatchSeekers, request, &response, fresh), IsOk());
    int64_t people = response.matches_size();
    for (const v1::TierCount& tier : response.tier_counts()) people += tier.count();
    for (const v1::ExclusionCount& out : response.exclusions()) people += out.count();
    unlocked = 0;
    for (const v1::Unlock& unlock : response.unlocks()) unlocked += unlock.gained();
    return people;
  };
  EXPECT_GT(count({}), 0);
  EXPECT_GT(unlocked, 0);
  EXPECT_EQ(count(FromSurabaya()), 0);
  EXPECT_EQ(unlocked, 0);
}

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

// --- Audit and leaks -----------------------------------------------------------------------------

TEST_F(RedTeamTest, ADenialLeavesATrace) {
  ASSERT_FALSE(Get(FromSurabaya(), &seen_).ok());
  v1::ListAuditEventsRequest request;
  request.set_person(victim_.name());
  v1::ListAuditEventsResponse events;
  ASSERT_THAT(server_.Call(&Audits::ListAuditEvents, request, &events), IsOk());
  bool denied = false;
  for (const v1::AuditEvent& event : events.events()) denied |= event.reason() == "ACCESS_DENIED";
  EXPECT_TRUE(denied);
}

TEST_F(RedTeamTest, NothingOnDiskHoldsWhatIdentifiesAPerson) {
  v1::SearchOpeningsRequest search;
  search.set_query("Planted Kusumawardhani");
  v1::SearchOpeningsResponse found;
  EXPECT_THAT(server_.Call(&Openings::SearchOpenings, search, &found), IsOk());
  v1::FindDuplicateSeekersRequest duplicates;
  duplicates.mutable_identity()->set_full_name(kName);
  *duplicates.mutable_identity()->mutable_birth_date() = victim_.identity().birth_date();
  v1::FindDuplicateSeekersResponse similar;
  EXPECT_THAT(server_.Call(&Seekers::FindDuplicateSeekers, duplicates, &similar), IsOk());
  auto search_files = [&] {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(server_.directory())) {
      if (!entry.is_regular_file()) continue;
      ++files;
      std::ifstream file(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      for (const char* planted : {"Planted", "Kusumawardhani", "KUSUMAWARDHANI", "kusumawardhani",
                                  kNik, kPhone, "Jalan Mawar"}) {
        EXPECT_THAT(bytes.str().find(planted), std::string::npos)
            << planted << " in " << entry.path().filename();
      }
    }
    EXPECT_GT(files, 3);
  };
  search_files();  // with the write-ahead log
  server_.Stop();
  search_files();
}

}  // namespace
}  // namespace setara
