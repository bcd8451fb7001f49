#include <filesystem>
#include <fstream>
#include <iterator>

#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "clients/record_command.h"
#include "setara/v1/notice.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::NoticeService::Stub;

int Attach(App& app, v1::AddNoticeDocumentRequest& request, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file.is_open() || file.bad()) {
    return app.Fail(kExitLocal, app.Say("Tidak dapat membaca ", "Cannot read ") + path);
  }
  request.mutable_document()->set_content(std::move(bytes));
  if (request.document().file_name().empty()) {
    request.mutable_document()->set_file_name(std::filesystem::path(path).filename().string());
  }
  request.set_validate_only(app.settings.dry_run);
  v1::NoticeDocument stored;
  if (!app.Call(&Stub::AddNoticeDocument, request, &stored)) return app.exit_code();
  app.for_people() ? PrintStored(app, stored.name() + ", SHA-256 " + stored.sha256())
                   : app.PrintJson(stored);
  return kExitOk;
}

void AddAttach(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("attach", "Add a document (PDF, PNG, JPEG or text) to a notice");
  auto request = std::make_shared<v1::AddNoticeDocumentRequest>();
  auto path = std::make_shared<std::string>();
  AddNoticeId(command, request->mutable_notice());
  command->add_option("--file", *path, "The file, at most 3,000,000 bytes")->required();
  command
      ->add_option_function<std::string>(
          "--kind",
          [request](const std::string& word) {
            request->mutable_document()->set_kind(static_cast<v1::NoticeDocumentKind>(
                ReadChoice(v1::NoticeDocumentKind_descriptor(), word)));
          },
          "What it is: " + ChoicesText(v1::NoticeDocumentKind_descriptor()))
      ->required();
  AddText(command, "--file-name", request->mutable_document()->mutable_file_name(),
          "Name to keep, by default that of the file");
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Attach(app, *request, *path); };
  });
}

int Fetch(App& app, const v1::GetNoticeDocumentRequest& request, const std::string& path) {
  v1::NoticeDocument document;
  if (!app.Call(&Stub::GetNoticeDocument, request, &document)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(document);
    return kExitOk;
  }
  if (!WriteFile(app, path, document.content())) return app.exit_code();
  app.Print(path + ": " + document.media_type() + ", SHA-256 " + document.sha256() + "\n");
  return kExitOk;
}

void AddDocument(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("document", "Fetch a document of a notice");
  auto request = std::make_shared<v1::GetNoticeDocumentRequest>();
  auto path = std::make_shared<std::string>();
  command
      ->add_option_function<std::string>(
          "document",
          [request](const std::string& id) {
            request->set_name(ResourceName("noticeDocuments", id));
          },
          "noticeDocuments/ID or ID")
      ->required();
  command->add_option("--out", *path, "File to write")->required();
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Fetch(app, *request, *path); };
  });
}

}  // namespace

void AddNoticeFiles(CLI::App* noun, App& app) {
  AddAttach(noun, app);
  AddDocument(noun, app);
}

}  // namespace setara
