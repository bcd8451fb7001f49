// From a shortfall to the people who could close it, over gRPC: the counselor's journey, the
// officer's and the employer's figures, and what those may not tell.
#include <algorithm>
#include <set>

#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/e2e/red_team.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ShortfallTest : public ::testing::Test {
 protected:
  // A private employer of 1,200 heads in Surakarta is short of 12; of 350, short of 4.
  std::string Employer(const std::string& name, int heads, const std::string& kbli = "10130",
                       const std::string& region = "33.72") {
    const std::string employer =
        server_
            .CreateEmployer("display_name: '" + name +
                            "' kind: EMPLOYER_KIND_PRIVATE kbli_code: '" + kbli +
                            "' kbli_edition: '2020' seat_region_code: '" + region + "'")
            .name();
    v1::HeadcountReport stored;
    EXPECT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer +
                                 "' report { valid_from { year: 2025 month: 1 day: 1 } workers: " +
                                 std::to_string(heads) + " workers_with_disabilities: 0 }"),
                             &stored),
                IsOk());
    return employer;
  }
  // Work that asks for following speech 3.
  v1::Opening Work(const std::string& employer, int positions, const std::string& more = "") {
    return server_.CreateOpening(
        "title: 'Kasir' region_code: '33.72' kind: WORK_KIND_EMPLOYMENT employer: '" + employer +
        "' positions: " + std::to_string(positions) +
        " demands { function: 'F04' level: 3 task: 'menerima pesanan' } " + more);
  }
  // speech: how well the person follows it; reads, so that captions help.
  v1::Seeker Person(int speech, const std::string& more = "") {
    return server_.CreateSeeker(
        "identity { full_name: 'Dewi' birth_date { year: 1990 month: 1 day: 1 } } region_code: "
        "'33.72' capacities { function: 'F04' usual_level: " +
        std::to_string(speech) +
        " } communication { modes: 'M05' } "
        "matching_consent { valid_from { year: 2025 month: 1 day: 1 } } " +
        more);
  }
  void People(int count, int speech) {
    for (int i = 0; i < count; ++i) Person(speech);
  }

  static TestServer::Options As(v1::Role role) {
    TestServer::Options options;
    options.role = role;
    return options;
  }
  static TestServer::Options Officer() { return As(v1::ROLE_COMPLIANCE_OFFICER); }
  // Staff of the employer, or an officer of a region.
  TestServer::Options Account(v1::Role role, const CallerPlace& place) {
    server_.Stop();
    TestServer::Options options;
    options.bearer = server_.AddAccount("account-" + std::to_string(++accounts_), role, place);
    options.purpose = "quota";
    server_.Start();
    return options;
  }
  TestServer::Options Staff(const std::string& employer) {
    CallerPlace place;
    place.employer_id = employer.substr(employer.find('/') + 1);
    return Account(v1::ROLE_EMPLOYER_STAFF, place);
  }

  grpc::Status Fill(const std::string& request, v1::FillShortfallResponse* response,
                    TestServer::Options options = {}) {
    options.token = server_.token();
    return server_.Call(&Shortfalls::FillShortfall, Text<v1::FillShortfallRequest>(request),
                        response, options);
  }
  v1::FillShortfallResponse Fill(const std::string& request, TestServer::Options options = {}) {
    v1::FillShortfallResponse response;
    EXPECT_THAT(Fill(request, &response, std::move(options)), IsOk());
    return response;
  }
  static std::string Of(const std::string& employer) { return "employer: '" + employer + "' "; }

  TestServer server_;
  int accounts_ = 0;
};

TEST_F(ShortfallTest, TheCounselorGetsFiguresPeopleReasonsAndWhatAReferralNeeds) {
  const std::string pt = Employer("PT Contoh", 350);
  const v1::Opening plain = Work(pt, 2), offered = Work(pt, 1, "accommodations_offered: 'A02'");
  const v1::Seeker hears = Person(4), reads = Person(1);
  Person(1);
  Person(4, "not_seeking: true");
  const v1::FillShortfallResponse answer = Fill(Of(pt) + "language: LANGUAGE_ENGLISH");
  EXPECT_EQ(answer.branch(), TestServer::kBranch);
  EXPECT_EQ(answer.short_employers(), 1);
  EXPECT_EQ(answer.shortfall(), 4);
  EXPECT_EQ(answer.openings(), 2);
  EXPECT_EQ(answer.positions(), 3);
  ASSERT_THAT(answer.tiers(), SizeIs(3));
  // Alone one hears; one more is served by the captions offered; two at once need captions at both.
  EXPECT_EQ(answer.tiers(0).at_once().exact(), 1);
  EXPECT_EQ(answer.tiers(1).at_once().exact(), 2);
  EXPECT_EQ(answer.tiers(2).at_once().exact(), 3);
  EXPECT_EQ(answer.tiers(1).fitting().exact(), 3);
  EXPECT_EQ(answer.tiers(2).closing().exact(), 3);
  EXPECT_EQ(answer.tiers(2).remaining(), 1);
  ASSERT_THAT(answer.accommodations(), Not(IsEmpty()));
  bool captions = false;
  for (const v1::AccommodationRise& rise : answer.accommodations()) {
    EXPECT_EQ(rise.rise(), 1) << rise.accommodation();
    captions = captions || rise.accommodation() == "A02";
  }
  EXPECT_TRUE(captions);
  ASSERT_THAT(answer.proposals(), SizeIs(3));
  std::set<std::string> people;
  for (const v1::FillProposal& proposal : answer.proposals()) {
    people.insert(proposal.match().seeker().name());
    EXPECT_THAT(proposal.opening(), ::testing::AnyOf(plain.name(), offered.name()));
    EXPECT_EQ(proposal.employer(), pt);
    EXPECT_EQ(proposal.opening_title(), "Kasir");
    EXPECT_NE(proposal.match().summary(), "");
    EXPECT_FALSE(proposal.consent_to_share());
  }
  EXPECT_THAT(people, SizeIs(3)) << "distinct people";
  EXPECT_TRUE(people.contains(hears.name()));
  EXPECT_EQ(answer.next_page_token(), "");

  // With the captions everywhere, what was to be provided is offered.
  const v1::FillShortfallResponse tried = Fill(Of(pt) + "with_accommodations: 'A02'");
  EXPECT_EQ(tried.tiers(1).at_once().exact(), 3);

  v1::GrantConsentRequest grant;
  grant.set_seeker(reads.name());
  grant.set_purpose(v1::CONSENT_PURPOSE_SHARE_WITH_EMPLOYER);
  grant.set_employer(pt);
  grant.set_channel(v1::CONSENT_CHANNEL_SIGNED_PAPER);
  v1::Consent consent;
  ASSERT_THAT(server_.Call(&Consents::GrantConsent, grant, &consent), IsOk());
  const v1::FillShortfallResponse again = Fill(Of(pt));
  for (const v1::FillProposal& proposal : again.proposals()) {
    EXPECT_EQ(proposal.consent_to_share(), proposal.match().seeker().name() == reads.name());
  }
}

TEST_F(ShortfallTest, OnlyAnEmploymentRelationClosesAGap) {
  const std::string pt = Employer("PT Magang", 350);
  server_.CreateOpening(
      "title: 'Magang' region_code: '33.72' positions: 3 kind: "
      "WORK_KIND_APPRENTICESHIP employer: '" +
      pt + "'");
  server_.CreateOpening("title: 'Entah' region_code: '33.72' positions: 2 employer: '" + pt + "'");
  People(2, 4);
  const v1::FillShortfallResponse answer = Fill(Of(pt));
  EXPECT_EQ(answer.positions(), 0);
  EXPECT_THAT(answer.tiers(), IsEmpty());
  EXPECT_THAT(answer.proposals(), IsEmpty());
  ASSERT_THAT(answer.others(), SizeIs(2));
  EXPECT_EQ(answer.others(0).kind(), v1::WORK_KIND_UNSPECIFIED) << "a question to the employer";
  EXPECT_EQ(answer.others(0).positions(), 2);
  EXPECT_EQ(answer.others(1).kind(), v1::WORK_KIND_APPRENTICESHIP);
  EXPECT_EQ(answer.others(1).openings(), 1);
  EXPECT_EQ(answer.others(1).at_once().exact(), 2);
}

TEST_F(ShortfallTest, ClosedAndLaterOpeningsAreNotOpenOnTheDay) {
  const std::string pt = Employer("PT Tutup", 350);
  Work(pt, 1, "open_from { year: 2030 month: 1 day: 1 }");
  Work(pt, 2, "open_from { year: 2025 month: 1 day: 1 } open_until { year: 2025 month: 2 day: 1 }");
  v1::CloseOpeningRequest close;
  close.set_name(Work(pt, 4).name());
  v1::Opening closed;
  ASSERT_THAT(server_.Call(&Openings::CloseOpening, close, &closed), IsOk());
  EXPECT_EQ(Fill(Of(pt)).positions(), 0);
  EXPECT_EQ(Fill(Of(pt) + "as_of { year: 2025 month: 1 day: 31 }").positions(), 2);
  EXPECT_EQ(Fill(Of(pt) + "as_of { year: 2025 month: 2 day: 1 }").positions(), 0);
  EXPECT_EQ(Fill(Of(pt) + "as_of { year: 2030 month: 1 day: 1 }").positions(), 1);
}

TEST_F(ShortfallTest, AnEmployerWithoutAReportHasNoGapThatIsKnown) {
  const std::string pt = server_.CreateEmployer("display_name: 'PT Baru'").name();
  Work(pt, 2);
  People(1, 4);
  const v1::FillShortfallResponse answer = Fill(Of(pt));
  EXPECT_FALSE(answer.has_shortfall());
  ASSERT_THAT(answer.employers(), SizeIs(1));
  EXPECT_NE(answer.employers(0).state(), v1::QUOTA_STATE_SHORT);
  EXPECT_EQ(answer.tiers(2).at_once().exact(), 1);
  EXPECT_EQ(answer.tiers(2).closing().exact(), 0);
  EXPECT_FALSE(answer.tiers(2).has_remaining());
  EXPECT_FALSE(answer.tiers(2).has_remaining_at_most());
}

TEST_F(ShortfallTest, ARegionCountsNobodyTwiceAndNoEmployerBeyondItsGap) {
  const std::string one = Employer("PT Satu", 350), two = Employer("PT Dua", 100);
  Employer("PT Tanpa Lowongan", 350);
  const std::string other_sector = Employer("PT Bank", 350, "64121");
  const std::string elsewhere = Employer("PT Jauh", 350, "10130", "35.78");
  for (const std::string& employer : {one, two, other_sector, elsewhere}) Work(employer, 5);
  People(6, 4);
  const v1::FillShortfallResponse answer = Fill("region_code: '33' sector: 'C'");
  EXPECT_EQ(answer.short_employers(), 3);
  EXPECT_EQ(answer.shortfall(), 4 + 1 + 4);
  EXPECT_EQ(answer.positions(), 10);
  EXPECT_EQ(answer.tiers(0).at_once().exact(), 6) << "not 5 + 5";
  EXPECT_EQ(answer.tiers(0).closing().exact(), 5) << "four at one, one at the other";
  EXPECT_EQ(answer.tiers(0).remaining(), 4);
  ASSERT_THAT(answer.employers(), SizeIs(2)) << "with open positions";
  EXPECT_EQ(answer.employers(0).employer(), one) << "largest shortfall first";
  EXPECT_EQ(answer.employers(0).at_once().exact(), 5);
  EXPECT_EQ(answer.employers(0).closing().exact(), 4);
  EXPECT_EQ(answer.employers(1).closing().exact(), 1);
  EXPECT_EQ(Fill("sector: '64'").short_employers(), 1);
  EXPECT_EQ(Fill("region_code: '35.78'").short_employers(), 1);
}

TEST_F(ShortfallTest, PagesOfPeopleHaveNoGapsAndNoRepeats) {
  const std::string pt = Employer("PT Halaman", 1200);
  Work(pt, 4);
  Work(pt, 5);
  People(12, 4);
  std::vector<std::string> names;
  v1::FillShortfallResponse page = Fill(Of(pt) + "page_size: 4");
  EXPECT_THAT(page.tiers(), SizeIs(3));
  while (true) {
    for (const auto& proposal : page.proposals()) names.push_back(proposal.match().seeker().name());
    if (page.next_page_token().empty()) break;
    page = Fill(Of(pt) + "page_size: 4 page_token: '" + page.next_page_token() + "'");
    EXPECT_THAT(page.tiers(), IsEmpty()) << "figures stand on the first page";
  }
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  std::vector<std::string> all;
  const v1::FillShortfallResponse whole = Fill(Of(pt) + "page_size: 100");
  for (const auto& proposal : whole.proposals()) all.push_back(proposal.match().seeker().name());
  EXPECT_EQ(names, all);
  EXPECT_THAT(names, SizeIs(9));
}

TEST_F(ShortfallTest, WhoObjectsStandsBesideAndWhoIsRestrictedNowhere) {
  const std::string pt = Employer("PT Hak", 350);
  const v1::Opening work = Work(pt, 5);
  const v1::Seeker objects = Person(4), restricted = Person(4), withdrawn = Person(4);
  Person(4);
  v1::CreateRightsRequestRequest ask;
  v1::RightsRequest stored;
  ask.set_seeker(objects.name());
  ask.set_kind(v1::RIGHTS_REQUEST_KIND_OBJECTION);
  ASSERT_THAT(server_.Call(&Rights::CreateRightsRequest, ask, &stored), IsOk());
  ask.set_seeker(restricted.name());
  ask.set_kind(v1::RIGHTS_REQUEST_KIND_RESTRICTION);
  ASSERT_THAT(server_.Call(&Rights::CreateRightsRequest, ask, &stored), IsOk());
  v1::WithdrawConsentRequest withdraw;
  withdraw.set_seeker(withdrawn.name());
  withdraw.set_purpose(v1::CONSENT_PURPOSE_MATCHING);
  withdraw.set_channel(v1::CONSENT_CHANNEL_SIGNED_PAPER);
  v1::WithdrawConsentResponse done;
  ASSERT_THAT(server_.Call(&Consents::WithdrawConsent, withdraw, &done), IsOk());
  const v1::FillShortfallResponse answer = Fill(Of(pt));
  EXPECT_EQ(answer.tiers(2).at_once().exact(), 1);
  EXPECT_THAT(answer.proposals(), SizeIs(1));
  ASSERT_THAT(answer.unranked(), SizeIs(1));
  EXPECT_EQ(answer.unranked(0).person().seeker().name(), objects.name());
  EXPECT_THAT(answer.unranked(0).openings(), ElementsAre(work.name()));
}

TEST_F(ShortfallTest, ACounselorSeesThePeopleOfTheirBranchAlone) {
  const std::string pt = Employer("PT Cabang", 350);
  Work(pt, 5);
  People(2, 4);
  CallerPlace place;
  place.branch = kSurabaya;
  const TestServer::Options surabaya = Account(v1::ROLE_COUNSELOR, place);
  const v1::FillShortfallResponse answer = Fill(Of(pt), surabaya);
  EXPECT_EQ(answer.branch(), kSurabaya);
  EXPECT_EQ(answer.tiers(2).at_once().exact(), 0);
  EXPECT_THAT(answer.proposals(), IsEmpty());
  EXPECT_EQ(Fill(Of(pt)).tiers(2).at_once().exact(), 2);
}

TEST_F(ShortfallTest, WhatIsAskedIsChecked) {
  const std::string pt = Employer("PT Periksa", 350);
  v1::FillShortfallResponse response;
  EXPECT_THAT(Fill("", &response), IsBadField("employer"));
  EXPECT_THAT(Fill(Of(pt) + "region_code: '33'", &response), IsBadField("employer"));
  EXPECT_THAT(Fill(Of(pt) + "sector: 'C'", &response), IsBadField("employer"));
  EXPECT_THAT(Fill("employer: 'openings/1'", &response), IsBadField("employer"));
  EXPECT_THAT(Fill("region_code: '00'", &response), IsBadField("region_code"));
  EXPECT_THAT(Fill("sector: 'W'", &response), IsBadField("sector"));
  EXPECT_THAT(Fill(Of(pt) + "with_accommodations: 'A99'", &response),
              IsBadField("with_accommodations[0]"));
  EXPECT_THAT(Fill(Of(pt) + "with_accommodations: 'A37'", &response),
              IsBadField("with_accommodations"));
  EXPECT_THAT(Fill(Of(pt) + "up_to_tier: MATCH_TIER_TO_DISCUSS", &response),
              IsBadField("up_to_tier"));
  EXPECT_THAT(Fill(Of(pt) + "as_of { year: 2025 month: 2 day: 30 }", &response),
              IsBadField("as_of"));
  EXPECT_THAT(Fill(Of(pt) + "page_token: 'x'", &response), IsBadField("page_token"));
  EXPECT_THAT(Fill(Of(pt) + "page_size: -1", &response), IsBadField("page_size"));
  EXPECT_THAT(Fill("employer: 'employers/01JNOSUCHEMPLOYER0000000000'", &response),
              IsError(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND"));
}

// --- Officers and employers ----------------------------------------------------------------------

// Everything in the answer that could speak of people, for comparisons.
std::string Figures(v1::FillShortfallResponse answer) {
  answer.clear_read_at();
  return answer.ShortDebugString();
}

TEST_F(ShortfallTest, OfficersGetRoundedCountsAndNobody) {
  const std::string pt = Employer("PT Pejabat", 1200);
  Work(pt, 20);
  People(13, 4);
  People(11, 1);
  const v1::FillShortfallResponse answer = Fill(Of(pt), Officer());
  EXPECT_EQ(answer.shortfall(), 12);
  EXPECT_EQ(answer.positions(), 20);
  EXPECT_EQ(answer.tiers(0).fitting().at_least(), 10);
  EXPECT_EQ(answer.tiers(0).at_once().at_least(), 10);
  EXPECT_EQ(answer.tiers(2).fitting().at_least(), 20);
  EXPECT_EQ(answer.tiers(2).at_once().at_least(), 20);
  EXPECT_EQ(answer.tiers(2).closing().at_least(), 10);
  EXPECT_EQ(answer.tiers(2).remaining_at_most(), 2);
  ASSERT_THAT(answer.accommodations_at_least(), Not(IsEmpty()));
  for (const v1::AccommodationRise& rise : answer.accommodations_at_least()) {
    EXPECT_EQ(rise.rise_at_least() % 5, 0);
    EXPECT_GE(rise.rise_at_least(), 5);
    EXPECT_EQ(rise.rise(), 0) << "not for them";
  }
  const std::string text = answer.ShortDebugString();
  for (const char* hidden : {"exact", "seekers/", "Dewi", "proposals", "unranked",
                             "remaining:", "branch", " accommodations {", "match"}) {
    EXPECT_THAT(text, Not(HasSubstr(hidden)));
  }
  EXPECT_EQ(Figures(Fill(Of(pt), Staff(pt))), Figures(answer)) << "staff of the employer the same";
}

TEST_F(ShortfallTest, OneToFourPeopleShowAsNobody) {
  const std::string pt = Employer("PT Kecil", 1200);
  Work(pt, 20);
  std::vector<std::string> asked = {Of(pt), Of(pt) + "with_accommodations: 'A02'",
                                    Of(pt) + "up_to_tier: MATCH_TIER_FITS", "region_code: '33.72'",
                                    "region_code: '33' sector: 'C'"};
  std::vector<std::string> nobody;
  for (const std::string& request : asked) nobody.push_back(Figures(Fill(request, Officer())));
  for (int people = 1; people <= 4; ++people) {
    SCOPED_TRACE(people);
    // In turn someone who fits and someone whom captions would help.
    Person(people % 2 == 0 ? 4 : 1);
    for (size_t i = 0; i < asked.size(); ++i) {
      EXPECT_EQ(Figures(Fill(asked[i], Officer())), nobody[i]) << asked[i];
    }
  }
  Person(4);
  EXPECT_NE(Figures(Fill(asked[0], Officer())), nobody[0]) << "the fifth shows";
}

TEST_F(ShortfallTest, DifferencesOfAnswersTellNoSmallCount) {
  const std::string pt = Employer("PT Selisih", 1200), other = Employer("PT Lain", 1200);
  Work(pt, 30);
  Work(other, 30);
  People(11, 4);
  People(3, 1);  // whom only captions would bring to the tiers of what is offered
  std::vector<int64_t> seen = {0};
  const auto note = [&](const v1::FillShortfallResponse& answer) {
    for (const v1::FillTier& tier : answer.tiers()) {
      for (const v1::PeopleCount* count : {&tier.fitting(), &tier.at_once(), &tier.closing()}) {
        seen.push_back(count->at_least());
      }
      seen.push_back(answer.shortfall() - tier.remaining_at_most());
    }
    for (const v1::EmployerFill& row : answer.employers()) {
      seen.push_back(row.at_once().at_least());
      seen.push_back(row.closing().at_least());
    }
    for (const auto& rise : answer.accommodations_at_least()) seen.push_back(rise.rise_at_least());
  };
  for (const std::string& request :
       {Of(pt), Of(pt) + "with_accommodations: 'A02'",
        Of(pt) + "with_accommodations: 'A02' with_accommodations: 'A03'", Of(other),
        std::string("region_code: '33.72'"),
        std::string("region_code: '33.72' with_accommodations: 'A02'"),
        std::string("sector: '10'")}) {
    note(Fill(request, Officer()));
  }
  // The employer turns its own figures up and down as well: positions, demands, offers.
  const TestServer::Options staff = Staff(pt);
  const v1::Opening probe = Work(pt, 1, "");
  for (int positions = 1; positions <= 12; ++positions) {
    v1::UpdateOpeningRequest update;
    *update.mutable_opening() = Text<v1::Opening>(
        "positions: " + std::to_string(positions) +
        " demands { function: 'F04' level: " + std::to_string(positions % 5) + " task: 'x' }" +
        (positions % 2 == 0 ? "accommodations_offered: 'A02'" : ""));
    update.mutable_opening()->set_name(probe.name());
    for (const char* path : {"positions", "demands", "accommodations_offered"}) {
      update.mutable_update_mask()->add_paths(path);
    }
    v1::Opening changed;
    ASSERT_THAT(server_.Call(&Openings::UpdateOpening, update, &changed, staff), IsOk());
    note(Fill(Of(pt), staff));
  }
  for (int64_t a : seen) {
    for (int64_t b : seen) {
      ASSERT_TRUE(std::abs(a - b) == 0 || std::abs(a - b) >= 5) << a << " and " << b;
    }
  }
}

TEST_F(ShortfallTest, OfficersAndStaffReachTheirOwn) {
  const std::string here = Employer("PT Sini", 350),
                    there = Employer("PT Sana", 350, "10130", "35.78");
  Work(here, 2);
  Work(there, 2);
  CallerPlace surakarta;
  surakarta.region_code = "33.72";
  const TestServer::Options officer = Account(v1::ROLE_COMPLIANCE_OFFICER, surakarta);
  v1::FillShortfallResponse response;
  EXPECT_THAT(Fill(Of(here), &response, officer), IsOk());
  EXPECT_THAT(Fill(Of(there), &response, officer),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(Fill("region_code: '35.78'", &response, officer),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_EQ(Fill("sector: 'C'", officer).short_employers(), 1) << "within their region";
  const TestServer::Options staff = Staff(here);
  EXPECT_THAT(Fill(Of(here), &response, staff), IsOk());
  EXPECT_THAT(Fill(Of(there), &response, staff),
              IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(Fill("sector: 'C'", &response, staff),
              IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  for (v1::Role role :
       {v1::ROLE_ADMINISTRATOR, v1::ROLE_CASE_MANAGER, v1::ROLE_DATA_PROTECTION_OFFICER}) {
    EXPECT_THAT(Fill(Of(here), &response, As(role)),
                IsError(StatusCode::PERMISSION_DENIED, "METHOD_DENIED"));
  }
}

TEST_F(ShortfallTest, WhoseDataACounselorSawIsInTheAuditLog) {
  const std::string pt = Employer("PT Audit", 350);
  Work(pt, 5);
  const v1::Seeker person = Person(4);
  Fill(Of(pt));
  Fill(Of(pt), Officer());
  v1::ListAuditEventsRequest request;
  request.set_person(person.name());
  v1::ListAuditEventsResponse events;
  ASSERT_THAT(server_.Call(&Audits::ListAuditEvents, request, &events), IsOk());
  int fills = 0;
  for (const v1::AuditEvent& event : events.events()) {
    if (event.method().find("FillShortfall") == std::string::npos) continue;
    ++fills;
    EXPECT_EQ(event.role(), v1::ROLE_COUNSELOR);
  }
  EXPECT_EQ(fills, 1);
}

}  // namespace
}  // namespace setara
