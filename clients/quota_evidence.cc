#include "clients/quota_evidence.h"

#include "clients/flags.h"
#include "clients/record_command.h"
#include "setara/v1/register.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::RegisterService::Stub;

int List(App& app, const v1::ListExpiringEvidenceRequest& request) {
  v1::ListExpiringEvidenceResponse response;
  if (!app.CallPages(&Stub::ListExpiringEvidence, request, &response)) return app.exit_code();
  const TextLanguage language = app.settings.language;
  Table table({{"employer", "ID", false, true},
               {"employer_display_name", app.Say("Pemberi kerja", "Employer")},
               {"person", app.Say("Pseudonim", "Pseudonym")},
               {"source", app.Say("Sumber", "Source")},
               {"source_id", app.Say("ID di sumber", "Id at source"), false, true},
               {"evidence_kind", app.Say("Bukti", "Evidence")},
               {"evidence_until", app.Say("Berakhir", "Ends"), false, true},
               {"days_left", app.Say("Sisa hari", "Days left"), true}});
  for (const v1::ExpiringEvidence& item : response.evidence()) {
    const v1::EmploymentRecord& record = item.record();
    table.Add({item.employer(), item.employer_display_name(), record.person(), record.source(),
               record.source_id(),
               Cell(Label(language, record.evidence_kind()),
                    v1::EvidenceKind_Name(record.evidence_kind())),
               DayText(record.evidence_until()),
               Cell(Number(language, item.days_left()), std::to_string(item.days_left()))});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "evidence", "People at work whose evidence of disability runs out, the soonest first");
  auto request = std::make_shared<v1::ListExpiringEvidenceRequest>();
  command->add_option_function<int>(
      "--expiring", [request](int days) { request->set_within_days(days); },
      "Within so many days, by default 90");
  command->add_flag_function(
      "--expired", [request](int64_t) { request->set_include_expired(true); },
      "Also what has run out already");
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "Only of this employer");
  AddText(command, "--region", request->mutable_region_code(),
          "Only of employers seated here or below");
  AddDay(
      command, "--as-of", [request](const v1::Date& day) { *request->mutable_as_of() = day; },
      "The day counted from, by default today in Jakarta");
  AddPaging(command, request.get());
  command->callback(
      [&app, request] { app.command = [&app, request] { return List(app, *request); }; });
}

int Confirm(App& app, v1::ConfirmEvidenceRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::EmploymentRecord stored;
  if (!app.Call(&Stub::ConfirmEvidence, request, &stored)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(stored);
    return kExitOk;
  }
  PrintStored(app,
              request.employer() +
                  app.Say(", bukti berlaku sampai sebelum ", ", evidence holds until before ") +
                  DayText(stored.evidence_until()));
  return kExitOk;
}

void AddConfirm(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "confirm-evidence",
      "Let evidence hold on by a dated confirmation; no new diagnosis is needed");
  auto request = std::make_shared<v1::ConfirmEvidenceRequest>();
  command
      ->add_option_function<std::string>(
          "employer",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  AddText(command, "--source", request->mutable_source(), "Source of the record")->required();
  AddText(command, "--source-id", request->mutable_source_id(), "Its id there")->required();
  AddDay(
      command, "--on", [request](const v1::Date& day) { *request->mutable_confirmed_on() = day; },
      "Day of the confirmation, by default today");
  AddDay(
      command, "--until",
      [request](const v1::Date& day) { *request->mutable_evidence_until() = day; },
      "First day on which it no longer holds, by default two years later");
  command->callback(
      [&app, request] { app.command = [&app, request] { return Confirm(app, *request); }; });
}

}  // namespace

void AddQuotaEvidence(CLI::App* noun, App& app) {
  AddList(noun, app);
  AddConfirm(noun, app);
}

}  // namespace setara
