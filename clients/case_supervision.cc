// `setara cases report` and `setara cases chart`: where cases stall and how they end.
#include "clients/case_report_text.h"
#include "clients/case_verbs.h"
#include "clients/caseload_svg.h"
#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "setara/v1/case_report.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::CaseReportService::Stub;

template <typename Request>
void AddWhere(CLI::App* command, Request* request) {
  AddText(command, "--branch", request->mutable_branch(),
          "Only of this branch, by default all that you reach");
  AddText(command, "--region", request->mutable_region_code(),
          "Only of cases that happened here or below");
}

template <typename Request>
void AddPeriod(CLI::App* command, Request* request, bool required, const std::string& of) {
  CLI::Option* from = AddDay(
      command, "--from", [request](const v1::Date& day) { *request->mutable_from() = day; },
      "First day" + of);
  CLI::Option* until = AddDay(
      command, "--until", [request](const v1::Date& day) { *request->mutable_until() = day; },
      "Day after the last" + of);
  if (!required) return;
  from->required();
  until->required();
}

void AddCaseload(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "caseload", "Open cases by state with their age, by manager, and what is late");
  auto request = std::make_shared<v1::SummarizeCaseloadRequest>();
  auto table = std::make_shared<CaseloadTable>(CaseloadTable::kStates);
  AddWhere(command, request.get());
  command->add_option("--by", *table, "Which table programs get: state, manager or deadline")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, CaseloadTable>{{"state", CaseloadTable::kStates},
                                               {"manager", CaseloadTable::kManagers},
                                               {"deadline", CaseloadTable::kDeadlines}},
          CLI::ignore_case))
      ->option_text("state|manager|deadline");
  command->callback([&app, request, table] {
    app.command = [&app, request, table] {
      v1::CaseloadReport report;
      if (!app.Call(&Stub::SummarizeCaseload, *request, &report)) return app.exit_code();
      PrintCaseload(app, report, *table);
      return kExitOk;
    };
  });
}

void AddOutcomes(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "outcomes", "How cases ended, returned of closed and of enrolled, and how long it took");
  auto request = std::make_shared<v1::SummarizeCaseOutcomesRequest>();
  command->add_option_function<std::string>(
      "--by",
      [request](const std::string& word) {
        request->set_by(
            static_cast<v1::CaseOutcomeKey>(ReadChoice(v1::CaseOutcomeKey_descriptor(), word)));
      },
      "Counted by: " + ChoicesText(v1::CaseOutcomeKey_descriptor()));
  AddPeriod(command, request.get(), false, " of the accidents counted");
  AddWhere(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::CaseOutcomeReport report;
      if (!app.Call(&Stub::SummarizeCaseOutcomes, *request, &report)) return app.exit_code();
      PrintOutcomes(app, report);
      return kExitOk;
    };
  });
}

void AddHistoryFlags(CLI::App* command, v1::ListCaseloadHistoryRequest* request) {
  AddPeriod(command, request, true, "");
  command->add_option_function<std::string>(
      "--step",
      [request](const std::string& word) {
        request->set_step(
            static_cast<v1::HistoryStep>(ReadChoice(v1::HistoryStep_descriptor(), word)));
      },
      "Distance of two points, by default a week: " + ChoicesText(v1::HistoryStep_descriptor()));
  AddWhere(command, request);
}

void AddHistory(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("history", "Open cases by state over time");
  auto request = std::make_shared<v1::ListCaseloadHistoryRequest>();
  AddHistoryFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListCaseloadHistoryResponse response;
      if (!app.Call(&Stub::ListCaseloadHistory, *request, &response)) return app.exit_code();
      PrintHistory(app, response);
      return kExitOk;
    };
  });
}

int Chart(App& app, const v1::ListCaseloadHistoryRequest& request, const std::string& path) {
  v1::ListCaseloadHistoryResponse response;
  if (!app.Call(&Stub::ListCaseloadHistory, request, &response)) return app.exit_code();
  if (!WriteFile(app, path, CaseloadSvg(app.settings.language, response))) return app.exit_code();
  if (app.for_people()) app.Print(path + "\n\n");
  PrintHistory(app, response);
  return kExitOk;
}

void AddChart(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "chart", "The caseload over time by state as an SVG picture, and its figures as a table");
  auto request = std::make_shared<v1::ListCaseloadHistoryRequest>();
  auto path = std::make_shared<std::string>();
  AddHistoryFlags(command, request.get());
  command->add_option("--out", *path, "File to write, caseload.svg")->required();
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Chart(app, *request, *path); };
  });
}

}  // namespace

void AddCaseSupervision(CLI::App* noun, App& app) {
  CLI::App* report =
      noun->add_subcommand("report", "Caseload, outcomes and history for supervision")
          ->require_subcommand(1);
  AddCaseload(report, app);
  AddOutcomes(report, app);
  AddHistory(report, app);
  AddChart(noun, app);
}

}  // namespace setara
