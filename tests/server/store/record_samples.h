// Openings and seekers for the tests: with every field set, or random within the rules.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

inline Date Day(const char* text) { return *ParseDate(text); }

// The least that is valid.
inline Opening PlainOpening(const std::string& title) {
  Opening opening;
  opening.title = title;
  opening.open_from = Day("2026-01-01");
  return opening;
}

inline Seeker PlainSeeker(const std::string& name) {
  Seeker seeker;
  seeker.identity.full_name = name;
  return seeker;
}

inline Opening FullOpening() {
  Opening opening = PlainOpening("Operator produksi \"shift\" \xE2\x80\x93 garmen");
  opening.source = "karirhub";
  opening.source_id = "K-1";
  opening.employer_id = "01J00000000000000000000000";
  opening.employer_name = "PT Contoh Sejahtera";
  opening.description = "Menjahit; \\ dan \t tab\nbaris dua";
  opening.kind = WorkKind::kEmployment;
  opening.contract = ContractKind::kFixedTerm;
  opening.hours = WorkHours::kFullTime;
  opening.arrangement = Arrangement::kHybrid;
  opening.shift = ShiftPattern::kRotating;
  opening.hours_per_week = 40;
  opening.region_code = "33.72";
  opening.point = GeoPoint{-7575000, 110824000};
  opening.wage_min_idr_per_month = 2'300'000;
  opening.wage_max_idr_per_month = 3'100'000;
  opening.occupation_code = "8153";
  opening.occupation_origin = OccupationOrigin::kTitleIndex;
  opening.occupation_confidence = 870;
  opening.education = EducationLevel::kLowerSecondary;
  opening.education_basis = "aturan keselamatan";
  opening.licences = {0, 7};
  opening.licence_basis = "UU 22/2009";
  opening.age_min = 18;
  opening.age_basis = "UU 13/2003";
  opening.fields_of_study = {"tata busana", "teknik"};
  opening.skills = {1, 40, 65535};
  opening.skill_words = {"jahit", "obras \"halus\""};
  opening.demands = {{FunctionId(0), 3, true, DemandOrigin::kConfirmed, "memeriksa jahitan"},
                     {FunctionId(31), 0, false, DemandOrigin::kAssumed, ""}};
  opening.contexts = {{ContextId(0), DemandOrigin::kConfirmed},
                      {ContextId(9), DemandOrigin::kAssumed}};
  opening.offered.insert(AccommodationId(0));
  opening.offered.insert(AccommodationId(59));
  opening.transport_offered = true;
  opening.housing_offered = true;
  opening.open_until = Day("2026-03-01");
  opening.posted_on = Day("2025-12-30");
  opening.positions = 12;
  opening.state = OpeningState::kFilled;
  opening.source_url = "https://contoh.invalid/1";
  return opening;
}

inline Seeker FullSeeker() {
  Seeker seeker;
  seeker.source = "ijc";
  seeker.source_id = "S-1";
  seeker.identity = {"Siti Nur-Aini",       "3372014107900001", "12345678901", "0812-000",
                     "siti@contoh.invalid", Day("1990-07-01"),  Sex::kFemale,  "Jl. Melati 1"};
  seeker.ragam = {true, true, true, true, "rungu"};
  seeker.segment = BpjsSegment::kMigrantWorker;
  seeker.region_code = "33";
  seeker.point = GeoPoint{0, -1};
  seeker.reach_km = 0;
  seeker.reach_is_hard = false;
  seeker.education = EducationLevel::kDoctorate;
  seeker.licences = std::vector<int>{};
  seeker.skills = {0, 2};
  seeker.skill_words = {"menjahit"};
  seeker.capacities = {{FunctionId(1), 3, 0, "dua hari seminggu"},
                       {FunctionId(30), 0, std::nullopt, ""}};
  seeker.tolerances = {{ContextId(2), ToleranceLevel::kLimited, AccommodationId(14)},
                       {ContextId(3), ToleranceLevel::kNo, std::nullopt}};
  seeker.accommodations = {{AccommodationId(3), AccommodationStance::kNeeds},
                           {AccommodationId(59), AccommodationStance::kRefuses}};
  seeker.modes = ModeSet(0x2005);
  seeker.preferred_modes = ModeSet(0x2000);
  Wish wish;
  wish.occupation_code = "8";
  wish.kinds = {WorkKind::kEmployment, WorkKind::kSelfEmploymentSupport};
  wish.hours = WorkHours::kPartTime;
  wish.arrangements = {Arrangement::kRemote, Arrangement::kOnSite};
  wish.wage_idr_per_month = 0;
  wish.note = "dekat rumah";
  wish.occupation_is_hard = wish.kind_is_hard = wish.hours_is_hard = true;
  wish.arrangement_is_hard = wish.wage_is_hard = true;
  seeker.wishes = {wish, Wish()};
  seeker.hours_per_week_max = 20;
  seeker.accepts_night_shift = false;
  seeker.available_from = Day("2026-02-01");
  seeker.seeking = false;
  seeker.matching_consent_from = Day("2026-01-01");
  seeker.matching_consent_until = Day("2027-01-01");
  return seeker;
}

// Seeded choices, so that a failure repeats.
class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int Roll(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(engine_); }
  bool Coin() { return Roll(2) == 1; }
  template <typename E>
  E Pick(E last) {
    return static_cast<E>(Roll(static_cast<int>(last) + 1));
  }
  std::string Words() {
    static constexpr const char* kWords[] = {"", "kerja", "\"kutip\"", "\\", "\xC3\xA9", "a b"};
    return std::string(kWords[Roll(6)]) + kWords[Roll(6)];
  }
  template <typename T>
  std::optional<T> Maybe(T value) {
    return Coin() ? std::optional<T>(value) : std::nullopt;
  }

 private:
  std::mt19937 engine_;
};

inline Opening RandomOpening(Dice& dice) {
  Opening opening = PlainOpening("Lowongan " + dice.Words());
  opening.description = dice.Words();
  opening.kind = dice.Pick(WorkKind::kSelfEmploymentSupport);
  opening.contract = dice.Pick(ContractKind::kPublicService);
  opening.hours = dice.Pick(WorkHours::kPartTime);
  opening.arrangement = dice.Pick(Arrangement::kRemote);
  opening.shift = dice.Pick(ShiftPattern::kRotating);
  opening.hours_per_week = dice.Maybe(1 + dice.Roll(84));
  opening.point = dice.Maybe(GeoPoint{dice.Roll(90'000'000), -dice.Roll(90'000'000)});
  opening.wage_min_idr_per_month = dice.Maybe(int64_t{dice.Roll(1'000'000)});
  opening.wage_max_idr_per_month = dice.Maybe(int64_t{1'000'000} + dice.Roll(1'000'000));
  opening.education = dice.Pick(EducationLevel::kDoctorate);
  opening.age_min = dice.Maybe(dice.Roll(101));
  opening.state = dice.Pick(OpeningState::kFilled);
  opening.offered = AccommodationSet(static_cast<uint64_t>(dice.Roll(1 << 30)) << dice.Roll(31));
  for (int f = 0; f < FunctionId::kCount; ++f) {
    if (dice.Roll(3) != 0) continue;
    Demand demand{FunctionId(f), dice.Roll(5), dice.Coin(), DemandOrigin::kAssumed, dice.Words()};
    if (dice.Coin()) demand.origin = DemandOrigin::kConfirmed;
    if (demand.origin == DemandOrigin::kConfirmed) demand.task += "x";
    opening.demands.push_back(demand);
  }
  for (int e = 0; e < ContextId::kCount; ++e) {
    if (dice.Coin()) opening.contexts.push_back({ContextId(e), DemandOrigin::kConfirmed});
  }
  return opening;
}

inline Seeker RandomSeeker(Dice& dice) {
  Seeker seeker = PlainSeeker("Orang " + dice.Words());
  seeker.ragam.mental = dice.Coin();
  seeker.segment = dice.Pick(BpjsSegment::kMigrantWorker);
  seeker.reach_km = dice.Maybe(dice.Roll(20'001));
  seeker.reach_is_hard = dice.Coin();
  seeker.education = dice.Pick(EducationLevel::kDoctorate);
  seeker.licences = dice.Maybe(std::vector<int>{dice.Roll(9)});
  seeker.accepts_night_shift = dice.Maybe(dice.Coin());
  seeker.seeking = dice.Coin();
  seeker.modes = dice.Maybe(ModeSet(static_cast<uint64_t>(dice.Roll(1 << 14))));
  for (int f = 0; f < FunctionId::kCount; ++f) {
    if (dice.Coin()) continue;
    int usual = dice.Roll(5);
    seeker.capacities.push_back(
        {FunctionId(f), usual, dice.Maybe(dice.Roll(usual + 1)), dice.Words()});
  }
  for (int i = dice.Roll(6); i > 0; --i) {
    Wish wish;
    wish.hours = dice.Pick(WorkHours::kPartTime);
    wish.note = dice.Words();
    wish.wage_idr_per_month = dice.Maybe(int64_t{dice.Roll(10)} * 1'000'000);
    wish.wage_is_hard = dice.Coin();
    if (dice.Coin()) wish.kinds = {WorkKind::kPartnership};
    seeker.wishes.push_back(wish);
  }
  return seeker;
}

}  // namespace setara
