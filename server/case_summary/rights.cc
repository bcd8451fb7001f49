// The worker's rights, each with the citation in force on the day. A right without one on file is
// not claimed.

#include "server/case_summary/parts.h"
#include "server/casework/questions.h"

namespace setara::casework::summary {
namespace {

struct Right {
  const char* sentence;
  const char* citation;
  bool of_the_employer;  // only where there is one who employs the worker
  bool while_open;       // only as long as the case goes on
};

constexpr Right kRights[] = {
    {"right_consent", "CONSENT_WITHDRAWAL", false, true},
    {"right_dismissal", "DISMISSAL_BAR", true, true},
    {"right_return", "RETURN_TO_WORK_RIGHT", false, false},
    {"right_wage", "EQUAL_WAGE", false, false},
    {"right_accommodation", "ACCOMMODATION", false, false},
    {"right_stmb", "STMB", false, true},
    {"right_mode", "OWN_MODE", false, false},
};

// Whoever pays the worker: the employer of the accident, or the one of the new work.
bool IsEmployed(const CaseRecord& record) {
  const auto* work = record.Latest<WorkStarted>();
  return HasEmployer(record) || (work != nullptr && !work->fact.employer_id.empty());
}

}  // namespace

Lines Rights(const Teller& teller) {
  const CaseRecord& record = teller.record();
  Lines lines;
  for (const Right& right : kRights) {
    if (right.of_the_employer && !IsEmployed(record)) continue;
    if (right.while_open && !record.IsOpen()) continue;
    const Citation* citation = teller.rules().citations->Find(right.citation, teller.day());
    if (citation == nullptr) continue;
    lines.push_back(teller.Say(citation->verified ? "basis" : "basis_unread",
                               {{"right", teller.Say(right.sentence)},
                                {"citation", citation->text(Language::kIndonesian)}}));
  }
  lines.push_back(teller.Say("rights_change"));
  return lines;
}

}  // namespace setara::casework::summary
