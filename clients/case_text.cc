#include "clients/case_text.h"

#include <google/protobuf/util/time_util.h>

#include "clients/case_due_text.h"
#include "clients/case_event_text.h"
#include "clients/case_time.h"
#include "clients/case_words.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

using google::protobuf::Timestamp;

Table CaseTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"state", app.Say("Status", "State"), false, true},
                {"state_time", app.Say("Sejak", "Since"), false, true},
                {"outcome", app.Say("Hasil", "Outcome")},
                {"rung", app.Say("Tangga", "Rung"), false, true},
                {"manager", app.Say("Manajer kasus", "Case manager"), false, true},
                {"branch", app.Say("Cabang", "Branch"), false, true},
                {"injury", app.Say("Jenis", "Kind")},
                {"happen_time", app.Say("Terjadi", "Happened"), false, true},
                {"region_code", app.Say("Tempat", "Place")},
                {"seeker", app.Say("Pekerja", "Worker"), false, true},
                {"employer", app.Say("Pemberi kerja", "Employer"), false, true}});
}

template <typename Enum>
Cell EnumCell(const App& app, Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  return {Label(app.settings.language, value),
          value == 0 ? "" : type->FindValueByNumber(value)->name()};
}

Cell DayCell(bool given, const Timestamp& instant) {
  if (!given) return "";
  return {ZoneDay(instant, "WIB"), ExactInstant(instant)};
}

void AddCase(App& app, Labels& labels, const v1::Case& record, Table* table) {
  const v1::CaseReport& report = record.report();
  table->Add(
      {record.name(), EnumCell(app, record.state()),
       DayCell(record.has_state_time(), record.state_time()), EnumCell(app, record.outcome()),
       Cell(RungCode(record.rung()), RungCode(record.rung())), record.manager(), record.branch(),
       EnumCell(app, report.injury()), DayCell(report.has_happen_time(), report.happen_time()),
       Cell(app.for_people() ? labels.Region(report.region_code()) : "", report.region_code()),
       report.seeker(), report.employer()});
}

// Where there is nobody who could consent, that is said, not left blank.
std::string EmployerConsentText(const App& app, const v1::Case& record) {
  if (record.employer_consent() != v1::CONSENT_STATUS_UNSPECIFIED) {
    return Label(app.settings.language, record.employer_consent());
  }
  return record.report().employer().empty()
             ? app.Say("tidak perlu: tidak ada pemberi kerja", "not needed: there is no employer")
             : app.Say("belum diminta", "not asked for yet");
}

std::string WorkerConsentText(const App& app, const v1::Case& record) {
  return record.worker_consent() == v1::CONSENT_STATUS_UNSPECIFIED
             ? app.Say("belum diminta", "not asked for yet")
             : Label(app.settings.language, record.worker_consent());
}

std::string StateText(const App& app, const CaseFile& file, std::string_view zone) {
  const TextLanguage language = app.settings.language;
  const v1::Case& record = file.record;
  std::string text = Label(language, record.state());
  if (record.outcome() != v1::CASE_OUTCOME_UNSPECIFIED) {
    text += ": " + Label(language, record.outcome());
  }
  if (record.prior_state() != v1::CASE_STATE_UNSPECIFIED) {
    text += app.Say(", akan lanjut di ", ", resumes at ") + Label(language, record.prior_state());
  }
  if (record.has_state_time()) {
    text += app.Say(", sejak ", ", since ") + ZoneInstant(record.state_time(), zone);
  }
  return text;
}

std::string ReportText(App& app, Labels& labels, const v1::CaseReport& report,
                       std::string_view zone) {
  const TextLanguage language = app.settings.language;
  std::string text = Label(language, report.injury());
  if (report.has_happen_time()) text += ", " + ZoneInstant(report.happen_time(), zone);
  if (!report.region_code().empty()) text += ", " + labels.Region(report.region_code());
  return text + app.Say(", segmen ", ", segment ") + Label(language, report.segment());
}

std::string DocumentsText(const App& app, const v1::Case& record) {
  std::string text;
  for (const std::string& word : record.missing_documents()) {
    text += (text.empty() ? "" : ", ") + DocumentLabel(app.settings.language, word);
  }
  return text;
}

std::string HeadText(App& app, Labels& labels, const CaseFile& file, std::string_view zone,
                     size_t width) {
  const v1::Case& record = file.record;
  const v1::CaseReport& report = record.report();
  const std::string worker = OneLine(record.worker_display_name());
  const std::string wage =
      report.has_wage_idr_per_month() ? Rupiah(report.wage_idr_per_month()) : "";
  return Listing(
      {{app.Say("Kasus", "Case"), record.name()},
       {app.Say("Menurut yang diketahui", "As known at"),
        file.known_at == nullptr ? "" : ZoneInstant(*file.known_at, zone)},
       {app.Say("Status", "State"), StateText(app, file, zone)},
       {app.Say("Pekerja", "Worker"),
        worker.empty() ? report.seeker() : worker + " (" + report.seeker() + ")"},
       {app.Say("Pemberi kerja", "Employer"), report.employer()},
       {app.Say("Laporan", "Report"), ReportText(app, labels, report, zone)},
       {app.Say("Jabatan lama", "Old job"), labels.Occupation(report.occupation_code())},
       {app.Say("Upah sebelumnya", "Wage before"), wage},
       {app.Say("Tidak bekerja sejak", "Without work since"), DayText(report.incapacity_from())},
       {app.Say("Lanjutan dari", "Continues"), report.previous_case()},
       {app.Say("Anak tangga", "Rung"), Label(app.settings.language, record.rung())},
       {app.Say("Manajer kasus", "Case manager"),
        record.manager().empty() ? app.Say("belum ada", "nobody yet") : record.manager()},
       {app.Say("Cabang", "Branch"), record.branch()},
       {app.Say("Persetujuan pekerja", "Worker's consent"), WorkerConsentText(app, record)},
       {app.Say("Persetujuan pemberi kerja", "Employer's consent"),
        EmployerConsentText(app, record)},
       {app.Say("Dicarikan pekerjaan lain sejak", "Search for other work since"),
        record.has_search_time() ? ZoneInstant(record.search_time(), zone) : ""},
       {app.Say("Dokumen belum ada", "Documents missing"), DocumentsText(app, record)}},
      width);
}

// As it is typed, "start-rehab"; of one this program does not know, its number.
std::string TypedMove(v1::CaseTrigger trigger) {
  const auto* value = v1::CaseTrigger_descriptor()->FindValueByNumber(trigger);
  if (value == nullptr || value->index() == 0) return std::to_string(trigger);
  return ChoicesOf(v1::CaseTrigger_descriptor())[static_cast<size_t>(value->index()) - 1];
}

// Always there, so not worth a line after each step.
bool IsAlwaysOpen(v1::CaseTrigger trigger) {
  return trigger == v1::CASE_TRIGGER_WITHDRAW || trigger == v1::CASE_TRIGGER_RECORD_DEATH;
}

}  // namespace

std::string MissingText(TextLanguage language, const v1::MissingGuard& missing) {
  const std::string text = OneLine(Say(language, missing.text()));
  const std::string basis =
      BasisText(language, missing.mark(), OneLine(Say(language, missing.basis())));
  return basis.empty() ? text : text + " [" + basis + "]";
}

std::string NextMovesText(const App& app, const v1::Case& record, size_t width) {
  const TextLanguage language = app.settings.language;
  std::string text;
  const auto add = [&](const std::string& indent, const std::string& line) {
    bool first = true;
    for (const std::string& part : Wrap(line, width > 40 ? width - indent.size() - 2 : 0)) {
      text += indent + (std::exchange(first, false) ? "" : "  ") + part + "\n";
    }
  };
  for (const v1::NextMove& move : record.next_moves()) {
    std::string line = Label(language, move.trigger()) + " (" + TypedMove(move.trigger()) + ")";
    if (move.to() != v1::CASE_STATE_UNSPECIFIED) {
      line += app.Say(", ke ", ", to ") + Label(language, move.to());
    }
    add("  ", line + (move.missing().empty() ? app.Say(": bisa sekarang", ": can be made now")
                                             : app.Say(": masih perlu", ": still needs")));
    for (const v1::MissingGuard& missing : move.missing()) {
      add("    - ", MissingText(language, missing));
    }
  }
  return text;
}

std::string CaseFileText(App& app, Labels& labels, const CaseFile& file, size_t width) {
  const auto& deadlines = file.deadlines.deadlines();
  const std::string zone = deadlines.empty() ? "WIB" : deadlines[0].zone();
  std::string text = HeadText(app, labels, file, zone, width);
  if (!file.record.next_moves().empty()) {
    text += "\n" + app.Say("Langkah berikutnya", "What can come next") + "\n" +
            NextMovesText(app, file.record, width);
  }
  if (!deadlines.empty()) {
    text += "\n" + app.Say("Tenggat", "Deadlines") + "\n" +
            DueTable(app, deadlines, file.now, true).Text(width);
  }
  text += "\n" + app.Say("Perjalanan kasus (waktu ", "The log (times in ") + zone + ")\n" +
          TimelineText(app, labels, file.events, file.known_at, zone, width);
  return text;
}

void PrintCases(App& app, const v1::ListCasesResponse& response) {
  Labels labels(app);
  Table table = CaseTable(app);
  for (const v1::Case& record : response.cases()) AddCase(app, labels, record, &table);
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void PrintCaseFile(App& app, const CaseFile& file) {
  Labels labels(app);
  if (app.for_people()) return app.Print(CaseFileText(app, labels, file, TerminalWidth()));
  Table table = CaseTable(app);
  AddCase(app, labels, file.record, &table);
  app.PrintAnswer(file.record, table);
}

void PrintCaseStep(App& app, const v1::Case& after) {
  if (!app.for_people()) return app.PrintJson(after);
  const TextLanguage language = app.settings.language;
  std::string text = after.name() + ": " + Label(language, after.state());
  if (after.outcome() != v1::CASE_OUTCOME_UNSPECIFIED) {
    text += ", " + Label(language, after.outcome());
  }
  std::string open;
  for (const v1::NextMove& move : after.next_moves()) {
    if (!move.missing().empty() || IsAlwaysOpen(move.trigger())) continue;
    open += (open.empty() ? "" : "; ") + Label(language, move.trigger());
  }
  if (!open.empty()) text += app.Say(". Bisa sekarang: ", ". Can be made now: ") + open;
  if (app.settings.dry_run) {
    text += app.Say(" (tidak disimpan: --dry-run)", " (not stored: --dry-run)");
  }
  app.Print(text + "\n");
}

}  // namespace setara
