#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/words.h"
#include "setara/v1/break_glass.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::BreakGlassService::Stub;

void Print(App& app, const google::protobuf::Message& message,
           const std::vector<v1::BreakGlassGrant>& grants) {
  Table table({{"name", app.Say("Nama", "Name"), false, true},
               {"caller", app.Say("Pembuka", "Opened by"), false, true},
               {"branch", app.Say("Cabang", "Branch"), false, true},
               {"seeker", app.Say("Orang", "Person"), false, true},
               {"open_time", app.Say("Dibuka", "Opened"), false, true},
               {"expire_time", app.Say("Tertutup lagi", "Closes"), false, true},
               {"finding", app.Say("Tinjauan", "Review")},
               {"reason", app.Say("Alasan", "Reason")}});
  for (const v1::BreakGlassGrant& grant : grants) {
    const std::string finding = Label(app.settings.language, grant.finding());
    table.Add({Cell(grant.name()),
               Cell(grant.caller()),
               Cell(grant.branch()),
               Cell(grant.seeker()),
               Cell(InstantText(grant.open_time())),
               Cell(InstantText(grant.expire_time())),
               {finding, v1::BreakGlassFinding_Name(grant.finding())},
               Cell(grant.reason())});
  }
  app.PrintAnswer(message, table);
}

void AddOpen(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "open", "Open a person's record of another branch for three hours; the supervisor is told");
  auto request = std::make_shared<v1::OpenRecordRequest>();
  command
      ->add_option_function<std::string>(
          "person",
          [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
  command
      ->add_option("--reason", *request->mutable_reason(),
                   "Why it cannot wait, 20 to 500 bytes; no diagnosis")
      ->required();
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::BreakGlassGrant grant;
      if (!app.Call(&Stub::OpenRecord, *request, &grant)) return app.exit_code();
      Print(app, grant, {grant});
      return kExitOk;
    };
  });
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "What was opened and waits for review");
  auto request = std::make_shared<v1::ListBreakGlassGrantsRequest>();
  command->add_flag_callback(
      "--reviewed", [request] { request->set_include_reviewed(true); }, "Also what was reviewed");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListBreakGlassGrantsResponse response;
      if (!app.CallPages(&Stub::ListBreakGlassGrants, *request, &response)) {
        return app.exit_code();
      }
      Print(app, response, {response.grants().begin(), response.grants().end()});
      app.PrintMore(response.next_page_token());
      return kExitOk;
    };
  });
}

void AddReview(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("review", "Say what the review found");
  auto request = std::make_shared<v1::ReviewBreakGlassGrantRequest>();
  command
      ->add_option_function<std::string>(
          "grant",
          [request](const std::string& id) {
            request->set_name(ResourceName("breakGlassGrants", id));
          },
          "breakGlassGrants/ID or ID")
      ->required();
  command
      ->add_option_function<std::string>(
          "--finding",
          [request](const std::string& word) {
            request->set_finding(static_cast<v1::BreakGlassFinding>(
                ReadChoice(v1::BreakGlassFinding_descriptor(), word)));
          },
          ChoicesText(v1::BreakGlassFinding_descriptor()))
      ->required();
  command->add_option("--note", *request->mutable_note(), "At most 500 bytes");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::BreakGlassGrant grant;
      if (!app.Call(&Stub::ReviewBreakGlassGrant, *request, &grant)) return app.exit_code();
      Print(app, grant, {grant});
      return kExitOk;
    };
  });
}

}  // namespace

void AddBreakGlass(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("breakglass", "Records opened in an emergency")->require_subcommand(1);
  AddOpen(noun, app);
  AddList(noun, app);
  AddReview(noun, app);
}

}  // namespace setara
