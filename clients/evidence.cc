#include "clients/evidence.h"

#include "clients/flags.h"
#include "clients/notice_verbs.h"
#include "clients/words.h"
#include "setara/v1/evidence.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::EvidenceService::Stub;

// FILE.json or FILE.pdf alone, or both beside each other.
bool WritePack(App& app, const std::string& path, const v1::EvidencePack& pack) {
  if (path.ends_with(".json")) return WriteFile(app, path, pack.content_json());
  if (path.ends_with(".pdf")) return WriteFile(app, path, pack.pdf());
  return WriteFile(app, path + ".json", pack.content_json()) &&
         WriteFile(app, path + ".pdf", pack.pdf());
}

int Pack(App& app, const v1::GetEvidencePackRequest& request, const std::string& path) {
  v1::EvidencePack pack;
  if (!app.Call(&Stub::GetEvidencePack, request, &pack)) return app.exit_code();
  if (path.empty()) {
    app.for_people() ? app.Print(pack.text()) : app.PrintJson(pack);
    return kExitOk;
  }
  if (!WritePack(app, path, pack)) return app.exit_code();
  // As an instant that --known-at reads back exactly.
  app.Print(path + "\nSHA-256 " + pack.content_sha256() + "\n--known-at " +
            ExactInstant(pack.known_at()) + "\n");
  return kExitOk;
}

}  // namespace

void AddEvidencePack(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "evidence-pack", "What can be proven about an employer and a period, as known at an instant");
  auto request = std::make_shared<v1::GetEvidencePackRequest>();
  auto path = std::make_shared<std::string>();
  command
      ->add_option_function<std::string>(
          "employer",
          [request](const std::string& id) {
            request->set_employer(ResourceName("employers", id));
          },
          "employers/ID or ID")
      ->required();
  AddDay(
      command, "--from", [request](const v1::Date& day) { *request->mutable_from() = day; },
      "First day of the period")
      ->required();
  AddDay(
      command, "--to", [request](const v1::Date& day) { *request->mutable_to() = day; },
      "Last day of the period")
      ->required();
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& instant) {
        *request->mutable_known_at() = instant;
      },
      "Only what was known then; the same instant gives the same bytes");
  AddText(command, "--out", path.get(), "FILE.json, FILE.pdf, or FILE for both");
  command->callback([&app, request, path] {
    app.command = [&app, request, path] { return Pack(app, *request, *path); };
  });
}

}  // namespace setara
