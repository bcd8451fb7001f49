// `setara referrals`: a hire, the papers that come with it, and corrections.
#include "clients/referral_flags.h"

namespace setara {
namespace {

using Stub = v1::PlacementService::Stub;

template <typename Request>
void AddRelation(CLI::App* command, Request* request, bool required) {
  command
      ->add_option_function<std::string>(
          "--relation",
          [request](const std::string& word) {
            request->set_relation(static_cast<v1::EmploymentRelation>(
                ReadChoice(v1::EmploymentRelation_descriptor(), word)));
          },
          "How the person stands to the employer: " +
              ChoicesText(v1::EmploymentRelation_descriptor()))
      ->required(required);
}

template <typename Request>
CLI::Option* AddStart(CLI::App* command, Request* request) {
  return AddDay(
      command, "--starts", [request](const v1::Date& day) { *request->mutable_starts_on() = day; },
      "First day of work");
}

// --evidence, --evidence-from, --evidence-until; --agreed, --agreed-on, --recording.
template <typename Request>
void AddPapers(CLI::App* command, Request* request) {
  command->add_option_function<std::string>(
      "--evidence",
      [request](const std::string& word) {
        request->mutable_evidence()->set_kind(
            static_cast<v1::EvidenceKind>(ReadChoice(v1::EvidenceKind_descriptor(), word)));
      },
      "Evidence of disability that was seen: " + ChoicesText(v1::EvidenceKind_descriptor()));
  AddDay(
      command, "--evidence-from",
      [request](const v1::Date& day) { *request->mutable_evidence()->mutable_valid_from() = day; },
      "First day it is in force");
  AddDay(
      command, "--evidence-until",
      [request](const v1::Date& day) { *request->mutable_evidence()->mutable_valid_until() = day; },
      "First day it no longer is");
  command->add_option_function<std::string>(
      "--agreed",
      [request](const std::string& word) {
        request->mutable_agreement()->set_channel(
            static_cast<v1::ConsentChannel>(ReadChoice(v1::ConsentChannel_descriptor(), word)));
      },
      "The person agrees to be counted, and said so: signed-paper, electronic, spoken-recorded, "
      "sign-language-recorded");
  AddDay(
      command, "--agreed-on",
      [request](const v1::Date& day) { *request->mutable_agreement()->mutable_given_on() = day; },
      "Day they said so, by default today");
  command->add_option_function<std::string>(
      "--recording",
      [request](const std::string& text) { request->mutable_agreement()->set_recording(text); },
      "Reference of the recording of a spoken or signed agreement");
}

// --bpjs SEGMENT, --bpjs-since DAY.
template <typename Request>
CLI::Option* AddMembership(CLI::App* command, Request* request) {
  AddDay(
      command, "--bpjs-since",
      [request](const v1::Date& day) {
        request->mutable_membership()->set_registered(true);
        *request->mutable_membership()->mutable_registered_since() = day;
      },
      "Registered since this day; without it: not registered");
  return command->add_option_function<std::string>(
      "--bpjs",
      [request](const std::string& word) {
        request->mutable_membership()->set_segment(
            static_cast<v1::BpjsSegment>(ReadChoice(v1::BpjsSegment_descriptor(), word)));
      },
      "Segment of BPJS Ketenagakerjaan: wage-earner, non-wage, construction, migrant-worker");
}

void AddHire(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("hire", "Confirm a hire, with what comes with it");
  auto request = std::make_shared<v1::HirePlacementRequest>();
  AddPlacementId(command, request.get());
  AddStart(command, request.get())->required();
  AddRelation(command, request.get(), true);
  AddOn(command, request.get());
  AddPapers(command, request.get());
  AddMembership(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      request->set_validate_only(app.settings.dry_run);
      v1::HirePlacementResponse response;
      if (!app.Call(&Stub::HirePlacement, *request, &response)) return app.exit_code();
      PrintHire(app, response);
      return kExitOk;
    };
  });
}

void AddEvidence(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "evidence", "Put evidence of disability, or the agreement to be counted, on file");
  auto request = std::make_shared<v1::RecordQuotaEvidenceRequest>();
  AddPlacementId(command, request.get());
  AddPapers(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::RecordQuotaEvidence, *request); };
  });
}

void AddBpjs(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("membership", "Note membership of BPJS Ketenagakerjaan");
  auto request = std::make_shared<v1::RecordMembershipRequest>();
  AddPlacementId(command, request.get());
  AddMembership(command, request.get())->required();
  AddOn(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::RecordMembership, *request); };
  });
}

void AddCorrect(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "correct", "Correct a step by its number, or take it back; what was recorded stays");
  auto request = std::make_shared<v1::CorrectPlacementRequest>();
  AddPlacementId(command, request.get());
  command
      ->add_option_function<int>(
          "number", [request](int number) { request->set_number(number); },
          "Number of the step, as `setara referrals show` has it")
      ->required();
  AddDay(
      command, "--on", [request](const v1::Date& day) { *request->mutable_occurred_on() = day; },
      "The right day");
  AddText(command, "--reason", request->mutable_reason(), "The right reason");
  AddStart(command, request.get());
  AddRelation(command, request.get(), false);
  command->add_flag_callback(
      "--retract", [request] { request->set_retract(true); }, "The step did not happen");
  command->callback([&app, request] {
    app.command = [&app, request] { return TakeStep(app, &Stub::CorrectPlacement, *request); };
  });
}

}  // namespace

void AddHireVerbs(CLI::App* noun, App& app) {
  AddHire(noun, app);
  AddEvidence(noun, app);
  AddBpjs(noun, app);
  AddCorrect(noun, app);
}

}  // namespace setara
