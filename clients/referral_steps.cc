// `setara referrals`: the steps of a placement.
#include "clients/commands.h"
#include "clients/referral_flags.h"

namespace setara {
namespace {

using Stub = v1::PlacementService::Stub;

void AddShortlist(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("shortlist", "Shortlist a person for an opening");
  auto request = std::make_shared<v1::CreatePlacementRequest>();
  command
      ->add_option_function<std::string>(
          "seeker",
          [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
  command
      ->add_option_function<std::string>(
          "opening",
          [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
          "openings/ID or ID")
      ->required();
  AddOn(command, request.get());
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::CreatePlacement, *request); };
  });
}

void AddRefer(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("refer", "Refer the person to the employer; needs their consent");
  auto request = std::make_shared<v1::ReferPlacementRequest>();
  AddPlacementId(command, request.get());
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::ReferPlacement, *request); };
  });
}

void AddAdvance(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("advance", "Note an interview or an offer");
  auto request = std::make_shared<v1::AdvancePlacementRequest>();
  AddPlacementId(command, request.get());
  command
      ->add_option_function<std::string>(
          "--to",
          [request](const std::string& word) {
            request->set_step(
                static_cast<v1::PlacementStep>(ReadChoice(v1::PlacementStep_descriptor(), word)));
          },
          "interview or offer")
      ->required();
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::AdvancePlacement, *request); };
  });
}

void AddEnd(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "end", "End a placement: the work ended, the employer rejects, the person withdraws");
  auto request = std::make_shared<v1::EndPlacementRequest>();
  request->set_step(v1::PLACEMENT_STEP_END);
  AddPlacementId(command, request.get());
  command->add_option_function<std::string>(
      "--as",
      [request](const std::string& word) {
        request->set_step(
            static_cast<v1::PlacementStep>(ReadChoice(v1::PlacementStep_descriptor(), word)));
      },
      "end (of the work, by default), reject or withdraw");
  AddText(command, "--reason", request->mutable_reason(), "A code of `setara referrals reasons`")
      ->required();
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::EndPlacement, *request); };
  });
}

void AddCheck(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("check", "Note that the person is still at work after some months");
  auto request = std::make_shared<v1::RecordFollowUpRequest>();
  AddPlacementId(command, request.get());
  command
      ->add_option_function<int>(
          "--months", [request](int months) { request->set_months(months); }, "3, 6 or 12")
      ->required();
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::RecordFollowUp, *request); };
  });
}

void AddDecide(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("decide", "Decide about a placement after a hire elsewhere");
  auto request = std::make_shared<v1::DecidePlacementRequest>();
  AddPlacementId(command, request.get());
  command
      ->add_option_function<std::string>(
          "decision",
          [request](const std::string& word) {
            request->set_decision(static_cast<v1::PlacementDecision>(
                ReadChoice(v1::PlacementDecision_descriptor(), word)));
          },
          ChoicesText(v1::PlacementDecision_descriptor()))
      ->required();
  AddText(command, "--reason", request->mutable_reason(),
          "Of a withdrawal, by default HIRED_ELSEWHERE");
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::DecidePlacement, *request); };
  });
}

}  // namespace

void AddReferralSteps(CLI::App* noun, App& app) {
  AddShortlist(noun, app);
  AddRefer(noun, app);
  AddAdvance(noun, app);
  AddHireVerbs(noun, app);
  AddEnd(noun, app);
  AddCheck(noun, app);
  AddDecide(noun, app);
}

}  // namespace setara
