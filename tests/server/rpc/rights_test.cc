// The person's rights over a real store and index: clocks, effects, erasure, breaches.
#include <algorithm>

#include "server/store/consents.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"
#include "tests/server/rpc/parts_testing.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class RightsTest : public PartsTest {
 protected:
  v1::Seeker CreatePerson(const std::string& name = "Sri Rahayu") {
    return CreateSeeker("identity { full_name: '" + name +
                        "' nik: '3372014502900001' birth_date { year: 1990 month: 2 day: 5 } } "
                        "region_code: '33.72' wishes { occupation_code: '8153' } "
                        "matching_consent { valid_from { year: 2025 month: 1 day: 1 } }");
  }
  absl::StatusOr<v1::CompleteRightsRequestResponse> Complete(const std::string& name) {
    return Call<v1::CompleteRightsRequestResponse, v1::CompleteRightsRequestRequest>(
        "RightsService.CompleteRightsRequest", "name: '" + name + "'");
  }
  v1::ListRightsRequestsResponse List(const std::string& more = "") {
    auto list = Call<v1::ListRightsRequestsResponse, v1::ListRightsRequestsRequest>(
        "RightsService.ListRightsRequests", more);
    EXPECT_OK(list);
    return list.value_or(v1::ListRightsRequestsResponse());
  }
  v1::Opening CreateWork() {
    return CreateOpening("title: 'Operator jahit' region_code: '33.72' occupation_code: '8153'");
  }
};

TEST_F(RightsTest, TheOfficerSeesRemainingTimeDueFirst) {
  const v1::Seeker person = CreatePerson();
  const Instant start = clock.Now();
  ASSERT_OK(Ask(person.name(), "ACCESS"));
  clock.Set(start + std::chrono::hours(1));
  ASSERT_OK(Ask(person.name(), "CORRECTION"));
  auto again = Ask(person.name(), "CORRECTION");
  EXPECT_EQ(Reason(again.status()), "REQUEST_IS_OPEN");
  clock.Set(start + std::chrono::hours(72) + std::chrono::minutes(30));
  v1::ListRightsRequestsResponse list = List();
  ASSERT_THAT(list.requests(), SizeIs(2));
  EXPECT_EQ(list.requests(0).kind(), v1::RIGHTS_REQUEST_KIND_ACCESS);
  EXPECT_EQ(list.requests(0).clock().remaining_seconds(), -1800);
  EXPECT_TRUE(list.requests(0).clock().overdue());
  EXPECT_EQ(list.requests(0).clock().origin(), v1::CLOCK_ORIGIN_LAW);
  EXPECT_EQ(list.requests(1).clock().remaining_seconds(), 1800);
  EXPECT_FALSE(list.requests(1).clock().overdue());
  ASSERT_OK(Complete(list.requests(0).name()));
  EXPECT_EQ(Reason(Complete(list.requests(0).name()).status()), "REQUEST_NOT_OPEN");
  EXPECT_THAT(List().requests(), SizeIs(1));
  list = List("show_ended: true page_size: 1");
  ASSERT_FALSE(list.next_page_token().empty());
  list = List("show_ended: true page_size: 1 page_token: '" + list.next_page_token() + "'");
  ASSERT_THAT(list.requests(), SizeIs(1));
  EXPECT_TRUE(list.requests(0).clock().overdue()) << "done too late stays too late";
  EXPECT_FALSE(list.requests(0).clock().has_remaining_seconds());
}

TEST_F(RightsTest, APersonListsTheirOwnAlone) {
  const v1::Seeker person = CreatePerson();
  const v1::Seeker other = CreateSeeker("identity { full_name: 'Budi' }");
  ASSERT_OK(Ask(person.name(), "ACCESS"));
  ASSERT_OK(Ask(other.name(), "ACCESS"));
  caller.role = v1::ROLE_SEEKER;
  caller.place.seeker_id = person.name().substr(8);
  const v1::ListRightsRequestsResponse own = List();
  ASSERT_THAT(own.requests(), SizeIs(1));
  EXPECT_EQ(own.requests(0).seeker(), person.name());
}

TEST_F(RightsTest, Uu27Art41RestrictionLeavesMatchingAndListsUntilLifted) {
  const v1::Opening work = CreateWork();
  const v1::Seeker person = CreatePerson();
  ASSERT_THAT(Match(work).matches(), SizeIs(1));
  auto asked = Ask(person.name(), "RESTRICTION");
  ASSERT_OK(asked);
  EXPECT_TRUE(asked->in_effect()) << "at once";
  written.reset();
  EXPECT_THAT(Match(work).matches(), IsEmpty());
  EXPECT_THAT(Match(work).unranked(), IsEmpty());
  auto listed =
      Call<v1::ListSeekersResponse, v1::ListSeekersRequest>("SeekerService.ListSeekers", "");
  ASSERT_OK(listed);
  EXPECT_THAT(listed->seekers(), IsEmpty());
  auto openings = Call<v1::MatchOpeningsResponse, v1::MatchOpeningsRequest>(
      "MatchService.MatchOpenings", "seeker: '" + person.name() + "'");
  EXPECT_EQ(Reason(openings.status()), "RECORD_RESTRICTED");
  ASSERT_OK(Complete(asked->name()));
  EXPECT_THAT(Match(work).matches(), IsEmpty()) << "granted: it stays";
  auto lifted = Call<v1::RightsRequest, v1::LiftRightsRequestRequest>(
      "RightsService.LiftRightsRequest",
      "seeker: '" + person.name() + "' name: '" + asked->name() + "'");
  ASSERT_OK(lifted);
  EXPECT_THAT(Match(work).matches(), SizeIs(1));
}

TEST_F(RightsTest, Uu27Art10ObjectionStandsBesideTheListUnranked) {
  const v1::Opening work = CreateWork();
  const v1::Seeker person = CreatePerson();
  auto asked = Ask(person.name(), "OBJECTION");
  ASSERT_OK(asked);
  v1::MatchSeekersResponse found = Match(work);
  EXPECT_THAT(found.matches(), IsEmpty());
  for (const v1::TierCount& count : found.tier_counts()) EXPECT_EQ(count.count(), 0);
  ASSERT_THAT(found.unranked(), SizeIs(1));
  EXPECT_EQ(found.unranked(0).seeker().name(), person.name());
  const v1::Opening elsewhere = CreateOpening(
      "title: 'Guru' region_code: '33.72' state: OPENING_STATE_OPEN age_min: 60 "
      "age_basis: 'peraturan'");
  EXPECT_THAT(Match(elsewhere).unranked(), IsEmpty()) << "only who meets the hard conditions";
  auto refused = Call<v1::RightsRequest, v1::RefuseRightsRequestRequest>(
      "RightsService.RefuseRightsRequest",
      "name: '" + asked->name() + "' reason: REFUSAL_REASON_TAKEN_BACK");
  ASSERT_OK(refused);
  found = Match(work);
  EXPECT_THAT(found.matches(), SizeIs(1));
  EXPECT_THAT(found.unranked(), IsEmpty());
}

TEST_F(RightsTest, Uu27Art40WithdrawalEndsEveryConsent) {
  const v1::Seeker person = CreatePerson();
  const v1::Employer employer = CreateEmployer("PT Jahit");
  ASSERT_OK(Grant(person.name(), "purpose: CONSENT_PURPOSE_SHARE_WITH_EMPLOYER employer: '" +
                                     employer.name() + "'"));
  ASSERT_OK(Complete(Ask(person.name(), "WITHDRAWAL")->name()));
  auto history = Call<v1::ListConsentsResponse, v1::ListConsentsRequest>(
      "ConsentService.ListConsents", "seeker: '" + person.name() + "'");
  ASSERT_OK(history);
  for (const v1::Consent& consent : history->consents()) EXPECT_FALSE(consent.in_force());
  EXPECT_THAT(history->consents(), SizeIs(6)) << "two grants, a no for each purpose";
}

TEST_F(RightsTest, Uu27Art43ErasureKeepsPastQuotaFigures) {
  const v1::Seeker person = CreatePerson();
  const v1::Employer employer = CreateEmployer("PT Jahit");
  const auto record = [&](const std::string& key, const std::string& who) {
    auto done = Call<v1::EmploymentRecord, v1::RecordEmploymentRequest>(
        "EmployerService.RecordEmployment",
        "employer: '" + employer.name() + "' record { person: '" + who +
            "' source: 'x' source_id: '" + key +
            "' relation: EMPLOYMENT_RELATION_PERMANENT valid_from { year: 2020 month: 1 day: 1 } "
            "evidence_from { year: 2020 month: 1 day: 1 } agreed_on { year: 2020 month: 1 day: 1 } "
            "}");
    EXPECT_OK(done);
  };
  auto headcount = Call<v1::HeadcountReport, v1::RecordHeadcountRequest>(
      "EmployerService.RecordHeadcount", "employer: '" + employer.name() +
                                             "' report { valid_from { year: 2025 month: 1 day: 1 } "
                                             "workers: 200 }");
  ASSERT_OK(headcount);
  const std::string id = person.name().substr(8);
  record("1", id);
  record("2", id);  // a second contract: still one person
  record("3", "someone else");
  const auto status = [&] {
    auto read = Call<v1::QuotaStatus, v1::GetQuotaStatusRequest>(
        "QuotaService.GetQuotaStatus",
        "employer: '" + employer.name() +
            "' "
            "as_of { year: 2025 month: 3 day: 1 } known_at { seconds: 1750000000 }");
    EXPECT_OK(read);
    return read->SerializeAsString();
  };
  const std::string before = status();
  v1::QuotaStatus known;
  ASSERT_TRUE(known.ParseFromString(before));
  ASSERT_EQ(known.counted_workers(), 2);
  clock.Set(clock.Now() + std::chrono::hours(5));
  auto asked = Ask(person.name(), "ERASURE");
  ASSERT_OK(asked);
  auto hold = Call<v1::LegalHold, v1::PlaceLegalHoldRequest>(
      "RightsService.PlaceLegalHold",
      "seeker: '" + person.name() + "' kind: LEGAL_HOLD_KIND_DISPUTE basis: 'perkara 7'");
  ASSERT_OK(hold);
  EXPECT_EQ(Reason(Complete(asked->name()).status()), "LEGAL_HOLD");
  auto removed = Call<google::protobuf::Empty, v1::DeleteSeekerRequest>(
      "SeekerService.DeleteSeeker", "name: '" + person.name() + "'");
  EXPECT_EQ(Reason(removed.status()), "LEGAL_HOLD") << "no other way past it";
  auto lifted = Call<v1::LegalHold, v1::LiftLegalHoldRequest>("RightsService.LiftLegalHold",
                                                              "name: '" + hold->name() + "'");
  ASSERT_OK(lifted);
  auto done = Complete(asked->name());
  ASSERT_OK(done);
  EXPECT_EQ(done->pseudonymized_employments(), 2);
  EXPECT_EQ(status(), before);
  auto gone = Call<v1::Seeker, v1::GetSeekerRequest>("SeekerService.GetSeeker",
                                                     "name: '" + person.name() + "'");
  EXPECT_EQ(gone.status().code(), absl::StatusCode::kNotFound);
  EXPECT_OK(store->Read([&](Connection& db) {
    auto left = EmploymentOfPerson(db, id);
    EXPECT_OK(left);
    EXPECT_THAT(*left, IsEmpty());
    return left.status();
  }));
  EXPECT_THAT(List("show_ended: true").requests(), SizeIs(1)) << "that it was asked for stays";
}

TEST_F(RightsTest, QuotaEvidenceLimitsErasureAndDoesNotBlockIt) {
  const v1::Seeker person = CreatePerson();
  auto hold = Call<v1::LegalHold, v1::PlaceLegalHoldRequest>(
      "RightsService.PlaceLegalHold",
      "seeker: '" + person.name() + "' kind: LEGAL_HOLD_KIND_QUOTA_EVIDENCE basis: 'retensi'");
  ASSERT_OK(hold);
  EXPECT_OK(Complete(Ask(person.name(), "ERASURE")->name()));
}

TEST_F(RightsTest, Uu27Art31To33ExportHoldsEverythingTwice) {
  const v1::Seeker person = CreatePerson();
  ASSERT_OK(Ask(person.name(), "ACCESS"));
  auto copy = Call<v1::ExportPersonDataResponse, v1::ExportPersonDataRequest>(
      "RightsService.ExportPersonData", "seeker: '" + person.name() + "'");
  ASSERT_OK(copy);
  EXPECT_THAT(copy->data().seeker().identity().nik(), HasSubstr("0001"));
  EXPECT_THAT(copy->data().consents(), SizeIs(1));
  EXPECT_THAT(copy->data().requests(), SizeIs(1));
  EXPECT_THAT(copy->data().trail(), SizeIs(1));
  for (const char* part : {"Nama: Sri Rahayu\n", "NIK: 3372014502900001\n", "Lahir: 1990-02-05\n",
                           "ya, dicocokkan dengan lowongan", "(berlaku)", "akses, sedang diproses",
                           "konselor, GetSeeker"}) {
    EXPECT_THAT(copy->readable_copy(), HasSubstr(part));
  }
  copy = Call<v1::ExportPersonDataResponse, v1::ExportPersonDataRequest>(
      "RightsService.ExportPersonData",
      "seeker: '" + person.name() + "' language: LANGUAGE_ENGLISH");
  ASSERT_OK(copy);
  EXPECT_THAT(copy->readable_copy(), HasSubstr("yes, being matched to openings"));
}

TEST_F(RightsTest, Uu27Art46BreachClockRunsFromDiscovery) {
  const Instant start = clock.Now();
  auto breach = Call<v1::Breach, v1::RecordBreachRequest>(
      "RightsService.RecordBreach",
      "breach { discover_time { seconds: 1749996400 } data_classes: DATA_CLASS_IDENTITY "
      "description: 'Salah kirim.' remedy: 'Dihapus.' }");
  ASSERT_OK(breach);
  EXPECT_EQ(breach->clock().remaining_seconds(), 71 * 3600);
  EXPECT_EQ(breach->clock().legal_basis(), "UU 27/2022 pasal 46");
  auto draft = Call<v1::DraftBreachNoticeResponse, v1::DraftBreachNoticeRequest>(
      "RightsService.DraftBreachNotice", "name: '" + breach->name() + "'");
  ASSERT_OK(draft);
  EXPECT_THAT(draft->notice().indonesian(), HasSubstr("nama dan kontak"));
  EXPECT_THAT(draft->notice().english(), HasSubstr("name and contact"));
  clock.Set(start + std::chrono::hours(71));
  auto list =
      Call<v1::ListBreachesResponse, v1::ListBreachesRequest>("RightsService.ListBreaches", "");
  ASSERT_OK(list);
  EXPECT_TRUE(list->breaches(0).clock().overdue());
  const auto notify = [&] {
    return Call<v1::Breach, v1::RecordBreachNoticeRequest>("RightsService.RecordBreachNotice",
                                                           "name: '" + breach->name() + "'");
  };
  auto told = notify();
  ASSERT_OK(told);
  EXPECT_TRUE(told->clock().overdue());
  EXPECT_EQ(Reason(notify().status()), "ALREADY_NOTIFIED");
}

}  // namespace
}  // namespace setara
