#include "clients/quota_text.h"

#include "clients/labels.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string Count(const App& app, bool known, int64_t count) {
  return known ? Number(app.settings.language, count) : "";
}

std::string Raw(bool known, int64_t count) { return known ? std::to_string(count) : ""; }

std::string RequirementText(const App& app, const v1::QuotaRequirement& requirement) {
  std::string text = requirement.has_required_workers()
                         ? Number(app.settings.language, requirement.required_workers()) +
                               app.Say(" orang", " persons")
                         : app.Say("angkanya belum dibaca", "its figure was not read");
  if (!requirement.calculation().empty()) text += ", " + requirement.calculation();
  text += ". " + app.Say("Aturan: ", "Rule: ") + RuleText(requirement.rule());
  if (requirement.below_practice_minimum()) {
    text += ". " + Label(app.settings.language, v1::QUOTA_FLAG_BELOW_PRACTICE_MINIMUM) +
            app.Say(": praktik membaca ", ": practice reads ") +
            Number(app.settings.language, requirement.practice_required_workers());
  }
  if (requirement.stricter_than_statute()) {
    text += ". " + app.Say("Lebih ketat daripada undang-undang", "Stricter than the statute");
  }
  return text;
}

std::vector<std::string> FlagNames(const v1::QuotaStatus& status) {
  std::vector<std::string> names;
  for (const int flag : status.flags()) {
    names.push_back(v1::QuotaFlag_Name(static_cast<v1::QuotaFlag>(flag)));
  }
  return names;
}

Cell FlagsCell(const App& app, const v1::QuotaStatus& status) {
  std::string shown;
  std::string raw;
  for (const int flag : status.flags()) {
    shown += (shown.empty() ? "" : ", ") +
             Label(app.settings.language, static_cast<v1::QuotaFlag>(flag));
  }
  for (const std::string& name : FlagNames(status)) raw += (raw.empty() ? "" : ";") + name;
  return {shown, raw};
}

Table StatusTable(const App& app) {
  return Table({{"employer", "ID", false, true},
                {"employer_display_name", app.Say("Pemberi kerja", "Employer")},
                {"kind", app.Say("Jenis", "Kind")},
                {"seat_region_code", app.Say("Kedudukan", "Seat")},
                {"state", app.Say("Status", "Status"), false, true},
                {"headcount", app.Say("Pekerja", "Workers"), true},
                {"required_workers", app.Say("Wajib", "Required"), true},
                {"counted_workers", app.Say("Terhitung", "Counted"), true},
                {"shortfall", app.Say("Kurang", "Short by"), true},
                {"rule_id", app.Say("Aturan", "Rule"), false, true},
                {"flags", app.Say("Catatan", "Remarks")}});
}

void AddStatus(App& app, Labels& labels, const v1::QuotaStatus& status, Table* table) {
  const TextLanguage language = app.settings.language;
  table->Add({status.employer(), status.employer_display_name(),
              Cell(Label(language, status.kind()), v1::EmployerKind_Name(status.kind())),
              Cell(app.for_people() ? labels.Region(status.seat_region_code()) : "",
                   status.seat_region_code()),
              Cell(Label(language, status.state()), v1::QuotaState_Name(status.state())),
              Cell(Count(app, status.has_headcount(), status.headcount()),
                   Raw(status.has_headcount(), status.headcount())),
              Cell(Count(app, status.has_required_workers(), status.required_workers()),
                   Raw(status.has_required_workers(), status.required_workers())),
              Cell(Count(app, status.has_counted_workers(), status.counted_workers()),
                   Raw(status.has_counted_workers(), status.counted_workers())),
              Cell(Count(app, status.has_shortfall(), status.shortfall()),
                   Raw(status.has_shortfall(), status.shortfall())),
              status.requirement().rule().rule_id(), FlagsCell(app, status)});
}

std::string TotalsText(const App& app, const v1::QuotaTotals& totals) {
  const auto number = [&app](int64_t count) { return Number(app.settings.language, count); };
  return Listing(
      {{app.Say("Pemberi kerja", "Employers"),
        number(totals.employers()) + app.Say(": terpenuhi ", ": met ") + number(totals.met()) +
            app.Say(", kurang ", ", short ") + number(totals.short_()) +
            app.Say(", tidak ada data ", ", no data ") + number(totals.no_data()) +
            app.Say(", tidak ada aturan ", ", no rule ") + number(totals.no_rule())},
       {app.Say("Pekerja", "Workers"), number(totals.headcount())},
       {app.Say("Wajib", "Required"), number(totals.required_workers())},
       {app.Say("Terhitung", "Counted"), number(totals.counted_workers())},
       {app.Say("Kurang", "Short by"), number(totals.shortfall())}},
      TerminalWidth());
}

}  // namespace

std::string RuleText(const v1::QuotaRule& rule) {
  return rule.rule_id() + (rule.legal_basis().empty() ? "" : ", " + rule.legal_basis());
}

void PrintRequired(App& app, const v1::ComputeRequiredWorkersResponse& response) {
  Table table(
      {{"rule_id", ""}, {"legal_basis", ""}, {"required_workers", ""}, {"calculation", ""}});
  const auto add = [&table](const v1::QuotaRequirement& requirement) {
    table.Add({requirement.rule().rule_id(), requirement.rule().legal_basis(),
               Raw(requirement.has_required_workers(), requirement.required_workers()),
               requirement.calculation()});
  };
  add(response.requirement());
  for (const auto& requirement : response.regional()) add(requirement);
  if (!app.for_people()) return app.PrintAnswer(response, table);
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Wajib", "Required"), RequirementText(app, response.requirement())},
      {app.Say("Pada", "On"), DayText(response.as_of())}};
  for (const auto& requirement : response.regional()) {
    lines.emplace_back(app.Say("Aturan daerah", "Regional rule"),
                       RequirementText(app, requirement));
  }
  for (const std::string& note : response.practice_notes()) {
    lines.emplace_back(app.Say("Praktik", "Practice"), note);
  }
  app.Print(Listing(lines, TerminalWidth()));
}

void PrintStatus(App& app, const v1::QuotaStatus& status) {
  Labels labels(app);
  if (!app.for_people()) {
    Table table = StatusTable(app);
    AddStatus(app, labels, status, &table);
    return app.PrintAnswer(status, table);
  }
  const TextLanguage language = app.settings.language;
  std::string state = Label(language, status.state());
  if (status.shortfall() > 0) {
    state += " " + Number(language, status.shortfall()) + app.Say(" orang", " persons");
  }
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Pemberi kerja", "Employer"),
       status.employer_display_name() + " (" + status.employer() + ")"},
      {app.Say("Jenis", "Kind"), Label(language, status.kind())},
      {app.Say("Kedudukan", "Seat"), labels.Region(status.seat_region_code())},
      {app.Say("Pada", "On"), DayText(status.as_of())},
      {app.Say("Menurut yang diketahui", "As known at"), InstantText(status.known_at())},
      {app.Say("Status", "Status"), state},
      {app.Say("Pekerja", "Workers"), status.has_headcount()
                                          ? Number(language, status.headcount()) +
                                                app.Say(", laporan per ", ", reported as of ") +
                                                DayText(status.headcount_valid_from())
                                          : app.Say("tidak ada laporan", "no report")},
      {app.Say("Terhitung", "Counted"),
       status.has_counted_workers() ? Number(language, status.counted_workers()) : ""},
      {app.Say("Dilaporkan", "Reported"),
       status.has_reported_workers() ? Number(language, status.reported_workers()) : ""}};
  if (status.has_requirement()) {
    lines.emplace_back(app.Say("Wajib", "Required"), RequirementText(app, status.requirement()));
  }
  for (const auto& requirement : status.regional()) {
    lines.emplace_back(app.Say("Aturan daerah", "Regional rule"),
                       RequirementText(app, requirement));
  }
  lines.emplace_back(app.Say("Catatan", "Remarks"), FlagsCell(app, status).shown);
  app.Print(Listing(lines, TerminalWidth()));
}

void PrintStatuses(App& app, const v1::ListQuotaStatusesResponse& response) {
  Labels labels(app);
  Table table = StatusTable(app);
  for (const v1::QuotaStatus& status : response.statuses()) AddStatus(app, labels, status, &table);
  app.PrintAnswer(response, table);
  if (!app.for_people()) return;
  app.Print("\n" + app.Say("Pada ", "On ") + DayText(response.as_of()) +
            app.Say(", menurut yang diketahui ", ", as known at ") +
            InstantText(response.known_at()) + "\n");
  if (response.has_totals()) app.Print(TotalsText(app, response.totals()));
  app.PrintMore(response.next_page_token());
}

std::string StatusesCsv(App& app, const v1::ListQuotaStatusesResponse& response) {
  Labels labels(app);
  Table table = StatusTable(app);
  for (const v1::QuotaStatus& status : response.statuses()) AddStatus(app, labels, status, &table);
  return table.Csv();
}

}  // namespace setara
