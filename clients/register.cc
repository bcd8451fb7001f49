#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/register_findings.h"
#include "clients/register_import.h"
#include "setara/v1/register.grpc.pb.h"

namespace setara {
namespace {

int Check(App& app, const v1::CheckRegisterRequest& request) {
  v1::CheckRegisterResponse response;
  if (!app.CallPages(&v1::RegisterService::Stub::CheckRegister, request, &response)) {
    return app.exit_code();
  }
  PrintFindings(app, response);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

void AddCheck(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "check", "What looks wrong in the stored register: of one employer, or of all in reach");
  auto request = std::make_shared<v1::CheckRegisterRequest>();
  command->add_option_function<std::string>(
      "employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "employers/ID or ID");
  AddText(command, "--region", request->mutable_region_code(),
          "Only employers seated here or below");
  AddDay(
      command, "--as-of", [request](const v1::Date& day) { *request->mutable_as_of() = day; },
      "The day looked at, by default today in Jakarta");
  command->add_option_function<std::string>(
      "--severity",
      [request](const std::string& word) {
        request->set_severity(
            static_cast<v1::RegisterSeverity>(ReadChoice(v1::RegisterSeverity_descriptor(), word)));
      },
      "Only findings at least so grave: " + ChoicesText(v1::RegisterSeverity_descriptor()));
  AddPaging(command, request.get());
  command->callback(
      [&app, request] { app.command = [&app, request] { return Check(app, *request); }; });
}

}  // namespace

void AddRegister(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("register", "The register of employers that the quota is computed from")
          ->require_subcommand(1);
  AddCheck(noun, app);
  AddRegisterImport(noun, app);
  AddRegisterTakeover(noun, app);
  AddRegisterExport(noun, app);
}

}  // namespace setara
