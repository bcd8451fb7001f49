#include "clients/fill_text.h"

#include "clients/labels.h"
#include "clients/match_text.h"
#include "clients/seeker_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

// "7", "sedikitnya 10" for who may not see the number itself; `unit` follows the number.
std::string CountText(TextLanguage language, const v1::PeopleCount& count,
                      const std::string& unit = "") {
  if (count.has_exact()) return Number(language, count.exact()) + unit;
  if (count.at_least() > 0) {
    return Say(language, "sedikitnya ", "at least ") + Number(language, count.at_least()) + unit;
  }
  return Say(language, "kurang dari 5", "fewer than 5") + unit;
}

Cell CountCell(TextLanguage language, const v1::PeopleCount& count) {
  return {CountText(language, count),
          std::to_string(count.has_exact() ? count.exact() : count.at_least())};
}

std::string RemainingText(TextLanguage language, const v1::FillTier& tier) {
  if (tier.has_remaining()) return Number(language, tier.remaining());
  if (!tier.has_remaining_at_most()) return "";
  return Say(language, "paling banyak ", "at most ") + Number(language, tier.remaining_at_most());
}

std::string GapSentence(TextLanguage language, const v1::FillShortfallResponse& response) {
  const bool one = response.employers_size() == 1 && response.short_employers() <= 1;
  const std::string name = one ? response.employers(0).employer_display_name()
                               : Number(language, response.short_employers()) +
                                     Say(language, " pemberi kerja", " employers");
  if (!response.has_shortfall()) {
    return name +
           Say(language, ": kekurangannya tidak diketahui (", ": the shortfall is not known (") +
           (one ? Label(language, response.employers(0).state()) : "") + ")";
  }
  if (response.shortfall() == 0) {
    return name + Say(language, " tidak kurang dari kuota UU 8/2016 pasal 53",
                      " is not short of the quota of UU 8/2016 art. 53");
  }
  return name + Say(language, " kurang ", one ? " is short by " : " are short by ") +
         Number(language, response.shortfall()) +
         Say(language, " orang dari kuota UU 8/2016 pasal 53",
             " persons of the quota of UU 8/2016 art. 53");
}

std::string PositionsSentence(TextLanguage language, const v1::FillShortfallResponse& response) {
  if (response.positions() == 0) {
    return Say(language, "Tidak ada lowongan hubungan kerja yang terbuka",
               "No opening of an employment relation is open");
  }
  return Say(language, "Lowongan hubungan kerja yang terbuka: ",
             "Open openings of an employment relation: ") +
         Number(language, response.openings()) + Say(language, ", posisi: ", ", positions: ") +
         Number(language, response.positions());
}

std::string PeopleSentence(TextLanguage language, const v1::FillShortfallResponse& response) {
  const v1::FillTier& last = response.tiers(response.tiers_size() - 1);
  std::string text =
      Say(language, "Yang dapat mengisinya sekaligus", "Who could fill them at once") +
      (response.branch().empty()
           ? ""
           : Say(language, ", dari cabang ", ", of branch ") + response.branch()) +
      ": " + CountText(language, last.at_once(), Say(language, " orang", " persons"));
  text += Say(language, "; tanpa tambahan akomodasi: ", "; without further accommodation: ") +
          CountText(language, response.tiers(1).at_once());
  if (response.shortfall() > 0) {
    text +=
        Say(language, ". Kekurangan yang tersisa sesudahnya: ", ". The gap that remains then: ") +
        RemainingText(language, last);
  }
  return text;
}

template <typename Rises>
std::string RisesSentence(TextLanguage language, const Rises& rises, bool exact) {
  if (rises.empty()) return "";
  const v1::AccommodationRise& first = rises.Get(0);
  return Say(language, "Yang paling menambah: ", "What would add most: ") + first.accommodation() +
         " " + Say(language, first.label()) + ", +" +
         Number(language, exact ? first.rise() : first.rise_at_least()) +
         Say(language, " orang bila disediakan di semua lowongan ini",
             " persons if offered at all these openings");
}

Table TierTable(const App& app, const v1::FillShortfallResponse& response) {
  const TextLanguage language = app.settings.language;
  Table table({{"up_to_tier", app.Say("Sampai tingkat", "Up to tier")},
               {"fitting", app.Say("Cocok", "Fitting"), true},
               {"at_once", app.Say("Sekaligus", "At once"), true},
               {"closing", app.Say("Menutup kekurangan", "Closing the gap"), true},
               {"remaining", app.Say("Sisa kekurangan", "Gap left"), true}});
  for (const v1::FillTier& tier : response.tiers()) {
    table.Add({Label(language, tier.up_to_tier()), CountCell(language, tier.fitting()),
               CountCell(language, tier.at_once()), CountCell(language, tier.closing()),
               RemainingText(language, tier)});
  }
  return table;
}

template <typename Rises>
Table RiseTable(const App& app, const Rises& rises, bool exact) {
  const TextLanguage language = app.settings.language;
  Table table({{"accommodation", app.Say("Bila tersedia", "If offered")},
               {"rise", app.Say("Tambahan sekaligus", "More at once"), true}});
  for (const v1::AccommodationRise& rise : rises) {
    table.Add({rise.accommodation() + " " + Say(language, rise.label()),
               "+" + Number(language, exact ? rise.rise() : rise.rise_at_least())});
  }
  return table;
}

Table EmployerTable(const App& app, const v1::FillShortfallResponse& response) {
  const TextLanguage language = app.settings.language;
  Table table({{"employer", "ID", false, true},
               {"employer_display_name", app.Say("Pemberi kerja", "Employer")},
               {"shortfall", app.Say("Kurang", "Short by"), true},
               {"openings", app.Say("Lowongan", "Openings"), true},
               {"positions", app.Say("Posisi", "Positions"), true},
               {"at_once", app.Say("Sekaligus", "At once"), true},
               {"closing", app.Say("Menutup kekurangan", "Closing the gap"), true}});
  for (const v1::EmployerFill& row : response.employers()) {
    table.Add({row.employer(), row.employer_display_name(),
               row.has_shortfall()
                   ? Cell(Number(language, row.shortfall()), std::to_string(row.shortfall()))
                   : Cell(Label(language, row.state()), ""),
               Cell(Number(language, row.openings()), std::to_string(row.openings())),
               Cell(Number(language, row.positions()), std::to_string(row.positions())),
               row.has_at_once() ? CountCell(language, row.at_once()) : Cell(""),
               row.has_closing() ? CountCell(language, row.closing()) : Cell("")});
  }
  return table;
}

Table OthersTable(const App& app, const v1::FillShortfallResponse& response) {
  const TextLanguage language = app.settings.language;
  Table table({{"kind", app.Say("Tidak menutup kuota", "Closing no gap")},
               {"openings", app.Say("Lowongan", "Openings"), true},
               {"positions", app.Say("Posisi", "Positions"), true},
               {"at_once", app.Say("Sekaligus", "At once"), true}});
  for (const v1::OtherOpenings& other : response.others()) {
    const std::string kind = other.kind() == v1::WORK_KIND_UNSPECIFIED
                                 ? app.Say("jenis kerja belum diketahui: tanyakan",
                                           "kind of work not known: ask the employer")
                                 : Label(language, other.kind());
    table.Add({kind, Number(language, other.openings()), Number(language, other.positions()),
               CountCell(language, other.at_once())});
  }
  return table;
}

Table ProposalTable(App& app, Labels& labels, const v1::FillShortfallResponse& response) {
  const TextLanguage language = app.settings.language;
  std::vector<Column> columns = {{"tier", app.Say("Tingkat", "Tier"), false, true},
                                 {"score", app.Say("Nilai", "Score"), true},
                                 {"opening", app.Say("Lowongan", "Opening"), false, true},
                                 {"opening_title", app.Say("Untuk", "For")},
                                 {"consent_to_share", app.Say("Izin dirujuk", "May be referred")}};
  for (Column& column : SeekerColumns(app)) columns.push_back(std::move(column));
  columns.push_back({"accommodations_to_provide", app.Say("Perlu disediakan", "To provide")});
  Table table(std::move(columns));
  for (const v1::FillProposal& proposal : response.proposals()) {
    const v1::SeekerMatch& match = proposal.match();
    const bool may = proposal.consent_to_share();
    std::vector<Cell> cells = {
        Cell(Label(language, match.tier()), v1::MatchTier_Name(match.tier())),
        Cell(ScoreText(language, match.score()), std::to_string(match.score())), proposal.opening(),
        proposal.opening_title(),
        Cell(may ? app.Say("ya", "yes") : app.Say("tanyakan dahulu", "ask first"),
             may ? "true" : "false")};
    for (Cell& cell : SeekerCells(app, labels, match.seeker())) cells.push_back(std::move(cell));
    std::string codes;
    for (const std::string& code : match.accommodations_to_provide()) {
      codes += (codes.empty() ? "" : ";") + code;
    }
    cells.emplace_back(app.for_people() ? labels.Terms(match.accommodations_to_provide()) : "",
                       codes);
    table.Add(std::move(cells));
    if (!match.summary().empty()) table.Note(match.summary());
  }
  return table;
}

void PrintUnranked(App& app, Labels& labels, const v1::FillShortfallResponse& response) {
  if (response.unranked().empty()) return;
  std::vector<Column> columns = SeekerColumns(app);
  columns.push_back({"openings", app.Say("Lowongan", "Openings")});
  Table table(std::move(columns));
  for (const v1::UnrankedCandidate& candidate : response.unranked()) {
    std::vector<Cell> cells = SeekerCells(app, labels, candidate.person().seeker());
    std::string openings;
    for (const std::string& name : candidate.openings()) {
      openings += (openings.empty() ? "" : ", ") + name;
    }
    cells.emplace_back(openings);
    table.Add(std::move(cells));
  }
  app.Print("\n" +
            app.Say("Keberatan diurutkan otomatis (UU 27/2022 pasal 10), untuk dilihat petugas:\n",
                    "Object to automated ranking (UU 27/2022 art. 10), for people to look at:\n") +
            table.Text(TerminalWidth()));
}

void PrintTables(App& app, Labels& labels, const v1::FillShortfallResponse& response) {
  const auto print = [&app](const Table& table) {
    if (!table.empty()) app.Print("\n" + table.Text(TerminalWidth()));
  };
  const bool exact = !response.branch().empty() || !response.accommodations().empty();
  print(TierTable(app, response));
  print(exact ? RiseTable(app, response.accommodations(), true)
              : RiseTable(app, response.accommodations_at_least(), false));
  print(EmployerTable(app, response));
  print(OthersTable(app, response));
  print(ProposalTable(app, labels, response));
  PrintUnranked(app, labels, response);
}

}  // namespace

std::string FillSentences(TextLanguage language, const v1::FillShortfallResponse& response) {
  std::string text =
      GapSentence(language, response) + ". " + PositionsSentence(language, response) + ".\n";
  if (response.tiers_size() < 2) return text;
  text += PeopleSentence(language, response) + ".\n";
  const bool exact = response.tiers(0).at_once().has_exact();
  const std::string rises =
      exact ? RisesSentence(language, response.accommodations(), true)
            : RisesSentence(language, response.accommodations_at_least(), false);
  if (!rises.empty()) text += rises + ".\n";
  if (!exact) {
    text += Say(language,
                "Jumlah orang dibulatkan ke bawah ke kelipatan lima, dan kurang dari 5 dapat "
                "berarti tidak ada, agar tidak ada yang dikenali.\n",
                "Counts of people are rounded down to multiples of five, and fewer than 5 may mean "
                "none, so that nobody is recognised.\n");
  }
  return text;
}

void PrintFill(App& app, const v1::FillShortfallResponse& response) {
  Labels labels(app);
  if (!app.for_people()) {
    return app.PrintAnswer(response, response.branch().empty()
                                         ? EmployerTable(app, response)
                                         : ProposalTable(app, labels, response));
  }
  // Later pages hold people alone.
  if (response.employers_size() > 0 || response.has_shortfall()) {
    app.Print(FillSentences(app.settings.language, response));
  }
  PrintTables(app, labels, response);
  app.PrintMore(response.next_page_token());
}

}  // namespace setara
