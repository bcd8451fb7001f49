// What a worker reads of their case, and what nobody may read there.
#include "server/case_summary/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "server/casework/words.h"
#include "server/document/plain_text.h"
#include "server/pdf/pdf.h"
#include "tests/server/casework/case_log.h"

namespace setara::casework::summary {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr size_t kWide = 100'000;

SummaryFacts Facts() {
  return {.case_name = "cases/01JD3Z3RS8T5N6WQ2V9KXY4B7C",
          .worker = "Siti Rahayu",
          .employer = "PT Garmen Lestari",
          .trial_employer = "PT Garmen Lestari",
          .work_employer = "PT Garmen Lestari",
          .manager = "Bambang Sutrisno",
          .branch = "SKA"};
}

Date Today(const CaseLog& log) { return LocalDate(log.now, TimeZone::kWib); }

std::string TextOf(const CaseLog& log, const SummaryFacts& facts = Facts()) {
  return PlainText(Summary(log.record(), facts, Today(log), CaseRules::Shipped()), kWide);
}

// The lines under a heading.
std::string Section(const std::string& text, const std::string& heading) {
  const size_t at = text.find("\n" + heading + "\n");
  if (at == std::string::npos) return "";
  const size_t from = at + heading.size() + 3;
  return text.substr(from, text.find("\n\n", from) - from);
}

TEST(CaseSummary, TellsWhatHappenedAndWhereItStands) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  const std::string text = TextOf(log);
  EXPECT_THAT(Section(text, "Apa yang terjadi"),
              AllOf(HasSubstr("Pada 1 Maret 2026 Anda mengalami kecelakaan kerja."),
                    HasSubstr("Waktu itu Anda bekerja di PT Garmen Lestari."),
                    HasSubstr("Anda tidak dapat bekerja sejak 1 Maret 2026.")));
  EXPECT_THAT(Section(text, "Perjalanan kasus Anda"),
              AllOf(HasSubstr("2 Maret 2026: kasus dilaporkan."),
                    HasSubstr("8 Maret 2026: dokter penasihat menyarankan program ini.")));
  EXPECT_THAT(text, HasSubstr("Program hanya berjalan bila Anda setuju."));
  EXPECT_THAT(Section(text, "Yang sudah disepakati"),
              HasSubstr("Persetujuan Anda diminta pada 9 Maret 2026. Anda belum menjawab."));
}

TEST(CaseSummary, SaysWhatComesNextAndByWhen) {
  CaseLog log;
  log.RunTo(CaseState::kConsent);
  EXPECT_THAT(Section(TextOf(log), "Langkah berikutnya"),
              AllOf(HasSubstr("Paling lambat 23 Maret 2026: permintaan persetujuan dijawab. Anda "
                              "bebas menjawab ya atau tidak."),
                    HasSubstr("Mulai 1 Desember 2026: sudah sembilan bulan")));
  log.PassDays(20);
  EXPECT_THAT(Section(TextOf(log), "Langkah berikutnya"),
              HasSubstr("Seharusnya paling lambat 23 Maret 2026, tetapi belum: permintaan "
                        "persetujuan dijawab."));
}

TEST(CaseSummary, ListsTheStepsOfTheTrial) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  const std::string text = TextOf(log);
  EXPECT_THAT(text, AllOf(HasSubstr("Mulai: 12 Maret 2026; Jam seminggu: 20; Tugas: Tugas ringan; "
                                    "Upah sebulan (Rp): 4.000.000"),
                          HasSubstr("Arah yang dipilih: kembali ke pekerjaan yang sama dengan "
                                    "penyesuaian."),
                          HasSubstr("Upah Anda selama masa ini tetap penuh.")));
}

TEST(CaseSummary, WarnsOfAnAttemptToDismissAndNamesTheBar) {
  CaseLog log;
  log.RunTo(CaseState::kRehab);
  log.Add(DismissalAttempted{Today(log), "Efisiensi"});
  const std::string text = TextOf(log);
  EXPECT_THAT(text,
              AllOf(HasSubstr("*** Ada upaya pemutusan hubungan kerja"),
                    HasSubstr("Hubungan kerja Anda tidak boleh diputus (PHK) karena kondisi fisik"),
                    HasSubstr("Dasar: UU 13/2003 pasal 153(1) huruf a, i-j dan (2)"),
                    Not(HasSubstr("Efisiensi"))));
  log.Add(DismissalHandled{Today(log), "Dilaporkan"});
  EXPECT_THAT(TextOf(log), Not(HasSubstr("***")));
}

TEST(CaseSummary, NamesRightsWithWhatTheyRestOnAndSaysWhatWasNotRead) {
  CaseLog log;
  const std::string rights = Section(TextOf(log), "Hak Anda");
  EXPECT_THAT(rights, AllOf(HasSubstr("Anda boleh mencabut persetujuan kapan saja."),
                            HasSubstr("Dasar: UU 27/2022 pasal 40."),
                            HasSubstr("Dasar: UU 8/2016 pasal 11 huruf e."),
                            HasSubstr("UU 8/2016 pasal 50; contoh: pasal 48 (naskahnya belum kami "
                                      "baca sendiri)."),
                            HasSubstr("Aturan dapat berubah.")));
}

TEST(CaseSummary, SpeaksOfNoDismissalWhereNobodyEmploys) {
  CaseReported report = AReport();
  report.segment = BpjsSegment::kNonWage;
  report.employer_id = "";
  CaseLog log(report);
  SummaryFacts facts = Facts();
  facts.employer = facts.trial_employer = facts.work_employer = "";
  const std::string text = TextOf(log, facts);
  EXPECT_THAT(text, AllOf(Not(HasSubstr("PHK")), Not(HasSubstr("Waktu itu Anda bekerja"))));
}

// Doctors, family, reasons and notes: of others, or the staff's own.
TEST(CaseSummary, SaysNothingOfOthers) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  log.Add(NoteWritten{"RAHASIA-CATATAN"});
  log.Add(ContactTried{CaseParty::kFamily, std::nullopt, "istri RAHASIA-KELUARGA", true, "x"});
  log.Add(SecondOpinionGiven{"dr. RAHASIA-DOKTER", "RAHASIA-HASIL", Today(log)});
  log.Move(CaseTrigger::kRelapse, CaseOutcome::kNone, "RAHASIA-ALASAN");
  EXPECT_THAT(TextOf(log), AllOf(Not(HasSubstr("RAHASIA")), Not(HasSubstr("dr. "))));
}

TEST(CaseSummary, OfEveryEndIsAWholePage) {
  CaseLog died;
  died.RunTo(CaseState::kRehab);
  died.Move(CaseTrigger::kRecordDeath);
  EXPECT_THAT(TextOf(died), AllOf(HasSubstr("Kami turut berdukacita."), Not(HasSubstr("Hak Anda")),
                                  Not(HasSubstr("{"))));
  CaseLog left;
  left.RunTo(CaseState::kRehab);
  left.Move(CaseTrigger::kWithdraw);
  EXPECT_THAT(TextOf(left), AllOf(HasSubstr("Kasus ditutup karena Anda mengundurkan diri"),
                                  HasSubstr("kami dapat membuka kasus baru"),
                                  Not(HasSubstr("Langkah berikutnya"))));
}

// Every state that a case can stand in has its sentences, filled.
TEST(CaseSummary, HasASentenceForEveryState) {
  for (int s = 1; s < kCaseStates; ++s) {
    const auto state = static_cast<CaseState>(s);
    if (state == CaseState::kClosed) continue;
    CaseLog log;
    log.RunTo(state == CaseState::kPaused ? CaseState::kRehab : state);
    if (state == CaseState::kPaused) log.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Operasi");
    log.Add(AidMoved{
        "a", "Kruk", AidStage::kOrdered, Today(log), Today(log) + std::chrono::days(3), {}});
    log.Add(SecondOpinionAsked{"x", Today(log)});
    log.Consent(CaseParty::kWorker, ConsentStatus::kWithdrawn);
    log.Add(RecoveryStated{Today(log), true, false, "dr. S"});
    EXPECT_THAT(TextOf(log), Not(HasSubstr("{"))) << s;
  }
}

// A word without its sentence would end the server that has to print it.
TEST(CaseSummary, HasASentenceForEveryWord) {
  std::set<std::string> keys;
  std::ifstream file(SETARA_SUMMARY);
  for (std::string line; std::getline(file, line);) keys.insert(line.substr(0, line.find('\t')));
  for (int t = 1; t < kCaseTriggers; ++t) {
    EXPECT_TRUE(keys.contains("move_" + std::string(WordOf(static_cast<CaseTrigger>(t))))) << t;
  }
  for (int o = 1; o < kCaseOutcomes; ++o) {
    EXPECT_TRUE(keys.contains("outcome_" + std::string(WordOf(static_cast<CaseOutcome>(o))))) << o;
  }
  for (int r = 1; r < kRungs; ++r) {
    EXPECT_TRUE(keys.contains("rung_" + std::string(WordOf(static_cast<Rung>(r))))) << r;
  }
  // What is no task, or none of the worker's (next_steps.cc).
  const std::set<std::string> kSilent = {"CONSENT_REMINDER",    "OFFER_ANSWER", "CLOSING_REPORT",
                                         "DISMISSAL_ALERT",     "COMING_UP",    "MONITORING",
                                         "LOST_CONTACT_WINDOW", "HIRE_CONFIRM"};
  for (const Duration& duration : CaseRules::Shipped().durations.all()) {
    if (kSilent.contains(duration.id)) continue;
    EXPECT_TRUE(keys.contains("next_" + duration.id)) << duration.id;
  }
}

// A junior-high reader: short sentences.
TEST(CaseSummary, SentencesAreShort) {
  std::ifstream file(SETARA_SUMMARY);
  std::string line;
  int sentences = 0;
  while (std::getline(file, line)) {
    const size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    const std::string text = line.substr(tab + 1);
    int words = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
      const bool space = i == text.size() || text[i] == ' ';
      const bool end = i == text.size() || ((text[i] == '.' || text[i] == ':') &&
                                            (i + 1 == text.size() || text[i + 1] == ' '));
      if (space && i > 0 && text[i - 1] != ' ') ++words;
      if (!end) continue;
      EXPECT_LE(words, 24) << line;
      words = 0;
      ++sentences;
    }
  }
  EXPECT_GT(sentences, 150);
}

// One log on one day is one file, whatever the hour.
TEST(CaseSummary, TheSameLogAndDayAreTheSameBytes) {
  CaseLog log;
  log.RunTo(CaseState::kTrial);
  const auto print = [&] {
    return PrintPdf(Summary(log.record(), Facts(), Today(log), CaseRules::Shipped()));
  };
  const absl::StatusOr<std::string> first = print();
  log.now += std::chrono::hours(5);
  const absl::StatusOr<std::string> second = print();
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(*first, *second);
  EXPECT_THAT(*first, HasSubstr("/StructTreeRoot"));
  log.PassDays(1);
  EXPECT_NE(*first, print().value());
  // To look at, where somebody asked for it.
  if (const char* path = std::getenv("SETARA_SUMMARY_PDF")) {
    std::ofstream(path, std::ios::binary) << *first;
  }
}

}  // namespace
}  // namespace setara::casework::summary
