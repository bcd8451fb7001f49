// What the verbs that take a step of a placement share. Private to the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "clients/app.h"
#include "clients/flags.h"
#include "clients/referral_text.h"
#include "setara/v1/placement.grpc.pb.h"

namespace setara {

// placements/ID and --etag.
template <typename Request>
void AddPlacementId(CLI::App* command, Request* request) {
  command
      ->add_option_function<std::string>(
          "id",
          [request](const std::string& id) { request->set_name(ResourceName("placements", id)); },
          "placements/ID or ID")
      ->required();
  AddText(command, "--etag", request->mutable_etag(), "Refuse when it has changed since");
}

template <typename Request>
void AddOn(CLI::App* command, Request* request) {
  AddDay(
      command, "--on", [request](const v1::Date& day) { *request->mutable_occurred_on() = day; },
      "Day it happened, by default today in Jakarta");
}

// Calls, and says where the placement stands now.
template <typename Request>
int TakeStep(App& app,
             grpc::Status (v1::PlacementService::Stub::*method)(grpc::ClientContext*,
                                                                const Request&, v1::Placement*),
             Request& request) {
  request.set_validate_only(app.settings.dry_run);
  v1::Placement placement;
  if (!app.Call(method, request, &placement)) return app.exit_code();
  PrintStep(app, placement);
  return kExitOk;
}

// The verbs around a hire, in a file of their own.
void AddHireVerbs(CLI::App* noun, App& app);

}  // namespace setara
