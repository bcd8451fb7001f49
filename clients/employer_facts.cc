#include "clients/employer_facts.h"

#include "clients/flags.h"
#include "clients/record_command.h"
#include "setara/v1/employer.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::EmployerService::Stub;

int RecordHeadcount(App& app, v1::RecordHeadcountRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::HeadcountReport stored;
  if (!app.Call(&Stub::RecordHeadcount, request, &stored)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(stored);
    return kExitOk;
  }
  PrintStored(app, request.employer() + app.Say(", benar mulai ", ", true from ") +
                       DayText(stored.valid_from()));
  return kExitOk;
}

void AddHeadcount(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("headcount", "Record a headcount report, or correct the one of its day");
  auto request = std::make_shared<v1::RecordHeadcountRequest>();
  v1::HeadcountReport* report = request->mutable_report();
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  AddDay(
      command, "--from", [report](const v1::Date& day) { *report->mutable_valid_from() = day; },
      "First day on which it is true")
      ->required();
  command
      ->add_option_function<int64_t>(
          "--workers", [report](int64_t count) { report->set_workers(count); }, "All workers")
      ->required();
  command->add_option_function<int64_t>(
      "--with-disabilities",
      [report](int64_t count) { report->set_workers_with_disabilities(count); },
      "Reported workers with disabilities");
  AddText(command, "--source", report->mutable_source(), "Where it stands: \"WLKP 2024\"");
  command->add_option_function<std::string>(
      "--kind",
      [report](const std::string& word) {
        report->set_kind(static_cast<v1::HeadcountReportKind>(
            ReadChoice(v1::HeadcountReportKind_descriptor(), word)));
      },
      "What it is: " + ChoicesText(v1::HeadcountReportKind_descriptor()));
  command->callback([&app, request] {
    app.command = [&app, request] { return RecordHeadcount(app, *request); };
  });
}

int RecordEmployment(App& app, const std::string& path, v1::RecordEmploymentRequest& request) {
  std::optional<JsonFile> file;
  if (!ReadRecord(app, path, request.mutable_record(), &file)) return app.exit_code();
  request.set_validate_only(app.settings.dry_run);
  v1::EmploymentRecord stored;
  const auto place = [&file](const std::string& field) { return file->PlaceOf(field); };
  if (!app.Call(&Stub::RecordEmployment, request, &stored, place)) return app.exit_code();
  if (app.for_people()) {
    PrintStored(app, request.employer());
  } else {
    app.PrintJson(stored);
  }
  return kExitOk;
}

void AddEmployment(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "employment", "Record the employment of a worker with a disability from a JSON file");
  auto request = std::make_shared<v1::RecordEmploymentRequest>();
  auto file = std::make_shared<std::string>();
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  command->add_option("--file", *file, "proto3 JSON of EmploymentRecord")->required();
  command->callback([&app, request, file] {
    app.command = [&app, request, file] { return RecordEmployment(app, *file, *request); };
  });
}

}  // namespace

void AddEmployerFacts(CLI::App* noun, App& app) {
  AddHeadcount(noun, app);
  AddEmployment(noun, app);
}

}  // namespace setara
