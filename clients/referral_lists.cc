// `setara referrals`: what is there, what is due, what waits.
#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/referral_text.h"
#include "setara/v1/placement.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::PlacementService::Stub;

int List(App& app, const v1::ListPlacementsRequest& request) {
  v1::ListPlacementsResponse response;
  if (!app.CallPages(&Stub::ListPlacements, request, &response)) return app.exit_code();
  PrintPlacements(app, response);
  return kExitOk;
}

void AddFilters(CLI::App* command, v1::ListPlacementsRequest* request) {
  command->add_option_function<std::string>(
      "--seeker",
      [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
      "Only of this person: seekers/ID or ID");
  command->add_option_function<std::string>(
      "--opening",
      [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
      "Only for this opening: openings/ID or ID");
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "Only at this employer: employers/ID or ID");
  AddPaging(command, request);
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "Placements, newest first");
  auto request = std::make_shared<v1::ListPlacementsRequest>();
  AddFilters(command, request.get());
  AddChoices<v1::PlacementState>(command, "--state", request->mutable_states(),
                                 "Only in these states");
  command->callback(
      [&app, request] { app.command = [&app, request] { return List(app, *request); }; });

  CLI::App* undecided = noun->add_subcommand(
      "pending-decision", "Placements that a hire elsewhere asks about and nobody has decided");
  auto waiting = std::make_shared<v1::ListPlacementsRequest>();
  waiting->set_needs_decision(true);
  AddFilters(undecided, waiting.get());
  undecided->callback(
      [&app, waiting] { app.command = [&app, waiting] { return List(app, *waiting); }; });
}

void AddShow(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("show", "One placement with its steps");
  auto request = std::make_shared<v1::GetPlacementRequest>();
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) { request->set_name(ResourceName("placements", id)); },
          "placements/ID or ID")
      ->required();
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::Placement placement;
      if (!app.Call(&Stub::GetPlacement, *request, &placement)) return app.exit_code();
      PrintPlacement(app, placement);
      return kExitOk;
    };
  });
}

void AddDue(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("due", "Follow-up checks that are due, the longest due first");
  auto request = std::make_shared<v1::ListFollowUpsRequest>();
  AddDay(
      command, "--by,--as-of", [request](const v1::Date& day) { *request->mutable_due_by() = day; },
      "Due on or before this day, by default today in Jakarta");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListFollowUpsResponse response;
      if (!app.CallPages(&Stub::ListFollowUps, *request, &response)) return app.exit_code();
      PrintFollowUps(app, response);
      return kExitOk;
    };
  });
}

void AddPositions(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("positions", "Positions of openings that placements have filled");
  auto request = std::make_shared<v1::ListOpeningPositionsRequest>();
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "Only of this employer: employers/ID or ID");
  command->add_option_function<std::string>(
      "--opening",
      [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
      "Only this opening: openings/ID or ID");
  command->add_flag_callback(
      "--full", [request] { request->set_full_only(true); },
      "Only openings that are open and have no position left");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListOpeningPositionsResponse response;
      if (!app.CallPages(&Stub::ListOpeningPositions, *request, &response)) return app.exit_code();
      PrintPositions(app, response);
      return kExitOk;
    };
  });
}

void AddReasons(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("reasons", "The coded reasons of an end");
  auto request = std::make_shared<v1::ListPlacementReasonsRequest>();
  command->add_option_function<std::string>(
      "--step",
      [request](const std::string& word) {
        request->set_step(
            static_cast<v1::PlacementStep>(ReadChoice(v1::PlacementStep_descriptor(), word)));
      },
      "Only those of end, reject or withdraw");
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListPlacementReasonsResponse response;
      if (!app.Call(&Stub::ListPlacementReasons, *request, &response)) return app.exit_code();
      PrintReasons(app, response);
      return kExitOk;
    };
  });
}

}  // namespace

void AddReferralLists(CLI::App* noun, App& app) {
  AddList(noun, app);
  AddShow(noun, app);
  AddDue(noun, app);
  AddPositions(noun, app);
  AddReasons(noun, app);
}

void AddReferrals(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("referrals", "The way from a shortlist to the twelfth month at work")
          ->require_subcommand(1);
  AddReferralSteps(noun, app);
  AddReferralLists(noun, app);
  AddParticipation(noun, app);
}

}  // namespace setara
