#include "server/casework/deadlines.h"

#include <algorithm>
#include <array>

#include "server/casework/deadline_parts.h"
#include "server/casework/questions.h"

namespace setara::casework {
namespace {

struct RecordDay {
  std::string_view kind, label_id, label_en;
};
constexpr std::array<RecordDay, 3> kRecordDays = {
    {{"TRAINING_END", "Pelatihan selesai", "End of the training"},
     {"FIT_NOTE_EXPIRES", "Surat laik kerja berakhir", "Fit note expires"},
     {"AID_EXPECTED", "Alat bantu diserahkan", "Aid handed over"}}};

}  // namespace

std::string Deadline::Label(Language language) const {
  if (duration != nullptr) return duration->label(language);
  for (const RecordDay& day : kRecordDays) {
    if (day.kind != kind) continue;
    return std::string(language == Language::kIndonesian ? day.label_id : day.label_en);
  }
  return kind;
}

std::string_view WordOf(Urgency urgency) {
  constexpr std::string_view kWords[] = {"",          "DONE", "SUSPENDED", "LATER",
                                         "COMING_UP", "DUE",  "OVERDUE",   "SOUNDING"};
  return kWords[static_cast<size_t>(urgency)];
}

Urgency UrgencyOf(const Deadline& deadline, Instant now, const CaseRules& rules) {
  if (deadline.done_at) return Urgency::kDone;
  if (deadline.suspended) return Urgency::kSuspended;
  if (now >= deadline.due) return deadline.alarm ? Urgency::kSounding : Urgency::kOverdue;
  const Date today = LocalDate(now, deadline.zone);
  // An alarm sounds on the day of `due`; anything else ends with the day before it.
  const Instant end = deadline.alarm ? deadline.due : deadline.due - std::chrono::microseconds(1);
  const Date last = LocalDate(end, deadline.zone);
  if (last <= today) return Urgency::kDue;
  const int ahead = CountOf(rules.durations.Of("COMING_UP").span);
  return last <= today + std::chrono::days(ahead) ? Urgency::kComingUp : Urgency::kLater;
}

std::vector<Deadline> DeadlinesOf(const CaseRecord& record, Instant now, const CaseRules& rules) {
  DeadlineList list(record, now, rules);
  AddReportDeadlines(list);
  AddStateDeadlines(list);
  AddWorkDeadlines(list);
  AddProtection(list);
  AddSideDeadlines(list);
  std::vector<Deadline> deadlines = list.Take();
  std::stable_sort(deadlines.begin(), deadlines.end(), [](const Deadline& a, const Deadline& b) {
    if (a.due != b.due) return a.due < b.due;
    return a.kind < b.kind;
  });
  return deadlines;
}

std::vector<Deadline> OpenDeadlines(const CaseRecord& record, Instant now, const CaseRules& rules) {
  std::vector<Deadline> open = DeadlinesOf(record, now, rules);
  std::erase_if(open, [](const Deadline& deadline) { return deadline.done_at.has_value(); });
  return open;
}

}  // namespace setara::casework
