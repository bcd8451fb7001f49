#include "clients/quota_fill.h"

#include <memory>
#include <string>

#include "clients/fill_text.h"
#include "clients/flags.h"
#include "clients/referral_text.h"
#include "setara/v1/placement.grpc.pb.h"
#include "setara/v1/shortfall.grpc.pb.h"

namespace setara {
namespace {

// Shortlists everybody proposed; who stands on the list of that opening already stays there.
int Shortlist(App& app, const v1::FillShortfallResponse& response) {
  for (const v1::FillProposal& proposal : response.proposals()) {
    v1::CreatePlacementRequest request;
    request.set_seeker(proposal.match().seeker().name());
    request.set_opening(proposal.opening());
    request.set_validate_only(app.settings.dry_run);
    v1::Placement placement;
    std::string token;
    const grpc::Status status = app.Try(&v1::PlacementService::Stub::CreatePlacement, request,
                                        &placement, app.settings.timeout_seconds, &token);
    if (status.error_code() == grpc::StatusCode::ALREADY_EXISTS) continue;
    if (!app.Check(status)) return app.exit_code();
    PrintStep(app, placement);
  }
  return kExitOk;
}

}  // namespace

void AddFill(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "fill", "Who could fill the open positions of an employer that is short, or of all such");
  auto request = std::make_shared<v1::FillShortfallRequest>();
  command->add_option_function<std::string>(
      "employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "employers/ID or ID; else a region or a sector");
  AddText(command, "--region", request->mutable_region_code(),
          "All short employers with their registered seat here or below: 33.72");
  AddText(command, "--sector", request->mutable_sector(),
          "Only of this sector: a section of the KBLI (C) or the first digits of codes (10)");
  AddDay(
      command, "--as-of", [request](const v1::Date& day) { *request->mutable_as_of() = day; },
      "The day asked about, by default today in Jakarta");
  AddInstant(
      command, "--known-at",
      [request](const google::protobuf::Timestamp& at) { *request->mutable_known_at() = at; },
      "The quota by what was known then; openings and people are as of now");
  AddTexts(command, "--with", request->mutable_with_accommodations(),
           "What if these accommodations were offered at these openings: A07,A16");
  command->add_option_function<std::string>(
      "--up-to",
      [request](const std::string& word) {
        request->set_up_to_tier(
            static_cast<v1::MatchTier>(ReadChoice(v1::MatchTier_descriptor(), word)));
      },
      "Last tier that counts for people and single employers, by default fits-if-provided");
  auto shortlist = std::make_shared<bool>(false);
  command->add_flag("--shortlist", *shortlist,
                    "Shortlist the people of this answer for their openings; prints what was done");
  AddPaging(command, request.get());
  command->callback([&app, request, shortlist] {
    app.command = [&app, request, shortlist] {
      request->set_language(ToProto(app.settings.language));
      v1::FillShortfallResponse response;
      if (!app.CallPages(&v1::ShortfallService::Stub::FillShortfall, *request, &response)) {
        return app.exit_code();
      }
      if (*shortlist) return Shortlist(app, response);
      PrintFill(app, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
