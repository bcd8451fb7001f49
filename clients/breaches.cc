#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "clients/rights_text.h"
#include "setara/v1/rights.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::RightsService::Stub;

void AddRecord(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("record", "Enter a breach from a JSON file; its clock runs");
  auto request = std::make_shared<v1::RecordBreachRequest>();
  auto file = std::make_shared<std::string>();
  command->add_option("--file", *file, "proto3 JSON of Breach; - for standard input")->required();
  command->callback([&app, request, file] {
    app.command = [&app, request, file] {
      return StoreRecord(app, *file, &Stub::RecordBreach, request.get(), request->mutable_breach());
    };
  });
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "The register, newest discovery first");
  auto request = std::make_shared<v1::ListBreachesRequest>();
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListBreachesResponse response;
      if (!app.CallPages(&Stub::ListBreaches, *request, &response)) return app.exit_code();
      PrintBreaches(app, response);
      return kExitOk;
    };
  });
}

int Draft(App& app, const std::string& name) {
  v1::DraftBreachNoticeRequest request;
  request.set_name(name);
  v1::DraftBreachNoticeResponse response;
  if (!app.Call(&Stub::DraftBreachNotice, request, &response)) return app.exit_code();
  app.for_people() ? app.Print(app.Say(response.notice().indonesian(), response.notice().english()))
                   : app.PrintJson(response);
  return kExitOk;
}

int Notified(App& app, v1::RecordBreachNoticeRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::Breach stored;
  if (!app.Call(&Stub::RecordBreachNotice, request, &stored)) return app.exit_code();
  app.for_people() ? PrintStored(app, stored.name()) : app.PrintJson(stored);
  return kExitOk;
}

void AddNotice(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "notice", "Draft the notice of art. 46, or note that people and agency were told");
  auto request = std::make_shared<v1::RecordBreachNoticeRequest>();
  auto given = std::make_shared<bool>(false);
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) { request->set_name(ResourceName("breaches", id)); },
          "breaches/ID or ID")
      ->required();
  command->add_flag("--given", *given, "They were told: stops the clock");
  AddInstant(
      command, "--at",
      [request](const google::protobuf::Timestamp& time) {
        *request->mutable_notify_time() = time;
      },
      "With --given: when, by default now");
  command->callback([&app, request, given] {
    app.command = [&app, request, given] {
      return *given ? Notified(app, *request) : Draft(app, request->name());
    };
  });
}

}  // namespace

void AddBreaches(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("breaches", "The register of breaches (UU 27/2022 art. 46)")
                       ->require_subcommand(1);
  AddRecord(noun, app);
  AddList(noun, app);
  AddNotice(noun, app);
}

}  // namespace setara
