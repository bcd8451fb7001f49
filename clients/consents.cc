#include "clients/commands.h"
#include "clients/consent_text.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "setara/v1/consent.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::ConsentService::Stub;

template <typename Request>
void AddSeekerId(CLI::App* command, Request* request) {
  command
      ->add_option_function<std::string>(
          "seeker",
          [request](const std::string& id) { request->set_seeker(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
}

// What a grant and a withdrawal share.
template <typename Request>
void AddWordFlags(CLI::App* command, Request* request) {
  AddSeekerId(command, request);
  command
      ->add_option_function<std::string>(
          "--for",
          [request](const std::string& word) {
            request->set_purpose(
                static_cast<v1::ConsentPurpose>(ReadChoice(v1::ConsentPurpose_descriptor(), word)));
          },
          "What the data are used for: " + ChoicesText(v1::ConsentPurpose_descriptor()))
      ->required();
  command->add_option_function<std::string>(
      "--employer",
      [request](const std::string& id) { request->set_employer(ResourceName("employers", id)); },
      "To whom: employers/ID or ID");
  command->add_option_function<std::string>(
      "--opening",
      [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
      "Only for this opening of the employer");
  command->add_option_function<std::string>(
      "--by",
      [request](const std::string& word) {
        request->set_giver(
            static_cast<v1::ConsentGiver>(ReadChoice(v1::ConsentGiver_descriptor(), word)));
      },
      "Who speaks, by default the person: " + ChoicesText(v1::ConsentGiver_descriptor()));
  command->add_option_function<std::string>(
      "--order",
      [request](const std::string& id) {
        request->set_guardian_order(ResourceName("guardianOrders", id));
      },
      "The court's order that a guardian acts under");
  command->add_option_function<std::string>(
      "--channel",
      [request](const std::string& word) {
        request->set_channel(
            static_cast<v1::ConsentChannel>(ReadChoice(v1::ConsentChannel_descriptor(), word)));
      },
      "How it was said: signed-paper, electronic, spoken-recorded, sign-language-recorded");
}

void AddGrant(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("grant", "Record a consent");
  auto request = std::make_shared<v1::GrantConsentRequest>();
  AddWordFlags(command, request.get());
  AddText(command, "--recording", request->mutable_recording(),
          "Reference of the recording of a spoken or signed consent");
  AddText(command, "--parent-document", request->mutable_parent_document(),
          "Reference of the parent's signed consent, for a person under 18");
  AddText(command, "--text", request->mutable_text_version(), "Version of the text agreed to");
  AddDay(
      command, "--given-on", [request](const v1::Date& day) { *request->mutable_given_on() = day; },
      "Day it was said, by default today");
  AddDay(
      command, "--from", [request](const v1::Date& day) { *request->mutable_valid_from() = day; },
      "First day in force");
  AddDay(
      command, "--until", [request](const v1::Date& day) { *request->mutable_valid_until() = day; },
      "First day no longer in force");
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::Consent stored;
      if (!app.Call(&Stub::GrantConsent, *request, &stored)) return app.exit_code();
      app.for_people() ? PrintStored(app, stored.name()) : app.PrintJson(stored);
      return kExitOk;
    };
  });
}

void AddWithdraw(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("withdraw", "Record a no; it holds from this moment on");
  auto request = std::make_shared<v1::WithdrawConsentRequest>();
  AddWordFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::WithdrawConsentResponse response;
      if (!app.Call(&Stub::WithdrawConsent, *request, &response)) return app.exit_code();
      PrintWithdrawal(app, response);
      return kExitOk;
    };
  });
}

void AddLists(CLI::App* noun, App& app) {
  CLI::App* list = noun->add_subcommand("list", "Every word of a person, oldest first");
  auto consents = std::make_shared<v1::ListConsentsRequest>();
  AddSeekerId(list, consents.get());
  list->callback([&app, consents] {
    app.command = [&app, consents] {
      v1::ListConsentsResponse response;
      if (!app.Call(&Stub::ListConsents, *consents, &response)) return app.exit_code();
      PrintConsents(app, response);
      return kExitOk;
    };
  });
  CLI::App* shown = noun->add_subcommand("shown", "To whom a person was shown with their name");
  auto disclosures = std::make_shared<v1::ListDisclosuresRequest>();
  AddSeekerId(shown, disclosures.get());
  AddPaging(shown, disclosures.get());
  shown->callback([&app, disclosures] {
    app.command = [&app, disclosures] {
      v1::ListDisclosuresResponse response;
      if (!app.CallPages(&Stub::ListDisclosures, *disclosures, &response)) return app.exit_code();
      app.PrintAnswer(response, DisclosureTable(app, response.disclosures()));
      app.PrintMore(response.next_page_token());
      return kExitOk;
    };
  });
}

// From a file, since a court's order names people.
int RecordOrder(App& app, const std::string& path, const std::string& seeker) {
  v1::RecordGuardianOrderRequest request;
  std::optional<JsonFile> file;
  if (!ReadRecord(app, path, request.mutable_order(), &file)) return app.exit_code();
  request.mutable_order()->set_seeker(ResourceName("seekers", seeker));
  request.set_validate_only(app.settings.dry_run);
  v1::GuardianOrder stored;
  const auto place = [&file](const std::string& field) { return file->PlaceOf(field); };
  if (!app.Call(&Stub::RecordGuardianOrder, request, &stored, place)) return app.exit_code();
  app.for_people() ? PrintStored(app, stored.name()) : app.PrintJson(stored);
  return kExitOk;
}

void AddOrder(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("order", "Put a court's order of guardianship on file");
  auto seeker = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  command->add_option("seeker", *seeker, "seekers/ID or ID")->required();
  command->add_option("--file", *file, "proto3 JSON of GuardianOrder; - for standard input")
      ->required();
  command->callback([&app, seeker, file] {
    app.command = [&app, seeker, file] { return RecordOrder(app, *file, *seeker); };
  });
}

}  // namespace

void AddConsents(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("consents", "What people agreed to")->require_subcommand(1);
  AddGrant(noun, app);
  AddWithdraw(noun, app);
  AddLists(noun, app);
  AddOrder(noun, app);
}

void AddCandidates(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("candidates", "People as an employer may see them")
                       ->require_subcommand(1);
  CLI::App* command = noun->add_subcommand("list", "Who may suit an opening of the employer");
  auto request = std::make_shared<v1::ListCandidatesRequest>();
  command
      ->add_option_function<std::string>(
          "opening",
          [request](const std::string& id) { request->set_opening(ResourceName("openings", id)); },
          "openings/ID or ID")
      ->required();
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListCandidatesResponse response;
      if (!app.CallPages(&Stub::ListCandidates, *request, &response)) return app.exit_code();
      PrintCandidates(app, response);
      return kExitOk;
    };
  });
}

}  // namespace setara
