#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "clients/notices_text.h"
#include "clients/output_file.h"
#include "clients/progress.h"
#include "setara/v1/notice.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::NoticeService::Stub;

// Moves the run on until it is done; every step is stored, so that Ctrl-C loses nothing.
int Finish(App& app, v1::NoticeRun run) {
  Progress progress(app.settings.language);
  while (!run.done()) {
    v1::AdvanceNoticeRunRequest request;
    request.set_name(run.name());
    if (!app.Call(&Stub::AdvanceNoticeRun, request, &run)) {
      app.Fail(app.exit_code(), app.Say("Lanjutkan dengan: setara notices run --resume ",
                                        "Go on with: setara notices run --resume ") +
                                    request.name());
      return app.exit_code();
    }
    progress.Show(0, 0, run.counts().examined());
  }
  progress.Clear();
  PrintRun(app, run);
  return kExitOk;
}

int Run(App& app, v1::CreateNoticeRunRequest& request, const std::string& resume) {
  v1::NoticeRun run;
  if (!resume.empty()) {
    run.set_name(ResourceName("noticeRuns", resume));
    return Finish(app, std::move(run));
  }
  request.set_validate_only(app.settings.dry_run);
  if (!app.Call(&Stub::CreateNoticeRun, request, &run)) return app.exit_code();
  if (!app.settings.dry_run) return Finish(app, std::move(run));
  PrintRun(app, run);
  return kExitOk;
}

void AddSelection(CLI::App* command, v1::NoticeSelection* selection) {
  AddChoices<v1::FindingKind>(command, "--finding", selection->mutable_findings(),
                              "Only these findings");
  AddText(command, "--region", selection->mutable_region_code(),
          "Only with their seat here or below; by default your region");
  AddChoices<v1::EmployerKind>(command, "--kind", selection->mutable_kinds(), "Only these kinds");
  command->add_option_function<int64_t>(
      "--min-headcount", [selection](int64_t heads) { selection->set_min_headcount(heads); },
      "Only with so many workers; by default the practice minimum (100 private, 50 public)");
  command->add_option_function<std::string>(
      "--employer",
      [selection](const std::string& id) {
        selection->set_employer(ResourceName("employers", id));
      },
      "Only this one: employers/ID or ID");
  command->add_flag_callback(
      "--fresh-reports-only", [selection] { selection->set_fresh_reports_only(true); },
      "No shortfall from a report older than 13 months");
}

void AddRun(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "run", "Draft a notice for every finding without one; --dry-run shows what it would do");
  auto request = std::make_shared<v1::CreateNoticeRunRequest>();
  auto resume = std::make_shared<std::string>();
  AddSelection(command, request->mutable_run()->mutable_selection());
  AddDay(
      command, "--as-of",
      [request](const v1::Date& day) { *request->mutable_run()->mutable_as_of() = day; },
      "The day that employers are judged on, by default today in Jakarta");
  AddText(command, "--resume", resume.get(), "Go on with a run: noticeRuns/ID or ID");
  command->callback([&app, request, resume] {
    app.command = [&app, request, resume] { return Run(app, *request, *resume); };
  });
}

void AddRuns(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("runs", "Your runs and how far each is");
  auto request = std::make_shared<v1::ListNoticeRunsRequest>();
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListNoticeRunsResponse response;
      if (!app.CallPages(&Stub::ListNoticeRuns, *request, &response)) return app.exit_code();
      PrintRuns(app, response);
      return kExitOk;
    };
  });
}

void AddList(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("list", "Notices, newest first");
  auto request = std::make_shared<v1::ListNoticesRequest>();
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "Only of this one: employers/ID or ID");
  AddChoices<v1::NoticeState>(command, "--state", request->mutable_states(),
                              "Only in these states");
  command->add_option_function<std::string>(
      "--run",
      [request](const std::string& id) { request->set_run(ResourceName("noticeRuns", id)); },
      "Only of this run: noticeRuns/ID or ID");
  AddText(command, "--region", request->mutable_region_code(),
          "Only with their seat here or below");
  AddDay(
      command, "--due-before",
      [request](const v1::Date& day) { *request->mutable_due_before() = day; },
      "Only with an answer asked for by a day before this one: what to follow up");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListNoticesResponse response;
      if (!app.CallPages(&Stub::ListNotices, *request, &response)) return app.exit_code();
      PrintNotices(app, response);
      return kExitOk;
    };
  });
}

void AddShow(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("show", "One notice with its history and documents");
  auto request = std::make_shared<v1::GetNoticeRequest>();
  AddNoticeId(command, request->mutable_name());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::Notice notice;
      if (!app.Call(&Stub::GetNotice, *request, &notice)) return app.exit_code();
      PrintNotice(app, notice);
      return kExitOk;
    };
  });
}

int Letter(App& app, const v1::GetNoticeLetterRequest& request, const std::string& path) {
  v1::NoticeLetter letter;
  if (!app.Call(&Stub::GetNoticeLetter, request, &letter)) return app.exit_code();
  if (path.empty()) {
    app.for_people() ? app.Print(letter.text()) : app.PrintJson(letter);
    return kExitOk;
  }
  if (!WriteFile(app, path, letter.pdf())) return app.exit_code();
  app.Print(path + ": " + std::to_string(letter.pdf().size()) + app.Say(" bita", " bytes") +
            ", SHA-256 " + letter.pdf_sha256() +
            (letter.draft() ? app.Say(", KONSEP", ", DRAFT") : "") + "\n");
  return kExitOk;
}

void AddLetter(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("letter", "The letter as PDF (--out), or as text to read here");
  auto request = std::make_shared<v1::GetNoticeLetterRequest>();
  auto path = std::make_shared<std::string>();
  AddNoticeId(command, request->mutable_name());
  AddText(command, "--out", path.get(), "File for the PDF");
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Letter(app, *request, *path); };
  });
}

}  // namespace

CLI::Option* AddNoticeId(CLI::App* command, std::string* name) {
  return command
      ->add_option_function<std::string>(
          "notice", [name](const std::string& id) { *name = ResourceName("notices", id); },
          "notices/ID or ID")
      ->required();
}

bool WriteFile(App& app, const std::string& path, const std::string& bytes) {
  absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(path);
  absl::Status status = file.ok() ? (*file)->Write(bytes) : file.status();
  if (status.ok()) status = (*file)->Finish();
  if (status.ok()) return true;
  app.Fail(kExitLocal, app.Say("Tidak dapat menulis ", "Cannot write ") + path + ": " +
                           std::string(status.message()));
  return false;
}

void AddNotices(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("notices",
                          "Reminders to employers (UU 8/2016 art. 53): draft, approve, "
                          "send, answer, follow up, hand over")
          ->require_subcommand(1);
  AddRun(noun, app);
  AddRuns(noun, app);
  AddList(noun, app);
  AddShow(noun, app);
  AddLetter(noun, app);
  AddNoticeSteps(noun, app);
  AddNoticeFiles(noun, app);
}

}  // namespace setara
