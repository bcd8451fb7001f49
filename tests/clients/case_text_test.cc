#include "clients/case_text.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "clients/case_due_text.h"
#include "clients/case_event_text.h"
#include "clients/case_gaps_text.h"
#include "clients/case_report_text.h"

namespace setara {
namespace {

using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

template <typename Message>
Message Parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

Timestamp At(const std::string& text) {
  Timestamp instant;
  EXPECT_TRUE(TimeUtil::FromString(text, &instant)) << text;
  return instant;
}

class CaseTextTest : public ::testing::Test {
 protected:
  CaseTextTest() {
    app_.settings.server = "127.0.0.1:1";  // nobody: codes stand alone
    app_.settings.timeout_seconds = 5;
  }

  void AddEvent(const std::string& happened, const std::string& recorded, const std::string& fact) {
    v1::CaseEvent event = Parsed<v1::CaseEvent>(fact);
    event.set_sequence(events_.size() + 1);
    event.set_actor("accounts/1");
    *event.mutable_happen_time() = At(happened);
    *event.mutable_record_time() = At(recorded);
    *events_.Add() = event;
  }

  std::string Timeline(const char* zone = "WIB", const Timestamp* known_at = nullptr) {
    return TimelineText(app_, labels_, events_, known_at, zone, 0);
  }

  App app_;
  Labels labels_{app_};
  google::protobuf::RepeatedPtrField<v1::CaseEvent> events_;
};

TEST_F(CaseTextTest, TheTimelineGoesByDayOnTheClocksOfThePlace) {
  AddEvent("2026-03-01T23:30:00Z", "2026-03-01T23:30:00Z",
           "contact_tried { party: CASE_PARTY_WORKER channel: 'telepon' reached: true }");
  AddEvent(
      "2026-02-27T02:00:00Z", "2026-03-03T02:00:00Z",
      "visit_made { on { year: 2026 month: 2 day: 27 } on_agreed_terms: false note: 'sakit' }");
  EXPECT_EQ(Timeline(),
            "2026-02-27, Jumat\n"
            "  09:00  #2 kunjungan: ketentuan yang disepakati TIDAK dipenuhi; catatan sakit "
            "(accounts/1, dicatat 2026-03-03)\n"
            "\n"
            "2026-03-02, Senin\n"
            "  06:30  #1 kontak: pekerja; lewat telepon; tersambung (accounts/1)\n");
  EXPECT_THAT(Timeline("WIT"), HasSubstr("  08:30  #1"));
}

TEST_F(CaseTextTest, TheTimelineSaysWhatACorrectionVoidsAndLeavesOutWhatWasNotKnown) {
  AddEvent("2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z",
           "fit_note_given { doctor: 'dr. A' fit: true on { year: 2026 month: 3 day: 1 } }");
  AddEvent("2026-03-05T01:00:00Z", "2026-03-05T01:00:00Z",
           "event_corrected { sequence: 1 reason: 'salah orang' }");
  EXPECT_THAT(Timeline(), AllOf(HasSubstr("boleh mencoba bekerja [dibatalkan oleh #2]"),
                                HasSubstr("koreksi: membatalkan nomor 1; alasan salah orang")));
  const Timestamp known_at = At("2026-03-02T00:00:00Z");
  EXPECT_THAT(Timeline("WIB", &known_at),
              AllOf(HasSubstr("#1"), Not(HasSubstr("#2")), Not(HasSubstr("dibatalkan"))));
}

TEST_F(CaseTextTest, NothingThatAnEntryHoldsIsLeftOut) {
  AddEvent("2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z",
           "reason: 'disepakati bertiga' trial_agreed { employer: 'employers/9' rung: "
           "RUNG_SAME_JOB_ADAPTED on { year: 2026 month: 3 day: 1 } steps { from { year: 2026 "
           "month: 3 day: 2 } hours_per_week: 20 duties: 'kasir' wage_idr_per_month: 4500000 } "
           "equal_work_wage_idr_per_month: 4500000 accommodations: 'A20' accommodations: 'A26' }");
  EXPECT_THAT(Timeline(),
              HasSubstr("perjanjian coba kerja: pemberi kerja employers/9; L2 pekerjaan sama, "
                        "disesuaikan; tahap mulai 2026-03-02 jam seminggu 20 tugas kasir upah "
                        "sebulan Rp4.500.000; upah penuh pekerjaan setara Rp4.500.000; akomodasi "
                        "A20, A26; alasan disepakati bertiga"));
  app_.settings.language = TextLanguage::kEnglish;
  EXPECT_THAT(Timeline(), HasSubstr("full wage of equal work Rp4.500.000"));
}

TEST_F(CaseTextTest, WhatARoleDoesNotSeeIsSaidToBeThere) {
  AddEvent("2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z", "");
  EXPECT_THAT(Timeline(), HasSubstr("#1 isi tidak dibuka bagi peran Anda"));
}

TEST_F(CaseTextTest, AnEntrysTextCannotSteerTheTerminal) {
  AddEvent("2026-03-01T01:00:00Z", "2026-03-01T01:00:00Z", R"(note_written { text: "a\033[2Jb" })");
  EXPECT_THAT(Timeline(), Not(HasSubstr("\x1B")));
}

v1::Case SomeCase() {
  return Parsed<v1::Case>(
      "name: 'cases/1' state: CASE_STATE_CONSENT state_time { seconds: 1772326800 } "
      "report { seeker: 'seekers/2' employer: 'employers/3' injury: INJURY_KIND_ACCIDENT segment: "
      "BPJS_SEGMENT_WAGE_EARNER happen_time { seconds: 1769900000 } } "
      "worker_display_name: 'Budi Rekaan' worker_consent: CONSENT_STATUS_GIVEN "
      "missing_documents: 'FORM_3KK1' "
      "next_moves { trigger: CASE_TRIGGER_COMPLETE_ASSESSMENT to: CASE_STATE_ASSESSED "
      "missing { guard: 'FUNCTION_PROFILE' text { indonesian: 'profil fungsi pekerja belum ada' "
      "english: 'there is no function profile of the worker' } basis { indonesian: 'Permenaker "
      "5/2021' english: 'Manpower Regulation 5/2021' } mark: 'L' } } "
      "next_moves { trigger: CASE_TRIGGER_WITHDRAW to: CASE_STATE_CLOSED }");
}

TEST_F(CaseTextTest, ACaseSaysWhereItStandsBothConsentsAndWhatEachMoveNeeds) {
  CaseFile file;
  file.record = SomeCase();
  const std::string text = CaseFileText(app_, labels_, file, 0);
  EXPECT_THAT(text, HasSubstr("persetujuan, sejak 2026-03-01 08:00 WIB"));
  EXPECT_THAT(text, HasSubstr("Budi Rekaan (seekers/2)"));
  EXPECT_THAT(text, HasSubstr("Persetujuan pekerja:       diberikan"));
  EXPECT_THAT(text, HasSubstr("Persetujuan pemberi kerja: belum diminta"));
  EXPECT_THAT(text, HasSubstr("formulir 3-KK1 (tahap I)"));
  EXPECT_THAT(text, HasSubstr("  selesaikan asesmen (complete-assessment), ke terasesmen: masih "
                              "perlu\n    - profil fungsi pekerja belum ada [hukum: Permenaker "
                              "5/2021]\n"));
  EXPECT_THAT(text, HasSubstr("(withdraw), ke ditutup: bisa sekarang\n"));
  file.record.mutable_report()->clear_employer();
  EXPECT_THAT(CaseFileText(app_, labels_, file, 0),
              HasSubstr("tidak perlu: tidak ada pemberi kerja"));
}

TEST_F(CaseTextTest, TheDueListSaysUrgencyAndLawInWordsInTheZoneOfThePlace) {
  const auto response = Parsed<v1::ListCaseDeadlinesResponse>(
      "deadlines { case_name: 'cases/1' kind: 'INCAPACITY_LIMIT' label { indonesian: 'Tidak mampu "
      "bekerja 12 bulan' } due_time { seconds: 1772290800 } urgency: CASE_URGENCY_SOUNDING alarm { "
      "indonesian: 'Ini bukan izin untuk PHK.' } basis { indonesian: 'UU 13/2003' } mark: 'L' "
      "zone: 'WITA' } "
      "deadlines { case_name: 'cases/1' kind: 'FIRST_CONTACT' label { indonesian: 'Kontak pertama' "
      "} due_time { seconds: 1772550000 } urgency: CASE_URGENCY_COMING_UP basis { indonesian: "
      "'Ketentuan Setara, dapat diatur' } mark: 'D' zone: 'WITA' zone_assumed: true }");
  const Timestamp now = At("2026-03-02T03:00:00Z");
  const std::string text = DueTable(app_, response.deadlines(), now, false).Text(0);
  EXPECT_THAT(text, AllOf(HasSubstr("2026-02-28 23:00 WITA"), HasSubstr("ALARM"),
                          HasSubstr("hukum"), HasSubstr("berbunyi sejak 36 jam yang lalu"),
                          HasSubstr("    Ini bukan izin untuk PHK.\n"),
                          HasSubstr("    Dasar, hukum: UU 13/2003.\n")));
  EXPECT_THAT(text, AllOf(HasSubstr("36 jam lagi"), HasSubstr("segera"),
                          HasSubstr("ketentuan Setara, dapat diatur"),
                          HasSubstr("Zona waktu tempat belum pasti")));
  EXPECT_EQ(DueSummary(TextLanguage::kIndonesian, response.deadlines()), "1 ALARM, 1 segera.\n");
  EXPECT_THAT(DueTable(app_, response.deadlines(), now, true).Text(0), Not(HasSubstr("cases/1")));
  const std::string csv = DueTable(app_, response.deadlines(), now, true).Csv();
  EXPECT_THAT(csv, AllOf(HasSubstr("cases/1"), HasSubstr("INCAPACITY_LIMIT"),
                         HasSubstr("2026-02-28T15:00:00Z"), HasSubstr("CASE_URGENCY_SOUNDING")));
}

TEST_F(CaseTextTest, TheGapsSayWhatClosesThemAndThatPeopleDecide) {
  const auto response = Parsed<v1::AnalyseCaseGapsResponse>(
      "old_job { rung: RUNG_SAME_JOB title: 'Petugas gudang' functions { function: 'F15' label: "
      "'mengangkat' demand_level: 3 capacity_level: 1 effective_level: 3 verdict: "
      "MATCH_VERDICT_MET_IF_PROVIDED closed_by: 'A21' sentence: 'Perlu 3, kini 1.' } to_provide: "
      "'A21' } changes { function: 'F20' before: 1 now: 2 demand: 3 } changes { function: 'F10' "
      "now: 2 } rungs { rung: RUNG_SAME_JOB sentence: 'ada kesenjangan' } rungs { rung: "
      "RUNG_SAME_JOB_ADAPTED suggested: true sentence: 'A21 menutupnya' } open_questions: true");
  const std::string text = GapsText(app_, labels_, response, 0);
  EXPECT_THAT(text, AllOf(HasSubstr("Pekerjaan lama: Petugas gudang"), HasSubstr("F15 mengangkat"),
                          HasSubstr("Perlu disediakan: A21"),
                          HasSubstr("F20: 1, sekarang 2 (pekerjaan lama perlu 3)"),
                          HasSubstr("F10: belum ditanyakan, sekarang 2")));
  EXPECT_THAT(text, AllOf(HasSubstr("manusia yang memutuskan"),
                          HasSubstr("dilewati L1 pekerjaan sama: ada kesenjangan"),
                          HasSubstr("DISARANKAN L2 pekerjaan sama, disesuaikan: A21 menutupnya"),
                          HasSubstr("belum ditanyakan; lengkapi lebih dahulu")));
}

TEST_F(CaseTextTest, FiguresWithheldNeverReadAsZero) {
  const auto history = Parsed<v1::ListCaseloadHistoryResponse>(
      "points { day { year: 2026 month: 1 day: 31 } open_cases { value: 12 } states { state: "
      "CASE_STATE_TRIAL cases { } } states { state: CASE_STATE_REHAB cases { value: 0 } } }");
  const std::string text = HistoryTable(app_, history).Text(0);
  EXPECT_THAT(text, AllOf(HasSubstr("ditahan"), HasSubstr("12")));
  EXPECT_EQ(HistoryTable(app_, history).Csv(),
            "day,open_cases,CASE_STATE_TRIAL,CASE_STATE_REHAB\r\n2026-01-31,12,,0\r\n");
  EXPECT_EQ(ShareText(TextLanguage::kIndonesian, 8405), "84,05 %");
  EXPECT_EQ(ShareText(TextLanguage::kEnglish, 10000), "100.00 %");
}

TEST_F(CaseTextTest, TheBottleneckIsTheStateMostOftenLate) {
  const auto report = Parsed<v1::CaseloadReport>(
      "ageing { state: CASE_STATE_CONSENT overdue_share: 1200 } ageing { state: CASE_STATE_TRIAL "
      "overdue_share: 4250 } ageing { state: CASE_STATE_REHAB }");
  EXPECT_EQ(BottleneckText(TextLanguage::kIndonesian, report),
            "Paling tersendat: coba kerja, 42,50 % lewat tenggat.");
  EXPECT_EQ(BottleneckText(TextLanguage::kEnglish, v1::CaseloadReport()), "");
}

}  // namespace
}  // namespace setara
