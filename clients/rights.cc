#include "clients/case_event_text.h"
#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "clients/rights_text.h"
#include "clients/text_width.h"
#include "setara/v1/rights.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::RightsService::Stub;

template <typename Request>
CLI::Option* AddSeekerId(CLI::App* command, const std::string& name, Request* request) {
  return command->add_option_function<std::string>(
      name, [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
      "seekers/ID or ID");
}

template <typename Request>
void AddName(CLI::App* command, const std::string& collection, Request* request) {
  command
      ->add_option_function<std::string>(
          "id",
          [request, collection](const std::string& id) {
            request->set_name(ResourceName(collection, id));
          },
          collection + "/ID or ID")
      ->required();
}

// Calls, and says what is stored under which name.
template <typename Request, typename Response>
int Store(App& app, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
          Request& request) {
  request.set_validate_only(app.settings.dry_run);
  Response response;
  if (!app.Call(method, request, &response)) return app.exit_code();
  app.for_people() ? PrintStored(app, response.name()) : app.PrintJson(response);
  return kExitOk;
}

void AddOpen(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("open", "Open a request; its clock runs");
  auto request = std::make_shared<v1::CreateRightsRequestRequest>();
  AddSeekerId(command, "seeker", request.get())->required();
  command
      ->add_option_function<std::string>(
          "--kind",
          [request](const std::string& word) {
            request->set_kind(static_cast<v1::RightsRequestKind>(
                ReadChoice(v1::RightsRequestKind_descriptor(), word)));
          },
          "For what: " + ChoicesText(v1::RightsRequestKind_descriptor()))
      ->required();
  AddText(command, "--note", request->mutable_note(), "What is asked, in words");
  AddInstant(
      command, "--received",
      [request](const google::protobuf::Timestamp& time) {
        *request->mutable_receive_time() = time;
      },
      "When it was received, by default now");
  command->callback([&app, request] {
    app.command = [&app, request] { return Store(app, &Stub::CreateRightsRequest, *request); };
  });
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "Requests, due first on top");
  auto request = std::make_shared<v1::ListRightsRequestsRequest>();
  AddSeekerId(command, "--seeker", request.get());
  command->add_flag_callback(
      "--ended", [request] { request->set_show_ended(true); }, "Finished ones too");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListRightsRequestsResponse response;
      if (!app.CallPages(&Stub::ListRightsRequests, *request, &response)) return app.exit_code();
      PrintRequests(app, response);
      return kExitOk;
    };
  });
}

// The server's words, then the log of each case as `setara cases show` tells it.
void PrintCopy(App& app, const v1::ExportPersonDataResponse& response) {
  Labels labels(app);
  std::string text = response.readable_copy();
  for (const v1::PersonCase& one : response.data().cases()) {
    text += "\n" + app.Say("Log ", "The log of ") + one.case_().name() + " (WIB)\n" +
            TimelineText(app, labels, one.events(), nullptr, "WIB", TerminalWidth());
  }
  app.Print(text);
}

void AddExportVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "export", "Everything kept about a person: to read, or with -o json for programs");
  auto request = std::make_shared<v1::ExportPersonDataRequest>();
  AddSeekerId(command, "seeker", request.get())->required();
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_language(ToProto(app.settings.language));
      v1::ExportPersonDataResponse response;
      if (!app.Call(&Stub::ExportPersonData, *request, &response)) return app.exit_code();
      app.for_people() ? PrintCopy(app, response) : app.PrintJson(response.data());
      return kExitOk;
    };
  });
}

int Complete(App& app, v1::CompleteRightsRequestRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::CompleteRightsRequestResponse response;
  if (!app.Call(&Stub::CompleteRightsRequest, request, &response)) return app.exit_code();
  PrintCompletion(app, response);
  return kExitOk;
}

void AddEnds(CLI::App* noun, App& app) {
  CLI::App* complete =
      noun->add_subcommand("complete", "End a request as granted, with its effect");
  auto granted = std::make_shared<v1::CompleteRightsRequestRequest>();
  AddName(complete, "rightsRequests", granted.get());
  AddText(complete, "--answer", granted->mutable_answer(), "Answer in words");
  complete->callback(
      [&app, granted] { app.command = [&app, granted] { return Complete(app, *granted); }; });

  CLI::App* refuse = noun->add_subcommand("refuse", "End a request as refused");
  auto refused = std::make_shared<v1::RefuseRightsRequestRequest>();
  AddName(refuse, "rightsRequests", refused.get());
  refuse
      ->add_option_function<std::string>(
          "--reason",
          [refused](const std::string& word) {
            refused->set_reason(
                static_cast<v1::RefusalReason>(ReadChoice(v1::RefusalReason_descriptor(), word)));
          },
          "Why: " + ChoicesText(v1::RefusalReason_descriptor()))
      ->required();
  AddText(refuse, "--answer", refused->mutable_answer(), "Answer in words");
  refuse->callback([&app, refused] {
    app.command = [&app, refused] { return Store(app, &Stub::RefuseRightsRequest, *refused); };
  });

  CLI::App* lift = noun->add_subcommand("lift", "End a restriction or an objection in effect");
  auto lifted = std::make_shared<v1::LiftRightsRequestRequest>();
  AddName(lift, "rightsRequests", lifted.get());
  AddSeekerId(lift, "--seeker", lifted.get())->required();
  lift->callback([&app, lifted] {
    app.command = [&app, lifted] { return Store(app, &Stub::LiftRightsRequest, *lifted); };
  });
}

void AddHold(CLI::App* noun, App& app) {
  CLI::App* hold = noun->add_subcommand("hold", "Place a legal hold, or lift one");
  hold->require_subcommand(1);
  CLI::App* place = hold->add_subcommand("place", "Keep a record from being erased");
  auto placed = std::make_shared<v1::PlaceLegalHoldRequest>();
  AddSeekerId(place, "seeker", placed.get())->required();
  place
      ->add_option_function<std::string>(
          "--kind",
          [placed](const std::string& word) {
            placed->set_kind(
                static_cast<v1::LegalHoldKind>(ReadChoice(v1::LegalHoldKind_descriptor(), word)));
          },
          "Which: " + ChoicesText(v1::LegalHoldKind_descriptor()))
      ->required();
  AddText(place, "--basis", placed->mutable_basis(), "The law or file it rests on")->required();
  AddDay(
      place, "--until", [placed](const v1::Date& day) { *placed->mutable_valid_until() = day; },
      "First day it no longer holds");
  place->callback([&app, placed] {
    app.command = [&app, placed] { return Store(app, &Stub::PlaceLegalHold, *placed); };
  });
  CLI::App* lift = hold->add_subcommand("lift", "Lift a legal hold");
  auto lifted = std::make_shared<v1::LiftLegalHoldRequest>();
  AddName(lift, "legalHolds", lifted.get());
  lift->callback([&app, lifted] {
    app.command = [&app, lifted] { return Store(app, &Stub::LiftLegalHold, *lifted); };
  });
}

}  // namespace

void AddRights(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("rights", "Requests of people about their own data (UU 27/2022)")
          ->require_subcommand(1);
  AddOpen(noun, app);
  AddList(noun, app);
  AddExportVerb(noun, app);
  AddEnds(noun, app);
  AddHold(noun, app);
}

}  // namespace setara
