// Rows of a sheet of cases: what each event makes of its columns, and what it refuses.
#include <gmock/gmock.h>

#include "tests/server/import/testing_batch.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const char* const kReportHeader =
    "source,source_id,event,on,seeker,employer_source,employer_source_id,branch,injury,segment,"
    "jkk_member,happened_on,happened_time,region_code,wage_idr_per_month";
const char* const kReport =
    "lama,K-1,REPORT,2024-03-04,seekers/01J,wlkp,77,SKA,ACCIDENT,WAGE_EARNER,ya,2024-03-02,09:30,"
    "33.72,4000000\n";

const CaseImportRow& RowOf(const ParsedBatch& batch, size_t i = 0) {
  return std::get<CaseCells>(batch.records.at(i).record).row;
}
template <typename Fact>
const Fact& FactOf(const ParsedBatch& batch, size_t i = 0) {
  return std::get<Fact>(RowOf(batch, i).payload);
}

ParsedBatch Rows(std::string_view header, std::string_view rows) {
  return ParseCsv(ImportKind::kCase, "setara", header, rows);
}

TEST(CaseRowsTest, AReport) {
  const ParsedBatch batch = Rows(kReportHeader, kReport);
  ASSERT_THAT(batch.records, SizeIs(1)) << batch.rejects.at(0).reason;
  const CaseImportRow& row = RowOf(batch);
  EXPECT_EQ(row.source, "lama");
  EXPECT_EQ(row.source_id, "K-1");
  EXPECT_EQ(row.seeker_id, "01J");
  EXPECT_EQ(ToString(row.at.day), "2024-03-04");
  EXPECT_EQ(row.at.minute, 12 * 60);
  EXPECT_EQ(ToString(row.happened.day), "2024-03-02");
  EXPECT_EQ(row.happened.minute, 9 * 60 + 30);
  const auto& report = FactOf<CaseReported>(batch);
  EXPECT_EQ(report.injury, InjuryKind::kAccident);
  EXPECT_EQ(report.segment, BpjsSegment::kWageEarner);
  EXPECT_EQ(report.jkk_member, true);
  EXPECT_EQ(report.branch, "SKA");
  EXPECT_EQ(report.wage_idr_per_month, 4'000'000);
  EXPECT_EQ(batch.records[0].employer.source_id, "77");
}

TEST(CaseRowsTest, AReportLacksNothing) {
  const ParsedBatch batch = Rows(kReportHeader,
                                 "lama,K-1,REPORT,2024-03-04,,,,SKA,ACCIDENT,WAGE_EARNER,ya,"
                                 "2024-03-02,,,\n"
                                 "lama,K-2,REPORT,2024-03-04,seekers/1,,,SKA,,,ya,2024-03-02,,,\n"
                                 "lama,K-3,REPORT,,seekers/1,,,SKA,ACCIDENT,,ya,2024-03-02,,,\n");
  ASSERT_THAT(batch.rejects, SizeIs(3));
  EXPECT_EQ(batch.rejects[0].field, "seeker");
  EXPECT_EQ(batch.rejects[1].field, "injury");
  EXPECT_THAT(batch.rejects[1].reason, HasSubstr("(and 1 more)"));
  EXPECT_EQ(batch.rejects[2].field, "on");
  EXPECT_EQ(batch.rejects[1].of_case, (CaseKey{"lama", "K-2"}));
}

TEST(CaseRowsTest, MovesHaveAReasonAndAnOutcome) {
  const ParsedBatch batch = Rows("source,source_id,event,on,text,outcome",
                                 "lama,K-1,PAUSE,2024-03-04,Operasi,\n"
                                 "lama,K-1,close returned,2024-03-04,,RTW_L2\n");
  ASSERT_THAT(batch.records, SizeIs(2)) << batch.rejects.at(0).reason;
  EXPECT_EQ(RowOf(batch).reason, "Operasi");
  EXPECT_EQ(FactOf<CaseMoved>(batch).trigger, CaseTrigger::kPause);
  EXPECT_EQ(FactOf<CaseMoved>(batch, 1).trigger, CaseTrigger::kCloseReturned);
  EXPECT_EQ(FactOf<CaseMoved>(batch, 1).outcome, CaseOutcome::kReturnedL2);
}

TEST(CaseRowsTest, AnEventRefusesWhatItHasNoUseFor) {
  const ParsedBatch batch = Rows("source,source_id,event,on,text,status,yes",
                                 "lama,K-1,NOTE_WRITTEN,2024-03-04,Teks,GIVEN,\n"
                                 "lama,K-1,DANCE,2024-03-04,,,\n"
                                 "lama,K-1,VISIT_MADE,2024-03-04,,,mungkin\n"
                                 "lama,K-1,VISIT_MADE,2024-03-04,,,\n");
  ASSERT_THAT(batch.rejects, SizeIs(4));
  EXPECT_EQ(batch.rejects[0].field, "status");
  EXPECT_EQ(batch.rejects[1].field, "event");
  EXPECT_EQ(batch.rejects[2].field, "yes") << "an unreadable answer is not a no";
  EXPECT_EQ(batch.rejects[3].field, "yes");
}

TEST(CaseRowsTest, ConsentSaysWhereWhatWasSignedLies) {
  const ParsedBatch batch = Rows("source,source_id,event,on,party,status,document",
                                 "lama,K-1,CONSENT_ANSWERED,2024-03-04,WORKER,GIVEN,Map 12/2024\n"
                                 "lama,K-1,CONSENT_ANSWERED,2024-03-04,WORKER,GIVEN,\n");
  ASSERT_THAT(batch.records, SizeIs(1));
  EXPECT_EQ(FactOf<ConsentAnswered>(batch),
            (ConsentAnswered{CaseParty::kWorker, ConsentStatus::kGiven, *ParseDate("2024-03-04"),
                             "Map 12/2024"}));
  EXPECT_EQ(batch.rejects.at(0).field, "document");
}

TEST(CaseRowsTest, LevelsStepsAndReasonsInOneCell) {
  const ParsedBatch batch =
      Rows("source,source_id,event,on,levels,rung,text,reasons,steps,accommodations,modes",
           "lama,K-1,ASSESSMENT_DONE,2024-03-04,F15=2; F20=3,,,,,A19,M14\n"
           "lama,K-1,RUNG_CHOSEN,2024-03-04,,L2,Hasil asesmen,L1=Terlalu berat,,,\n"
           "lama,K-1,TRIAL_AGREED,2024-03-04,,L2,,,2024-03-05|20|4000000|Ringan; "
           "2024-03-19|40|4000000|Semua,,\n"
           "lama,K-1,ASSESSMENT_DONE,2024-03-04,F15=9,,,,,,\n"
           "lama,K-1,TRIAL_AGREED,2024-03-04,,L2,,,besok,,\n");
  ASSERT_THAT(batch.records, SizeIs(3)) << batch.rejects.at(0).reason;
  const auto& assessment = FactOf<AssessmentDone>(batch);
  ASSERT_THAT(assessment.capacities, SizeIs(2));
  EXPECT_EQ(assessment.capacities[1].usual, 3);
  EXPECT_THAT(assessment.accommodations, SizeIs(1));
  const auto& chosen = FactOf<RungChosen>(batch, 1);
  EXPECT_EQ(chosen.rung, Rung::kSameJobAdapted);
  ASSERT_THAT(chosen.left_because, SizeIs(1));
  EXPECT_EQ(chosen.left_because[0].reason, "Terlalu berat");
  const auto& trial = FactOf<TrialAgreed>(batch, 2);
  ASSERT_THAT(trial.steps, SizeIs(2));
  EXPECT_EQ(trial.steps[1].hours_per_week, 40);
  EXPECT_EQ(trial.steps[0].duties, "Ringan");
  EXPECT_EQ(batch.rejects.at(0).field, "levels");
  EXPECT_EQ(batch.rejects.at(1).field, "steps");
}

TEST(CaseRowsTest, TheSameFromJson) {
  const ParsedBatch batch = ParseJson(
      ImportKind::kCase,
      R"({"source":"lama","sourceId":"K-1","event":"FIT_NOTE_GIVEN","on":"2024-03-04","by":"dr. S","yes":true})"
      "\n");
  ASSERT_THAT(batch.records, SizeIs(1)) << batch.rejects.at(0).reason;
  EXPECT_EQ(FactOf<FitNoteGiven>(batch).doctor, "dr. S");
  EXPECT_TRUE(FactOf<FitNoteGiven>(batch).fit);
}

// The sheet of a branch, with Indonesian titles and words, and only the columns it needs.
TEST(CaseRowsTest, TheBookOfABranch) {
  const ParsedBatch batch =
      ParseCsv(ImportKind::kCase, "buku_kasus",
               "Nomor Kasus,Tanggal,Kejadian,Sumber Data Pekerja,Nomor Pekerja,Cabang,Jenis,Segmen,"
               "Peserta JKK,Tanggal Kejadian,Pihak,Status,Nomor Surat,Ya/Tidak,Oleh",
               "7,04/03/2024,Laporan,hr,12,SKA,KK,PU,ya,02/03/2024,,,,,\n"
               "7,5 Maret 2024,Kontak,,,,,,,,pekerja,,,ya,telepon\n"
               "7,06/03/2024,Persetujuan,,,,,,,,pekerja,setuju,Map 3,,\n"
               "7,06/03/2024,Mulai penapisan,,,,,,,,,,,,\n");
  ASSERT_THAT(batch.rejects, SizeIs(0)) << batch.rejects.at(0).field << batch.rejects.at(0).reason;
  ASSERT_THAT(batch.records, SizeIs(4));
  EXPECT_EQ(RowOf(batch).source, "buku kasus");
  EXPECT_EQ(RowOf(batch).seeker_source_id, "12");
  EXPECT_EQ(FactOf<ContactTried>(batch, 1).channel, "telepon");
  EXPECT_EQ(FactOf<ConsentAnswered>(batch, 2).status, ConsentStatus::kGiven);
  EXPECT_EQ(FactOf<CaseMoved>(batch, 3).trigger, CaseTrigger::kStartScreening);
}

TEST(CaseRowsTest, AColumnThatNobodyReadsRefusesTheSheet) {
  const auto mapping = FindMapping(ImportKind::kCase, "buku_kasus");
  ASSERT_TRUE(mapping.ok());
  const auto batch =
      ParseBatch({**mapping, ImportFormat::kCsv, "Nomor Kasus,Tanggal,Kejadian,Katerangan",
                  "7,1/2/2024,Jeda,x\n", 2, std::nullopt});
  EXPECT_THAT(std::string(batch.status().message()), HasSubstr("reads no column 4"));
}

}  // namespace
}  // namespace setara
