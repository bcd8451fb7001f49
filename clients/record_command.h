// The verbs that openings, seekers and employers share: create and update from a JSON file.
#pragma once

#include <google/protobuf/field_mask.pb.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>

#include "clients/app.h"
#include "clients/flags.h"
#include "clients/json_file.h"

namespace setara {

// Reads `path` into `message` and leaves the file in `file`, for the places of later errors. Says
// what is wrong; false then.
bool ReadRecord(App& app, const std::string& path, google::protobuf::Message* message,
                std::optional<JsonFile>* file);

// "wishes,reach_km" as paths.
void SetMask(const std::string& fields, google::protobuf::FieldMask* mask);

// Says for people what became of a record: stored, or only checked under --dry-run.
void PrintStored(App& app, const std::string& name);

// Creates or updates the record in the file `path` and prints the answer. `request` has the record
// at `record`.
template <typename Stub, typename Request, typename Record>
int StoreRecord(App& app, const std::string& path,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Record*),
                Request* request, Record* record) {
  std::optional<JsonFile> file;
  const std::string name = record->name();
  if (!ReadRecord(app, path, record, &file)) return app.exit_code();
  if (!name.empty()) record->set_name(name);
  request->set_validate_only(app.settings.dry_run);
  Record stored;
  const auto place = [&file](const std::string& field) { return file->PlaceOf(field); };
  if (!app.Call(method, *request, &stored, place)) return app.exit_code();
  if (app.for_people()) {
    PrintStored(app, stored.name());
  } else {
    app.PrintJson(stored);
  }
  return kExitOk;
}

// The verb "create" of a noun, whose request keeps the record behind `record`.
template <typename Stub, typename Request, typename Record>
void AddCreate(CLI::App* noun, App& app,
               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Record*),
               Record* (Request::*record)()) {
  CLI::App* command = noun->add_subcommand("create", "Store a record from a JSON file");
  auto request = std::make_shared<Request>();
  auto file = std::make_shared<std::string>();
  command
      ->add_option("--file", *file,
                   "proto3 JSON of " + Record::descriptor()->name() + "; - for standard input")
      ->required();
  AddText(command, "--request-id", request->mutable_request_id(),
          "The same one within 24 hours gives the first answer and stores nothing");
  command->callback([&app, method, record, request, file] {
    app.command = [&app, method, record, request, file] {
      return StoreRecord(app, *file, method, request.get(), (request.get()->*record)());
    };
  });
}

// The verb "update" of a noun.
template <typename Stub, typename Request, typename Record>
void AddUpdate(CLI::App* noun, App& app, const std::string& collection,
               grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Record*),
               Record* (Request::*record)()) {
  CLI::App* command = noun->add_subcommand("update", "Change a record by a JSON file");
  auto request = std::make_shared<Request>();
  auto file = std::make_shared<std::string>();
  command
      ->add_option_function<std::string>(
          "id",
          [record, request, collection](const std::string& id) {
            (request.get()->*record)()->set_name(ResourceName(collection, id));
          },
          collection + "/ID or ID")
      ->required();
  command->add_option("--file", *file, "proto3 JSON of the fields to change; - for standard input")
      ->required();
  command->add_option_function<std::string>(
      "--mask",
      [request](const std::string& mask) { SetMask(mask, request->mutable_update_mask()); },
      "Fields to change or clear: title,wage_min_idr_per_month; else all in the file");
  command->callback([&app, method, record, request, file] {
    app.command = [&app, method, record, request, file] {
      return StoreRecord(app, *file, method, request.get(), (request.get()->*record)());
    };
  });
}

}  // namespace setara
