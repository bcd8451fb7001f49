#include "clients/quota_projection_text.h"

#include "clients/quota_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

using Changes = google::protobuf::RepeatedPtrField<v1::QuotaChange>;

Cell CountCell(const App& app, bool known, int64_t count) {
  if (!known) return "";
  return {Number(app.settings.language, count), std::to_string(count)};
}

void Append(std::string& list, const std::string& item, const char* separator = ", ") {
  list += (list.empty() ? "" : separator) + item;
}

std::string Persons(const App& app, int64_t count) {
  const bool one = count == 1;
  return Number(app.settings.language, count) + app.Say(" orang", one ? " person" : " persons");
}

std::string ChangeText(const App& app, const v1::QuotaChange& change) {
  const std::string what = Label(app.settings.language, change.kind()) + " ";
  if (change.kind() == v1::QUOTA_CHANGE_KIND_HEADCOUNT) {
    return what + Number(app.settings.language, change.count());
  }
  return what + Persons(app, change.count()) +
         (change.headcount_unchanged()
              ? app.Say(" (jumlah pekerja tetap)", " (headcount unchanged)")
              : "");
}

std::string RecordsText(const App& app, const v1::QuotaRecordCauses& records) {
  std::string text;
  const auto add = [&](int64_t count, const char* indonesian, const char* english) {
    if (count > 0) Append(text, app.Say(indonesian, english) + ": " + Persons(app, count));
  };
  add(records.evidence_ends(), "bukti berakhir", "evidence ends");
  add(records.fixed_term_ends(), "masa PKWT habis", "fixed term ends");
  add(records.employment_ends(), "hubungan kerja berakhir", "employment ends");
  add(records.begin(), "mulai terhitung", "begin to count");
  return text;
}

std::string CauseText(const App& app, const Changes& changes, const v1::QuotaPeriod& period,
                      const v1::QuotaPeriodCause& cause) {
  const TextLanguage language = app.settings.language;
  if (cause.has_change_index() && cause.change_index() < changes.size()) {
    return ChangeText(app, changes[cause.change_index()]);
  }
  if (cause.kind() == v1::QUOTA_PERIOD_CAUSE_KIND_RECORDS) {
    const std::string records = RecordsText(app, period.record_causes());
    if (!records.empty()) return records;
  }
  const std::string label = Label(language, cause.kind());
  return cause.rule_id().empty() ? label : label + " " + cause.rule_id();
}

// The first period has no causes; what is supposed from its first day on stands in their place.
std::string CausesText(const App& app, const Changes& changes, const v1::QuotaPeriod& period) {
  std::string text;
  for (const v1::QuotaPeriodCause& cause : period.causes()) {
    Append(text, CauseText(app, changes, period, cause), "; ");
  }
  if (!text.empty()) return text;
  for (const v1::QuotaChange& change : changes) {
    if (change.has_valid_from() && DayText(change.valid_from()) != DayText(period.valid_from())) {
      continue;
    }
    Append(text, ChangeText(app, change), "; ");
  }
  return text;
}

std::vector<Column> FigureColumns(const App& app) {
  return {{"state", app.Say("Status", "Status"), false, true},
          {"headcount", app.Say("Pekerja", "Workers"), true},
          {"required_workers", app.Say("Wajib", "Required"), true},
          {"counted_workers", app.Say("Terhitung", "Counted"), true},
          {"shortfall", app.Say("Kurang", "Short by"), true},
          {"rule_id", app.Say("Aturan", "Rule"), false, true},
          {"regional", app.Say("Aturan daerah", "Regional rules")},
          {"flags", app.Say("Catatan", "Remarks")}};
}

Cell RegionalCell(const v1::QuotaFigures& figures) {
  std::string text;
  for (const v1::RegionalQuotaFigure& figure : figures.regional()) {
    Append(text, figure.rule_id() + (figure.has_required_workers()
                                         ? ": " + std::to_string(figure.required_workers())
                                         : ""));
  }
  return text;
}

void AddFigures(const App& app, const v1::QuotaFigures& figures, std::vector<Cell>& cells) {
  const TextLanguage language = app.settings.language;
  std::string shown;
  std::string raw;
  for (const int value : figures.flags()) {
    const auto flag = static_cast<v1::QuotaFlag>(value);
    Append(shown, Label(language, flag));
    Append(raw, v1::QuotaFlag_Name(flag), ";");
  }
  cells.emplace_back(Label(language, figures.state()), v1::QuotaState_Name(figures.state()));
  cells.push_back(CountCell(app, figures.has_headcount(), figures.headcount()));
  cells.push_back(CountCell(app, figures.has_required_workers(), figures.required_workers()));
  cells.push_back(CountCell(app, figures.has_counted_workers(), figures.counted_workers()));
  cells.push_back(CountCell(app, figures.has_shortfall(), figures.shortfall()));
  cells.emplace_back(figures.rule_id());
  cells.push_back(RegionalCell(figures));
  cells.emplace_back(shown, raw);
}

Table TimelineTable(const App& app, bool named) {
  std::vector<Column> columns;
  if (named) columns.push_back({"timeline", "", false, true});
  columns.push_back({"valid_from", app.Say("Sejak", "From"), false, true});
  columns.push_back({"valid_until", app.Say("Sampai sebelum", "Until before"), false, true});
  for (Column& column : FigureColumns(app)) columns.push_back(std::move(column));
  columns.push_back({"causes", app.Say("Sebab", "Cause")});
  return Table(std::move(columns));
}

void AddPeriods(const App& app, const Changes& changes, const v1::QuotaTimeline& timeline,
                const std::string& name, Table* table) {
  for (const v1::QuotaPeriod& period : timeline.periods()) {
    std::vector<Cell> cells;
    if (!name.empty()) cells.emplace_back(name);
    cells.emplace_back(DayText(period.valid_from()));
    cells.emplace_back(DayText(period.valid_until()));
    AddFigures(app, period.figures(), cells);
    cells.emplace_back(CausesText(app, changes, period));
    table->Add(std::move(cells));
  }
}

// "Kurang sejak 2026-03-01 (bukti berakhir: 1 orang)".
std::string DaysToWatch(const App& app, const Changes& changes, const v1::QuotaTimeline& timeline) {
  std::string text = app.Say("Tidak pernah kurang dalam rentang ini.", "Never short in this time.");
  if (timeline.has_short_from()) {
    const bool already = timeline.periods(0).figures().state() == v1::QUOTA_STATE_SHORT;
    text = (already ? app.Say("Sudah kurang pada ", "Short already on ")
                    : app.Say("Kurang sejak ", "Short from ")) +
           DayText(timeline.short_from());
    for (const v1::QuotaPeriod& period : timeline.periods()) {
      if (DayText(period.valid_from()) != DayText(timeline.short_from())) continue;
      const std::string causes = CausesText(app, changes, period);
      text += causes.empty() ? "" : " (" + causes + ")";
    }
    text += ".";
  }
  if (timeline.has_stale_from()) {
    text += app.Say(" Laporan lebih dari 13 bulan sejak ", " Report older than 13 months from ") +
            DayText(timeline.stale_from()) + ".";
  }
  return text + "\n";
}

template <typename Rules>
void PrintCited(const App& app, const Rules& rules) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const v1::QuotaRule& rule : rules) {
    lines.emplace_back(rule.rule_id(), rule.legal_basis() + ": " + rule.formula());
  }
  if (!lines.empty()) app.Print("\n" + Listing(lines, TerminalWidth()));
}

void PrintTimeline(App& app, const Changes& changes, const v1::QuotaTimeline& timeline,
                   const std::string& title) {
  Table table = TimelineTable(app, false);
  AddPeriods(app, changes, timeline, "", &table);
  app.Print(title + ": " + DaysToWatch(app, changes, timeline) + "\n" +
            table.Text(TerminalWidth()));
}

template <typename Response>
void PrintBoth(App& app, const Changes& changes, const Response& response) {
  if (!app.for_people()) {
    Table table = TimelineTable(app, true);
    AddPeriods(app, Changes(), response.unchanged(), "unchanged", &table);
    AddPeriods(app, changes, response.changed(), "changed", &table);
    return app.PrintAnswer(response, table);
  }
  PrintTimeline(app, Changes(), response.unchanged(),
                app.Say("Tanpa perubahan", "Without any change"));
  if (response.has_changed()) {
    app.Print("\n");
    PrintTimeline(app, changes, response.changed(),
                  app.Say("Dengan perubahan", "With the changes"));
  }
  PrintCited(app, response.rules());
}

std::string FractionText(const App& app, const v1::QuotaFraction& value) {
  if (value.denominator() <= 1) return Number(app.settings.language, value.numerator());
  const int64_t whole = value.numerator() / value.denominator();
  return Number(app.settings.language, whole) + " " +
         std::to_string(value.numerator() % value.denominator()) + "/" +
         std::to_string(value.denominator());
}

template <typename Days>
std::string DaysText(const Days& days) {
  std::string text;
  for (const v1::Date& day : days) Append(text, DayText(day));
  return text;
}

void PrintAverage(const App& app, const v1::ListQuotaSeriesResponse& response) {
  std::vector<std::pair<std::string, std::string>> lines;
  if (response.has_average()) {
    const v1::QuotaAverage& average = response.average();
    const auto over = [&](int32_t months) {
      return app.Say(" (", " (") + std::to_string(months) + app.Say(" bulan)", " months)");
    };
    lines.emplace_back(app.Say("Rata-rata pekerja", "Average workers"),
                       FractionText(app, average.headcount()) + over(average.months()));
    for (const v1::QuotaAverageRequirement& requirement : average.requirements()) {
      lines.emplace_back(
          app.Say("Wajib dari rata-rata", "Required of the average"),
          requirement.calculation() + ", " + requirement.rule_id() + over(requirement.months()));
    }
    if (average.has_counted_workers()) {
      lines.emplace_back(
          app.Say("Rata-rata terhitung", "Average counted"),
          FractionText(app, average.counted_workers()) + over(average.counted_months()));
    }
    lines.emplace_back(app.Say("Cara", "Method"), Say(app.settings.language, average.method()));
  }
  lines.emplace_back(app.Say("Tanpa data", "Without data"), DaysText(response.days_without_data()));
  lines.emplace_back(app.Say("Belum tiba", "Still to come"), DaysText(response.days_to_come()));
  app.Print("\n" + Listing(lines, TerminalWidth()));
}

}  // namespace

void PrintProjection(App& app, const Changes& changes, const v1::ProjectQuotaResponse& response) {
  if (app.for_people()) {
    app.Print(response.employer_display_name() + " (" + response.employer() + ")" +
              app.Say(", menurut yang diketahui ", ", as known at ") +
              InstantText(response.known_at()) + "\n");
  }
  PrintBoth(app, changes, response);
}

void PrintProjection(App& app, const Changes& changes,
                     const v1::ComputeQuotaProjectionResponse& response) {
  PrintBoth(app, changes, response);
}

void PrintSeries(App& app, const v1::ListQuotaSeriesRequest& request,
                 const v1::ListQuotaSeriesResponse& response) {
  std::vector<Column> columns = {{"day", app.Say("Pada", "On"), false, true}};
  for (Column& column : FigureColumns(app)) columns.push_back(std::move(column));
  Table table(std::move(columns));
  for (const v1::QuotaSeriesMonth& month : response.months()) {
    std::vector<Cell> cells = {DayText(month.day())};
    AddFigures(app, month.figures(), cells);
    table.Add(std::move(cells));
  }
  if (!app.for_people()) return app.PrintAnswer(response, table);
  const bool first = request.day() == v1::QUOTA_SERIES_DAY_FIRST;
  app.Print(
      response.employer_display_name() + " (" + response.employer() + "), " +
      Label(app.settings.language, first ? v1::QUOTA_SERIES_DAY_FIRST : v1::QUOTA_SERIES_DAY_LAST) +
      app.Say(" (pilihan kami: --day)", " (our default: --day)") +
      app.Say(", menurut yang diketahui ", ", as known at ") + InstantText(response.known_at()) +
      "\n\n");
  app.PrintAnswer(response, table);
  PrintAverage(app, response);
  PrintCited(app, response.rules());
}

}  // namespace setara
