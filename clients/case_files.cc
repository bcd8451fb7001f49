// `setara cases`: documents of a case, and the summary for the worker.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "clients/case_verbs.h"
#include "clients/case_words.h"
#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "clients/record_command.h"
#include "setara/v1/case.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::CaseService::Stub;

int File(App& app, v1::AddCaseDocumentRequest& request, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return app.Fail(kExitLocal, app.Say("Tidak dapat membaca ", "Cannot read ") + path);
  }
  v1::CaseDocument* document = request.mutable_document();
  document->set_content(std::move(bytes));
  if (document->file_name().empty()) {
    document->set_file_name(std::filesystem::path(path).filename().string());
  }
  request.set_validate_only(app.settings.dry_run);
  v1::CaseDocument stored;
  if (!app.Call(&Stub::AddCaseDocument, request, &stored)) return app.exit_code();
  app.for_people() ? PrintStored(app, stored.name() + ", SHA-256 " + stored.sha256())
                   : app.PrintJson(stored);
  return kExitOk;
}

void AddFile(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("add", "File a document: PDF, PNG, JPEG or text");
  auto request = std::make_shared<v1::AddCaseDocumentRequest>();
  auto path = std::make_shared<std::string>();
  v1::CaseDocument* document = request->mutable_document();
  AddCaseId(command, request->mutable_parent());
  command->add_option("--file", *path, "The file, at most 3,000,000 bytes")->required();
  command
      ->add_option_function<std::string>(
          "--kind", [document](const std::string& word) { document->set_kind(DocumentWord(word)); },
          "What it is: form-3kk1, recommendation, worker-consent, fit-note, closing-report, ...")
      ->required();
  AddDay(
      command, "--issued-on",
      [document](const v1::Date& day) { *document->mutable_issued_on() = day; },
      "Day it was issued")
      ->required();
  AddText(command, "--file-name", document->mutable_file_name(),
          "Name to keep, by default that of the file");
  AddRetryFlags(command, request.get());
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return File(app, *request, *path); };
  });
}

int Fetch(App& app, const v1::GetCaseDocumentRequest& request, const std::string& path) {
  v1::CaseDocument document;
  if (!app.Call(&Stub::GetCaseDocument, request, &document)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(document);
    return kExitOk;
  }
  if (!WriteFile(app, path, document.content())) return app.exit_code();
  app.Print(path + ": " + DocumentLabel(app.settings.language, document.kind()) + ", " +
            document.media_type() + ", SHA-256 " + document.sha256() + "\n");
  return kExitOk;
}

void AddFetch(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("get", "Fetch a document");
  auto request = std::make_shared<v1::GetCaseDocumentRequest>();
  auto path = std::make_shared<std::string>();
  command
      ->add_option_function<std::string>(
          "document",
          [request](const std::string& id) {
            request->set_name(ResourceName("caseDocuments", id));
          },
          "caseDocuments/ID or ID")
      ->required();
  command->add_option("--out", *path, "File to write")->required();
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Fetch(app, *request, *path); };
  });
}

int Summary(App& app, const v1::GetCaseSummaryRequest& request, const std::string& path) {
  v1::CaseSummary summary;
  if (!app.Call(&Stub::GetCaseSummary, request, &summary)) return app.exit_code();
  if (!path.empty() && !WriteFile(app, path, summary.pdf())) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(summary);
    return kExitOk;
  }
  app.Print(summary.text());
  if (!summary.text().ends_with('\n')) app.Print("\n");
  if (!path.empty()) app.Print("\n" + path + ": PDF, SHA-256 " + summary.sha256() + "\n");
  return kExitOk;
}

void AddSummary(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "summary", "The case in plain Indonesian for the worker: to read here, as PDF with --out");
  auto request = std::make_shared<v1::GetCaseSummaryRequest>();
  auto path = std::make_shared<std::string>();
  AddCaseId(command, request->mutable_name());
  AddText(command, "--out", path.get(), "File for the PDF");
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Summary(app, *request, *path); };
  });
}

}  // namespace

void AddCaseFiles(CLI::App* noun, App& app) {
  CLI::App* document =
      noun->add_subcommand("document", "Documents of a case")->require_subcommand(1);
  AddFile(document, app);
  AddFetch(document, app);
  AddSummary(noun, app);
}

}  // namespace setara
