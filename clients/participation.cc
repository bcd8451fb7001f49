// `setara referrals participation`: members of BPJS Ketenagakerjaan among the placements.
#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/referral_text.h"
#include "clients/text_width.h"
#include "setara/v1/participation.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::ParticipationService::Stub;

// A count that is not shown has no number for programs.
Cell CountCell(const App& app, bool shown, int64_t count) {
  if (!shown) return {app.Say("tidak ditampilkan", "not shown"), ""};
  return {Number(app.settings.language, count), std::to_string(count)};
}

std::vector<Cell> Cells(const App& app, const std::string& label, const std::string& value,
                        const v1::ParticipationCounts& counts) {
  return {Cell(label, value), CountCell(app, counts.has_registered(), counts.registered()),
          CountCell(app, counts.has_not_registered(), counts.not_registered()),
          CountCell(app, counts.has_not_recorded(), counts.not_recorded()),
          CountCell(app, counts.has_placements(), counts.placements())};
}

std::string FigureText(const App& app, const v1::ParticipationFigure& figure) {
  return Number(app.settings.language, figure.people()) + " (" + DayText(figure.date()) + "; " +
         figure.source() + ")";
}

std::string ShareText(const App& app, const v1::SummarizeParticipationResponse& response) {
  if (!response.has_registered_non_wage()) return "";
  const int32_t share = response.non_wage_share_basis_points();
  std::string hundredths = std::to_string(share % 100);
  if (hundredths.size() == 1) hundredths.insert(0, "0");
  return Number(app.settings.language, response.registered_non_wage()) +
         app.Say(" dari yang terdaftar, ", " of the registered, ") + std::to_string(share / 100) +
         app.Say(",", ".") + hundredths + " %";
}

void PrintNation(const App& app, const v1::SummarizeParticipationResponse& response) {
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Per tanggal", "As of"), DayText(response.as_of())},
      {app.Say("Pekerja informal (BPU)", "Informal work (BPU)"), ShareText(app, response)}};
  if (response.has_target()) {
    lines.emplace_back(app.Say("Target nasional", "National target"),
                       FigureText(app, response.target()));
  }
  if (response.has_last_count()) {
    lines.emplace_back(app.Say("Angka nasional terakhir", "Last national count"),
                       FigureText(app, response.last_count()));
  }
  if (response.has_registered_per_million_missing()) {
    lines.emplace_back(app.Say("Sumbangan", "Contribution"),
                       Number(app.settings.language, response.registered_per_million_missing()) +
                           app.Say(" per sejuta dari kekurangan terhadap target",
                                   " per million of what is missing to the target"));
  }
  app.Print("\n" + Listing(lines, TerminalWidth()));
}

}  // namespace

void PrintParticipation(App& app, const v1::SummarizeParticipationResponse& response) {
  Table table({{"value", app.Say("Kelompok", "Group")},
               {"registered", app.Say("Terdaftar", "Registered"), true, true},
               {"not_registered", app.Say("Belum terdaftar", "Not registered"), true, true},
               {"not_recorded", app.Say("Belum dicatat", "Not recorded"), true, true},
               {"placements", app.Say("Penempatan", "Placements"), true, true}});
  for (const v1::ParticipationRow& row : response.rows()) {
    table.Add(Cells(app, Say(app.settings.language, row.label()), row.value(), row.counts()));
  }
  if (app.settings.output != OutputFormat::kJson) {
    table.Add(Cells(app, app.Say("Jumlah", "Total"), "total", response.total()));
  }
  app.PrintAnswer(response, table);
  if (app.for_people()) PrintNation(app, response);
}

void AddParticipation(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "participation", "Members of BPJS Ketenagakerjaan among the placements at work");
  auto request = std::make_shared<v1::SummarizeParticipationRequest>();
  AddDay(
      command, "--as-of", [request](const v1::Date& day) { *request->mutable_as_of() = day; },
      "At work on this day, by default today in Jakarta");
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& instant) {
        *request->mutable_known_at() = instant;
      },
      "Only what was known then");
  AddText(command, "--region", request->mutable_region_code(), "Only work in this region or below");
  command->add_option_function<std::string>(
      "--by",
      [request](const std::string& word) {
        request->set_group_by(static_cast<v1::ParticipationGrouping>(
            ReadChoice(v1::ParticipationGrouping_descriptor(), word)));
      },
      "Broken down by: " + ChoicesText(v1::ParticipationGrouping_descriptor()));
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::SummarizeParticipationResponse response;
      if (!app.Call(&Stub::SummarizeParticipation, *request, &response)) return app.exit_code();
      PrintParticipation(app, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
