// What comes next: the open deadlines that mean something to the worker, in the worker's words.

#include <algorithm>
#include <array>
#include <string_view>

#include "server/case_summary/parts.h"
#include "server/casework/deadlines.h"
#include "server/casework/questions.h"
#include "server/casework/words.h"
#include "server/document/indonesian.h"

namespace setara::casework::summary {
namespace {

// What the staff owe each other, and what is said elsewhere on the page.
constexpr std::array<std::string_view, 6> kNotForTheWorker = {"CONSENT_REMINDER", "OFFER_ANSWER",
                                                              "HIRE_CONFIRM",     "CLOSING_REPORT",
                                                              "DISMISSAL_ALERT",  "COMING_UP"};
// What speaks of a dismissal, where there is somebody who could dismiss.
constexpr std::array<std::string_view, 2> kOfTheEmployer = {"INCAPACITY_WARNING",
                                                            "INCAPACITY_LIMIT"};

// Papers that the worker has at home; the others come from staff, doctors and employers.
constexpr std::array<CaseDocument, 5> kOfTheWorker = {
    CaseDocument::kIdentityCard, CaseDocument::kMemberCard, CaseDocument::kChronology,
    CaseDocument::kWitnessStatement, CaseDocument::kPoliceReport};

template <typename List, typename Item>
bool Holds(const List& list, const Item& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

std::vector<Deadline> Open(const Teller& teller) {
  const Instant end = StartOfDay(teller.day() + std::chrono::days(1), teller.zone());
  return OpenDeadlines(teller.record(), std::max(end, teller.record().last_recorded_at),
                       teller.rules());
}

std::string Told(const Teller& teller, const Deadline& deadline) {
  const std::string what = teller.Say("next_" + deadline.kind);
  if (deadline.suspended) return teller.Say("suspended", {{"what", what}});
  if (deadline.alarm) {
    return teller.Say("alarm", {{"day", teller.DayOf(deadline.due)}, {"what", what}});
  }
  const Date last = LocalDate(deadline.due - std::chrono::microseconds(1), deadline.zone);
  return teller.Say(last < teller.day() ? "late" : "due",
                    {{"day", IndonesianDate(last)}, {"what", what}});
}

}  // namespace

Lines NextSteps(const Teller& teller) {
  Lines lines;
  for (const Deadline& deadline : Open(teller)) {
    if (Holds(kNotForTheWorker, deadline.kind)) continue;
    if (Holds(kOfTheEmployer, deadline.kind) && !HasEmployer(teller.record())) continue;
    std::string line = Told(teller, deadline);
    if (!Holds(lines, line)) lines.push_back(std::move(line));
  }
  if (lines.empty()) lines.push_back(teller.Say("next_nothing"));
  return lines;
}

Lines ToBring(const Teller& teller) {
  Lines lines;
  if (!teller.record().IsOpen()) return lines;
  for (const CaseDocument document : MissingDocuments(teller.record())) {
    if (!Holds(kOfTheWorker, document)) continue;
    lines.emplace_back(LabelOf(document, Language::kIndonesian));
  }
  return lines;
}

bool DismissalOpen(const Teller& teller) {
  const std::vector<Deadline> open = Open(teller);
  return std::any_of(open.begin(), open.end(),
                     [](const Deadline& deadline) { return deadline.kind == "DISMISSAL_ALERT"; });
}

}  // namespace setara::casework::summary
