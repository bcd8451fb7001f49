// Thousands of random cases, legal and illegal steps mixed, against a second and much simpler
// reading of the rules that shares no table with them: never a state that is forbidden, never a
// lost deadline, and the log always tells the same story again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "server/casework/deadlines.h"
#include "tests/server/casework/case_log.h"
#include "tests/server/casework/model_rules.h"

namespace setara::casework {
namespace {

using S = CaseState;
using T = CaseTrigger;

class RandomCase {
 public:
  explicit RandomCase(uint32_t seed) : random_(seed), log_(Report()) {}

  void Run(int steps) {
    for (int i = 0; i < steps && !testing::Test::HasFatalFailure(); ++i) {
      const std::vector<Deadline> before = Open();
      const CaseRecord was = log_.record();
      log_.now += std::chrono::minutes(random_() % (60 * 24 * 9));
      const size_t length = log_.events().size();
      Step();
      CheckState();
      if (log_.events().size() > length) CheckKept(before, was);
      CheckExpected();
    }
    CheckReplay();
    visited_.insert(log_.record().state);
  }

  const std::set<S>& visited() const { return visited_; }
  CaseOutcome outcome() const { return log_.record().outcome; }

 private:
  static constexpr T kForward[] = {T::kStartScreening,     T::kRecommend,       T::kRequestConsents,
                                   T::kCompleteAssessment, T::kStartRehab,      T::kStartTraining,
                                   T::kStartTrial,         T::kStartMonitoring, T::kCloseReturned};

  CaseReported Report() {
    CaseReported report = AReport();
    const BpjsSegment segments[] = {BpjsSegment::kWageEarner, BpjsSegment::kWageEarner,
                                    BpjsSegment::kConstruction, BpjsSegment::kNonWage};
    const char* regions[] = {"33.72", "51.71", "81.71", "", "62"};
    report.segment = segments[random_() % 4];
    if (report.segment == BpjsSegment::kNonWage) report.employer_id = "";
    report.region_code = regions[random_() % 5];
    has_employer_ = report.segment != BpjsSegment::kNonWage;
    return report;
  }

  bool Chance(int percent) { return static_cast<int>(random_() % 100) < percent; }
  Date Today() const { return LocalDate(log_.now, TimeZone::kWib); }
  std::vector<Deadline> Open() const {
    return OpenDeadlines(log_.record(), log_.now, CaseRules::Shipped());
  }

  void Step() {
    if (Chance(35)) return Guide();
    if (Chance(45)) return Fact();
    if (Chance(4)) return Correct();
    // Mostly forward, so that cases get somewhere; else anything at all.
    T trigger = kForward[random_() % std::size(kForward)];
    if (Chance(25)) trigger = static_cast<T>(random_() % kCaseTriggers);
    if (Chance(90) && (trigger == T::kWithdraw || trigger == T::kRecordDeath)) return;
    Try(trigger);
  }

  // What somebody who knows the work would do next.
  void Guide() {
    switch (clerk_.state) {
      case S::kReported:
        Tell(CaseManagerAssigned{"accounts/manager", "SKA"});
        Tell(ContactTried{CaseParty::kWorker, ModeId(13), "", true, ""});
        return Try(T::kStartScreening);
      case S::kScreening:
        Tell(RecommendationGiven{true, DisabilityFinding::kPresent, "dr. B", Today()});
        return Try(T::kRecommend);
      case S::kRecommended:
        Consent(CaseParty::kWorker, ConsentStatus::kRequested);
        Consent(CaseParty::kEmployer, ConsentStatus::kRequested);
        return Try(T::kRequestConsents);
      case S::kConsent:
        if (Chance(5)) {
          Consent(CaseParty::kWorker, ConsentStatus::kRefused);
          return Try(T::kDecline);
        }
        Consent(CaseParty::kWorker, ConsentStatus::kGiven);
        Consent(CaseParty::kEmployer, Chance(80) ? ConsentStatus::kGiven : ConsentStatus::kRefused);
        Fact(5);
        Fact(6);
        return Try(T::kCompleteAssessment);
      case S::kAssessed:
        if (Chance(50)) Consent(CaseParty::kWorker, ConsentStatus::kGiven);
        Fact(7);
        Fact(8);
        Fact(9);
        return Try(Chance(50) ? T::kStartRehab : T::kStartTraining);
      case S::kTraining:
        Fact(10);
        return Trial();
      case S::kRehab:
        return Trial();
      case S::kTrial:
        Work();
        return Try(T::kStartMonitoring);
      case S::kMonitoring:
        Fact(14);
        Fact(15);
        return Try(T::kCloseReturned);
      case S::kPaused:
        return Try(T::kResume);
      default:
        return Aside();
    }
  }

  void Try(T trigger) {
    const auto outcome = static_cast<CaseOutcome>(
        Chance(60) ? static_cast<int>(clerk_.work) : static_cast<int>(random_() % kCaseOutcomes));
    const std::string reason = Chance(80) ? "Alasan" : "";
    if (!log_.TryMove(trigger, outcome, reason).ok()) return;
    const S from = clerk_.state;
    const S to = log_.record().state;
    // The move that went through must be one of the description.
    if (trigger == T::kResume) {
      ASSERT_EQ(from, S::kPaused);
      ASSERT_EQ(to, clerk_.before_pause);
    } else {
      auto allowed = ModelMoves().find({from, trigger});
      ASSERT_NE(allowed, ModelMoves().end()) << static_cast<int>(from) << static_cast<int>(trigger);
      ASSERT_EQ(to, allowed->second);
    }
    CheckConsents(trigger, to);
    CheckWork(trigger, to);
    clerk_.undo.push_back(from);
    if (to == S::kPaused) clerk_.before_pause = from;
    if (to == S::kMonitoring && trigger != T::kResume) {
      clerk_.visits = 0;
      clerk_.entered_monitoring = log_.now;
    }
    clerk_.state = to;
    visited_.insert(to);
  }

  void CheckConsents(T trigger, S to) {
    const bool forward = to >= S::kAssessed && to <= S::kMonitoring && trigger != T::kRelapse &&
                         trigger != T::kRungFailed && trigger != T::kReturnToTrial &&
                         trigger != T::kResume;
    if (!forward) return;
    ASSERT_TRUE(clerk_.worker) << "the worker's consent is never waived";
    if (has_employer_ && trigger == T::kCompleteAssessment) {
      ASSERT_TRUE(clerk_.employer_yes || clerk_.employer_no);
    }
    if (trigger == T::kEmployerRefuses) {
      ASSERT_TRUE(clerk_.employer_no);
    }
  }

  void CheckWork(T trigger, S to) {
    if (trigger == T::kStartTrial || trigger == T::kStartMonitoring) {
      const Rung rung = trigger == T::kStartTrial ? clerk_.trial : clerk_.work;
      ASSERT_EQ(rung, clerk_.chosen);
      if (has_employer_ && rung <= Rung::kOtherJob) {
        ASSERT_TRUE(clerk_.employer_yes);
      }
    }
    if (trigger == T::kHiredElsewhere) {
      ASSERT_EQ(clerk_.work, Rung::kOtherEmployer);
    }
    if (trigger == T::kCloseReturned) {
      ASSERT_GE(clerk_.visits, 3);
      ASSERT_GE(log_.now - clerk_.entered_monitoring, std::chrono::days(90));
      ASSERT_EQ(static_cast<int>(log_.record().outcome), static_cast<int>(clerk_.work));
    }
    ASSERT_EQ(to == S::kClosed, log_.record().outcome != CaseOutcome::kNone);
  }

  // Takes the latest move back, now and then; the state is again the one before.
  void Correct() {
    const auto* move = log_.record().Latest<CaseMoved>();
    if (move == nullptr || !log_.Try(EventCorrected{move->sequence, "Salah"}).ok()) return;
    clerk_.state = clerk_.undo.back();
    clerk_.undo.pop_back();
    clerk_.before_pause = log_.record().prior;
    corrected_ = true;
    // Which entry into monitoring stands again, the log alone tells.
    if (clerk_.state == S::kMonitoring) {
      const StateClock clock = ClockOf(log_.record(), log_.now);
      clerk_.entered_monitoring = clock.entered;
      clerk_.visits = 0;
      for (const auto& visit : log_.record().Of<VisitMade>()) {
        if (visit.sequence > clock.sequence) ++clerk_.visits;
      }
    }
  }

  void Fact() { Fact(static_cast<int>(random_() % 17)); }

  void Fact(int kind) {
    switch (kind) {
      case 0:
        return Tell(CaseManagerAssigned{"accounts/manager", "SKA"});
      case 1:
        return Tell(ContactTried{Chance(70) ? CaseParty::kWorker : CaseParty::kEmployer,
                                 ModeId(static_cast<int>(random_() % 14)), "", Chance(60), ""});
      case 2:
        return Tell(RecommendationGiven{
            Chance(90), static_cast<DisabilityFinding>(1 + random_() % 3), "dr. B", Today()});
      case 3:
      case 4:
        return Consent();
      case 5: {
        AssessmentDone assessment{.on = Today()};
        assessment.capacities = {CapacityOf(FunctionId(14), 2)};
        return Tell(assessment);
      }
      case 6:
        return Tell(JobAnalysed{.on = Today(), .title = "Staf gudang"});
      case 7:
        return Tell(PlanWritten{.goals = {"Kembali"}, .target = Rung::kSameJob, .items = {}});
      case 8:
        Tell(PlanApproved{CaseParty::kWorker, Today()});
        return Tell(PlanApproved{CaseParty::kBpjs, Today()});
      case 9:
        Tell(GapsDecided{Today(), Rung::kOtherEmployer, Chance(20), "x"});
        return Tell(TrainingPlanned{"Servis", "BLK", Today(), Today() + std::chrono::days(30)});
      case 10:
        return Tell(TrainingEnded{Today(), Chance(80)});
      case 11:
      case 12:
        return Trial();
      case 13:
        return Work();
      case 14:
        if (Told(VisitMade{Today(), Chance(90), ""})) ++clerk_.visits;
        return;
      case 15:
        if (Chance(30)) Tell(RecoveryStated{Today(), Chance(50), false, "dr. S"});
        return Tell(
            DocumentAdded{"d", Chance(50) ? CaseDocument::kClosingReport : CaseDocument::kForm3Kk2,
                          Today(), "image/png", 1, std::string(64, 'b')});
      default:
        return Aside();
    }
  }

  void Aside() {
    switch (random_() % 7) {
      case 0:
        return Tell(DismissalAttempted{Today(), "x"});
      case 1:
        return Tell(DismissalHandled{Today(), "x"});
      case 2:
        return Tell(SecondOpinionAsked{"x", Today()});
      case 3:
        return Tell(HandOverOffered{"o" + std::to_string(log_.events().size()),
                                    OfferKind::kTransfer, "accounts/x", "", ""});
      case 4:
        return Tell(ReviewHeld{Today(), ""});
      case 5:
        return Lose();
      default:
        return Tell(AidMoved{"a" + std::to_string(log_.events().size()),
                             "Kruk",
                             AidStage::kOrdered,
                             Today(),
                             Today() + std::chrono::days(1 + random_() % 60),
                             {}});
    }
  }

  void Consent() {
    Consent(Chance(60) ? CaseParty::kWorker : CaseParty::kEmployer,
            static_cast<ConsentStatus>(Chance(70) ? 2 : 1 + random_() % 4));
  }

  void Consent(CaseParty party, ConsentStatus status) {
    if (!Told(ConsentAnswered{party, status, Today(), "d"})) {
      ASSERT_TRUE(log_.record().state == S::kClosed ||
                  (party == CaseParty::kEmployer && !has_employer_));
      return;
    }
    if (party == CaseParty::kWorker) {
      clerk_.worker = status == ConsentStatus::kGiven;
    } else {
      clerk_.employer_yes = status == ConsentStatus::kGiven;
      clerk_.employer_no = status == ConsentStatus::kRefused || status == ConsentStatus::kWithdrawn;
    }
  }

  void Trial() {
    const auto rung = static_cast<Rung>(1 + random_() % 5);
    RungChosen chosen{rung, {}, "x"};
    for (int above = 1; above < static_cast<int>(rung); ++above) {
      if (Chance(95)) chosen.left_because.push_back({static_cast<Rung>(above), "x"});
    }
    if (!Told(chosen)) return;
    clerk_.chosen = rung;
    const std::string employer = rung == Rung::kOtherEmployer ? "employers/new" : "employers/old";
    TrialAgreed trial{.employer_id = employer, .rung = rung, .on = Today()};
    trial.steps = {{Today(), 20, "", Chance(90) ? 4'000'000 : 1'000'000}};
    trial.equal_work_wage_idr_per_month = 4'000'000;
    Tell(trial);
    clerk_.trial = rung;
    Tell(FitNoteGiven{"dr. S", Today(), Chance(90), std::nullopt, ""});
    if (Chance(60)) Try(T::kStartTrial);
  }

  void Work() {
    const Rung rung = Chance(70) ? clerk_.chosen : static_cast<Rung>(1 + random_() % 5);
    if (rung == Rung::kUnknown) return;
    const std::string employer = rung == Rung::kOtherEmployer ? "employers/new" : "employers/old";
    if (Told(WorkStarted{employer, "", rung, Today(), Chance(90) ? 4'000'000 : 1'000'000,
                         4'000'000})) {
      clerk_.work = rung;
    }
  }

  // Tries in vain, in the worker's own mode and on different days.
  void Lose() {
    Tell(ModesStated{ModeSet(1), ModeSet()});
    for (int day = 0; day < 3; ++day) {
      log_.now += std::chrono::days(1);
      Tell(ContactTried{CaseParty::kWorker, ModeId(0), "", false, ""});
    }
    if (Chance(20)) Try(T::kLoseContact);
  }

  bool Told(const CasePayload& fact) { return log_.Try(fact).ok(); }
  void Tell(const CasePayload& fact) { Told(fact); }

  void CheckState() {
    ASSERT_EQ(log_.record().state, clerk_.state);
    if (log_.record().IsOpen()) {
      ASSERT_EQ(log_.MissingFor(T::kWithdraw), "");  // always possible
    } else {
      for (int t = 0; t < kCaseTriggers; ++t) {
        ASSERT_EQ(log_.MissingFor(static_cast<T>(t)), "no such move");
      }
    }
  }

  // A deadline open before the step is open still, or done, or belongs to a state that the case has
  // left, or to a case that has ended.
  void CheckKept(const std::vector<Deadline>& before, const CaseRecord& was) {
    if (corrected_) {
      corrected_ = false;  // what was recorded by mistake takes its deadlines with it
      return;
    }
    static const std::set<std::string> kOutlive = {"DISMISSAL_ALERT", "STOP_PROCESSING",
                                                   "FORM_3KK2", "CLOSING_REPORT"};
    const auto after = DeadlinesOf(log_.record(), log_.now, CaseRules::Shipped());
    for (const Deadline& deadline : before) {
      const bool found = std::any_of(after.begin(), after.end(), [&](const Deadline& other) {
        return other.kind == deadline.kind && other.reference == deadline.reference;
      });
      if (found) continue;
      const S stood = was.state == S::kPaused ? was.prior : was.state;
      const S stands =
          log_.record().state == S::kPaused ? log_.record().prior : log_.record().state;
      const bool left = stood != stands || was.state == S::kPaused ||
                        log_.record().history.size() != was.history.size();
      const bool revised = deadline.kind == "TRAINING_END" || deadline.kind == "FIT_NOTE_EXPIRES" ||
                           deadline.kind == "STOP_PROCESSING" || deadline.kind == "FORM_3KK2" ||
                           deadline.kind == "ASSESSMENT" || deadline.kind == "CONSENT_REQUEST" ||
                           deadline.kind == "REHAB_REVIEW";
      ASSERT_TRUE(left || revised) << deadline.kind;
      const bool stated = deadline.kind != "FORM_3KK2" || Recovered();  // else taken back since
      if (stated && log_.record().state == S::kClosed && was.state != S::kClosed) {
        ASSERT_FALSE(kOutlive.contains(deadline.kind)) << deadline.kind;
      }
    }
  }

  // Whatever state a case is in, somebody has something to do by a day.
  void CheckExpected() {
    std::set<std::string> open;
    for (const Deadline& deadline : Open()) {
      open.insert(deadline.kind);
      ASSERT_LE(deadline.start, deadline.due) << deadline.kind;
      ASSERT_EQ(deadline.suspended && log_.record().state != S::kPaused, false) << deadline.kind;
    }
    auto any = [&](std::initializer_list<const char*> kinds) {
      return std::any_of(kinds.begin(), kinds.end(),
                         [&](const char* kind) { return open.contains(kind); });
    };
    const S state = log_.record().state;
    ASSERT_TRUE(state != S::kReported || any({"FIRST_CONTACT"}));
    ASSERT_TRUE(state != S::kScreening || any({"RECOMMENDATION", "CONSENT_REQUEST"}));
    ASSERT_TRUE(state != S::kRecommended || any({"CONSENT_REQUEST"}));
    ASSERT_TRUE(state != S::kConsent || any({"CONSENT", "ASSESSMENT"}));
    ASSERT_TRUE(state != S::kAssessed || any({"PLAN"}));
    ASSERT_TRUE(state != S::kRehab || any({"REHAB_REVIEW"}));
    ASSERT_TRUE(state != S::kTraining || any({"TRAINING_END", "REHAB_REVIEW"}));
    ASSERT_TRUE(state != S::kTrial || any({"TRIAL"}));
    ASSERT_TRUE(state != S::kMonitoring || any({"CLOSE_CASE"}));
    ASSERT_TRUE(state != S::kPaused || any({"PAUSE_REVIEW"}));
    const bool working =
        state == S::kMonitoring || (state == S::kPaused && log_.record().prior == S::kMonitoring);
    ASSERT_TRUE(!log_.record().IsOpen() || working || Recovered() || any({"INCAPACITY_LIMIT"}));
  }

  bool Recovered() const {
    const auto* recovery = log_.record().Latest<RecoveryStated>();
    return recovery != nullptr && recovery->fact.recovered;
  }

  // The log alone gives the same record, and each moment of it what was known then.
  void CheckReplay() {
    const std::vector<CaseEvent>& events = log_.events();
    ASSERT_EQ(Fold(events), log_.record());
    ASSERT_EQ(StateAt(events, log_.now), log_.record());
    CaseRecord record;
    for (size_t i = 0; i < events.size(); ++i) {
      ASSERT_TRUE(CheckEvent(record, events[i], CaseRules::Shipped()).ok()) << i;
      record = Fold(std::span(events).first(i + 1));
      const bool last_of_its_time =
          i + 1 == events.size() || events[i + 1].recorded_at > events[i].recorded_at;
      if (last_of_its_time) {
        ASSERT_EQ(StateAt(events, events[i].recorded_at), record) << i;
      }
    }
  }

  std::mt19937 random_;
  bool has_employer_ = true;
  CaseLog log_;
  Clerk clerk_;
  bool corrected_ = false;
  std::set<S> visited_;
};

TEST(CaseModel, ThousandsOfRandomCasesKeepTheRules) {
  std::map<S, int> reached;
  std::map<CaseOutcome, int> outcomes;
  for (uint32_t seed = 1; seed <= 2000; ++seed) {
    SCOPED_TRACE(seed);
    RandomCase random_case(seed);
    random_case.Run(150);
    if (testing::Test::HasFailure()) return;
    for (S state : random_case.visited()) ++reached[state];
    ++outcomes[random_case.outcome()];
  }
  // The walk is worth something only if it gets everywhere often.
  for (int s = static_cast<int>(S::kScreening); s < kCaseStates; ++s) {
    EXPECT_GT(reached[static_cast<S>(s)], 50) << s;
  }
  for (CaseOutcome outcome :
       {CaseOutcome::kReturnedL1, CaseOutcome::kReturnedL2, CaseOutcome::kReturnedL4,
        CaseOutcome::kReturnedL5, CaseOutcome::kDeclined, CaseOutcome::kWithdrawn,
        CaseOutcome::kLost}) {
    EXPECT_GT(outcomes[outcome], 0) << static_cast<int>(outcome);
  }
}

}  // namespace
}  // namespace setara::casework
