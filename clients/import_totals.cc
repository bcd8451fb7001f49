#include "clients/import_totals.h"

#include <algorithm>
#include <vector>

#include "clients/csv_text.h"
#include "clients/error_words.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

constexpr size_t kReasonsShown = 10;

std::string ReasonsText(const App& app, const std::string& heading,
                        const ImportTotals::Reasons& reasons) {
  if (reasons.empty()) return "";
  std::vector<std::pair<int64_t, std::pair<std::string, std::string>>> ordered;
  for (const auto& [reason, count] : reasons) ordered.emplace_back(-count, reason);
  std::sort(ordered.begin(), ordered.end());
  Table table({{"count", app.Say("Banyaknya", "Records"), true},
               {"field", app.Say("Isian", "Field"), false, true},
               {"reason", app.Say("Sebab", "Reason")}});
  for (size_t i = 0; i < std::min(ordered.size(), kReasonsShown); ++i) {
    table.Add({Number(app.settings.language, -ordered[i].first), ordered[i].second.first,
               ErrorWords(app.settings.language, ordered[i].second.second)});
  }
  return "\n" + heading + "\n" + table.Text(TerminalWidth());
}

std::string SecondsText(const App& app, int64_t records, double seconds) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1f", seconds);
  const auto rate = static_cast<int64_t>(static_cast<double>(records) / std::max(seconds, 0.001));
  return text + app.Say(" detik, ", " s, ") + Number(app.settings.language, rate) +
         app.Say(" catatan per detik", " records a second");
}

}  // namespace

RejectFile::~RejectFile() { Finish(); }

void RejectFile::Add(int64_t line, const std::string& field, const std::string& reason) {
  if (file_ == nullptr && !failed_) {
    file_ = std::fopen(path_.c_str(), "wb");
    failed_ = file_ == nullptr;
    if (file_ != nullptr) std::fputs("line,field,reason\r\n", file_);
  }
  if (failed_) return;
  const std::string text = CsvLine({std::to_string(line), field, ErrorWords(language_, reason)});
  failed_ |= std::fwrite(text.data(), 1, text.size(), file_) != text.size();
}

bool RejectFile::Finish() {
  if (file_ != nullptr) {
    failed_ |= std::fclose(file_) != 0;
    file_ = nullptr;
    finished_ = true;
  }
  return !failed_;
}

void ImportTotals::Add(const RecordBatch& batch, const v1::ImportRecordsResponse& response,
                       RejectFile* file) {
  inserted += response.inserted();
  updated += response.updated();
  unchanged += response.unchanged();
  possible_duplicates += response.possible_duplicates();
  openings_with_findings += response.openings_with_findings();
  findings += response.findings();
  // Both lists are in line order, and so is the file.
  std::vector<v1::ImportReject> all(response.rejects().begin(), response.rejects().end());
  for (const CutReject& cut : batch.rejects) {
    v1::ImportReject reject;
    reject.set_line(cut.line);
    reject.set_reason(cut.reason);
    all.push_back(std::move(reject));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.line() < b.line(); });
  for (const v1::ImportReject& reject : all) {
    ++rejected;
    ++rejects[{reject.field(), reject.reason()}];
    file->Add(reject.line(), reject.field(), reject.reason());
  }
  for (const v1::ImportWarning& warning : response.warnings()) {
    warnings[{warning.field(), warning.reason()}] += warning.count();
  }
}

v1::ImportRecordsResponse ImportTotals::AsResponse() const {
  v1::ImportRecordsResponse response;
  response.set_inserted(inserted);
  response.set_updated(updated);
  response.set_unchanged(unchanged);
  response.set_possible_duplicates(possible_duplicates);
  response.set_openings_with_findings(openings_with_findings);
  response.set_findings(findings);
  for (const auto& [reason, count] : warnings) {
    v1::ImportWarning* warning = response.add_warnings();
    warning->set_field(reason.first);
    warning->set_reason(reason.second);
    warning->set_count(count);
  }
  return response;
}

void PrintTotals(App& app, const ImportTotals& totals, const RejectFile& rejects, double seconds) {
  Table table({{"result", app.Say("Hasil", "Result"), false, true},
               {"records", app.Say("Catatan", "Records"), true}});
  const auto add = [&](std::string label, std::string key, int64_t count) {
    table.Add({Cell(std::move(label), std::move(key)),
               Cell(Number(app.settings.language, count), std::to_string(count))});
  };
  add(app.Say("baru", "inserted"), "inserted", totals.inserted);
  add(app.Say("diubah", "updated"), "updated", totals.updated);
  add(app.Say("tetap", "unchanged"), "unchanged", totals.unchanged);
  add(app.Say("ditolak", "rejected"), "rejected", totals.rejected);
  add(app.Say("mungkin ganda", "possible duplicates"), "possible_duplicates",
      totals.possible_duplicates);
  if (totals.findings > 0) {
    add(app.Say("dengan temuan (openings screen)", "with findings (openings screen)"),
        "openings_with_findings", totals.openings_with_findings);
  }
  if (!app.for_people()) return app.PrintAnswer(totals.AsResponse(), table);
  app.Print(table.Text(TerminalWidth()));
  app.Print(ReasonsText(app, app.Say("Ditolak karena", "Rejected because"), totals.rejects));
  app.Print(ReasonsText(app, app.Say("Dibiarkan kosong karena", "Left unknown because"),
                        totals.warnings));
  app.Print("\n" + SecondsText(app, totals.records(), seconds) + "\n");
  if (rejects.written()) {
    app.Print(app.Say("Baris yang ditolak: ", "Rejected lines: ") + rejects.path() + "\n");
  }
  if (app.settings.dry_run) {
    app.Print(
        app.Say("Tidak ada yang disimpan (--dry-run).\n", "Nothing was stored (--dry-run).\n"));
  }
}

}  // namespace setara
