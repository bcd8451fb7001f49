#include "clients/case_words.h"

#include <algorithm>
#include <cctype>

#include "clients/words.h"

namespace setara {
namespace {

struct Word {
  std::string_view id;
  std::string_view indonesian;
  std::string_view english;
};

// As in server/casework/data/words.tsv.
constexpr Word kDocuments[] = {
    {"FORM_3KK1", "formulir 3-KK1 (tahap I)", "form 3-KK1 (stage I)"},
    {"FORM_3KK2", "formulir 3-KK2 (tahap II)", "form 3-KK2 (stage II)"},
    {"DOCTOR_LETTER_KK3", "surat keterangan dokter KK3", "doctor's letter KK3"},
    {"IDENTITY_CARD", "kartu tanda penduduk", "identity card"},
    {"MEMBER_CARD", "kartu peserta", "member card"},
    {"ATTENDANCE", "daftar hadir", "attendance list"},
    {"CHRONOLOGY", "kronologi", "chronology"},
    {"WITNESS_STATEMENT", "keterangan saksi", "witness statement"},
    {"POLICE_REPORT", "laporan polisi", "police report"},
    {"CONTACT_NOTE", "catatan kontak", "contact note"},
    {"RECOMMENDATION", "rekomendasi dokter penasihat", "recommendation of the advisory doctor"},
    {"WORKER_CONSENT", "surat persetujuan pekerja", "consent of the worker"},
    {"EMPLOYER_CONSENT", "surat persetujuan pemberi kerja", "consent of the employer"},
    {"CAPACITY_FORM", "formulir kemampuan", "capacity form"},
    {"JOB_DEMAND_FORM", "formulir tuntutan pekerjaan", "job-demand form"},
    {"REHAB_PLAN", "rencana rehabilitasi", "rehabilitation plan"},
    {"THERAPY_LOG", "catatan terapi", "therapy log"},
    {"AID_HANDOVER", "serah terima alat bantu", "hand-over of aids"},
    {"TRAINING_PLAN", "rencana pelatihan", "training plan"},
    {"TRAINING_CERTIFICATE", "sertifikat pelatihan", "training certificate"},
    {"TRIAL_AGREEMENT", "perjanjian coba kerja", "trial agreement"},
    {"FIT_NOTE", "surat laik kerja", "fit note"},
    {"VISIT_NOTE", "catatan kunjungan", "visit note"},
    {"CLOSING_REPORT", "laporan penutup", "closing report"},
    {"OTHER", "dokumen lain", "other document"},
};

}  // namespace

std::optional<v1::Rung> FindRung(std::string_view word) {
  const bool numbered = word.size() == 2 && (word[0] == 'L' || word[0] == 'l');
  const std::optional<int> value =
      FindChoice(v1::Rung_descriptor(), numbered ? word.substr(1) : word);
  if (!value) return std::nullopt;
  return static_cast<v1::Rung>(*value);
}

std::string RungCode(v1::Rung rung) {
  return rung == v1::RUNG_UNSPECIFIED ? "" : "L" + std::to_string(static_cast<int>(rung));
}

std::string DocumentLabel(TextLanguage language, std::string_view word) {
  for (const Word& document : kDocuments) {
    if (document.id == word) return Say(language, document.indonesian, document.english);
  }
  return std::string(word);
}

std::string DocumentWord(std::string_view typed) {
  std::string word(typed);
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) {
    return c == '-' || c == ' ' ? '_' : static_cast<char>(std::toupper(c));
  });
  return word;
}

std::string MarkText(TextLanguage language, std::string_view mark) {
  if (mark == "L") return Say(language, "hukum", "law");
  if (mark == "B") return Say(language, "praktik BPJS", "BPJS practice");
  if (mark == "D")
    return Say(language, "ketentuan Setara, dapat diatur", "Setara's default, configurable");
  if (mark == "O") return Say(language, "ketentuan lembaga ini", "institution's setting");
  return std::string(mark);
}

std::string BasisText(TextLanguage language, std::string_view mark, const std::string& basis) {
  const std::string kind = MarkText(language, mark);
  if (kind.empty() || basis.empty()) return kind + basis;
  const std::string word = kind.substr(0, kind.find(' '));
  const bool said = std::equal(
      word.begin(), word.end(), basis.begin(),
      basis.begin() + static_cast<std::ptrdiff_t>(std::min(word.size(), basis.size())),
      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
  return said ? basis : kind + ": " + basis;
}

}  // namespace setara
