#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "matcher/domain/employer.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "matcher/domain/utf8.h"

namespace setara {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr char kBadUtf8[] = "\xC3\x28";

std::vector<std::string> Fields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : FieldViolations(status)) fields.push_back(violation.field);
  return fields;
}

Date Day(const char* text) { return *ParseDate(text); }

Opening GoodOpening() {
  Opening opening;
  opening.title = "Penjahit";
  opening.open_from = Day("2026-01-01");
  opening.demands = {{FunctionId(0), 2, true, DemandOrigin::kConfirmed, "memeriksa jahitan"}};
  return opening;
}

Seeker GoodSeeker() {
  Seeker seeker;
  seeker.identity.full_name = "Budi";
  return seeker;
}

Employer GoodEmployer() {
  Employer employer;
  employer.name = "PT Contoh";
  return employer;
}

HeadcountReport GoodReport() {
  HeadcountReport report;
  report.employer_id = "E1";
  report.valid_from = Day("2026-01-01");
  report.workers = 100;
  return report;
}

EmploymentRecord GoodRecord() {
  EmploymentRecord record;
  record.employer_id = "E1";
  record.person_id = "P1";
  record.valid_from = Day("2026-01-01");
  return record;
}

// One change to a good record, and the one field that it must make wrong ("" : none).
template <typename T>
struct Row {
  const char* field;
  std::function<void(T&)> change;
};

template <typename T>
void CheckRows(T (*good)(), absl::Status (*validate)(const T&), const std::vector<Row<T>>& rows) {
  EXPECT_TRUE(validate(good()).ok()) << validate(good());
  for (size_t i = 0; i < rows.size(); ++i) {
    T record = good();
    rows[i].change(record);
    absl::Status status = validate(record);
    if (*rows[i].field == '\0') {
      EXPECT_TRUE(status.ok()) << "row " << i << ": " << status;
    } else {
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << "row " << i;
      EXPECT_THAT(Fields(status), ElementsAre(rows[i].field)) << "row " << i;
    }
  }
}

TEST(ValidateOpening, OneMistakeEach) {
  using O = Opening;
  CheckRows<Opening>(
      GoodOpening, ValidateOpening,
      {
          {"title", [](O& o) { o.title = ""; }},
          {"title", [](O& o) { o.title = " \t\n"; }},
          {"", [](O& o) { o.title = std::string(300, 'x'); }},
          {"title", [](O& o) { o.title = std::string(301, 'x'); }},
          {"title", [](O& o) { o.title = kBadUtf8; }},
          {"", [](O& o) { o.description = std::string(65536, 'x'); }},
          {"description", [](O& o) { o.description = std::string(65537, 'x'); }},
          {"description", [](O& o) { o.description = std::string(10'000'000, 'x'); }},
          {"employer_display_name", [](O& o) { o.employer_name = kBadUtf8; }},
          {"source_id", [](O& o) { o.source = "karirhub"; }},
          {"source", [](O& o) { o.source_id = "1"; }},
          {"kind", [](O& o) { o.kind = static_cast<WorkKind>(5); }},
          {"contract", [](O& o) { o.contract = static_cast<ContractKind>(5); }},
          {"hours", [](O& o) { o.hours = static_cast<WorkHours>(3); }},
          {"arrangement", [](O& o) { o.arrangement = static_cast<Arrangement>(4); }},
          {"shift", [](O& o) { o.shift = static_cast<ShiftPattern>(4); }},
          {"education", [](O& o) { o.education = static_cast<EducationLevel>(11); }},
          {"state", [](O& o) { o.state = static_cast<OpeningState>(4); }},
          {"", [](O& o) { o.hours_per_week = 84; }},
          {"hours_per_week", [](O& o) { o.hours_per_week = 0; }},
          {"hours_per_week", [](O& o) { o.hours_per_week = 85; }},
          {"", [](O& o) { o.region_code = "33.72"; }},
          {"region_code", [](O& o) { o.region_code = "3372"; }},
          {"region_code", [](O& o) { o.region_code = "33.7x"; }},
          {"location.latitude_e6", [](O& o) { o.point = GeoPoint{90'000'001, 0}; }},
          {"location.longitude_e6", [](O& o) { o.point = GeoPoint{0, -180'000'001}; }},
          {"wage_min_idr_per_month", [](O& o) { o.wage_min_idr_per_month = -1; }},
          {"wage_max_idr_per_month",
           [](O& o) {
             o.wage_min_idr_per_month = 2;
             o.wage_max_idr_per_month = 1;
           }},
          {"", [](O& o) { o.wage_min_idr_per_month = o.wage_max_idr_per_month = 1; }},
          {"occupation_code", [](O& o) { o.occupation_code = "81531"; }},
          {"occupation_code", [](O& o) { o.occupation_code = "8a"; }},
          {"occupation_confidence",
           [](O& o) {
             o.occupation_origin = OccupationOrigin::kTitleIndex;
             o.occupation_confidence = 1001;
           }},
          {"occupation_confidence", [](O& o) { o.occupation_confidence = 1; }},
          {"age_min", [](O& o) { o.age_min = -1; }},
          {"positions", [](O& o) { o.positions = 0; }},
          {"open_until", [](O& o) { o.open_until = o.open_from; }},
          {"", [](O& o) { o.open_until = o.open_from + std::chrono::days(1); }},
          {"open_from", [](O& o) { o.open_from = Day("1900-01-01") - std::chrono::days(1); }},
          {"posted_on", [](O& o) { o.posted_on = Day("2999-12-31") + std::chrono::days(1); }},
          {"demands[0].level", [](O& o) { o.demands[0].level = 5; }},
          {"demands[0].level", [](O& o) { o.demands[0].level = -1; }},
          {"demands[0].task", [](O& o) { o.demands[0].task = " "; }},
          {"demands[0].origin", [](O& o) { o.demands[0].origin = DemandOrigin::kUnknown; }},
          {"", [](O& o) { o.demands[0] = {FunctionId(3), 4, true, DemandOrigin::kAssumed, ""}; }},
          {"demands[0].function", [](O& o) { o.demands[0].function = FunctionId(32); }},
          {"demands[1].function", [](O& o) { o.demands.push_back(o.demands[0]); }},
          {"contexts[1].context", [](O& o) { o.contexts = {{ContextId(1)}, {ContextId(1)}}; }},
          {"accommodations_offered", [](O& o) { o.offered = AccommodationSet(uint64_t{1} << 60); }},
          {"", [](O& o) { o.skills = {1, 2}; }},
          {"skills", [](O& o) { o.skills = {2, 1}; }},
          {"skills", [](O& o) { o.skills = {1, 1}; }},
          {"licences[0]", [](O& o) { o.licences = {-1}; }},
          {"licences[1]", [](O& o) { o.licences = {3, 3}; }},
          {"skill_words", [](O& o) { o.skill_words.assign(101, "x"); }},
          {"skill_words[1]", [](O& o) { o.skill_words = {"x", ""}; }},
          {"fields_of_study[0]", [](O& o) { o.fields_of_study = {std::string(201, 'x')}; }},
          {"source_url", [](O& o) { o.source_url = std::string(2049, 'x'); }},
      });
}

TEST(ValidateOpening, TellsAllMistakesAtOnce) {
  Opening opening = GoodOpening();
  opening.title = "";
  opening.positions = 0;
  opening.demands[0].level = 9;
  opening.wage_min_idr_per_month = -5;
  EXPECT_THAT(
      Fields(ValidateOpening(opening)),
      UnorderedElementsAre("title", "positions", "demands[0].level", "wage_min_idr_per_month"));
}

TEST(ValidateSeeker, OneMistakeEach) {
  using S = Seeker;
  CheckRows<Seeker>(
      GoodSeeker, ValidateSeeker,
      {
          {"identity.full_name", [](S& s) { s.identity.full_name = ""; }},
          {"", [](S& s) { s.identity.nik = "3372010107900001"; }},
          {"", [](S& s) { s.identity.nik = "3372013112900001"; }},
          {"", [](S& s) { s.identity.nik = "3372014101900001"; }},
          {"", [](S& s) { s.identity.nik = "3372017112900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "3372010113900001"; }},  // month 13
          {"identity.nik", [](S& s) { s.identity.nik = "3372010100900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "3372010007900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "3372013207900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "3372014007900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "3372017207900001"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "337201010790000"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "33720101079000011"; }},
          {"identity.nik", [](S& s) { s.identity.nik = "337201010790000x"; }},
          {"identity.kpj", [](S& s) { s.identity.kpj = "1234567890"; }},
          {"identity.email", [](S& s) { s.identity.email = "siti"; }},
          {"identity.sex", [](S& s) { s.identity.sex = static_cast<Sex>(3); }},
          {"identity.address", [](S& s) { s.identity.address = kBadUtf8; }},
          {"ragam.sub_kind", [](S& s) { s.ragam.sub_kind = std::string(201, 'x'); }},
          {"bpjs_segment", [](S& s) { s.segment = static_cast<BpjsSegment>(6); }},
          {"reach_km", [](S& s) { s.reach_km = 20'001; }},
          {"licences.licences[0]", [](S& s) { s.licences = std::vector<int>{-1}; }},
          {"skills", [](S& s) { s.skills = {9, 3}; }},
          {"", [](S& s) { s.capacities = {{FunctionId(0), 3, 3, ""}}; }},
          {"capacities[0].usual_level", [](S& s) { s.capacities = {{FunctionId(0), 5, 1, ""}}; }},
          {"capacities[0].low_level", [](S& s) { s.capacities = {{FunctionId(0), 1, 2, ""}}; }},
          {"capacities[1].function",
           [](S& s) {
             s.capacities = {{FunctionId(7), 1, std::nullopt, ""},
                             {FunctionId(7), 2, std::nullopt, ""}};
           }},
          {"tolerances[0].with_accommodation",
           [](S& s) { s.tolerances = {{ContextId(0), ToleranceLevel::kLimited, std::nullopt}}; }},
          {"tolerances[0].with_accommodation",
           [](S& s) {
             s.tolerances = {{ContextId(0), ToleranceLevel::kLimited, AccommodationId(60)}};
           }},
          {"tolerances[0].level",
           [](S& s) { s.tolerances = {{ContextId(0), ToleranceLevel::kUnknown, std::nullopt}}; }},
          {"accommodations[0].accommodation",
           [](S& s) { s.accommodations = {{AccommodationId(60), AccommodationStance::kUses}}; }},
          {"accommodations[0].stance",
           [](S& s) { s.accommodations = {{AccommodationId(1), AccommodationStance::kUnknown}}; }},
          {"communication.modes", [](S& s) { s.modes = ModeSet(1 << 14); }},
          {"communication.preferred_modes", [](S& s) { s.preferred_modes = ModeSet(1); }},
          {"communication.preferred_modes",
           [](S& s) {
             s.modes = ModeSet(2);
             s.preferred_modes = ModeSet(1);
           }},
          {"wishes", [](S& s) { s.wishes.resize(6); }},
          {"wishes[1].occupation_code",
           [](S& s) {
             s.wishes.resize(2);
             s.wishes[1].occupation_code = "kasir";
           }},
          {"wishes[0].kinds[0]",
           [](S& s) {
             s.wishes.resize(1);
             s.wishes[0].kinds = {WorkKind::kUnknown};
           }},
          {"hours_per_week_max", [](S& s) { s.hours_per_week_max = 0; }},
          {"matching_consent.valid_from",
           [](S& s) { s.matching_consent_until = Day("2026-01-01"); }},
          {"matching_consent.valid_until",
           [](S& s) { s.matching_consent_from = s.matching_consent_until = Day("2026-01-01"); }},
      });
}

TEST(ValidateSeeker, RepeatsNothingOfThePerson) {
  Seeker seeker = GoodSeeker();
  seeker.identity.nik = "9999999999999999";
  seeker.identity.kpj = "88888";
  seeker.identity.email = "rahasia";
  seeker.identity.address = std::string("Jl. Rahasia ") + kBadUtf8;
  std::string message(ValidateSeeker(seeker).message());
  for (const char* value : {"9999", "8888", "rahasia", "Rahasia"}) {
    EXPECT_THAT(message, Not(HasSubstr(value)));
  }
}

TEST(ValidateEmployer, OneMistakeEach) {
  using E = Employer;
  CheckRows<Employer>(GoodEmployer, ValidateEmployer,
                      {
                          {"display_name", [](E& e) { e.name = ""; }},
                          {"", [](E& e) { e.npp = "AB070955"; }},
                          {"npp", [](E& e) { e.npp = "ab070955"; }},
                          {"npp", [](E& e) { e.npp = "1507095"; }},
                          {"nib", [](E& e) { e.nib = "123456789012"; }},
                          {"", [](E& e) { e.npwp = "012345678901234"; }},
                          {"", [](E& e) { e.npwp = "0012345678901234"; }},
                          {"npwp", [](E& e) { e.npwp = "01.234.567.8-901.234"; }},
                          {"kbli_edition", [](E& e) { e.kbli_code = "14111"; }},
                          {"kbli_edition", [](E& e) { e.kbli_edition = "2015"; }},
                          {"kind", [](E& e) { e.kind = static_cast<EmployerKind>(6); }},
                          {"seat_region_code", [](E& e) { e.seat_region_code = "Solo"; }},
                      });
}

TEST(ValidateHeadcountReport, OneMistakeEach) {
  using R = HeadcountReport;
  CheckRows<HeadcountReport>(
      GoodReport, ValidateHeadcountReport,
      {
          {"", [](R& r) { r.workers = 0; }},
          {"workers", [](R& r) { r.workers = -1; }},
          {"", [](R& r) { r.workers_with_disabilities = 100; }},
          {"workers_with_disabilities", [](R& r) { r.workers_with_disabilities = 101; }},
          {"workers_with_disabilities", [](R& r) { r.workers_with_disabilities = -1; }},
          {"employer", [](R& r) { r.employer_id = ""; }},
          {"valid_from", [](R& r) { r.valid_from = Day("2999-12-31") + std::chrono::days(1); }},
      });
}

TEST(ValidateEmploymentRecord, OneMistakeEach) {
  using R = EmploymentRecord;
  CheckRows<EmploymentRecord>(
      GoodRecord, ValidateEmploymentRecord,
      {
          {"person", [](R& r) { r.person_id = ""; }},
          {"relation", [](R& r) { r.relation = static_cast<EmploymentRelation>(7); }},
          {"valid_until", [](R& r) { r.valid_until = r.valid_from; }},
          {"evidence_from", [](R& r) { r.evidence_until = Day("2026-01-01"); }},
          {"evidence_until", [](R& r) { r.evidence_from = r.evidence_until = Day("2026-01-01"); }},
          {"source_id", [](R& r) { r.source = "wlkp"; }},
      });
}

// Well-formed and ill-formed sequences of the Unicode standard, section 3.9, table 3-7.
TEST(IsText, FollowsTheTableOfWellFormedSequences) {
  for (const char* good : {"", "abc", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(IsText(good)) << good;
  }
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF",
                          "\xED\xA0\x80", "\xE1\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\xFF", "a\xE1\x80"}) {
    EXPECT_FALSE(IsText(bad)) << bad;
  }
  EXPECT_FALSE(IsText(std::string_view("a\0b", 3)));
  for (size_t at = 0; at < 20; ++at) {  // wherever it stands in a longer text
    std::string text(20, 'x');
    for (char bad : {'\0', '\x80', '\xFF'}) {
      text[at] = bad;
      EXPECT_FALSE(IsText(text)) << at;
    }
    text[at] = '\x01';
    EXPECT_TRUE(IsText(text)) << at;
  }
}

}  // namespace
}  // namespace setara
