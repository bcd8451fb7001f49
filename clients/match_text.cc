#include "clients/match_text.h"

#include "clients/opening_text.h"
#include "clients/seeker_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

template <typename Texts>
std::string Codes(const Texts& codes) {
  std::string text;
  for (const std::string& code : codes) text += (text.empty() ? "" : ";") + code;
  return text;
}

std::vector<Column> MatchColumns(const App& app, std::vector<Column> columns) {
  std::vector<Column> all = {{"tier", app.Say("Tingkat", "Tier"), false, true},
                             {"score", app.Say("Nilai", "Score"), true}};
  for (Column& column : columns) all.push_back(std::move(column));
  all.push_back({"accommodations_to_provide", app.Say("Perlu disediakan", "To provide")});
  return all;
}

template <typename Match>
void AddMatchRow(App& app, Labels& labels, const Match& match, std::vector<Cell> cells,
                 Table* table) {
  std::vector<Cell> all = {
      Cell(Label(app.settings.language, match.tier()), v1::MatchTier_Name(match.tier())),
      Cell(ScoreText(app.settings.language, match.score()), std::to_string(match.score()))};
  for (Cell& cell : cells) all.push_back(std::move(cell));
  all.push_back(Cell(app.for_people() ? labels.Terms(match.accommodations_to_provide()) : "",
                     Codes(match.accommodations_to_provide())));
  table->Add(std::move(all));
  if (!match.summary().empty()) table->Note(match.summary());
}

template <typename Response>
void PrintCounts(App& app, const Response& response) {
  const TextLanguage language = app.settings.language;
  if (!response.tier_counts().empty()) {
    Table table(
        {{"tier", app.Say("Tingkat", "Tier")}, {"count", app.Say("Banyaknya", "How many"), true}});
    for (const v1::TierCount& count : response.tier_counts()) {
      table.Add({Label(language, count.tier()), Number(language, count.count())});
    }
    app.Print("\n" + table.Text(TerminalWidth()));
  }
  if (!response.exclusions().empty()) {
    Table table({{"condition", app.Say("Tidak masuk karena", "Left out because of")},
                 {"count", app.Say("Banyaknya", "How many"), true}});
    for (const v1::ExclusionCount& count : response.exclusions()) {
      table.Add({Label(language, count.condition()), Number(language, count.count())});
    }
    app.Print("\n" + table.Text(TerminalWidth()));
  }
}

template <typename Response>
void PrintRest(App& app, const Response& response) {
  if (!app.for_people()) return;
  PrintCounts(app, response);
  if (!response.unlocks().empty()) {
    Table table({{"accommodation", app.Say("Bila tersedia", "If offered")},
                 {"gained", app.Say("Tambahan yang cocok", "More that fit"), true}});
    for (const v1::Unlock& unlock : response.unlocks()) {
      table.Add({unlock.accommodation() + " " + Say(app.settings.language, unlock.label()),
                 "+" + Number(app.settings.language, unlock.gained())});
    }
    app.Print("\n" + table.Text(TerminalWidth()));
  }
  app.PrintMore(response.next_page_token());
}

}  // namespace

std::string ScoreText(TextLanguage language, int32_t score) {
  const int tenths = (score + 500) / 1000;
  return std::to_string(tenths / 10) + (language == TextLanguage::kEnglish ? "." : ",") +
         std::to_string(tenths % 10);
}

void PrintOpeningMatches(App& app, const v1::MatchOpeningsResponse& response) {
  Labels labels(app);
  Table table(MatchColumns(app, OpeningColumns(app)));
  for (const v1::OpeningMatch& match : response.matches()) {
    AddMatchRow(app, labels, match, OpeningCells(app, labels, match.opening()), &table);
  }
  app.PrintAnswer(response, table);
  PrintRest(app, response);
}

void PrintSeekerMatches(App& app, const v1::MatchSeekersResponse& response) {
  Labels labels(app);
  Table table(MatchColumns(app, SeekerColumns(app)));
  for (const v1::SeekerMatch& match : response.matches()) {
    AddMatchRow(app, labels, match, SeekerCells(app, labels, match.seeker()), &table);
  }
  app.PrintAnswer(response, table);
  PrintRest(app, response);
}

}  // namespace setara
