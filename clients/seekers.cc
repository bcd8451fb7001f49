#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "clients/seeker_text.h"
#include "clients/text_width.h"
#include "setara/v1/seeker.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::SeekerService::Stub;

int Get(App& app, const std::string& id) {
  v1::GetSeekerRequest request;
  request.set_name(ResourceName("seekers", id));
  v1::Seeker seeker;
  if (!app.Call(&Stub::GetSeeker, request, &seeker)) return app.exit_code();
  Labels labels(app);
  if (app.for_people()) {
    app.Print(SeekerListing(app, labels, seeker));
  } else {
    Table table(SeekerColumns(app));
    table.Add(SeekerCells(app, labels, seeker));
    app.PrintAnswer(seeker, table);
  }
  return kExitOk;
}

void PrintSeekers(App& app, const google::protobuf::Message& response,
                  const google::protobuf::RepeatedPtrField<v1::Seeker>& seekers) {
  Labels labels(app);
  Table table(SeekerColumns(app));
  for (const v1::Seeker& seeker : seekers) table.Add(SeekerCells(app, labels, seeker));
  app.PrintAnswer(response, table);
}

int List(App& app, const v1::ListSeekersRequest& request) {
  v1::ListSeekersResponse response;
  if (!app.CallPages(&Stub::ListSeekers, request, &response)) return app.exit_code();
  PrintSeekers(app, response, response.seekers());
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

// The identity comes from a file, since names and numbers do not belong into a shell's history.
int Duplicates(App& app, const std::string& path) {
  std::optional<JsonFile> file;
  v1::Seeker seeker;
  if (!ReadRecord(app, path, &seeker, &file)) return app.exit_code();
  v1::FindDuplicateSeekersRequest request;
  *request.mutable_identity() = seeker.identity();
  v1::FindDuplicateSeekersResponse response;
  const auto place = [&file](const std::string& field) { return file->PlaceOf(field); };
  if (!app.Call(&Stub::FindDuplicateSeekers, request, &response, place)) return app.exit_code();
  if (app.for_people() && response.seekers().empty()) {
    app.Print(app.Say("Belum terdaftar.\n", "Not registered yet.\n"));
    return kExitOk;
  }
  PrintSeekers(app, response, response.seekers());
  return kExitOk;
}

int Delete(App& app, const v1::DeleteSeekerRequest& request) {
  google::protobuf::Empty response;
  if (!app.Call(&Stub::DeleteSeeker, request, &response)) return app.exit_code();
  app.for_people() ? app.Print(app.Say("Dihapus: ", "Removed: ") + request.name() + "\n")
                   : app.PrintJson(response);
  return kExitOk;
}

void AddReads(CLI::App* noun, App& app) {
  auto id = std::make_shared<std::string>();
  CLI::App* get = noun->add_subcommand("get", "Show one person");
  get->add_option("id", *id, "seekers/ID or ID")->required();
  get->callback([&app, id] { app.command = [&app, id] { return Get(app, *id); }; });

  CLI::App* list = noun->add_subcommand("list", "List people in the order first stored");
  auto request = std::make_shared<v1::ListSeekersRequest>();
  AddText(list, "--region", request->mutable_region_code(), "Only living here or below");
  AddPaging(list, request.get());
  list->callback(
      [&app, request] { app.command = [&app, request] { return List(app, *request); }; });

  CLI::App* duplicates = noun->add_subcommand(
      "duplicates", "Find people who may be the same, before registering someone");
  auto file = std::make_shared<std::string>();
  duplicates
      ->add_option(
          "--file", *file,
          "proto3 JSON of Seeker, of which only the identity is used; - for standard input")
      ->required();
  duplicates->callback(
      [&app, file] { app.command = [&app, file] { return Duplicates(app, *file); }; });
}

void AddDelete(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("delete", "Remove a person's record");
  auto request = std::make_shared<v1::DeleteSeekerRequest>();
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) { request->set_name(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
  AddText(command, "--etag", request->mutable_etag(), "Only when this is its current etag");
  command->callback(
      [&app, request] { app.command = [&app, request] { return Delete(app, *request); }; });
}

}  // namespace

void AddSeekers(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("seekers", "People who look for work")->require_subcommand(1);
  AddReads(noun, app);
  AddCreate(noun, app, &Stub::CreateSeeker, &v1::CreateSeekerRequest::mutable_seeker);
  AddUpdate(noun, app, "seekers", &Stub::UpdateSeeker, &v1::UpdateSeekerRequest::mutable_seeker);
  AddDelete(noun, app);
}

}  // namespace setara
