// What every letter says and what none may say.
#include "server/notices/letter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <fstream>
#include <string>
#include <vector>

#include "server/document/indonesian.h"
#include "server/document/plain_text.h"
#include "server/notices/finding.h"

namespace setara::notices {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr size_t kWide = 1000;  // so that no sentence is broken

Notice NoticeOn(const char* as_of, std::optional<QuotaSnapshot::Report> report,
                std::optional<int64_t> records = std::nullopt) {
  QuotaSnapshot snapshot;
  snapshot.as_of = *ParseDate(as_of);
  snapshot.kind = EmployerKind::kPrivate;
  snapshot.seat_region_code = "33.72";
  snapshot.report = report;
  snapshot.counted_by_records = records;
  Notice notice;
  notice.id = "01JD3Z3RS8T5N6WQ2V9KXY4B7C";
  notice.finding = *Find({}, snapshot, quota::Rules::Get());
  notice.finding.employer_name = "PT Contoh";
  notice.finding.known_at = *ParseInstant("2025-06-30T02:00:00Z");
  if (report) {
    notice.finding.report_source = "WLKP 2025";
    notice.finding.report_received_at = *ParseInstant("2025-01-20T02:00:00Z");
  }
  return notice;
}

Notice Short() {
  return NoticeOn("2025-06-30", QuotaSnapshot::Report{*ParseDate("2025-01-01"), 350, 2});
}

std::vector<Notice> AllKinds() {
  const QuotaSnapshot::Report met{*ParseDate("2024-01-01"), 350, 4};
  const QuotaSnapshot::Report partial{*ParseDate("2025-01-01"), 350, std::nullopt};
  const QuotaSnapshot::Report tiny{*ParseDate("2025-01-01"), 40, 0};
  return {Short(),
          NoticeOn("2025-06-30", met),
          NoticeOn("2025-06-30", partial),
          NoticeOn("2025-06-30", std::nullopt),
          NoticeOn("2025-06-30", tiny),
          NoticeOn("2025-06-30", QuotaSnapshot::Report{*ParseDate("2024-01-01"), 350, 1}, 2)};
}

void Approve(Notice& notice) {
  notice.signer = {.name = "Dra. Sri Wahyuni",
                   .position = "Kepala Bidang Penempatan",
                   .office = "Dinas Tenaga Kerja Kota Surakarta",
                   .office_address = "Jl. Slamet Riyadi 306",
                   .office_contact = "telepon (0271) 714800",
                   .official_number = "19710512 199803 2 004",
                   .place = "Surakarta"};
  notice.letter_number = "560/1/2025";
  notice.letter_date = *ParseDate("2025-07-01");
}

std::string TextOf(const Notice& notice, size_t width = kWide) {
  return PlainText(Letter(notice, {.seat_name = "Kota Surakarta", .answer_days = 14}), width);
}

TEST(LetterTest, SpellsTheSumAndNamesTheRoundingAsAReading) {
  EXPECT_THAT(TextOf(Short()),
              AllOf(HasSubstr("1% × 350 = 3,50 → 4 (pembulatan ke atas: tafsir)"),
                    HasSubstr("UU 8/2016 pasal 53 ayat (2)"),
                    HasSubstr("Undang-undang tidak mengatur pembulatan"),
                    HasSubstr("menurut keadaan tanggal 30 Juni 2025"),
                    HasSubstr("Selisih; Jumlah (orang): 2; Dasar: 4 dikurangi 2"),
                    HasSubstr("“WLKP 2025”, benar sejak 1 Januari 2025, kami terima 20 Januari "
                              "2025 pukul 09.00 WIB"),
                    HasSubstr("dalam 14 hari"), HasSubstr("keberatan"), HasSubstr("pasal 54"),
                    HasSubstr("Yth. Pimpinan PT Contoh")));
  Notice round = NoticeOn("2025-06-30", QuotaSnapshot::Report{*ParseDate("2025-01-01"), 400, 1});
  EXPECT_THAT(TextOf(round), Not(HasSubstr("tidak mengatur pembulatan")))
      << "nothing was rounded, so there is no reading to name";
}

TEST(LetterTest, EachKindAsksForWhatIsMissing) {
  const std::vector<Notice> notices = AllKinds();
  EXPECT_THAT(TextOf(notices[1]), HasSubstr("sudah lebih lama dari 13 bulan"));
  EXPECT_THAT(TextOf(notices[2]), HasSubstr("belum memuat jumlah pekerja penyandang disabilitas"));
  EXPECT_THAT(TextOf(notices[3]),
              AllOf(HasSubstr("belum menerima laporan"), Not(HasSubstr("Uraian"))));
  EXPECT_THAT(TextOf(notices[4]),
              AllOf(HasSubstr("di bawah 100 orang"), HasSubstr("1% × 40 = 0,40 → 1")));
  EXPECT_THAT(TextOf(notices[5]), HasSubstr("Yang dihitung adalah catatan"));
}

TEST(LetterTest, ADraftSaysSoAndAnApprovedOneHasItsSignatureBlock) {
  Notice notice = Short();
  EXPECT_THAT(TextOf(notice), HasSubstr("KONSEP"));
  Approve(notice);
  EXPECT_THAT(TextOf(notice),
              AllOf(Not(HasSubstr("KONSEP")), HasSubstr("560/1/2025"),
                    HasSubstr("Surakarta, 1 Juli 2025"), HasSubstr("Kepala Bidang Penempatan,"),
                    HasSubstr("Dra. Sri Wahyuni"), HasSubstr("NIP/nomor: 19710512 199803 2 004")));
}

// Words of sanction and ultimatum, as stems. "sanksi" does not even appear to be denied.
constexpr const char* kThreats[] = {
    "sanksi",      "denda",         "pidana",     "penjara",      "hukum",
    "kurungan",    "cabut",         "beku",       "henti",        "tuntut",
    "gugat",       "somasi",        "ultimatum",  "ancam",        "paksa",
    "peringat",    "tegur",         "tindak",     "wajib segera", "segera",
    "selambat",    "apabila tidak", "jika tidak", "bila tidak",   "akan kami laporkan",
    "pelanggaran", "melanggar",     "akibat",     "konsekuensi"};

std::string Lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

TEST(LetterTest, ItThreatensNothing) {
  std::vector<std::string> texts;
  for (Notice notice : AllKinds()) {
    texts.push_back(TextOf(notice));
    Approve(notice);
    texts.push_back(TextOf(notice));
  }
  // And every sentence that there is, used here or not; the lines about the table are no letter.
  std::string sentences;
  std::ifstream table(SETARA_LETTER);
  for (std::string line; std::getline(table, line);) {
    if (!line.starts_with('#')) sentences += line + "\n";
  }
  ASSERT_THAT(sentences, HasSubstr("subject_short"));
  texts.push_back(sentences);
  for (const std::string& text : texts) {
    // "tuntutan pekerjaan" are the demands of a job.
    std::string read = Lower(text);
    const std::string harmless = "tuntutan pekerjaan";
    for (size_t at; (at = read.find(harmless)) != std::string::npos;) read.erase(at, 18);
    for (const char* threat : kThreats) EXPECT_THAT(read, Not(HasSubstr(threat)));
  }
}

TEST(LetterTest, LeavesNoPlaceholder) {
  for (Notice notice : AllKinds()) {
    EXPECT_THAT(TextOf(notice), Not(HasSubstr("{")));
    Approve(notice);
    EXPECT_THAT(TextOf(notice), Not(HasSubstr("{")));
  }
}

TEST(LetterTest, TheSameNoticeGivesTheSameLetter) {
  Notice notice = Short();
  Approve(notice);
  EXPECT_EQ(TextOf(notice, 80), TextOf(notice, 80));
  EXPECT_EQ(Letter(notice, {}).created, *ParseInstant("2025-06-30T17:00:00Z"))
      << "dated by the letter, not by the clock";
}

TEST(PlainTextTest, FitsTheTerminal) {
  for (const Notice& notice : AllKinds()) {
    std::string text = TextOf(notice, 60);
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      size_t columns = 0;
      for (size_t i = begin; i < end; ++i) columns += (text[i] & 0xC0) != 0x80 ? 1 : 0;
      EXPECT_LE(columns, 64u) << text.substr(begin, end - begin);
      begin = end + 1;
    }
  }
}

TEST(PlainTextTest, ANameCannotSteerTheTerminal) {
  Notice notice = Short();
  notice.finding.employer_name = "PT \x1b[2JX\nY";
  EXPECT_THAT(TextOf(notice), AllOf(Not(HasSubstr("\x1b")), HasSubstr("PT  [2JX Y")));
}

TEST(IndonesianTest, WritesNumbersAndDays) {
  EXPECT_EQ(IndonesianNumber(1'234'567), "1.234.567");
  EXPECT_EQ(IndonesianNumber(-100), "-100");
  EXPECT_EQ(IndonesianDate(*ParseDate("2025-08-17")), "17 Agustus 2025");
  EXPECT_EQ(IndonesianInstant(*ParseInstant("2025-06-30T20:05:00Z")),
            "1 Juli 2025 pukul 03.05 WIB");
  EXPECT_EQ(Filled("a {b} {c}", {{"b", "{c}"}}), "a {c} {c}") << "values are not read again";
}

}  // namespace
}  // namespace setara::notices
