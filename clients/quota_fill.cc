#include "clients/quota_fill.h"

#include <memory>
#include <string>

#include "clients/fill_text.h"
#include "clients/flags.h"
#include "setara/v1/shortfall.grpc.pb.h"

namespace setara {

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
  AddTexts(command, "--with", request->mutable_with_accommodations(),
           "What if these accommodations were offered at these openings: A07,A16");
  command->add_option_function<std::string>(
      "--up-to",
      [request](const std::string& word) {
        request->set_up_to_tier(
            static_cast<v1::MatchTier>(ReadChoice(v1::MatchTier_descriptor(), word)));
      },
      "Last tier that counts for people and single employers, by default fits-if-provided");
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_language(ToProto(app.settings.language));
      v1::FillShortfallResponse response;
      if (!app.CallPages(&v1::ShortfallService::Stub::FillShortfall, *request, &response)) {
        return app.exit_code();
      }
      PrintFill(app, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
