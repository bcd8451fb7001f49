#include "clients/screening.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "clients/flags.h"
#include "clients/screening.h"
#include "clients/screening_text.h"
#include "setara/v1/screening.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::ScreeningService::Stub;

struct ScreenFlags {
  std::string opening;
  std::string employer;
  std::string file;
  v1::ScreenTextRequest text;
  v1::ListOpeningScreeningsRequest list;
  v1::SummarizeFindingsRequest summary;
  bool summarize = false;
  bool rules = false;
};

// The whole file; "-" is standard input. False when it cannot be read.
bool ReadText(const std::string& path, std::string* text) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) return false;
  text->assign(std::istreambuf_iterator<char>(in), {});
  return !in.bad();
}

int ScreenText(App& app, ScreenFlags& flags) {
  if (!flags.file.empty() && !ReadText(flags.file, flags.text.mutable_text())) {
    return app.Fail(kExitLocal, flags.file + app.Say(": tidak dapat dibaca", ": cannot be read"));
  }
  v1::ScreenTextResponse response;
  if (!app.Call(&Stub::ScreenText, flags.text, &response)) return app.exit_code();
  PrintTextScreening(app, response);
  return kExitOk;
}

int ScreenOpening(App& app, const std::string& opening) {
  v1::ScreenOpeningRequest request;
  request.set_name(ResourceName("openings", opening));
  v1::OpeningScreening screening;
  if (!app.Call(&Stub::ScreenOpening, request, &screening)) return app.exit_code();
  PrintOpeningScreening(app, screening);
  return kExitOk;
}

int Summarize(App& app, ScreenFlags& flags) {
  if (!flags.employer.empty()) {
    flags.summary.set_employer(ResourceName("employers", flags.employer));
  }
  flags.summary.set_page_size(flags.list.page_size());
  flags.summary.set_page_token(flags.list.page_token());
  v1::SummarizeFindingsResponse response;
  if (!app.CallPages(&Stub::SummarizeFindings, flags.summary, &response)) return app.exit_code();
  PrintFindingSummary(app, response);
  return kExitOk;
}

int ListScreenings(App& app, ScreenFlags& flags) {
  if (!flags.employer.empty()) flags.list.set_employer(ResourceName("employers", flags.employer));
  v1::ListOpeningScreeningsResponse response;
  if (!app.CallPages(&Stub::ListOpeningScreenings, flags.list, &response)) return app.exit_code();
  PrintOpeningScreenings(app, response);
  return kExitOk;
}

int ListRules(App& app) {
  v1::ListScreeningRulesResponse response;
  if (!app.Call(&Stub::ListScreeningRules, v1::ListScreeningRulesRequest(), &response)) {
    return app.exit_code();
  }
  PrintScreeningRules(app, response);
  return kExitOk;
}

int Screen(App& app, ScreenFlags& flags) {
  if (flags.rules) return ListRules(app);
  if (flags.summarize) return Summarize(app, flags);
  if (!flags.opening.empty()) return ScreenOpening(app, flags.opening);
  if (!flags.file.empty() || !flags.text.text().empty() || !flags.text.title().empty()) {
    return ScreenText(app, flags);
  }
  return ListScreenings(app, flags);
}

void AddTextFlags(CLI::App* command, ScreenFlags* flags, CLI::Option* opening) {
  CLI::Option* text = AddText(command, "--text", flags->text.mutable_text(),
                              "Screen this text; it is stored nowhere");
  text->excludes(opening);
  command->add_option("--file", flags->file, "Screen the text of this file; - for standard input")
      ->excludes(opening)
      ->excludes(text);
  AddText(command, "--title", flags->text.mutable_title(), "Title that goes with the text")
      ->excludes(opening);
  AddTexts(command, "--essential", flags->text.mutable_essential_functions(),
           "Functions that a named task of the job truly needs: F03,F10");
  AddText(command, "--occupation", flags->text.mutable_occupation_code(),
          "KBJI/ISCO-08 code of the job");
}

}  // namespace

void AddScreening(CLI::App* openings, App& app) {
  CLI::App* command = openings->add_subcommand(
      "screen",
      "Wording that shuts people out: of one opening, of a text, or of all openings that "
      "have any; it informs and hides nothing");
  auto flags = std::make_shared<ScreenFlags>();
  CLI::Option* opening = command->add_option("opening", flags->opening, "openings/ID or ID");
  AddTextFlags(command, flags.get(), opening);
  command->add_option("--employer", flags->employer, "Only of this employer")->excludes(opening);
  AddText(command, "--rule", flags->list.mutable_rule_id(),
          "Only openings with a finding of this rule");
  command->add_flag("--summary", flags->summarize, "Counts by rule and by employer")
      ->excludes(opening);
  AddText(command, "--region", flags->summary.mutable_region_code(),
          "With --summary: only employers seated in this region or below it");
  command->add_flag("--rules", flags->rules, "The rules with their basis and suggestions");
  AddPaging(command, &flags->list);
  command->callback([&app, flags] { app.command = [&app, flags] { return Screen(app, *flags); }; });
}

}  // namespace setara
