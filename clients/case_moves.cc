// `setara cases`: moves, and the one that turns a failed return into a search.
#include "clients/call_error.h"
#include "clients/case_gaps_text.h"
#include "clients/case_text.h"
#include "clients/case_verbs.h"
#include "clients/flags.h"
#include "clients/text_width.h"
#include "setara/v1/case.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::CaseService::Stub;

constexpr char kGuardsNotMet[] = "CASE_GUARDS_NOT_MET";

// The guards of a refusal, in the order of the table: "WORKER_CONSENT,PLAN_APPROVED".
std::vector<std::string> MissingIds(const google::rpc::ErrorInfo& info) {
  std::vector<std::string> ids;
  const auto found = info.metadata().find("missing");
  if (found == info.metadata().end()) return ids;
  for (size_t begin = 0; begin <= found->second.size();) {
    const size_t end = std::min(found->second.find(',', begin), found->second.size());
    if (end > begin) ids.push_back(found->second.substr(begin, end - begin));
    begin = end + 1;
  }
  return ids;
}

const v1::MissingGuard* FindGuard(const v1::Case& record, v1::CaseTrigger trigger,
                                  const std::string& id) {
  for (const v1::NextMove& move : record.next_moves()) {
    if (move.trigger() != trigger) continue;
    for (const v1::MissingGuard& missing : move.missing()) {
      if (missing.guard() == id) return &missing;
    }
  }
  return nullptr;
}

// What the refused move still needs, a line a rule, in the caller's language: the refusal names the
// rules, the case says them in both.
int Refuse(App& app, const v1::AdvanceCaseRequest& request, const grpc::Status& refusal) {
  const std::vector<std::string> ids = MissingIds(ErrorInfoOf(refusal));
  v1::GetCaseRequest get;
  get.set_name(request.name());
  v1::Case record;
  std::string no_write;
  const bool read =
      app.Try(&Stub::GetCase, get, &record, app.settings.timeout_seconds, &no_write).ok();
  std::string text = app.Say("Belum bisa: ", "Not yet: ") +
                     Label(app.settings.language, request.trigger()) +
                     app.Say(". Masih perlu:\n", ". It still needs:\n");
  for (const std::string& id : ids) {
    const v1::MissingGuard* missing = FindGuard(record, request.trigger(), id);
    if (missing == nullptr) {  // met today, but not on the day asked for: as the server says it
      app.Check(refusal);
      return app.exit_code();
    }
    text += "  - " + MissingText(app.settings.language, *missing) + "\n";
  }
  if (!read || ids.empty()) {
    app.Check(refusal);
    return app.exit_code();
  }
  return app.Fail(ExitCodeOf(refusal.error_code()), text);
}

int Advance(App& app, v1::AdvanceCaseRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::Case after;
  std::string token;
  const grpc::Status status =
      app.Try(&Stub::AdvanceCase, request, &after, app.settings.timeout_seconds, &token);
  if (ErrorInfoOf(status).reason() == kGuardsNotMet) return Refuse(app, request, status);
  if (!app.Check(status)) return app.exit_code();
  if (!token.empty()) app.set_last_token(token);
  PrintCaseStep(app, after);
  return kExitOk;
}

void AddAdvance(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "advance", "Move the case; a refusal says what is missing and on what basis");
  auto request = std::make_shared<v1::AdvanceCaseRequest>();
  AddCaseId(command, request->mutable_name());
  command
      ->add_option_function<std::string>(
          "move",
          [request](const std::string& word) {
            request->set_trigger(
                static_cast<v1::CaseTrigger>(ReadChoice(v1::CaseTrigger_descriptor(), word)));
          },
          ChoicesText(v1::CaseTrigger_descriptor()))
      ->required();
  command->add_option_function<std::string>(
      "--outcome",
      [request](const std::string& word) {
        request->set_outcome(
            static_cast<v1::CaseOutcome>(ReadChoice(v1::CaseOutcome_descriptor(), word)));
      },
      "Of close-returned: rtw-l1 to rtw-l5");
  AddText(command, "--reason", request->mutable_reason(), "Why; some moves require it");
  AddHappened(command, [request](const google::protobuf::Timestamp& at) {
    *request->mutable_happen_time() = at;
  });
  AddRetryFlags(command, request.get());
  command->callback(
      [&app, request] { app.command = [&app, request] { return Advance(app, *request); }; });
}

int Search(App& app, v1::StartCaseSearchRequest& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::StartCaseSearchResponse response;
  if (!app.Call(&Stub::StartCaseSearch, request, &response)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(response);
    return kExitOk;
  }
  PrintCaseStep(app, response.case_());
  Labels labels(app);
  const std::string changes = ChangesText(app, labels, response.changes(), TerminalWidth());
  if (!changes.empty()) {
    app.Print(app.Say("Profil pencari kerja, diperbarui dari asesmen terakhir:\n",
                      "The job seeker's profile, brought up to date from the last assessment:\n") +
              changes);
  }
  const std::string after =
      response.consistency_token().empty() ? "" : "--after " + response.consistency_token() + " ";
  app.Print(app.Say("Cari lowongan: ", "Look for openings: ") + "setara " + after +
            "match openings " + response.seeker() + "\n");
  return kExitOk;
}

void AddSearch(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "search",
      "The same profile looks for work elsewhere; needs the worker's consent to matching");
  auto request = std::make_shared<v1::StartCaseSearchRequest>();
  AddCaseId(command, request->mutable_name());
  command->add_flag_callback(
      "--wishes-self-employment", [request] { request->set_wishes_self_employment(true); },
      "Support for self-employment (L5) beside work at another employer (L4)");
  AddDay(
      command, "--available-from",
      [request](const v1::Date& day) { *request->mutable_available_from() = day; },
      "From when the worker can start, by default today");
  AddRetryFlags(command, request.get());
  command->callback(
      [&app, request] { app.command = [&app, request] { return Search(app, *request); }; });
}

}  // namespace

void AddCaseMoves(CLI::App* noun, App& app) {
  AddAdvance(noun, app);
  AddSearch(noun, app);
}

}  // namespace setara
