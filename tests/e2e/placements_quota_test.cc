// What a hire and its end do to the employer's quota, without anyone typing it.
#include "tests/e2e/placement_world.h"

namespace setara {
namespace {

using grpc::StatusCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PlacementQuotaTest : public PlacementWorld {
 protected:
  void SetUp() override {
    PlacementWorld::SetUp();
    v1::HeadcountReport stored;
    ASSERT_THAT(server_.Call(&Employers::RecordHeadcount,
                             Text<v1::RecordHeadcountRequest>(
                                 "employer: '" + employer_.name() +
                                 "' report { workers: 100 workers_with_disabilities: 0 " +
                                 On("valid_from", "2025-01-01") + "}"),
                             &stored),
                IsOk());
    SetDay("2025-07-01");
    referred_ = Referred(person_, opening_, employer_);
  }

  v1::QuotaStatus Status(const std::string& as_of, const std::string& known_at = "") {
    v1::GetQuotaStatusRequest request = Text<v1::GetQuotaStatusRequest>(
        "employer: '" + employer_.name() + "' " + On("as_of", as_of));
    if (!known_at.empty()) {
      const Instant instant = Instant(ParseDate(known_at).value());
      request.mutable_known_at()->set_seconds(instant.time_since_epoch().count() / 1'000'000);
    }
    v1::QuotaStatus status;
    EXPECT_THAT(server_.Call(&Quota::GetQuotaStatus, request, &status), IsOk());
    return status;
  }
  // "1 MET" or "0 SHORT", "0 SHORT" where nothing is on record.
  std::string Counted(const std::string& as_of, const std::string& known_at = "") {
    const v1::QuotaStatus status = Status(as_of, known_at);
    const std::string count =
        status.has_counted_workers() ? std::to_string(status.counted_workers()) : "-";
    return count + " " + v1::QuotaState_Name(status.state()).substr(12);
  }
  std::vector<v1::QuotaStanding> Standing() {
    v1::Placement read;
    EXPECT_THAT(Get(referred_, &read), IsOk());
    std::vector<v1::QuotaStanding> standing;
    for (const int value : read.quota_standing()) {
      standing.push_back(static_cast<v1::QuotaStanding>(value));
    }
    EXPECT_EQ(read.counts_for_quota(), standing == std::vector{v1::QUOTA_STANDING_COUNTED});
    return standing;
  }
  grpc::Status HireFrom(const std::string& day, const std::string& more,
                        const std::string& relation = "FIXED_TERM") {
    return Hire(referred_,
                "relation: EMPLOYMENT_RELATION_" + relation + " " + On("starts_on", day) + more);
  }

  v1::Placement referred_;
};

TEST_F(PlacementQuotaTest, TheQuotaFollowsFromTheFirstDayToTheEnd) {
  EXPECT_EQ(Counted("2025-07-15"), "0 SHORT");
  ASSERT_THAT(HireFrom("2025-07-10", std::string(kEvidence) + kAgreement), IsOk());
  EXPECT_EQ(Counted("2025-07-09"), "0 SHORT") << "the day before the first";
  EXPECT_EQ(Counted("2025-07-10"), "1 MET");
  EXPECT_EQ(Counted("2026-07-10"), "1 MET");
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_NOT_STARTED));
  SetDay("2025-07-10");
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_COUNTED));
  SetDay("2025-09-20");
  ASSERT_THAT(End(referred_, "END", "CONTRACT_ENDED", On("occurred_on", "2025-09-16")), IsOk());
  EXPECT_EQ(Counted("2025-09-15"), "1 MET") << "the last day of work";
  EXPECT_EQ(Counted("2025-09-16"), "0 SHORT");
  EXPECT_EQ(Counted("2025-09-16", "2025-09-17"), "1 MET") << "the end was not known then";
  EXPECT_EQ(Counted("2025-09-15", "2025-06-30"), "0 SHORT") << "nor the hire";
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_ENDED));
}

TEST_F(PlacementQuotaTest, WithoutPapersItSaysWhyAndTheyAddTheRecordLater) {
  ASSERT_THAT(HireFrom("2025-07-01", ""), IsOk());
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_EVIDENCE_MISSING,
                                      v1::QUOTA_STANDING_AGREEMENT_MISSING));
  EXPECT_EQ(Counted("2025-07-20"), "0 SHORT") << "a person who may not be counted is no record";
  SetDay("2025-07-05");
  ASSERT_THAT(Evidence(referred_, kEvidence), IsOk());
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_AGREEMENT_MISSING));
  EXPECT_EQ(Counted("2025-07-20"), "0 SHORT");
  SetDay("2025-07-08");
  ASSERT_THAT(Evidence(referred_, kAgreement), IsOk());
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_COUNTED));
  EXPECT_EQ(Counted("2025-07-07"), "0 SHORT") << "before the person agreed";
  EXPECT_EQ(Counted("2025-07-08"), "1 MET");
}

TEST_F(PlacementQuotaTest, AConsentRecordedElsewhereIsTheSameAgreement) {
  ASSERT_THAT(HireFrom("2025-07-01", kEvidence), IsOk());
  EXPECT_EQ(Counted("2025-07-20"), "0 SHORT");
  ASSERT_THAT(Consent(person_, "QUOTA_COUNT", employer_), IsOk());
  EXPECT_EQ(Counted("2025-07-20"), "1 MET");
  SetDay("2025-08-01");
  ASSERT_THAT(Withdraw(person_, "QUOTA_COUNT"), IsOk());
  EXPECT_EQ(Counted("2025-07-31"), "1 MET") << "the past stays what it was";
  EXPECT_EQ(Counted("2025-08-01"), "0 SHORT");
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_AGREEMENT_ENDED));
  SetDay("2025-09-01");
  ASSERT_THAT(Consent(person_, "QUOTA_COUNT", employer_), IsOk());
  EXPECT_EQ(Counted("2025-08-31"), "0 SHORT");
  EXPECT_EQ(Counted("2025-09-01"), "1 MET");
}

TEST_F(PlacementQuotaTest, AnAgreementGivenBeforeTheHireCounts) {
  ASSERT_THAT(Consent(person_, "QUOTA_COUNT", employer_), IsOk());
  ASSERT_THAT(HireFrom("2025-07-10", kEvidence), IsOk());
  EXPECT_EQ(Counted("2025-07-10"), "1 MET");
}

TEST_F(PlacementQuotaTest, EvidenceRunsOutAndIsRenewed) {
  const std::string until_august = "evidence { kind: EVIDENCE_KIND_MEDICAL_CERTIFICATE " +
                                   On("valid_from", "2025-01-01") +
                                   On("valid_until", "2025-08-01") + "} ";
  ASSERT_THAT(HireFrom("2025-07-01", until_august + kAgreement), IsOk());
  EXPECT_EQ(Counted("2025-07-31"), "1 MET");
  EXPECT_EQ(Counted("2025-08-01"), "0 SHORT");
  SetDay("2025-08-02");
  EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_EVIDENCE_NOT_IN_FORCE));
  ASSERT_THAT(Evidence(referred_, "evidence { kind: EVIDENCE_KIND_DISABILITY_CARD " +
                                      On("valid_from", "2025-08-01") + "}"),
              IsOk());
  EXPECT_EQ(Counted("2025-08-01"), "1 MET");
  EXPECT_EQ(Counted("2026-08-01"), "1 MET");
}

TEST_F(PlacementQuotaTest, OnlyAnEmploymentRelationIsARecord) {
  for (const char* relation : {"APPRENTICESHIP", "PARTNERSHIP", "SELF_EMPLOYED"}) {
    const v1::Seeker person = MakePerson(relation);
    referred_ = Referred(person, opening_, employer_);
    ASSERT_THAT(HireFrom("2025-07-01", std::string(kEvidence) + kAgreement, relation), IsOk());
    EXPECT_THAT(Standing(), ElementsAre(v1::QUOTA_STANDING_NO_EMPLOYMENT_RELATION)) << relation;
    EXPECT_EQ(Counted("2025-07-20"), "0 SHORT") << relation;
  }
}

TEST_F(PlacementQuotaTest, ACorrectedOrRetractedHireCorrectsTheRecord) {
  ASSERT_THAT(HireFrom("2025-07-01", std::string(kEvidence) + kAgreement), IsOk());
  SetDay("2025-07-20");
  ASSERT_THAT(Correct(referred_, "number: 3 " + On("starts_on", "2025-07-15")), IsOk());
  EXPECT_EQ(Counted("2025-07-14"), "0 SHORT");
  EXPECT_EQ(Counted("2025-07-15"), "1 MET");
  EXPECT_EQ(Counted("2025-07-14", "2025-07-19"), "1 MET") << "as it was known before";
  EXPECT_THAT(Correct(referred_, "number: 3 retract: true"),
              IsError(StatusCode::FAILED_PRECONDITION, "CORRECTION_NOT_POSSIBLE"))
      << "its evidence would hang in the air";
  ASSERT_THAT(Correct(referred_, "number: 4 retract: true"), IsOk());
  ASSERT_THAT(Correct(referred_, "number: 3 retract: true"), IsOk());
  EXPECT_EQ(placement_.state(), v1::PLACEMENT_STATE_REFERRED);
  EXPECT_EQ(Counted("2025-07-15"), "0 SHORT");
}

TEST_F(PlacementQuotaTest, WhoNeverStartedNeverCounted) {
  ASSERT_THAT(HireFrom("2025-07-10", std::string(kEvidence) + kAgreement), IsOk());
  EXPECT_EQ(Counted("2025-07-10"), "1 MET");
  SetDay("2025-07-11");
  ASSERT_THAT(End(referred_, "END", "NEVER_STARTED", On("occurred_on", "2025-07-10")), IsOk());
  EXPECT_EQ(Counted("2025-07-10"), "0 SHORT");
}

TEST_F(PlacementQuotaTest, OnePersonInTwoPlacementsCountsOnce) {
  const v1::Opening second = MakeOpening(employer_, 1);
  ASSERT_THAT(HireFrom("2025-07-01", std::string(kEvidence) + kAgreement), IsOk());
  referred_ = Referred(person_, second, employer_);
  ASSERT_THAT(HireFrom("2025-07-01", kEvidence), IsOk());
  EXPECT_EQ(Counted("2025-07-20"), "1 MET");
}

TEST_F(PlacementQuotaTest, AnErasedPersonStaysCountedAndIsNobody) {
  ASSERT_THAT(HireFrom("2025-07-01", std::string(kEvidence) + kAgreement), IsOk());
  ASSERT_THAT(Shortlist(person_, other_opening_), IsOk());
  const v1::Placement under_way = placement_;
  v1::DeleteSeekerRequest erase;
  erase.set_name(person_.name());
  TestServer::Options officer;
  officer.role = v1::ROLE_DATA_PROTECTION_OFFICER;
  google::protobuf::Empty nothing;
  ASSERT_THAT(server_.Call(&Seekers::DeleteSeeker, erase, &nothing, officer), IsOk());
  EXPECT_EQ(Counted("2025-07-20"), "1 MET") << "figures of the past stay what they were";
  EXPECT_THAT(List("").placements(), IsEmpty());
  v1::Placement read;
  EXPECT_THAT(Get(referred_, &read), IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  EXPECT_THAT(Get(under_way, &read), IsError(StatusCode::PERMISSION_DENIED, "ACCESS_DENIED"));
  const v1::ListPlacementsResponse seen = List("", staff_);
  ASSERT_THAT(seen.placements(), SizeIs(1));
  EXPECT_EQ(seen.placements(0).seeker(), "");
  EXPECT_EQ(seen.placements(0).pseudonym(), "");
  EXPECT_FALSE(seen.placements(0).has_named());
}

TEST_F(PlacementQuotaTest, WhatFollowsFromAPlacementIsReportedByNobodyElse) {
  ASSERT_THAT(HireFrom("2025-07-10", std::string(kEvidence) + kAgreement), IsOk());
  SetDay("2025-07-15");
  TestServer::Options officer;
  officer.role = v1::ROLE_COMPLIANCE_OFFICER;
  officer.purpose = "quota";
  v1::ListEmploymentResponse listed;
  ASSERT_THAT(server_.Call(&Register::ListEmployment,
                           Text<v1::ListEmploymentRequest>("employer: '" + employer_.name() + "'"),
                           &listed, officer),
              IsOk());
  ASSERT_THAT(listed.records(), SizeIs(1));
  const v1::EmploymentRecord record = listed.records(0).record();
  ASSERT_EQ(record.source(), "setara-placements");

  v1::RecordEmploymentRequest request;
  request.set_employer(employer_.name());
  *request.mutable_record() = record;
  v1::EmploymentRecord stored;
  EXPECT_THAT(server_.Call(&Employers::RecordEmployment, request, &stored),
              IsBadField("record.source"));
  request.mutable_record()->set_source_id("made.up.1");
  EXPECT_THAT(server_.Call(&Employers::RecordEmployment, request, &stored),
              IsBadField("record.source"));
  EXPECT_THAT(
      server_.Call(&Register::ConfirmEvidence,
                   Text<v1::ConfirmEvidenceRequest>("employer: '" + employer_.name() +
                                                    "' source: 'setara-placements' source_id: '" +
                                                    record.source_id() + "'"),
                   &stored, officer),
      IsBadField("source"));

  const std::string header =
      "employer,person,source,source_id,relation,valid_from,evidence_from,evidence_kind,agreed_on";
  const std::string same = employer_.name() + "," + record.person() + ",setara-placements," +
                           record.source_id() +
                           ",FIXED_TERM,2025-07-10,2025-01-01,DISABILITY_CARD,2025-07-01\n";
  const std::string made_up =
      employer_.name() + ",p9,setara-placements,made.up.1,PERMANENT,2025-01-01,,,\n";
  v1::ImportRegisterRequest import;
  import.mutable_workers()->set_csv_header(header);
  import.mutable_workers()->set_data(same + made_up);
  import.mutable_workers()->set_first_line(2);
  v1::ImportRegisterResponse imported;
  ASSERT_THAT(server_.Call(&Register::ImportRegister, import, &imported, officer), IsOk());
  EXPECT_EQ(imported.unchanged(), 1)
      << "an exported register is read back: " << imported.DebugString() << record.DebugString();
  ASSERT_THAT(imported.rejects(), SizeIs(1));
  EXPECT_EQ(imported.rejects(0).line(), 3);
  EXPECT_EQ(imported.rejects(0).field(), "source");

  v1::ImportRecordsRequest records;
  records.set_kind(v1::RECORD_KIND_WORKER);
  records.set_format(v1::IMPORT_FORMAT_CSV);
  records.set_csv_header(header);
  records.set_data(same + made_up);
  records.set_first_line(2);
  v1::ImportRecordsResponse answer;
  ASSERT_THAT(server_.Call(&Imports::ImportRecords, records, &answer), IsOk());
  EXPECT_EQ(answer.unchanged(), 1) << answer.DebugString();
  ASSERT_THAT(answer.rejects(), SizeIs(1)) << answer.DebugString();
  EXPECT_EQ(answer.rejects(0).field(), "source");
  EXPECT_EQ(Counted("2025-07-15"), "1 MET");
}

}  // namespace
}  // namespace setara
