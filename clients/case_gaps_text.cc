#include "clients/case_gaps_text.h"

#include "clients/case_words.h"
#include "clients/text_width.h"
#include "clients/words.h"

namespace setara {
namespace {

std::string LevelText(bool known, int32_t level) { return known ? std::to_string(level) : "?"; }

Table FunctionTable(const App& app) {
  return Table({{"rung", ""},
                {"job", ""},
                {"function", app.Say("Fungsi", "Function")},
                {"demand", app.Say("Perlu", "Needs"), true},
                {"capacity", app.Say("Kini", "Now"), true},
                {"effective", app.Say("Dengan akomodasi", "With accommodation"), true},
                {"verdict", app.Say("Hasil", "Result")},
                {"closed_by", app.Say("Dijembatani", "Bridged by")}});
}

void AddJob(App& app, Labels& labels, const v1::JobGaps& job, Table* table) {
  for (const v1::FunctionReason& reason : job.functions()) {
    std::string codes;
    for (const std::string& code : reason.closed_by()) codes += (codes.empty() ? "" : ";") + code;
    const std::string label = OneLine(reason.label());
    table->Add({Cell("", RungCode(job.rung())), Cell("", job.title()),
                Cell(reason.function() + (label.empty() ? "" : " " + label), reason.function()),
                Cell(LevelText(reason.has_demand_level(), reason.demand_level()),
                     reason.has_demand_level() ? std::to_string(reason.demand_level()) : ""),
                Cell(LevelText(reason.has_capacity_level(), reason.capacity_level()),
                     reason.has_capacity_level() ? std::to_string(reason.capacity_level()) : ""),
                Cell(LevelText(reason.has_effective_level(), reason.effective_level()),
                     reason.has_effective_level() ? std::to_string(reason.effective_level()) : ""),
                Cell(Label(app.settings.language, reason.verdict()),
                     v1::MatchVerdict_Name(reason.verdict())),
                Cell(app.for_people() ? labels.Terms(reason.closed_by()) : "", codes)});
    if (!reason.sentence().empty()) table->Note(OneLine(reason.sentence()));
  }
}

std::string Wrapped(const std::string& indent, const std::string& line, size_t width) {
  std::string text;
  bool first = true;
  for (const std::string& part : Wrap(line, width > 40 ? width - indent.size() - 2 : 0)) {
    text += indent + (std::exchange(first, false) ? "" : "  ") + part + "\n";
  }
  return text;
}

std::string JobText(App& app, Labels& labels, const std::string& heading, const v1::JobGaps& job,
                    size_t width) {
  Table table = FunctionTable(app);
  AddJob(app, labels, job, &table);
  std::string text = heading + (job.title().empty() ? "" : ": " + OneLine(job.title())) + " (" +
                     Label(app.settings.language, job.rung()) + ")\n" +
                     (table.empty() ? app.Say("  Tuntutannya belum dianalisis.\n",
                                              "  Its demands are not analysed.\n")
                                    : table.Text(width));
  const std::string provide = labels.Terms(job.to_provide());
  return text + Wrapped("  ",
                        provide.empty()
                            ? app.Say("Tidak ada akomodasi yang masih harus disediakan.",
                                      "No accommodation is left to be provided.")
                            : app.Say("Perlu disediakan: ", "To be provided: ") + provide,
                        width);
}

}  // namespace

std::string ChangesText(App& app, Labels& labels,
                        const google::protobuf::RepeatedPtrField<v1::CapacityChange>& changes,
                        size_t width) {
  std::string text;
  for (const v1::CapacityChange& change : changes) {
    const std::string unasked = app.Say("belum ditanyakan", "not asked");
    std::string line = labels.Term(change.function()) + ": " +
                       (change.has_before() ? std::to_string(change.before()) : unasked) +
                       app.Say(", sekarang ", ", now ") +
                       (change.has_now() ? std::to_string(change.now()) : unasked);
    if (change.has_demand()) {
      line += app.Say(" (pekerjaan lama perlu ", " (the old job needs ") +
              std::to_string(change.demand()) + ")";
    }
    text += Wrapped("  ", line, width);
  }
  return text;
}

std::string GapsText(App& app, Labels& labels, const v1::AnalyseCaseGapsResponse& response,
                     size_t width) {
  std::string text;
  if (response.has_old_job()) {
    text += JobText(app, labels, app.Say("Pekerjaan lama", "Old job"), response.old_job(), width);
  } else {
    text += app.Say("Pekerjaan lama tidak dianalisis: pemberi kerja menolak lebih dahulu.\n",
                    "The old job was not analysed: the employer refused before.\n");
  }
  for (const v1::JobGaps& job : response.other_jobs()) {
    text += "\n" + JobText(app, labels, app.Say("Pekerjaan lain", "Other job"), job, width);
  }
  text += "\n" +
          app.Say("Perubahan sejak asesmen sebelumnya", "Changes since the last assessment") + "\n";
  const std::string changes = ChangesText(app, labels, response.changes(), width);
  text += changes.empty() ? app.Say("  Tidak ada.\n", "  None.\n") : changes;
  text += "\n" +
          app.Say("Tangga penempatan: saran, manusia yang memutuskan",
                  "Placement ladder: a suggestion; people decide") +
          "\n";
  for (const v1::RungReason& reason : response.rungs()) {
    const std::string head = reason.suggested() ? app.Say("DISARANKAN ", "SUGGESTED ")
                                                : app.Say("dilewati ", "passed over ");
    text += Wrapped(
        "  ",
        head + Label(app.settings.language, reason.rung()) + ": " + OneLine(reason.sentence()),
        width);
  }
  if (response.open_questions()) {
    text += Wrapped("",
                    app.Say("Sebagian masih berdasar pada yang belum ditanyakan; lengkapi lebih "
                            "dahulu.",
                            "Some of it rests on what nobody has asked yet; ask first."),
                    width);
  }
  return text;
}

void PrintGaps(App& app, const v1::AnalyseCaseGapsResponse& response) {
  Labels labels(app);
  if (app.for_people()) return app.Print(GapsText(app, labels, response, TerminalWidth()));
  Table table = FunctionTable(app);
  if (response.has_old_job()) AddJob(app, labels, response.old_job(), &table);
  for (const v1::JobGaps& job : response.other_jobs()) AddJob(app, labels, job, &table);
  app.PrintAnswer(response, table);
}

}  // namespace setara
