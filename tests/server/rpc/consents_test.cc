// Consents over a real store and index: what a word does, when, and to whom anyone is shown.
#include "server/store/consents.h"

#include "index/audit.h"
#include "server/ops/consent_sweeper.h"
#include "server/ops/verify.h"
#include "server/rpc/live_consents.h"
#include "server/store/consent_ends.h"
#include "server/store/seekers.h"
#include "tests/server/rpc/parts_testing.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kAdult[] = "birth_date { year: 1990 month: 2 day: 5 }";
constexpr char kMinor[] = "birth_date { year: 2012 month: 2 day: 5 }";
constexpr char kMatching[] = "purpose: CONSENT_PURPOSE_MATCHING ";

class ConsentsTest : public PartsTest {
 protected:
  // Wants to sew; lives in Surakarta.
  v1::Seeker CreatePerson(const std::string& born = kAdult, const std::string& more = "") {
    return CreateSeeker("identity { full_name: 'Sri Rahayu' phone: '0812' " + born +
                        " } region_code: '33.72' wishes { occupation_code: '8153' } " + more);
  }
  v1::Opening CreateWork(const std::string& more = "") {
    employer = CreateEmployer("PT Jahit");
    return CreateOpening(
        "title: 'Operator jahit' region_code: '33.72' occupation_code: '8153' "
        "employer: '" +
        employer.name() + "' " + more);
  }
  std::string ReasonOfGrant(const v1::Seeker& seeker, const std::string& more) {
    return Reason(Grant(seeker.name(), more).status());
  }
  v1::ListConsentsResponse History(const v1::Seeker& seeker) {
    return Call<v1::ListConsentsResponse, v1::ListConsentsRequest>(
               "ConsentService.ListConsents", "seeker: '" + seeker.name() + "'")
        .value();
  }
  bool HasDays(const v1::Seeker& seeker) {
    return Call<v1::Seeker, v1::GetSeekerRequest>("SeekerService.GetSeeker",
                                                  "name: '" + seeker.name() + "'")
        ->has_matching_consent();
  }
  absl::StatusOr<v1::ListCandidatesResponse> Candidates(const v1::Opening& opening,
                                                        const std::string& more = "") {
    if (caller.role == v1::ROLE_ANYONE) caller.place.employer_id = employer.name().substr(10);
    return Call<v1::ListCandidatesResponse, v1::ListCandidatesRequest>(
        "ConsentService.ListCandidates", "opening: '" + opening.name() + "' " + more);
  }
  int64_t RowOf(const v1::Seeker& seeker) {
    int64_t row = 0;
    EXPECT_OK(store->Read([&](Connection& db) {
      auto found = GetSeeker(db, seeker.name().substr(8));
      if (found.ok()) row = found->row;
      return found.status();
    }));
    return row;
  }

 public:
  v1::Employer employer;
};

TEST_F(ConsentsTest, GrantAndWithdrawSetTheDaysOfTheRecord) {
  const v1::Seeker person = CreatePerson();
  EXPECT_FALSE(HasDays(person));
  ASSERT_OK(Grant(person.name(), kMatching));
  EXPECT_TRUE(HasDays(person));
  ASSERT_OK(Withdraw(person.name(), kMatching));
  EXPECT_FALSE(HasDays(person));
  const v1::ListConsentsResponse history = History(person);
  ASSERT_THAT(history.consents(), SizeIs(2)) << "nothing is overwritten";
  EXPECT_EQ(history.consents(0).act(), v1::CONSENT_ACT_GRANT);
  EXPECT_EQ(history.consents(0).text_version(), "matching/1");
  EXPECT_FALSE(history.consents(0).in_force());
  EXPECT_EQ(history.consents(1).act(), v1::CONSENT_ACT_WITHDRAW);
}

TEST_F(ConsentsTest, AfterAWithdrawalNoAnswerShowsThePerson) {
  const v1::Opening work = CreateWork();
  const v1::Seeker person = CreatePerson();
  ASSERT_OK(Grant(person.name(), kMatching));
  ASSERT_THAT(Match(work).matches(), SizeIs(1));
  ASSERT_THAT(Candidates(work)->candidates(), SizeIs(1));
  ASSERT_OK(Withdraw(person.name(), kMatching));
  // Without waiting for the index: the store alone decides.
  written.reset();
  EXPECT_THAT(Match(work).matches(), IsEmpty());
  EXPECT_THAT(Candidates(work)->candidates(), IsEmpty());
}

TEST_F(ConsentsTest, TheIndexKeepsNothingOfThePersonAfterASecond) {
  const v1::Seeker stays = CreatePerson();
  const v1::Seeker person = CreatePerson();
  ASSERT_OK(Grant(stays.name(), kMatching));
  ASSERT_OK(Grant(person.name(), kMatching));
  const auto applied = [&] {
    return indexer->WaitUntilApplied(*written,
                                     std::chrono::steady_clock::now() + std::chrono::seconds(1));
  };
  const auto documents = [&] { return IndexAudit::Start(*index).value()->documents(); };
  ASSERT_OK(indexer->WaitUntilApplied(*written,
                                      std::chrono::steady_clock::now() + std::chrono::seconds(20)));
  ASSERT_NE(index->Current()->seekers.Find(RowOf(person)), nullptr);
  ASSERT_EQ(documents(), 2);
  ASSERT_OK(Withdraw(person.name(), kMatching));
  ASSERT_OK(applied());
  EXPECT_EQ(index->Current()->seekers.Find(RowOf(person)), nullptr);
  EXPECT_EQ(documents(), 1);
  ASSERT_OK(Ask(stays.name(), "RESTRICTION"));
  ASSERT_OK(applied());
  EXPECT_EQ(index->Current()->seekers.size(), 0u);
  EXPECT_EQ(documents(), 0);
  const auto report = Verify(*store, *index);
  ASSERT_OK(report);
  EXPECT_EQ(report->missing + report->different + report->extra, 0);
}

// Nobody writes the record on that day.
TEST_F(ConsentsTest, TheIndexKeepsNothingOfThePersonOnceTheConsentHasRunOut) {
  const auto noon = [](const char* day) {
    return Instant(*ParseDate(day)) + std::chrono::hours(5);
  };
  const auto until = [](const char* month_and_day) {
    return std::string(kMatching) + "valid_until { year: 2025 " + month_and_day + " }";
  };
  const v1::Seeker stays = CreatePerson(), july = CreatePerson(), august = CreatePerson();
  ASSERT_OK(Grant(stays.name(), kMatching));
  ASSERT_OK(Grant(july.name(), until("month: 7 day: 1")));
  ASSERT_OK(Grant(august.name(), until("month: 8 day: 1")));
  const auto sweep = [&] {
    const int64_t before = store->Latest().sequence;
    const absl::StatusOr<int64_t> moved = SweepConsents(*store);
    EXPECT_OK(moved);
    EXPECT_EQ(store->Latest().sequence, before + moved.value_or(0)) << "a change each";
    EXPECT_OK(
        indexer->WaitUntilCaughtUp(std::chrono::steady_clock::now() + std::chrono::seconds(20)));
    const auto report = Verify(*store, *index);
    EXPECT_OK(report);
    EXPECT_EQ(report->missing + report->different + report->extra, 0);
    return moved.value_or(-1);
  };
  const auto documents = [&] { return IndexAudit::Start(*index).value()->documents(); };
  const auto in = [&](const v1::Seeker& person) {
    return index->Current()->seekers.Find(RowOf(person)) != nullptr;
  };
  EXPECT_EQ(sweep(), 0);
  EXPECT_EQ(documents(), 3);
  clock.Set(Instant(*ParseDate("2025-06-30")) + std::chrono::hours(16));  // 23:00 in Jakarta
  EXPECT_EQ(sweep(), 0);
  EXPECT_TRUE(in(july)) << "its last day";
  clock.Set(Instant(*ParseDate("2025-06-30")) + std::chrono::hours(17));  // midnight
  EXPECT_EQ(sweep(), 1);
  EXPECT_FALSE(in(july));
  EXPECT_TRUE(in(august));
  EXPECT_EQ(documents(), 2);
  EXPECT_EQ(sweep(), 0) << "once";
  clock.Set(noon("2025-09-09"));
  EXPECT_EQ(sweep(), 1) << "days on which no server ran";
  EXPECT_FALSE(in(august));
  EXPECT_TRUE(in(stays));
  ASSERT_OK(Grant(july.name(), until("month: 12 day: 1")));
  EXPECT_EQ(sweep(), 0);
  EXPECT_TRUE(in(july)) << "asked again";
  ASSERT_OK(Grant(july.name(), until("month: 9 day: 10")));
  clock.Set(noon("2025-07-15"));
  EXPECT_EQ(sweep(), 1) << "a clock that was wrong";
  EXPECT_TRUE(in(august));
  EXPECT_EQ(sweep(), 0);
}

TEST_F(ConsentsTest, ManyConsentsOfOneDayRunOutInPieces) {
  const v1::Seeker people[] = {CreatePerson(), CreatePerson(), CreatePerson(), CreatePerson(),
                               CreatePerson()};
  for (const v1::Seeker& person : people) {
    ASSERT_OK(Grant(person.name(),
                    std::string(kMatching) + "valid_until { year: 2025 month: 7 day: 1 }"));
  }
  const auto move = [&](const char* day) {
    int moved = -1;
    EXPECT_OK(store->Write([&](Connection& db) -> absl::Status {
      absl::StatusOr<int> passed = MoveConsentBoundary(db, *ParseDate(day), 2);
      if (passed.ok()) moved = *passed;
      return passed.status();
    }));
    return moved;
  };
  const auto documents = [&] {
    EXPECT_OK(
        indexer->WaitUntilCaughtUp(std::chrono::steady_clock::now() + std::chrono::seconds(20)));
    const auto report = Verify(*store, *index);
    EXPECT_OK(report);
    EXPECT_EQ(report->missing + report->different + report->extra, 0);
    return IndexAudit::Start(*index).value()->documents();
  };
  EXPECT_EQ(documents(), 5);
  for (const int left : {3, 1, 0}) {
    EXPECT_EQ(move("2025-07-01"), left == 0 ? 1 : 2);
    EXPECT_EQ(documents(), left);
  }
  EXPECT_EQ(move("2025-07-01"), 0);
  for (const int back : {2, 4, 5}) {
    EXPECT_EQ(move("2025-06-30"), back == 5 ? 1 : 2);
    EXPECT_EQ(documents(), back);
  }
  EXPECT_EQ(move("2025-06-30"), 0);
}

TEST_F(ConsentsTest, ARecordThatComesWithAConsentRecordsTheWord) {
  const std::string days = "matching_consent { valid_from { year: 2025 month: 1 day: 1 } } ";
  const v1::Seeker person = CreatePerson(kAdult, days);
  v1::ListConsentsResponse history = History(person);
  ASSERT_THAT(history.consents(), SizeIs(1));
  EXPECT_EQ(history.consents(0).channel(), v1::CONSENT_CHANNEL_SIGNED_PAPER);
  EXPECT_TRUE(history.consents(0).in_force());
  auto cleared = Call<v1::Seeker, v1::UpdateSeekerRequest>(
      "SeekerService.UpdateSeeker",
      "seeker { name: '" + person.name() + "' } update_mask { paths: 'matching_consent' }");
  ASSERT_OK(cleared);
  EXPECT_FALSE(cleared->has_matching_consent());
  history = History(person);
  ASSERT_THAT(history.consents(), SizeIs(2));
  EXPECT_EQ(history.consents(1).act(), v1::CONSENT_ACT_WITHDRAW);
}

TEST_F(ConsentsTest, ARecordWithAConsentAndNoBirthDateIsAsked) {
  auto made = Call<v1::Seeker, v1::CreateSeekerRequest>(
      "SeekerService.CreateSeeker",
      "seeker { identity { full_name: 'Sri' } matching_consent { "
      "valid_from { year: 2025 month: 1 day: 1 } } }");
  EXPECT_EQ(Reason(made.status()), "BIRTH_DATE_UNKNOWN");
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("identity.birth_date"));
}

TEST_F(ConsentsTest, MinorsAndGuardians) {
  const v1::Seeker minor = CreatePerson(kMinor);
  EXPECT_EQ(ReasonOfGrant(minor, kMatching), "PARENT_CONSENT_REQUIRED");
  ASSERT_OK(Grant(minor.name(), kMatching + std::string("parent_document: 'surat 3'")));
  const v1::Seeker adult = CreatePerson();
  const std::string by_guardian = kMatching + std::string("giver: CONSENT_GIVER_GUARDIAN ");
  EXPECT_EQ(ReasonOfGrant(adult, by_guardian), "GUARDIAN_ORDER_NOT_IN_FORCE");
  const std::string order_text =
      "seeker: '" + adult.name() +
      "' number: '12/Pdt.P/2024' court: 'PN Surakarta' issued_on { year: 2024 month: 3 day: 1 } ";
  const auto put = [&](const std::string& until) {
    return Call<v1::GuardianOrder, v1::RecordGuardianOrderRequest>(
        "ConsentService.RecordGuardianOrder",
        "order { " + order_text + "valid_until { " + until + " } }");
  };
  auto order = put("year: 2030 month: 1 day: 1");
  ASSERT_OK(order);
  const std::string under = by_guardian + "guardian_order: '" + order->name() + "' ";
  ASSERT_OK(Grant(adult.name(), under));
  EXPECT_TRUE(HasDays(adult));
  ASSERT_OK(Withdraw(adult.name(), kMatching));
  EXPECT_EQ(ReasonOfGrant(adult, under), "PERSON_SAID_NO");
  ASSERT_OK(Grant(adult.name(), kMatching));
  ASSERT_OK(Grant(adult.name(), under));
  auto ended = put("year: 2024 month: 3 day: 2");
  ASSERT_OK(ended);
  EXPECT_EQ(ended->name(), order->name()) << "a newer version of the same order";
  EXPECT_FALSE(HasDays(adult)) << "the guardian's grant ended with the order";
}

TEST_F(ConsentsTest, EmployersSeePseudonymsUntilThePersonConsents) {
  const v1::Opening work = CreateWork();
  const v1::Seeker person =
      CreatePerson(kAdult,
                   "capacities { function: 'F04' usual_level: 1 } communication { modes: 'M05' } "
                   "accommodations { accommodation: 'A07' stance: ACCOMMODATION_STANCE_NEEDS } "
                   "accommodations { accommodation: 'A02' stance: ACCOMMODATION_STANCE_REFUSES }");
  ASSERT_OK(Grant(person.name(), kMatching));
  auto list = Candidates(work);
  ASSERT_OK(list);
  ASSERT_THAT(list->candidates(), SizeIs(1));
  const v1::Candidate before = list->candidates(0);
  EXPECT_FALSE(before.has_named());
  EXPECT_THAT(before.occupation_codes(), ElementsAre("8153"));
  EXPECT_EQ(before.region_code(), "33.72");
  EXPECT_THAT(list->ShortDebugString(), Not(HasSubstr("Sri")));
  EXPECT_THAT(list->ShortDebugString(), Not(HasSubstr(person.name().substr(8))));

  ASSERT_OK(Grant(person.name(), "purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER employer: '" +
                                     employer.name() + "' opening: '" + work.name() + "'"));
  list = Candidates(work);
  ASSERT_OK(list);
  const v1::NamedCandidate& named = list->candidates(0).named();
  EXPECT_EQ(list->candidates(0).pseudonym(), before.pseudonym());
  EXPECT_EQ(named.full_name(), "Sri Rahayu");
  EXPECT_THAT(named.accommodations(), ElementsAre("A07"));
  EXPECT_THAT(named.communication_modes(), ElementsAre("M05"));

  auto withdrawn = Withdraw(person.name(), "purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER");
  ASSERT_OK(withdrawn);
  ASSERT_THAT(withdrawn->disclosures(), SizeIs(1)) << "each named showing is on record";
  EXPECT_EQ(withdrawn->disclosures(0).employer(), employer.name());
  EXPECT_EQ(withdrawn->disclosures(0).opening(), work.name());
  EXPECT_THAT(withdrawn->disclosures(0).data_classes(),
              ElementsAre(v1::DATA_CLASS_IDENTITY, v1::DATA_CLASS_ACCOMMODATION));
  EXPECT_FALSE(Candidates(work)->candidates(0).has_named());
}

TEST_F(ConsentsTest, WhatTheWorkplaceOffersChangesNeitherWhoIsListedNorTheOrder) {
  const v1::Opening plain = CreateWork("demands { function: 'F04' level: 3 task: 'x' }");
  for (int level = 0; level < 5; ++level) {
    const v1::Seeker person = CreatePerson(
        kAdult, "capacities { function: 'F04' usual_level: " + std::to_string(level) +
                    " } accommodations { accommodation: 'A02' stance: ACCOMMODATION_STANCE_NEEDS } "
                    "reach_km: 0");
    ASSERT_OK(Grant(person.name(), kMatching));
  }
  const auto pseudonyms = [&](const v1::Opening& opening) {
    std::vector<std::string> list;
    auto found = Candidates(opening);
    EXPECT_OK(found);
    for (const v1::Candidate& candidate : found->candidates()) {
      list.push_back(candidate.pseudonym());
    }
    return list;
  };
  const std::vector<std::string> without = pseudonyms(plain);
  EXPECT_THAT(without, SizeIs(5)) << "no tier leaves anyone out";
  for (const char* offered : {"'A02'", "'A07'", "'A28'", "'A02', 'A07', 'A28', 'A40'"}) {
    auto changed = Call<v1::Opening, v1::UpdateOpeningRequest>(
        "OpeningService.UpdateOpening", "opening { name: '" + plain.name() +
                                            "' accommodations_offered: [" + offered +
                                            "] } update_mask { paths: 'accommodations_offered' }");
    ASSERT_OK(changed);
    EXPECT_EQ(pseudonyms(plain), without) << offered;
  }
}

TEST_F(ConsentsTest, PagesOfCandidatesAreTheListWithoutGaps) {
  const v1::Opening work = CreateWork();
  for (int i = 0; i < 7; ++i) ASSERT_OK(Grant(CreatePerson().name(), kMatching));
  auto all = Candidates(work);
  ASSERT_OK(all);
  std::vector<std::string> paged;
  std::string token;
  do {
    auto page = Candidates(work, "page_size: 3 page_token: '" + token + "'");
    ASSERT_OK(page);
    for (const v1::Candidate& candidate : page->candidates())
      paged.push_back(candidate.pseudonym());
    token = page->next_page_token();
  } while (!token.empty());
  ASSERT_THAT(paged, SizeIs(7));
  for (int i = 0; i < 7; ++i) EXPECT_EQ(paged[i], all->candidates(i).pseudonym());
}

TEST_F(ConsentsTest, AnotherEmployersOpeningIsNotThere) {
  const v1::Opening work = CreateWork();
  const v1::Employer other = CreateEmployer("PT Lain");
  caller.role = v1::ROLE_EMPLOYER_STAFF;
  caller.place.employer_id = other.name().substr(10);
  EXPECT_EQ(Candidates(work).status().code(), absl::StatusCode::kNotFound);
  caller.place.employer_id = employer.name().substr(10);
  EXPECT_OK(Candidates(work));
}

TEST_F(ConsentsTest, ARecipientMustBeOne) {
  const v1::Opening work = CreateWork();
  const v1::Employer other = CreateEmployer("PT Lain");
  const v1::Seeker person = CreatePerson();
  const std::string share = "purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER ";
  EXPECT_EQ(Grant(person.name(), share).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Grant(person.name(), share + "employer: 'employers/none'").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(Grant(person.name(),
                  share + "employer: '" + other.name() + "' opening: '" + work.name() + "'")
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace setara
