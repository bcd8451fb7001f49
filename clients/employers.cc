#include "clients/commands.h"
#include "clients/employer_facts.h"
#include "clients/employer_lists.h"
#include "clients/flags.h"
#include "clients/labels.h"
#include "clients/record_command.h"
#include "clients/text_width.h"
#include "setara/v1/employer.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::EmployerService::Stub;

Table EmployerTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"display_name", app.Say("Nama", "Name")},
                {"kind", app.Say("Jenis", "Kind")},
                {"seat_region_code", app.Say("Kedudukan", "Seat")},
                {"npp", "NPP", false, true},
                {"source_id", app.Say("ID di sumber", "Id at source")}});
}

void AddRow(App& app, Labels& labels, const v1::Employer& employer, Table* table) {
  table->Add(
      {employer.name(), employer.display_name(),
       Cell(Label(app.settings.language, employer.kind()), v1::EmployerKind_Name(employer.kind())),
       Cell(app.for_people() ? labels.Region(employer.seat_region_code()) : "",
            employer.seat_region_code()),
       employer.npp(), employer.source_id()});
}

int Get(App& app, const std::string& id) {
  v1::GetEmployerRequest request;
  request.set_name(ResourceName("employers", id));
  v1::Employer employer;
  if (!app.Call(&Stub::GetEmployer, request, &employer)) return app.exit_code();
  Labels labels(app);
  if (app.for_people()) {
    app.Print(
        Listing({{"ID", employer.name()},
                 {app.Say("Nama", "Name"), employer.display_name()},
                 {app.Say("Jenis", "Kind"), Label(app.settings.language, employer.kind())},
                 {app.Say("Kedudukan", "Seat"), labels.Region(employer.seat_region_code())},
                 {app.Say("Berlaku sejak", "Holds since"), DayText(employer.terms_valid_from())},
                 {"NPP", employer.npp()},
                 {"NIB", employer.nib()},
                 {"NPWP", employer.npwp()},
                 {"KBLI", employer.kbli_code()},
                 {app.Say("Sumber", "Source"), employer.source() + " " + employer.source_id()}},
                TerminalWidth()));
  } else {
    Table table = EmployerTable(app);
    AddRow(app, labels, employer, &table);
    app.PrintAnswer(employer, table);
  }
  return kExitOk;
}

int List(App& app, const v1::ListEmployersRequest& request) {
  v1::ListEmployersResponse response;
  if (!app.CallPages(&Stub::ListEmployers, request, &response)) return app.exit_code();
  Labels labels(app);
  Table table = EmployerTable(app);
  for (const v1::Employer& employer : response.employers()) AddRow(app, labels, employer, &table);
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

void AddGetAndList(CLI::App* noun, App& app) {
  CLI::App* get = noun->add_subcommand("get", "Show one employer");
  auto id = std::make_shared<std::string>();
  get->add_option("id", *id, "employers/ID or ID")->required();
  get->callback([&app, id] { app.command = [&app, id] { return Get(app, *id); }; });

  CLI::App* list = noun->add_subcommand("list", "List employers in the order first stored");
  auto request = std::make_shared<v1::ListEmployersRequest>();
  AddText(list, "--region", request->mutable_region_code(), "Only with their seat here or below");
  list->add_option_function<std::string>(
      "--kind",
      [request](const std::string& word) {
        request->set_kind(
            static_cast<v1::EmployerKind>(ReadChoice(v1::EmployerKind_descriptor(), word)));
      },
      "Only of this kind: " + ChoicesText(v1::EmployerKind_descriptor()));
  AddPaging(list, request.get());
  list->callback(
      [&app, request] { app.command = [&app, request] { return List(app, *request); }; });
}

}  // namespace

void AddEmployers(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("employers", "Employers")->require_subcommand(1);
  AddGetAndList(noun, app);
  AddCreate(noun, app, &Stub::CreateEmployer, &v1::CreateEmployerRequest::mutable_employer);
  AddUpdate(noun, app, "employers", &Stub::UpdateEmployer,
            &v1::UpdateEmployerRequest::mutable_employer);
  AddEmployerFacts(noun, app);
  AddEmployerLists(noun, app);
}

}  // namespace setara
