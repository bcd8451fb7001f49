#include "clients/search_text.h"

#include "clients/opening_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string FacetText(const App& app, const v1::FacetCounts& facet) {
  std::string text = "\n" + Label(app.settings.language, facet.facet()) + "\n";
  Table table(
      {{"value", app.Say("Nilai", "Value")}, {"count", app.Say("Lowongan", "Openings"), true}});
  for (const v1::FacetValue& value : facet.values()) {
    std::string label = Say(app.settings.language, value.label());
    if (label.empty()) label = value.value();
    if (label.empty()) label = app.Say("tidak diketahui", "not known");
    table.Add({label, Number(app.settings.language, value.count())});
  }
  return table.empty() ? "" : text + table.Text(TerminalWidth());
}

std::string DistanceText(const App& app, const v1::OpeningHit& hit) {
  if (!hit.has_distance_metres()) return "";
  return Number(app.settings.language, (hit.distance_metres() + 500) / 1000) + " km";
}

}  // namespace

std::string Bracketed(const v1::Snippet& snippet) {
  const std::string& text = snippet.text();
  std::string out;
  size_t at = 0;
  for (const v1::TextRange& range : snippet.highlights()) {
    const auto begin = static_cast<size_t>(range.begin());
    const auto end = static_cast<size_t>(range.end());
    if (range.begin() < 0 || begin < at || end <= begin || end > text.size()) continue;
    out += text.substr(at, begin - at) + "[" + text.substr(begin, end - begin) + "]";
    at = end;
  }
  return out + text.substr(at);
}

void PrintSearch(App& app, const v1::SearchOpeningsResponse& response) {
  Labels labels(app);
  std::vector<Column> columns = OpeningColumns(app);
  columns.push_back({"distance_metres", app.Say("Jarak", "Distance"), true});
  Table table(std::move(columns));
  for (const v1::OpeningHit& hit : response.hits()) {
    std::vector<Cell> cells = OpeningCells(app, labels, hit.opening());
    if (!hit.title().highlights().empty()) cells[1].shown = Bracketed(hit.title());
    cells.emplace_back(DistanceText(app, hit),
                       hit.has_distance_metres() ? std::to_string(hit.distance_metres()) : "");
    table.Add(std::move(cells));
    if (!hit.description().text().empty()) table.Note(Bracketed(hit.description()));
  }
  app.PrintAnswer(response, table);
  if (!app.for_people()) return;
  for (const v1::FacetCounts& facet : response.facets()) app.Print(FacetText(app, facet));
  app.Print("\n" + Number(app.settings.language, response.total_size()) +
            app.Say(" lowongan ditemukan, dibuka pada ", " openings found, open on ") +
            DayText(response.open_on()) + "\n");
  app.PrintMore(response.next_page_token());
}

}  // namespace setara
