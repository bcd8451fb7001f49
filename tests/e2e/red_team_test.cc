// Attempts at what callers must not get, each as its attacker would try it: other people's records,
// hidden fields, closed methods, tokens that are not theirs, and what counts, filters, page tokens
// and error texts could tell. Every test fails when the attempt succeeds.
#include "tests/e2e/red_team.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
