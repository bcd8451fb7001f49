#include "clients/audit_file.h"
#include "clients/audit_text.h"
#include "clients/commands.h"
#include "clients/flags.h"
#include "setara/v1/audit.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::AuditService::Stub;

// A flag with an instant, or a day, which stands for its first instant in Jakarta.
void AddSince(CLI::App* command, v1::ListAuditEventsRequest* request) {
  command->add_option_function<std::string>(
      "--since",
      [request](const std::string& text) {
        const auto instant = ParseInstant(ParseDay(text) ? text + "T00:00:00+07:00" : text);
        if (!instant)
          throw CLI::ValidationError("--since", "expected a day or an RFC 3339 instant");
        *request->mutable_since() = *instant;
      },
      "From this day or instant on");
}

void AddShow(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("show", "List events, newest first");
  auto request = std::make_shared<v1::ListAuditEventsRequest>();
  command->add_option_function<std::string>(
      "--person",
      [request](const std::string& id) { request->set_person(ResourceName("seekers", id)); },
      "Only about this person: seekers/ID or ID");
  AddText(command, "--caller", request->mutable_caller(), "Only by this caller: accounts/ID");
  AddText(command, "--method", request->mutable_method(),
          "Only of this method: setara.v1.SeekerService.GetSeeker");
  AddSince(command, request.get());
  AddInstant(
      command, "--until",
      [request](const google::protobuf::Timestamp& instant) {
        *request->mutable_until() = instant;
      },
      "Up to the end of this day, or before this instant");
  command->add_option_function<std::string>(
      "--outcome",
      [request](const std::string& word) {
        request->set_outcome(
            static_cast<v1::AuditOutcome>(ReadChoice(v1::AuditOutcome_descriptor(), word)));
      },
      "Only with this outcome: " + ChoicesText(v1::AuditOutcome_descriptor()));
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListAuditEventsResponse response;
      if (!app.CallPages(&Stub::ListAuditEvents, *request, &response)) return app.exit_code();
      PrintEvents(app, response);
      return kExitOk;
    };
  });
}

void AddTrail(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand(
      "trail", "What was done with one person's data, as the person may know it");
  auto request = std::make_shared<v1::ListPersonTrailRequest>();
  command
      ->add_option_function<std::string>(
          "person",
          [request](const std::string& id) { request->set_person(ResourceName("seekers", id)); },
          "seekers/ID or ID")
      ->required();
  AddPaging(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      v1::ListPersonTrailResponse response;
      if (!app.CallPages(&Stub::ListPersonTrail, *request, &response)) return app.exit_code();
      PrintTrail(app, response);
      return kExitOk;
    };
  });
}

void AddFileVerbs(CLI::App* noun, App& app) {
  CLI::App* write =
      noun->add_subcommand("export", "Write the whole log to a file that `audit verify` checks");
  auto target = std::make_shared<std::string>();
  auto after = std::make_shared<int64_t>(0);
  write->add_option("file", *target, ".jsonl or .jsonl.gz; - for standard output")->required();
  write->add_option("--after-sequence", *after, "Only the events after this one");
  write->callback([&app, target, after] {
    app.command = [&app, target, after] { return ExportAudit(app, *target, *after); };
  });

  CLI::App* verify = noun->add_subcommand(
      "verify", "Check an exported log; needs no server, and names the first event that is wrong");
  auto source = std::make_shared<std::string>();
  auto head = std::make_shared<std::string>();
  verify->add_option("file", *source, "As `audit export` wrote it")->required();
  verify->add_option("--head", *head,
                     "SEQUENCE:HASH noted earlier (`setarad audit head`) that must be in it");
  verify->callback([&app, source, head] {
    app.command = [&app, source, head] {
      return VerifyAuditFile(app, *source,
                             head->empty() ? std::nullopt : std::optional<std::string>(*head));
    };
  });
}

}  // namespace

void AddAudit(CLI::App& root, App& app) {
  CLI::App* noun =
      root.add_subcommand("audit", "Who did what with whose data")->require_subcommand(1);
  AddShow(noun, app);
  AddTrail(noun, app);
  AddFileVerbs(noun, app);
}

}  // namespace setara
