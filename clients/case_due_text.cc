#include "clients/case_due_text.h"

#include <map>

#include "clients/case_time.h"
#include "clients/case_words.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

using google::protobuf::Timestamp;
using Deadlines = google::protobuf::RepeatedPtrField<v1::CaseDeadline>;

// An alarm sounds; anything else is late.
bool IsAlarm(const v1::CaseDeadline& deadline) {
  return deadline.urgency() == v1::CASE_URGENCY_SOUNDING || !deadline.alarm().indonesian().empty();
}

std::string Left(TextLanguage language, const v1::CaseDeadline& deadline, const Timestamp& now) {
  if (deadline.urgency() == v1::CASE_URGENCY_DONE) return "";
  if (deadline.urgency() == v1::CASE_URGENCY_SUSPENDED) return "";
  return IsAlarm(deadline) ? AlarmAge(language, deadline.due_time(), now)
                           : TimeLeft(language, deadline.due_time(), now);
}

std::string BasisNote(TextLanguage language, const v1::CaseDeadline& deadline) {
  std::string text = Say(language, "Dasar, ", "Basis, ") +
                     BasisText(language, deadline.mark(), OneLine(Say(language, deadline.basis())));
  if (deadline.zone_assumed()) {
    text += Say(language, ". Zona waktu tempat belum pasti; dipakai yang paling awal",
                ". The place's time zone is not known; the earliest was taken");
  }
  if (deadline.holidays_unknown()) {
    text += Say(language, ". Hari libur tahun itu belum diketahui",
                ". The holidays of that year are not known yet");
  }
  return text + ".";
}

}  // namespace

Table DueTable(const App& app, const Deadlines& deadlines, const Timestamp& now, bool one_case) {
  const TextLanguage language = app.settings.language;
  Table table({{"case", app.Say("Kasus", "Case"), false, true},
               {"label", app.Say("Yang harus ada", "What is due")},
               {"due_time", app.Say("Batas (terlambat mulai)", "Late from"), false, true},
               {"left", app.Say("Sisa", "Left"), false, true},
               {"urgency", app.Say("Keadaan", "Urgency"), false, true},
               {"mark", app.Say("Sifat", "Kind"), false, true},
               {"reference", app.Say("Tentang", "About")},
               {"kind", ""},
               {"basis", ""}});
  for (const v1::CaseDeadline& deadline : deadlines) {
    const std::string urgency = v1::CaseUrgency_Name(deadline.urgency());
    table.Add(
        {one_case ? Cell("", deadline.case_name()) : Cell(deadline.case_name()),
         OneLine(Say(language, deadline.label())),
         Cell(ZoneInstant(deadline.due_time(), deadline.zone()), ExactInstant(deadline.due_time())),
         Left(language, deadline, now), Cell(Label(language, deadline.urgency()), urgency),
         Cell(MarkText(language, deadline.mark()), deadline.mark()), OneLine(deadline.reference()),
         Cell("", deadline.kind()), Cell("", Say(language, deadline.basis()))});
    const std::string alarm = OneLine(Say(language, deadline.alarm()));
    if (!alarm.empty()) table.Note(alarm);
    table.Note(BasisNote(language, deadline));
  }
  return table;
}

std::string DueSummary(TextLanguage language, const Deadlines& deadlines) {
  std::map<int, int, std::greater<>> counts;  // the most urgent first
  for (const v1::CaseDeadline& deadline : deadlines) ++counts[deadline.urgency()];
  std::string text;
  for (const auto& [urgency, count] : counts) {
    text += (text.empty() ? "" : ", ") + Number(language, count) + " " +
            Label(language, static_cast<v1::CaseUrgency>(urgency));
  }
  return text.empty() ? "" : text + ".\n";
}

}  // namespace setara
