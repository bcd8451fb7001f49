// The verbs of `setara cases` by the file they are in, and what those files share.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <string>

#include "clients/app.h"
#include "clients/json_file.h"
#include "clients/message_flags.h"
#include "setara/v1/case.pb.h"

namespace setara {

// list, show, due, gaps.
void AddCaseLists(CLI::App* noun, App& app);
// open, amend.
void AddCaseReports(CLI::App* noun, App& app);
// One verb for each kind of fact, take, and add for any.
void AddCaseFacts(CLI::App* noun, App& app);
// advance, search.
void AddCaseMoves(CLI::App* noun, App& app);
// document add, document get, summary.
void AddCaseFiles(CLI::App* noun, App& app);
// offer, transfer, offers, accept, reject, reassign.
void AddCaseHandOver(CLI::App* noun, App& app);
// report caseload, report outcomes, report history, chart.
void AddCaseSupervision(CLI::App* noun, App& app);

// The required argument "case", cases/ID or ID.
CLI::Option* AddCaseId(CLI::App* command, std::string* name);

// An account of staff: "accounts/ID" or ID.
CLI::Option* AddManager(CLI::App* command, const std::string& flag, std::string* name,
                        const std::string& help);

// --at: when it happened.
CLI::Option* AddHappened(CLI::App* command,
                         const std::function<void(const google::protobuf::Timestamp&)>& set);

// --etag and --request-id of a request that has both.
template <typename Request>
void AddRetryFlags(CLI::App* command, Request* request) {
  command->add_option_function<std::string>(
      "--etag", [request](const std::string& etag) { request->set_etag(etag); },
      "Only when the log has not grown since");
  command->add_option_function<std::string>(
      "--request-id", [request](const std::string& id) { request->set_request_id(id); },
      "The same one within 24 hours gives the first answer and stores nothing");
}

// Reads the proto3 JSON of the flags' message from `path` (empty: nothing to read) and puts it
// below what the flags gave. Says what is wrong; false then.
bool ReadBelow(App& app, const std::string& path, google::protobuf::Message* message,
               MessageFlags* flags, std::optional<JsonFile>* file);

// Where a refused field was typed: the flag, else its place in the file.
FieldPlace PlaceIn(const MessageFlags& flags, const std::optional<JsonFile>& file);

// The caller's own account, `accounts/{id}`. Says what is wrong; "" then.
std::string OwnAccount(App& app);

}  // namespace setara
