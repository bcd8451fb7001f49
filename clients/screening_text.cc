#include "clients/screening_text.h"

#include <string>
#include <utility>
#include <vector>

#include "clients/search_text.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string FieldText(const App& app, const std::string& field) {
  if (field == "title") return app.Say("judul", "title");
  if (field == "description") return app.Say("uraian", "description");
  if (field == "text") return app.Say("teks", "text");
  return field.starts_with("skill_words") ? app.Say("keterampilan", "skills") : field;
}

// The findings of one text or opening, one below the other.
std::string FindingsText(const App& app,
                         const google::protobuf::RepeatedPtrField<v1::ScreeningFinding>& findings) {
  std::string text;
  int number = 0;
  for (const v1::ScreeningFinding& finding : findings) {
    const TextLanguage language = app.settings.language;
    text +=
        "\n" +
        Listing(
            {{std::to_string(++number) + ". " + app.Say("Kalimat", "Sentence"),
              OneLine(Bracketed(finding.excerpt())) + " (" + FieldText(app, finding.field()) + ")"},
             {"   " + app.Say("Aturan", "Rule"),
              Say(language, finding.label()) + " (" + finding.rule_id() + ")"},
             {"   " + app.Say("Dasar", "Basis"), Say(language, finding.statement())},
             {"   " + app.Say("Saran", "Suggestion"), Say(language, finding.suggestion())}},
            TerminalWidth());
  }
  return text;
}

// For programs; `opening` and `employer` are empty for a text that is stored nowhere.
Table FindingTable() {
  return Table({{"opening", ""},
                {"employer", ""},
                {"employer_display_name", ""},
                {"rule_id", ""},
                {"field", ""},
                {"begin", ""},
                {"end", ""},
                {"sentence", ""},
                {"legal_basis", ""},
                {"suggestion", ""}});
}

void AddFindings(const App& app, const v1::OpeningScreening& screening, Table* table) {
  for (const v1::ScreeningFinding& finding : screening.findings()) {
    table->Add({screening.opening(), screening.employer(), screening.employer_display_name(),
                finding.rule_id(), finding.field(), std::to_string(finding.range().begin()),
                std::to_string(finding.range().end()), Bracketed(finding.excerpt()),
                finding.legal_basis(), Say(app.settings.language, finding.suggestion())});
  }
}

std::string Heading(const App& app, const v1::OpeningScreening& screening) {
  std::string text = OneLine(screening.opening_title());
  if (!screening.employer_display_name().empty()) {
    text += ", " + OneLine(screening.employer_display_name());
  }
  text += " (" + screening.opening() + ")\n" +
          Number(app.settings.language, screening.findings_size()) +
          app.Say(" temuan", " findings") + "\n";
  return text;
}

std::string NothingFound(const App& app) {
  return app.Say("Tidak ada temuan menurut aturan ini.\n", "No findings under these rules.\n");
}

std::string Closing(const App& app) {
  return "\n" + app.Say("Temuan memberi tahu, tidak menyembunyikan lowongan dan tidak menilai.\n",
                        "Findings inform; they hide no opening and judge nobody.\n");
}

Cell Count(const App& app, int64_t number) {
  return {Number(app.settings.language, number), std::to_string(number)};
}

// "batas usia atas 12, jenis kelamin 3".
Cell RulesCell(const App& app, const v1::EmployerFindingCount& employer) {
  std::string shown;
  std::string raw;
  for (const v1::RuleFindingCount& rule : employer.rules()) {
    const std::string count = Number(app.settings.language, rule.findings());
    shown += (shown.empty() ? "" : ", ") + Say(app.settings.language, rule.label()) + " " + count;
    raw += (raw.empty() ? "" : ";") + rule.rule_id() + "=" + std::to_string(rule.findings());
  }
  return {shown, raw};
}

Table EmployerTable(const App& app, const v1::SummarizeFindingsResponse& response) {
  Table table({{"employer", app.Say("Terdaftar", "Registered"), false, true},
               {"employer_display_name", app.Say("Pemberi kerja", "Employer")},
               {"openings_with_findings", app.Say("Lowongan", "Openings"), true},
               {"findings", app.Say("Temuan", "Findings"), true},
               {"rules", app.Say("Menurut aturan", "By rule")}});
  for (const v1::EmployerFindingCount& employer : response.employers()) {
    const std::string& name = employer.employer_display_name();
    table.Add({employer.employer(),
               {name.empty() ? app.Say("(tanpa nama)", "(no name)") : name, name},
               Count(app, employer.openings_with_findings()),
               Count(app, employer.findings()),
               RulesCell(app, employer)});
  }
  return table;
}

Table RuleCountTable(const App& app, const v1::SummarizeFindingsResponse& response) {
  Table table({{"rule_id", app.Say("Aturan", "Rule"), false, true},
               {"label", app.Say("Tentang", "About")},
               {"openings", app.Say("Lowongan", "Openings"), true},
               {"findings", app.Say("Temuan", "Findings"), true}});
  for (const v1::RuleFindingCount& rule : response.rules()) {
    table.Add({rule.rule_id(), Say(app.settings.language, rule.label()),
               Count(app, rule.openings()), Count(app, rule.findings())});
  }
  return table;
}

}  // namespace

void PrintTextScreening(App& app, const v1::ScreenTextResponse& response) {
  if (app.for_people()) {
    if (response.findings().empty()) return app.Print(NothingFound(app));
    return app.Print(FindingsText(app, response.findings()) + Closing(app));
  }
  v1::OpeningScreening screening;
  *screening.mutable_findings() = response.findings();
  Table table = FindingTable();
  AddFindings(app, screening, &table);
  app.PrintAnswer(response, table);
}

void PrintOpeningScreening(App& app, const v1::OpeningScreening& screening) {
  if (app.for_people()) {
    app.Print(Heading(app, screening) + FindingsText(app, screening.findings()));
    return app.Print(screening.findings().empty() ? NothingFound(app) : Closing(app));
  }
  Table table = FindingTable();
  AddFindings(app, screening, &table);
  app.PrintAnswer(screening, table);
}

void PrintOpeningScreenings(App& app, const v1::ListOpeningScreeningsResponse& response) {
  if (!app.for_people()) {
    Table table = FindingTable();
    for (const v1::OpeningScreening& one : response.screenings()) AddFindings(app, one, &table);
    return app.PrintAnswer(response, table);
  }
  if (response.screenings().empty()) return app.Print(NothingFound(app));
  for (const v1::OpeningScreening& one : response.screenings()) {
    app.Print(Heading(app, one) + FindingsText(app, one.findings()) + "\n");
  }
  app.Print(Closing(app));
  app.PrintMore(response.next_page_token());
}

void PrintFindingSummary(App& app, const v1::SummarizeFindingsResponse& response) {
  const Table employers = EmployerTable(app, response);
  if (!app.for_people()) return app.PrintAnswer(response, employers);
  const TextLanguage language = app.settings.language;
  app.Print(RuleCountTable(app, response).Text(TerminalWidth()));
  app.Print("\n" + Number(language, response.openings_with_findings()) + app.Say(" dari ", " of ") +
            Number(language, response.openings()) +
            app.Say(" lowongan memuat ", " openings hold ") +
            Number(language, response.findings()) +
            app.Say(" temuan; yang sudah tutup ikut dihitung.\n",
                    " findings; closed openings count too.\n"));
  if (!response.complete()) {
    app.Print(
        app.Say("Lowongan lama masih disaring dengan aturan baru; angka akan bertambah.\n",
                "Older openings are still being screened with new rules; figures will grow.\n"));
  }
  if (!employers.empty()) app.Print("\n" + employers.Text(TerminalWidth()));
  app.PrintMore(response.next_page_token());
}

void PrintScreeningRules(App& app, const v1::ListScreeningRulesResponse& response) {
  Table table({{"rule_id", app.Say("Aturan", "Rule"), false, true},
               {"label", app.Say("Tentang", "About")},
               {"legal_basis", app.Say("Tidak sejalan dengan", "Not in line with")},
               {"unless", app.Say("Kecuali", "Unless")}});
  for (const v1::ScreeningRule& rule : response.rules()) {
    std::string unless;
    for (const std::string& reason : rule.unless()) unless += (unless.empty() ? "" : ", ") + reason;
    table.Add(
        {rule.rule_id(), Say(app.settings.language, rule.label()), rule.legal_basis(), unless});
    table.Note(Say(app.settings.language, rule.suggestion()));
  }
  app.PrintAnswer(response, table);
}

}  // namespace setara
