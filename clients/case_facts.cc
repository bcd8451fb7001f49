#include "clients/case_facts.h"

namespace setara {
namespace {

const FieldFlag kOn = {"--on", "on", "Day, by default the one of --at, else today in Jakarta"};
const FieldFlag kNote = {"--note", "note", "Remark, at most 1,000 bytes"};

FieldFlag Party(const std::string& help) { return {"party", "party", help, true}; }

FieldFlag Employer(const std::string& help) {
  return {"--employer", "employer", help + ": employers/ID or ID", false, "employers"};
}

// From the report to the assessment.
std::vector<FactVerb> FirstVerbs() {
  return {
      {"assign",
       "manager_assigned",
       "Give the case to a case manager, as a supervisor does",
       {{"--to", "manager", "Who keeps it: accounts/ID or ID", true, "accounts"},
        {"--branch", "branch", "Code of the branch, by default as before"}}},
      {"contact",
       "contact_tried",
       "Record a try to reach somebody",
       {Party("Whom"),
        {"--reached,!--not-reached", "reached", "Whether somebody answered", true},
        {"--mode", "mode", "Mode of communication, M01 to M14; only the worker's own count"},
        {"--channel", "channel", "In words: telepon, kunjungan"},
        kNote}},
      {"modes",
       "modes_stated",
       "Record how the worker communicates",
       {{"--modes", "communication.modes", "M01 to M14, with commas between", true},
        {"--preferred", "communication.preferred_modes", "Those that come first"}}},
      {"recommend",
       "recommendation_given",
       "Record the advisory doctor's word (PP 44/2015 art. 49); then: advance ID recommend",
       {{"--doctor", "doctor", "Who", true},
        {"--suitable,!--not-suitable", "suitable", "Whether the programme suits the worker", true},
        {"--disability", "disability", "Whether there is a disability"},
        kOn}},
      {"consent",
       "consent_answered",
       "Record a step of the worker's or the employer's consent",
       {Party("worker or employer"),
        {"status", "status", "The step", true},
        {"--document", "document",
         "Document of what was signed or recorded; required when given: caseDocuments/ID"},
        kOn}},
      {"assess",
       "assessment_done",
       "Record the worker's function profile",
       {{"capacity", "capacities", "Levels with the worker's own aids"},
        {"--tolerance", "tolerances", "Work contexts"},
        {"--accommodation", "accommodations", "What the worker says of accommodations"},
        {"--modes", "communication.modes", "M01 to M14, with commas between"},
        {"--preferred", "communication.preferred_modes", "Those that come first"},
        kOn}},
      {"analyse-job",
       "job_analysed",
       "Record what a job takes; L1 is the old one",
       {{"--rung", "rung", "Whose job it is", true},
        Employer("Where"),
        {"--title", "title", "The job"},
        {"--occupation", "occupation_code", "KBJI/ISCO-08 code, 1-4 digits"},
        {"--demand", "demands", "By function"},
        {"--context", "contexts", "Work contexts"},
        {"--offers", "offered_accommodations", "Accommodations of the workplace: A02,A26"},
        kOn}},
      {"decide-gaps",
       "gaps_decided",
       "Record what people concluded from the gap analysis",
       {{"--bridgeable,!--not-bridgeable", "bridgeable_at_old_employer",
         "Whether L1 to L3 can bridge the gap; the negative opens training", true},
        {"--suggested", "suggested", "What the analysis suggested"},
        {"--reason", "reason", "Why", true},
        kOn}},
      {"rung",
       "rung_chosen",
       "Choose a rung of the placement ladder",
       {{"rung", "rung", "The rung", true},
        {"--left", "left_because", "Why a rung above is left"},
        {"--reason", "reason", "Why this rung", true}}},
  };
}

// From the plan to the work trial.
std::vector<FactVerb> MiddleVerbs() {
  return {
      {"plan",
       "plan_written",
       "Write a version of the plan",
       {{"--goal", "goals", "A goal; repeatable", false, "", true},
        {"--target", "target", "The rung aimed at"},
        {"--item", "items", "A service"}}},
      {"approve-plan",
       "plan_approved",
       "Record a yes to the latest plan; the worker and BPJS have to",
       {Party("Whose"), kOn}},
      {"service",
       "service_received",
       "Record a service that was given",
       {{"service", "service", "Which", true},
        {"--provider", "provider", "Who gave it"},
        kNote,
        kOn}},
      {"aid",
       "aid_moved",
       "Record a step of a prosthesis or aid",
       {{"--aid", "aid_id", "A word that ties the steps of one aid together", true},
        {"--stage", "stage", "Where it stands", true},
        {"--title", "title", "What it is"},
        {"--expected-on", "expected_on", "Of an order: when it should come"},
        {"--cost", "cost_idr", "Rupiah"},
        kOn}},
      {"training",
       "training_planned",
       "Record a training that is planned",
       {{"--course", "course", "What is learnt", true},
        {"--provider", "provider", "BLK or another"},
        {"--from", "from", "First day", true},
        {"--until", "until", "Day after the last", true}}},
      {"training-ended",
       "training_ended",
       "Record the end of the training",
       {{"--certificate,!--no-certificate", "certificate", "Whether with a certificate", true},
        kOn}},
      {"fit-note",
       "fit_note_given",
       "Record the treating doctor's word on whether work may be tried",
       {{"--doctor", "doctor", "Who", true},
        {"--fit,!--unfit", "fit", "Whether work may be tried", true},
        {"--valid-until", "valid_until", "Day after the last on which it holds"},
        {"--restrictions", "restrictions", "What has to be spared"},
        kOn}},
      {"trial",
       "trial_agreed",
       "Record the agreement on a graded return",
       {{"--rung", "rung", "The rung", true},
        Employer("Where; none for L5"),
        {"--step", "steps", "A step; repeatable, by date"},
        {"--equal-work-wage", "equal_work_wage_idr_per_month",
         "Full wage of the same job and responsibility, rupiah a month (UU 8/2016 art. 49)"},
        {"--needs", "accommodations", "Accommodations that the trial needs: A02,A26"},
        kOn}},
      {"provide",
       "accommodations_provided",
       "Record accommodations that are there now",
       {{"accommodation", "accommodations", "A01 to A60, with commas between", true}, kOn}},
      {"work",
       "work_started",
       "Record that work on agreed terms has begun",
       {{"--from", "from", "First day", true},
        {"--rung", "rung", "The rung", true},
        Employer("Where; none for L5"),
        {"--placement", "placement", "Of a hire through matching: placements/ID or ID", false,
         "placements"},
        {"--wage", "wage_idr_per_month", "Rupiah a month"},
        {"--equal-work-wage", "equal_work_wage_idr_per_month",
         "That of equal work, rupiah a month"}}},
  };
}

// What goes on beside the states.
std::vector<FactVerb> OtherVerbs() {
  const FieldFlag about = {"--about", "about", "What it is about", true};
  return {
      {"visit",
       "visit_made",
       "Record a visit at work",
       {{"--on-terms,!--not-on-terms", "on_agreed_terms", "Whether the terms agreed on are kept",
         true},
        kNote,
        kOn}},
      {"review", "review_held", "Record a review of rehabilitation or of a pause", {kNote, kOn}},
      {"stmb",
       "stmb_paid",
       "Record a payment of wage replacement (STMB, PP 82/2019)",
       {{"--from", "from", "First day paid for", true},
        {"--until", "until", "Day after the last one", true},
        {"--percent", "percent", "1-100", true},
        {"--amount", "amount_idr", "Rupiah", true},
        kOn}},
      {"second-opinion",
       "second_opinion_asked",
       "Record that a second opinion was asked for",
       {about, kOn}},
      {"second-opinion-given",
       "second_opinion_given",
       "Record a second opinion",
       {about,
        {"--doctor", "doctor", "Who", true},
        {"--result", "result", "What they say", true},
        kOn}},
      {"dismissal",
       "dismissal_attempted",
       "Record an attempt to dismiss the worker: an alarm at once (UU 13/2003 art. 153)",
       {{"--text", "text", "The employer's ground", true}, kOn}},
      {"dismissal-handled",
       "dismissal_handled",
       "Record what was done about it",
       {{"--text", "text", "The action", true}, kOn}},
      {"recovery",
       "recovery_stated",
       "Record a doctor's word on recovery or total inability",
       {{"--doctor", "doctor", "Who", true},
        {"--recovered", "recovered", "Recovered; form 3-KK2 follows"},
        {"--unable-total-permanent", "unable_total_permanent", "Totally and permanently unable"},
        kOn}},
      {"note", "note_written", "Write a note", {{"text", "text", "At most 64 KiB", true}}},
      {"stop-processing",
       "processing_stopped",
       "Record that processing stopped after a withdrawal (UU 27/2022 art. 40)",
       {}},
      {"correct",
       "event_corrected",
       "Void an earlier fact or the latest move; it stays in the log",
       {{"number", "sequence", "Number of the entry, as `setara cases show` has it", true},
        {"--reason", "reason", "Why", true}}},
  };
}

std::vector<FactVerb> AllVerbs() {
  std::vector<FactVerb> all = FirstVerbs();
  for (std::vector<FactVerb> verbs : {MiddleVerbs(), OtherVerbs()}) {
    for (FactVerb& verb : verbs) all.push_back(std::move(verb));
  }
  return all;
}

}  // namespace

std::span<const FactVerb> FactVerbs() {
  static const std::vector<FactVerb> kVerbs = AllVerbs();
  return kVerbs;
}

}  // namespace setara
