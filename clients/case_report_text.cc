#include "clients/case_report_text.h"

#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string Withheld(TextLanguage language) { return Say(language, "ditahan", "withheld"); }

Cell CountCell(const App& app, const v1::CaseCount& count) {
  if (!count.has_value()) return {Withheld(app.settings.language), ""};
  return {Number(app.settings.language, count.value()), std::to_string(count.value())};
}

Cell DaysCell(const App& app, bool known, int32_t days) {
  if (!known) return "";
  return {Number(app.settings.language, days), std::to_string(days)};
}

Cell ShareCell(const App& app, bool known, int32_t hundredths) {
  if (!known) return "";
  return {ShareText(app.settings.language, hundredths), std::to_string(hundredths)};
}

Table AgeingTable(const App& app, const v1::CaseloadReport& report) {
  Table table({{"state", app.Say("Status", "State"), false, true},
               {"cases", app.Say("Kasus", "Cases"), true},
               {"days_0_7", app.Say("0-7 hari", "0-7 days"), true},
               {"days_8_14", "8-14", true},
               {"days_15_30", "15-30", true},
               {"days_31_60", "31-60", true},
               {"days_61_90", "61-90", true},
               {"days_over_90", ">90", true},
               {"median_days", app.Say("Median hari", "Median days"), true},
               {"oldest_days", app.Say("Terlama", "Oldest"), true},
               {"overdue_share", app.Say("Lewat tenggat", "Past deadline"), true}});
  for (const v1::StateAgeing& state : report.ageing()) {
    std::vector<Cell> cells = {
        Cell(Label(app.settings.language, state.state()), v1::CaseState_Name(state.state())),
        CountCell(app, state.cases())};
    for (int i = 0; i < 6; ++i) {
      cells.push_back(i < state.buckets_size() ? CountCell(app, state.buckets(i)) : Cell(""));
    }
    cells.push_back(DaysCell(app, state.has_median_days(), state.median_days()));
    cells.push_back(DaysCell(app, state.has_oldest_days(), state.oldest_days()));
    cells.push_back(ShareCell(app, state.has_overdue_share(), state.overdue_share()));
    table.Add(std::move(cells));
  }
  return table;
}

Table ManagerTable(const App& app, const v1::CaseloadReport& report) {
  Table table({{"manager", app.Say("Manajer kasus", "Case manager"), false, true},
               {"display_name", app.Say("Nama", "Name")},
               {"cases", app.Say("Kasus terbuka", "Open cases"), true},
               {"overdue_cases", app.Say("Dengan yang terlambat", "With something late"), true}});
  for (const v1::ManagerCaseload& manager : report.managers()) {
    table.Add({manager.manager().empty() ? Cell(app.Say("(belum ada)", "(nobody yet)"), "")
                                         : Cell(manager.manager()),
               manager.display_name(), CountCell(app, manager.cases()),
               CountCell(app, manager.overdue_cases())});
  }
  return table;
}

Table DeadlineTable(const App& app, const v1::CaseloadReport& report) {
  Table table({{"kind", ""},
               {"label", app.Say("Tenggat", "Deadline")},
               {"overdue", app.Say("Terlambat", "Overdue"), true},
               {"due", app.Say("Hari ini", "Today"), true},
               {"coming_up", app.Say("Segera", "Coming up"), true},
               {"sounding", app.Say("Alarm", "Alarm"), true}});
  for (const v1::DeadlineKindCount& kind : report.deadlines()) {
    table.Add({Cell("", kind.kind()), Say(app.settings.language, kind.label()),
               CountCell(app, kind.overdue()), CountCell(app, kind.due()),
               CountCell(app, kind.coming_up()), CountCell(app, kind.sounding())});
  }
  return table;
}

void PrintSection(App& app, const std::string& heading, const Table& table) {
  if (table.empty()) return;
  app.Print("\n" + heading + "\n" + table.Text(TerminalWidth()));
}

void PrintWithheldNote(App& app) {
  app.Print(
      "\n" +
      app.Say("\"ditahan\": kurang dari 5, atau angka yang akan membukanya. Selain bagi "
              "penyelia cabangnya, angka dibulatkan ke bawah ke kelipatan lima.\n",
              "\"withheld\": fewer than 5, or a figure that would give them away. But for "
              "the branch's own supervisor, figures are rounded down to multiples of five.\n"));
}

std::vector<Column> OutcomeColumns(const App& app) {
  std::vector<Column> columns = {
      {"key", ""},
      {"label", app.Say("Menurut", "By")},
      {"cases", app.Say("Kasus", "Cases"), true},
      {"enrolled", app.Say("Ikut program", "Enrolled"), true},
      {"open", app.Say("Masih terbuka", "Still open"), true},
      {"closed", app.Say("Ditutup", "Closed"), true},
      {"returned", app.Say("Kembali bekerja", "Returned"), true},
      {"returned_of_closed", app.Say("dari yang ditutup", "of closed"), true},
      {"returned_of_enrolled", app.Say("dari yang ikut", "of enrolled"), true},
      {"quarter_days", app.Say("25% dalam hari", "25% within days"), true},
      {"median_days", app.Say("50%", "50%"), true},
      {"three_quarters_days", app.Say("75%", "75%"), true}};
  for (int i = 1; i < v1::CaseOutcome_descriptor()->value_count(); ++i) {
    columns.push_back({v1::CaseOutcome_descriptor()->value(i)->name(), "", true});
  }
  return columns;
}

std::string OutcomeCountText(const v1::CaseOutcomeRow& row, int outcome) {
  for (const auto& count : row.outcomes()) {
    if (count.outcome() == outcome && count.cases().has_value()) {
      return std::to_string(count.cases().value());
    }
  }
  return "";
}

void AddOutcome(const App& app, const v1::CaseOutcomeRow& row, Table* table) {
  const std::string label = OneLine(Say(app.settings.language, row.label()));
  std::vector<Cell> cells = {
      Cell("", row.key()),
      row.key().empty() ? Cell(app.Say("Semua", "All"), "all")
                        : Cell(label.empty() ? row.key() : label, label),
      CountCell(app, row.cases()),
      CountCell(app, row.enrolled()),
      CountCell(app, row.open()),
      CountCell(app, row.closed()),
      CountCell(app, row.returned()),
      ShareCell(app, row.has_returned_of_closed(), row.returned_of_closed()),
      ShareCell(app, row.has_returned_of_enrolled(), row.returned_of_enrolled()),
      DaysCell(app, row.has_quarter_days(), row.quarter_days()),
      DaysCell(app, row.has_median_days(), row.median_days()),
      DaysCell(app, row.has_three_quarters_days(), row.three_quarters_days())};
  const auto* outcomes = v1::CaseOutcome_descriptor();
  for (int i = 1; i < outcomes->value_count(); ++i) {
    cells.emplace_back("", OutcomeCountText(row, outcomes->value(i)->number()));
  }
  table->Add(std::move(cells));
}

}  // namespace

std::string ShareText(TextLanguage language, int32_t hundredths) {
  const std::string rest = std::to_string(hundredths % 100);
  return Number(language, hundredths / 100) + Say(language, ",", ".") +
         (rest.size() < 2 ? "0" : "") + rest + " %";
}

std::string BottleneckText(TextLanguage language, const v1::CaseloadReport& report) {
  const v1::StateAgeing* worst = nullptr;
  for (const v1::StateAgeing& state : report.ageing()) {
    if (!state.has_overdue_share() || state.overdue_share() == 0) continue;
    if (worst == nullptr || state.overdue_share() > worst->overdue_share()) worst = &state;
  }
  if (worst == nullptr) return "";
  return Say(language, "Paling tersendat: ", "Stalls most: ") + Label(language, worst->state()) +
         ", " + ShareText(language, worst->overdue_share()) +
         Say(language, " lewat tenggat.", " past the deadline.");
}

void PrintCaseload(App& app, const v1::CaseloadReport& report, CaseloadTable table) {
  if (!app.for_people()) {
    return app.PrintAnswer(report, table == CaseloadTable::kManagers    ? ManagerTable(app, report)
                                   : table == CaseloadTable::kDeadlines ? DeadlineTable(app, report)
                                                                        : AgeingTable(app, report));
  }
  app.Print(app.Say("Kasus terbuka: ", "Open cases: ") + CountCell(app, report.open_cases()).shown +
            app.Say(", per ", ", as of ") + DayText(report.as_of()) + "\n");
  PrintSection(app, app.Say("Lamanya di tiap status", "How long in each state"),
               AgeingTable(app, report));
  const std::string bottleneck = BottleneckText(app.settings.language, report);
  if (!bottleneck.empty()) app.Print(bottleneck + "\n");
  PrintSection(app, app.Say("Beban tiap manajer kasus", "Caseload of each case manager"),
               ManagerTable(app, report));
  PrintSection(app, app.Say("Tenggat menurut jenis", "Deadlines by kind"),
               DeadlineTable(app, report));
  PrintWithheldNote(app);
}

void PrintOutcomes(App& app, const v1::CaseOutcomeReport& report) {
  Table table(OutcomeColumns(app));
  AddOutcome(app, report.total(), &table);
  for (const v1::CaseOutcomeRow& row : report.rows()) AddOutcome(app, row, &table);
  app.PrintAnswer(report, table);
  if (!app.for_people()) return;
  Table ends(
      {{"outcome", app.Say("Hasil", "Outcome")}, {"cases", app.Say("Kasus", "Cases"), true}});
  for (const auto& count : report.total().outcomes()) {
    ends.Add({Label(app.settings.language, count.outcome()), CountCell(app, count.cases())});
  }
  PrintSection(app, app.Say("Cara berakhir", "How they ended"), ends);
  app.Print("\n" + app.Say("Kedua persentase dibaca bersama jumlah yang masih terbuka: tanpa itu "
                           "angkanya menyanjung.\n",
                           "Read both rates beside the number still open: without it they "
                           "flatter.\n"));
  PrintWithheldNote(app);
}

Table HistoryTable(const App& app, const v1::ListCaseloadHistoryResponse& response) {
  std::vector<Column> columns = {{"day", app.Say("Hari", "Day"), false, true},
                                 {"open_cases", app.Say("Terbuka", "Open"), true}};
  const auto* states = v1::CaseState_descriptor();
  std::vector<int> numbers;
  if (!response.points().empty()) {
    for (const auto& state : response.points(0).states()) numbers.push_back(state.state());
  }
  for (const int number : numbers) {
    columns.push_back({states->FindValueByNumber(number)->name(),
                       EnumLabel(app.settings.language, states, number), true});
  }
  Table table(columns);
  for (const v1::CaseloadPoint& point : response.points()) {
    std::vector<Cell> cells = {DayText(point.day()), CountCell(app, point.open_cases())};
    for (const int number : numbers) {
      Cell cell("");
      for (const auto& state : point.states()) {
        if (state.state() == number) cell = CountCell(app, state.cases());
      }
      cells.push_back(cell);
    }
    table.Add(std::move(cells));
  }
  return table;
}

void PrintHistory(App& app, const v1::ListCaseloadHistoryResponse& response) {
  app.PrintAnswer(response, HistoryTable(app, response));
  if (app.for_people()) PrintWithheldNote(app);
}

}  // namespace setara
