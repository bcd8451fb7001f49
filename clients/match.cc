#include "clients/commands.h"
#include "clients/explain_text.h"
#include "clients/flags.h"
#include "clients/match_text.h"
#include "setara/v1/match.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::MatchService::Stub;

// The flags that both directions share.
template <typename Request>
void AddListFlags(CLI::App* command, Request* request) {
  AddTexts(command, "--with", request->mutable_with_accommodations(),
           "What if these accommodations were offered everywhere: A07,A16");
  AddChoices<v1::MatchTier>(command, "--tier", request->mutable_tiers(),
                            "Tiers to list, by default all but to-discuss");
  const auto set_day = [request](const v1::Date& day) { *request->mutable_on() = day; };
  AddDay(command, "--on", set_day, "The day asked about");
  AddDay(command, "--as-of", set_day, "The same as --on");
  command->add_flag_callback(
      "--counts", [request] { request->set_count_tiers(true); },
      "Also count tiers, and what was left out and why");
  command->add_flag_callback(
      "--unlocks", [request] { request->set_rank_unlocks(true); },
      "Also rank accommodations by how many more would fit");
  AddPaging(command, request);
}

void AddOpeningsVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("openings", "Openings for a person, best first");
  auto request = std::make_shared<v1::MatchOpeningsRequest>();
  command
      ->add_option_function<std::string>(
          "seeker",
          [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
  AddListFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_language(ToProto(app.settings.language));
      v1::MatchOpeningsResponse response;
      if (!app.CallPages(&Stub::MatchOpenings, *request, &response)) return app.exit_code();
      PrintOpeningMatches(app, response);
      return kExitOk;
    };
  });
}

void AddSeekersVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("seekers", "People for an opening, best first");
  auto request = std::make_shared<v1::MatchSeekersRequest>();
  command
      ->add_option_function<std::string>(
          "opening",
          [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
          "openings/ID or ID")
      ->required();
  AddListFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_language(ToProto(app.settings.language));
      v1::MatchSeekersResponse response;
      if (!app.CallPages(&Stub::MatchSeekers, *request, &response)) return app.exit_code();
      PrintSeekerMatches(app, response);
      return kExitOk;
    };
  });
}

int Explain(App& app, v1::ExplainMatchRequest& request) {
  request.set_language(ToProto(app.settings.language));
  v1::MatchExplanation explanation;
  if (!app.Call(&Stub::ExplainMatch, request, &explanation)) return app.exit_code();
  if (app.for_people()) {
    app.Print(ExplanationText(app, explanation));
  } else {
    app.PrintAnswer(explanation, ExplanationTable(explanation));
  }
  return kExitOk;
}

void AddExplainVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("explain", "Why a person and an opening fit or not");
  auto request = std::make_shared<v1::ExplainMatchRequest>();
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
  AddTexts(command, "--with", request->mutable_with_accommodations(),
           "What if these accommodations were offered");
  const auto set_day = [request](const v1::Date& day) { *request->mutable_on() = day; };
  AddDay(command, "--on", set_day, "The day asked about");
  AddDay(command, "--as-of", set_day, "The same as --on");
  command->callback(
      [&app, request] { app.command = [&app, request] { return Explain(app, *request); }; });
}

}  // namespace

void AddMatch(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("match", "People and openings by function")->require_subcommand(1);
  AddOpeningsVerb(noun, app);
  AddSeekersVerb(noun, app);
  AddExplainVerb(noun, app);
}

}  // namespace setara
