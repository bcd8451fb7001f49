#include <functional>
#include <memory>
#include <string>

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

// The record that the command is about: an argument "seeker" of seekers/, and so on.
void AddRecord(CLI::App* command, const std::string& noun,
               const std::function<void(const std::string&)>& set_name) {
  const std::string collection = noun + "s";
  command
      ->add_option_function<std::string>(
          noun,
          [collection, set_name](const std::string& id) { set_name(ResourceName(collection, id)); },
          collection + "/ID or ID")
      ->required();
}

// What both directions do once the record is named.
template <typename Request, typename Response>
void AddList(CLI::App* command, App& app, const std::shared_ptr<Request>& request,
             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
             void (*print)(App&, const Response&)) {
  AddListFlags(command, request.get());
  command->callback([&app, request, method, print] {
    app.command = [&app, request, method, print] {
      request->set_language(ToProto(app.settings.language));
      Response response;
      if (!app.CallPages(method, *request, &response)) return app.exit_code();
      print(app, response);
      return kExitOk;
    };
  });
}

void AddOpeningsVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("openings", "Openings for a person, best first");
  auto request = std::make_shared<v1::MatchOpeningsRequest>();
  AddRecord(command, "seeker", [request](const std::string& name) { request->set_seeker(name); });
  AddList(command, app, request, &Stub::MatchOpenings, PrintOpeningMatches);
}

void AddSeekersVerb(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("seekers", "People for an opening, best first");
  auto request = std::make_shared<v1::MatchSeekersRequest>();
  AddRecord(command, "opening", [request](const std::string& name) { request->set_opening(name); });
  AddList(command, app, request, &Stub::MatchSeekers, PrintSeekerMatches);
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
  AddRecord(command, "seeker", [request](const std::string& name) { request->set_seeker(name); });
  AddRecord(command, "opening", [request](const std::string& name) { request->set_opening(name); });
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
