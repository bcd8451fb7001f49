// `setara cases`: what there is, where each stands, what is due, what gaps are left.
#include <google/protobuf/util/time_util.h>

#include "clients/case_due_text.h"
#include "clients/case_event_text.h"
#include "clients/case_gaps_text.h"
#include "clients/case_text.h"
#include "clients/case_time.h"
#include "clients/case_verbs.h"
#include "clients/flags.h"
#include "setara/v1/case.grpc.pb.h"

namespace setara {
namespace {

using google::protobuf::util::TimeUtil;
using Stub = v1::CaseService::Stub;

// --manager and --mine of a request that has a manager.
template <typename Request>
void AddWhose(CLI::App* command, Request* request, bool* mine) {
  CLI::Option* manager =
      AddManager(command, "--manager", request->mutable_manager(), "Only of this case manager");
  command->add_flag("--mine", *mine, "Only your own")->excludes(manager);
}

// False: the caller has no account, and that is said.
template <typename Request>
bool Own(App& app, bool mine, Request* request) {
  if (!mine) return true;
  request->set_manager(OwnAccount(app));
  return !request->manager().empty();
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "Cases of your branch, in the order reported");
  auto request = std::make_shared<v1::ListCasesRequest>();
  auto mine = std::make_shared<bool>(false);
  AddChoices<v1::CaseState>(command, "--state", request->mutable_states(), "Only in these states");
  AddWhose(command, request.get(), mine.get());
  AddPaging(command, request.get());
  command->callback([&app, request, mine] {
    app.command = [&app, request, mine] {
      v1::ListCasesResponse response;
      if (!Own(app, *mine, request.get())) return app.exit_code();
      if (!app.CallPages(&Stub::ListCases, *request, &response)) return app.exit_code();
      PrintCases(app, response);
      return kExitOk;
    };
  });
}

// The whole log, however long.
bool ReadLog(App& app, const std::string& name,
             google::protobuf::RepeatedPtrField<v1::CaseEvent>* events) {
  v1::ListCaseEventsRequest request;
  request.set_parent(name);
  request.set_page_size(1000);
  do {
    v1::ListCaseEventsResponse page;
    if (!app.Call(&Stub::ListCaseEvents, request, &page)) return false;
    events->MergeFrom(page.events());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return true;
}

bool ReadDeadlines(App& app, const std::string& name, v1::ListCaseDeadlinesResponse* response) {
  v1::ListCaseDeadlinesRequest request;
  request.set_case_name(name);
  request.set_page_size(1000);
  for (int urgency = v1::CASE_URGENCY_SUSPENDED; urgency <= v1::CASE_URGENCY_SOUNDING; ++urgency) {
    request.add_urgencies(static_cast<v1::CaseUrgency>(urgency));
  }
  return app.Call(&Stub::ListCaseDeadlines, request, response);
}

int Show(App& app, const v1::GetCaseRequest& request) {
  CaseFile file;
  file.now = TimeUtil::GetCurrentTime();
  if (!app.Call(&Stub::GetCase, request, &file.record)) return app.exit_code();
  if (app.for_people()) {
    if (!ReadLog(app, request.name(), &file.events)) return app.exit_code();
    // Deadlines are of today; a case as it was known has none.
    if (request.has_known_time()) {
      file.known_at = &request.known_time();
    } else if (!ReadDeadlines(app, request.name(), &file.deadlines)) {
      return app.exit_code();
    }
  }
  PrintCaseFile(app, file);
  return kExitOk;
}

void AddShow(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("show", "One case: where it stands, what is next, its log by day");
  auto request = std::make_shared<v1::GetCaseRequest>();
  AddCaseId(command, request->mutable_name());
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& at) { *request->mutable_known_time() = at; },
      "As known then");
  command->callback(
      [&app, request] { app.command = [&app, request] { return Show(app, *request); }; });
}

void PrintLog(App& app, const v1::ListCaseEventsResponse& response) {
  Labels labels(app);
  Table table({{"sequence", app.Say("No", "No"), true},
               {"happen_time", app.Say("Terjadi", "Happened"), false, true},
               {"record_time", app.Say("Dicatat", "Recorded"), false, true},
               {"actor", app.Say("Oleh", "By"), false, true},
               {"text", app.Say("Isi", "What")}});
  for (const v1::CaseEvent& event : response.events()) {
    table.Add({std::to_string(event.sequence()),
               Cell(ZoneInstant(event.happen_time(), "WIB"), ExactInstant(event.happen_time())),
               Cell(ZoneInstant(event.record_time(), "WIB"), ExactInstant(event.record_time())),
               event.actor(), EventText(app, labels, event, "WIB")});
  }
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
}

void AddLog(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("log", "The log of a case as a table, oldest first");
  auto request = std::make_shared<v1::ListCaseEventsRequest>();
  AddCaseId(command, request->mutable_parent());
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListCaseEventsResponse response;
      if (!app.CallPages(&Stub::ListCaseEvents, *request, &response)) return app.exit_code();
      PrintLog(app, response);
      return kExitOk;
    };
  });
}

int Due(App& app, const v1::ListCaseDeadlinesRequest& request) {
  v1::ListCaseDeadlinesResponse response;
  if (!app.CallPages(&Stub::ListCaseDeadlines, request, &response)) return app.exit_code();
  const bool one_case = !request.case_name().empty();
  if (app.for_people()) app.Print(DueSummary(app.settings.language, response.deadlines()));
  app.PrintAnswer(response,
                  DueTable(app, response.deadlines(), TimeUtil::GetCurrentTime(), one_case));
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

void AddDue(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "due", "What is sounding, overdue, due or coming up; law, practice and defaults told apart");
  auto request = std::make_shared<v1::ListCaseDeadlinesRequest>();
  auto mine = std::make_shared<bool>(false);
  AddWhose(command, request.get(), mine.get());
  command->add_option_function<std::string>(
      "--case",
      [request](const std::string& id) { request->set_case_name(ResourceName("cases", id)); },
      "Only of this case: cases/ID or ID");
  AddChoices<v1::CaseUrgency>(command, "--urgency", request->mutable_urgencies(),
                              "Only these, by default sounding, overdue, due and coming up");
  AddPaging(command, request.get());
  command->callback([&app, request, mine] {
    app.command = [&app, request, mine] {
      return Own(app, *mine, request.get()) ? Due(app, *request) : app.exit_code();
    };
  });
}

void AddGaps(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "gaps",
      "The worker's profile against the old job: gaps, what closes them, a rung to consider");
  auto request = std::make_shared<v1::AnalyseCaseGapsRequest>();
  AddCaseId(command, request->mutable_name());
  command->add_flag_callback(
      "--wishes-self-employment", [request] { request->set_wishes_self_employment(true); },
      "The worker said so");
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_language(ToProto(app.settings.language));
      v1::AnalyseCaseGapsResponse response;
      if (!app.Call(&Stub::AnalyseCaseGaps, *request, &response)) return app.exit_code();
      PrintGaps(app, response);
      return kExitOk;
    };
  });
}

}  // namespace

void AddCaseLists(CLI::App* noun, App& app) {
  AddList(noun, app);
  AddShow(noun, app);
  AddLog(noun, app);
  AddDue(noun, app);
  AddGaps(noun, app);
}

}  // namespace setara
