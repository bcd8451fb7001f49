#include "server/rpc/rights_words.h"

#include <span>

namespace setara {
namespace {

struct Word {
  int code;
  const char* indonesian;
  const char* english;
};

std::string Find(std::span<const Word> words, int code, Language language) {
  for (const Word& word : words) {
    if (word.code == code) return language == Language::kEnglish ? word.english : word.indonesian;
  }
  return "";
}

constexpr Word kSexes[] = {{v1::SEX_FEMALE, "perempuan", "female"},
                           {v1::SEX_MALE, "laki-laki", "male"}};
constexpr Word kEducation[] = {
    {v1::EDUCATION_LEVEL_NONE, "tidak bersekolah", "none"},
    {v1::EDUCATION_LEVEL_PRIMARY, "SD atau sederajat", "primary"},
    {v1::EDUCATION_LEVEL_LOWER_SECONDARY, "SMP atau sederajat", "lower secondary"},
    {v1::EDUCATION_LEVEL_UPPER_SECONDARY, "SMA, SMK atau sederajat", "upper secondary"},
    {v1::EDUCATION_LEVEL_DIPLOMA_1, "D1", "diploma 1"},
    {v1::EDUCATION_LEVEL_DIPLOMA_2, "D2", "diploma 2"},
    {v1::EDUCATION_LEVEL_DIPLOMA_3, "D3", "diploma 3"},
    {v1::EDUCATION_LEVEL_BACHELOR, "D4 atau S1", "bachelor"},
    {v1::EDUCATION_LEVEL_MASTER, "S2 atau profesi", "master or profession"},
    {v1::EDUCATION_LEVEL_DOCTORATE, "S3", "doctorate"}};
constexpr Word kStances[] = {{v1::ACCOMMODATION_STANCE_NEEDS, "membutuhkan", "needs"},
                             {v1::ACCOMMODATION_STANCE_USES, "memakai", "uses"},
                             {v1::ACCOMMODATION_STANCE_ACCEPTS, "bersedia", "accepts"},
                             {v1::ACCOMMODATION_STANCE_REFUSES, "menolak", "refuses"}};
constexpr Word kPurposes[] = {
    {v1::CONSENT_PURPOSE_MATCHING, "dicocokkan dengan lowongan", "being matched to openings"},
    {v1::CONSENT_PURPOSE_SHARE_WITH_EMPLOYER, "dibagikan kepada pemberi kerja",
     "sharing with an employer"},
    {v1::CONSENT_PURPOSE_QUOTA_COUNT, "dihitung untuk kuota", "being counted for the quota"},
    {v1::CONSENT_PURPOSE_RETURN_TO_WORK, "kembali bekerja", "return to work"}};
constexpr Word kGivers[] = {{v1::CONSENT_GIVER_PERSON, "oleh yang bersangkutan", "by the person"},
                            {v1::CONSENT_GIVER_GUARDIAN, "oleh pengampu", "by a guardian"},
                            {v1::CONSENT_GIVER_PARENT, "oleh orang tua", "by a parent"}};
constexpr Word kChannels[] = {
    {v1::CONSENT_CHANNEL_SIGNED_PAPER, "tertulis di kertas", "signed on paper"},
    {v1::CONSENT_CHANNEL_ELECTRONIC, "elektronik", "electronic"},
    {v1::CONSENT_CHANNEL_SPOKEN_RECORDED, "lisan, direkam", "spoken, recorded"},
    {v1::CONSENT_CHANNEL_SIGN_LANGUAGE_RECORDED, "bahasa isyarat, direkam",
     "in a sign language, recorded"},
    {v1::CONSENT_CHANNEL_TAKEN_OVER, "dari sistem lain", "taken over from another system"}};
constexpr Word kRequests[] = {
    {v1::RIGHTS_REQUEST_KIND_ACCESS, "akses", "access"},
    {v1::RIGHTS_REQUEST_KIND_CORRECTION, "perbaikan", "correction"},
    {v1::RIGHTS_REQUEST_KIND_RESTRICTION, "pembatasan", "restriction"},
    {v1::RIGHTS_REQUEST_KIND_OBJECTION, "keberatan atas pemeringkatan otomatis",
     "objection to automated ranking"},
    {v1::RIGHTS_REQUEST_KIND_ERASURE, "penghapusan", "erasure"},
    {v1::RIGHTS_REQUEST_KIND_PORTABILITY, "salinan untuk dipindahkan", "portability"},
    {v1::RIGHTS_REQUEST_KIND_WITHDRAWAL, "pencabutan persetujuan", "withdrawal of consent"}};
constexpr Word kStates[] = {{v1::RIGHTS_REQUEST_STATE_OPEN, "sedang diproses", "open"},
                            {v1::RIGHTS_REQUEST_STATE_DONE, "dipenuhi", "granted"},
                            {v1::RIGHTS_REQUEST_STATE_REFUSED, "ditolak", "refused"}};
constexpr Word kRoles[] = {
    {v1::ROLE_ANYONE, "siapa saja", "anyone"},
    {v1::ROLE_SEEKER, "pencari kerja", "job seeker"},
    {v1::ROLE_COUNSELOR, "konselor", "counselor"},
    {v1::ROLE_CASE_MANAGER, "manajer kasus", "case manager"},
    {v1::ROLE_EMPLOYER_STAFF, "personalia pemberi kerja", "employer's staff"},
    {v1::ROLE_COMPLIANCE_OFFICER, "petugas kepatuhan", "compliance officer"},
    {v1::ROLE_ADMINISTRATOR, "administrator", "administrator"},
    {v1::ROLE_DATA_PROTECTION_OFFICER, "pejabat pelindungan data", "data-protection officer"},
    {v1::ROLE_SUPERVISOR, "penyelia", "supervisor"}};
constexpr Word kClasses[] = {
    {v1::DATA_CLASS_PUBLIC, "data umum", "public data"},
    {v1::DATA_CLASS_OPERATIONAL, "data operasional", "operational data"},
    {v1::DATA_CLASS_IDENTITY, "nama dan kontak", "name and contact"},
    {v1::DATA_CLASS_NATIONAL_ID, "NIK dan KPJ", "NIK and KPJ"},
    {v1::DATA_CLASS_QUALIFICATION, "keterampilan, pendidikan, keinginan kerja",
     "skills, education, wishes"},
    {v1::DATA_CLASS_CAPACITY, "kemampuan fungsi", "functional capacities"},
    {v1::DATA_CLASS_ACCOMMODATION, "akomodasi dan cara berkomunikasi",
     "accommodations and ways of communicating"},
    {v1::DATA_CLASS_RAGAM, "ragam disabilitas", "kind of disability"},
    {v1::DATA_CLASS_EVIDENCE, "bukti disabilitas", "evidence of disability"},
    {v1::DATA_CLASS_EMPLOYER_FIGURES, "angka pemberi kerja", "figures of an employer"},
    {v1::DATA_CLASS_CONSENT, "persetujuan", "consents"},
    {v1::DATA_CLASS_AGGREGATE, "angka gabungan", "aggregate figures"},
    {v1::DATA_CLASS_ACCOUNT, "akun", "accounts"},
    {v1::DATA_CLASS_SECRET, "kata sandi dan token", "passwords and tokens"},
    {v1::DATA_CLASS_AUDIT, "catatan audit", "audit log"},
    {v1::DATA_CLASS_MEDICAL, "data medis", "medical data"},
    {v1::DATA_CLASS_RIGHTS, "permohonan hak", "requests of people"}};

}  // namespace

std::string SexWord(v1::Sex sex, Language language) { return Find(kSexes, sex, language); }
std::string EducationWord(v1::EducationLevel level, Language language) {
  return Find(kEducation, level, language);
}
std::string StanceWord(v1::AccommodationStance stance, Language language) {
  return Find(kStances, stance, language);
}
std::string PurposeWords(v1::ConsentPurpose purpose, Language language) {
  return Find(kPurposes, purpose, language);
}
std::string GiverWord(v1::ConsentGiver giver, Language language) {
  return Find(kGivers, giver, language);
}
std::string ChannelWords(v1::ConsentChannel channel, Language language) {
  return Find(kChannels, channel, language);
}
std::string RequestWord(v1::RightsRequestKind kind, Language language) {
  return Find(kRequests, kind, language);
}
std::string StateWord(v1::RightsRequestState state, Language language) {
  return Find(kStates, state, language);
}
std::string RoleWord(v1::Role role, Language language) { return Find(kRoles, role, language); }

std::string RagamWords(const v1::Ragam& ragam, Language language) {
  const bool english = language == Language::kEnglish;
  std::string text;
  const auto add = [&text](bool is, const std::string& word) {
    if (is) text += (text.empty() ? "" : ", ") + word;
  };
  add(ragam.physical(), english ? "physical" : "fisik");
  add(ragam.intellectual(), english ? "intellectual" : "intelektual");
  add(ragam.mental(), "mental");
  add(ragam.sensory(), english ? "sensory" : "sensorik");
  add(!ragam.sub_kind().empty(), ragam.sub_kind());
  return text;
}

std::vector<std::string> ClassWords(uint32_t bits, Language language) {
  std::vector<std::string> words;
  for (const Word& word : kClasses) {
    if (bits >> word.code & 1) words.push_back(Find(kClasses, word.code, language));
  }
  return words;
}

}  // namespace setara
