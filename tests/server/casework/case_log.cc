#include "tests/server/casework/case_log.h"

namespace setara::casework {
namespace {

constexpr int64_t kWage = 4'000'000;

}  // namespace

CaseReported AReport() {
  CaseReported report;
  report.seeker_id = "seekers/worker";
  report.employer_id = "employers/old";
  report.injury = InjuryKind::kAccident;
  report.segment = BpjsSegment::kWageEarner;
  report.jkk_member = true;
  report.happened_at = At("2026-03-01T03:00:00Z");
  report.region_code = "33.72";
  report.branch = "SKA";
  report.occupation_code = "9333";
  report.wage_idr_per_month = kWage;
  return report;
}

CaseLog::CaseLog(const CaseReported& report, const CaseRules& rules) : rules_(rules) {
  Add(report);
}

absl::Status CaseLog::Try(const CasePayload& fact, const std::string& reason) {
  CaseEvent event{.sequence = record_.last_sequence + 1,
                  .at = now,
                  .recorded_at = now,
                  .actor = "accounts/manager",
                  .reason = reason,
                  .payload = fact};
  absl::Status status = CheckEvent(record_, event, rules_);
  if (!status.ok()) return status;
  events_.push_back(std::move(event));
  record_ = Fold(events_);
  return status;
}

absl::Status CaseLog::TryMove(CaseTrigger trigger, CaseOutcome outcome, const std::string& reason) {
  const casework::Move move{.trigger = trigger, .outcome = outcome, .at = now, .reason = reason};
  return Try(MoveEvent(record_, move, now, "accounts/manager", rules_).payload, reason);
}

void CaseLog::Add(const CasePayload& fact) {
  absl::Status status = Try(fact);
  ASSERT_TRUE(status.ok()) << status;
}

void CaseLog::Move(CaseTrigger trigger, CaseOutcome outcome, const std::string& reason) {
  absl::Status status = TryMove(trigger, outcome, reason);
  ASSERT_TRUE(status.ok()) << status;
}

std::string CaseLog::MissingFor(CaseTrigger trigger, CaseOutcome outcome,
                                const std::string& reason) const {
  const MoveCheck check = CheckMove(
      record_, {.trigger = trigger, .outcome = outcome, .at = now, .reason = reason}, rules_);
  if (check.edge == nullptr) return "no such move";
  std::string ids;
  for (const Missing& missing : check.missing) {
    ids += (ids.empty() ? "" : ",") + missing.guard->id;
  }
  return ids;
}

void CaseLog::Consent(CaseParty party, ConsentStatus status) {
  Add(ConsentAnswered{party, status, LocalDate(now, TimeZone::kWib), "documents/consent"});
}

void CaseLog::Contact(CaseParty party, bool reached, std::optional<ModeId> mode) {
  Add(ContactTried{party, mode, "telepon", reached, ""});
}

void CaseLog::Document(CaseDocument kind) {
  Add(DocumentAdded{"documents/1", kind, LocalDate(now, TimeZone::kWib), "application/pdf", 1000,
                    std::string(64, 'a')});
}

void CaseLog::Assess(int lifting) {
  AssessmentDone assessment;
  assessment.on = LocalDate(now, TimeZone::kWib);
  assessment.capacities = {CapacityOf(FunctionId(14), lifting)};
  assessment.modes = ModeSet(1 << 13);  // M14, speech
  Add(assessment);
}

void CaseLog::AnalyseJob(int lifting, Rung rung) {
  JobAnalysed job;
  job.on = LocalDate(now, TimeZone::kWib);
  job.rung = rung;
  job.employer_id = "employers/old";
  job.title = rung == Rung::kOtherJob ? "Pemeriksa mutu" : "Staf gudang";
  job.demands = {DemandOf(FunctionId(14), lifting, "Mengangkat kardus")};
  Add(job);
}

void CaseLog::Choose(Rung rung) {
  RungChosen chosen{.rung = rung, .left_because = {}, .reason = "Hasil asesmen"};
  for (int above = 1; above < static_cast<int>(rung); ++above) {
    chosen.left_because.push_back({static_cast<Rung>(above), "Tidak sesuai"});
  }
  Add(chosen);
}

void CaseLog::PrepareTrial(Rung rung, const std::string& employer) {
  const Date today = LocalDate(now, TimeZone::kWib);
  Choose(rung);
  TrialAgreed trial{.employer_id = employer, .rung = rung, .on = today};
  trial.steps = {{today, 20, "Tugas ringan", kWage}};
  trial.steps.push_back({today + std::chrono::days(14), 40, "Semua tugas", kWage});
  trial.equal_work_wage_idr_per_month = kWage;
  Add(trial);
  Add(FitNoteGiven{.doctor = "dr. Sari", .on = today, .fit = true});
}

void CaseLog::StartWork(Rung rung, const std::string& employer) {
  Add(WorkStarted{.employer_id = employer,
                  .placement_id = "",
                  .rung = rung,
                  .from = LocalDate(now, TimeZone::kWib),
                  .wage_idr_per_month = kWage,
                  .equal_work_wage_idr_per_month = kWage});
}

void CaseLog::RunTo(CaseState state, Rung rung) {
  if (record_.state == state) return;
  Add(CaseManagerAssigned{"accounts/manager", "SKA"});
  PassDays(1);
  Contact(CaseParty::kWorker, true);
  Move(CaseTrigger::kStartScreening);
  if (state == CaseState::kScreening) return;
  PassDays(5);
  Add(RecommendationGiven{true, DisabilityFinding::kPredicted, "dr. Budi",
                          LocalDate(now, TimeZone::kWib)});
  Move(CaseTrigger::kRecommend);
  if (state == CaseState::kRecommended) return;
  PassDays(1);
  Consent(CaseParty::kWorker, ConsentStatus::kRequested);
  if (record_.Report().segment == BpjsSegment::kWageEarner) {
    Consent(CaseParty::kEmployer, ConsentStatus::kRequested);
  }
  Move(CaseTrigger::kRequestConsents);
  if (state == CaseState::kConsent) return;
  PassDays(3);
  Consent(CaseParty::kWorker, ConsentStatus::kGiven);
  if (record_.Report().segment == BpjsSegment::kWageEarner) {
    Consent(CaseParty::kEmployer, ConsentStatus::kGiven);
  }
  Assess();
  AnalyseJob();
  Move(CaseTrigger::kCompleteAssessment);
  if (state == CaseState::kAssessed) return;
  if (state == CaseState::kRehab) {
    Add(PlanWritten{.goals = {"Kembali bekerja"}, .target = rung, .items = {}});
    Add(PlanApproved{CaseParty::kWorker, LocalDate(now, TimeZone::kWib)});
    Add(PlanApproved{CaseParty::kBpjs, LocalDate(now, TimeZone::kWib)});
    return Move(CaseTrigger::kStartRehab);
  }
  if (state == CaseState::kTraining) {
    const Date today = LocalDate(now, TimeZone::kWib);
    Add(GapsDecided{today, Rung::kOtherEmployer, false, "Tidak terjembatani"});
    Add(TrainingPlanned{"Servis elektronik", "BLK", today, today + std::chrono::days(60)});
    return Move(CaseTrigger::kStartTraining);
  }
  const std::string employer =
      rung == Rung::kOtherEmployer ? "employers/new" : record_.Report().employer_id;
  PrepareTrial(rung, employer);
  Move(CaseTrigger::kStartTrial);
  if (state == CaseState::kTrial) return;
  PassDays(30);
  StartWork(rung, employer);
  Move(CaseTrigger::kStartMonitoring);
}

}  // namespace setara::casework
