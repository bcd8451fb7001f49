#include "tests/server/casework/random_cases.h"

#include <random>

namespace setara::casework {
namespace {

constexpr const char* kRegions[] = {"33.72", "33.74", "31.71", "35.78", "51.71",
                                    "73.71", "81.71", "91.71", "62",    ""};
constexpr CaseState kStates[] = {
    CaseState::kReported, CaseState::kScreening, CaseState::kRecommended,
    CaseState::kConsent,  CaseState::kAssessed,  CaseState::kRehab,
    CaseState::kTraining, CaseState::kTrial,     CaseState::kMonitoring};

class Maker {
 public:
  Maker(uint32_t seed, const CasePlace& place) : random_(seed), place_(place), log_(Report()) {}

  CaseLog Make(int closed) {
    const CaseState state = kStates[Pick(std::size(kStates))];
    log_.PassDays(static_cast<int>(Pick(3)));
    log_.RunTo(state, RungOf(state));
    if (state != CaseState::kReported || Chance(50)) {
      log_.Add(
          CaseManagerAssigned{place_.manager.empty() ? "accounts/nobody" : place_.manager, ""});
    }
    Routine();
    if (Chance(8)) {
      log_.Move(CaseTrigger::kPause, CaseOutcome::kNone, "Operasi kedua");
      log_.PassDays(static_cast<int>(Pick(20)));
      if (Chance(40)) log_.Move(CaseTrigger::kResume);
    }
    if (Chance(closed)) Close();
    log_.PassDays(static_cast<int>(Pick(5)));
    return log_;
  }

 private:
  uint32_t Pick(size_t below) { return static_cast<uint32_t>(random_() % below); }
  bool Chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  Date Today() const { return LocalDate(log_.now, TimeZone::kWib); }

  CaseReported Report() {
    CaseReported report = AReport();
    report.seeker_id = place_.seeker_id;
    report.employer_id = place_.employer_id;
    report.branch = place_.branch;
    report.region_code = kRegions[Pick(std::size(kRegions))];
    report.injury = Chance(20) ? InjuryKind::kDisease : InjuryKind::kAccident;
    report.happened_at -= std::chrono::hours(Pick(24 * 200));
    return report;
  }

  // Trials at the old employer need it to be the one of the report; L4 another.
  Rung RungOf(CaseState state) {
    if (state < CaseState::kTrial) return Rung::kSameJobAdapted;
    constexpr Rung kRungs[] = {Rung::kSameJob, Rung::kSameJobAdapted, Rung::kSameJobAdapted,
                               Rung::kOtherJob, Rung::kOtherEmployer};
    return kRungs[Pick(std::size(kRungs))];
  }

  // What goes on beside the moves: some twenty entries.
  void Routine() {
    for (int i = 0; i < 4 + static_cast<int>(Pick(4)); ++i) {
      log_.PassDays(1 + static_cast<int>(Pick(6)));
      log_.Contact(Chance(70) ? CaseParty::kWorker : CaseParty::kEmployer, Chance(80), ModeId(13));
      log_.Add(NoteWritten{"Perkembangan dicatat setelah percakapan dengan pekerja."});
      switch (Pick(6)) {
        case 0:
          log_.Add(ServiceReceived{ServiceKind::kPhysicalTherapy, "RS", Today(), "Latihan"});
          break;
        case 1:
          log_.Add(StmbPaid{Today() - std::chrono::days(30), Today(), 100, 4'000'000, Today()});
          break;
        case 2:
          log_.Add(ReviewHeld{Today(), "Maju"});
          break;
        case 3:
          log_.Add(AidMoved{"aid" + std::to_string(i),
                            "Kruk",
                            AidStage::kOrdered,
                            Today(),
                            Today() + std::chrono::days(14),
                            {}});
          break;
        case 4:
          log_.Add(SecondOpinionAsked{"Beban angkat", Today()});
          break;
        default:
          log_.Add(VisitMade{Today(), true, ""});
      }
    }
    if (Chance(5)) log_.Add(DismissalAttempted{Today(), "Efisiensi"});
    if (Chance(10)) log_.Document(CaseDocument::kChronology);
  }

  void Close() {
    const CaseState state = log_.record().state;
    const auto* work = log_.record().Latest<WorkStarted>();
    if (state != CaseState::kMonitoring || work == nullptr || Chance(20)) {
      return log_.Move(CaseTrigger::kWithdraw);
    }
    const Rung rung = work->fact.rung;  // the record is made anew with every entry
    for (int visit = 0; visit < 3; ++visit) {
      log_.PassDays(31);
      log_.Add(VisitMade{Today(), true, ""});
    }
    log_.Document(CaseDocument::kClosingReport);
    log_.Move(CaseTrigger::kCloseReturned, static_cast<CaseOutcome>(rung));
  }

  std::mt19937 random_;
  const CasePlace place_;
  CaseLog log_;
};

}  // namespace

CaseLog RandomCase(uint32_t seed, const CasePlace& place, int closed) {
  return Maker(seed, place).Make(closed);
}

}  // namespace setara::casework
