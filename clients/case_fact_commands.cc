// `setara cases`: the verbs that add a fact to the log.
#include <google/protobuf/util/time_util.h>

#include "clients/case_facts.h"
#include "clients/case_text.h"
#include "clients/case_time.h"
#include "clients/case_verbs.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "setara/v1/case.grpc.pb.h"

namespace setara {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;
using google::protobuf::util::TimeUtil;
using Stub = v1::CaseService::Stub;

// One verb as it was typed.
struct Entry {
  explicit Entry(const FactVerb& verb) : flags(Fact(verb)) {}

  Message* Fact(const FactVerb& verb) {
    v1::CaseEvent* event = request.mutable_event();
    return event->GetReflection()->MutableMessage(
        event, v1::CaseEvent::descriptor()->FindFieldByName(verb.fact));
  }

  v1::AddCaseEventRequest request;
  MessageFlags flags;
  std::string file;
};

// The day "on" is the day it happened; one that is given without an instant tells the instant. A
// day that does not exist is left to the server to refuse.
void CompleteDay(Message* fact, v1::CaseEvent* event) {
  const FieldDescriptor* field = fact->GetDescriptor()->FindFieldByName("on");
  if (field == nullptr || field->message_type() != v1::Date::descriptor()) return;
  const Timestamp now = TimeUtil::GetCurrentTime();
  const google::protobuf::Reflection* reflection = fact->GetReflection();
  if (!reflection->HasField(*fact, field)) {
    const v1::Date day = JakartaDay(event->has_happen_time() ? event->happen_time() : now);
    reflection->MutableMessage(fact, field)->CopyFrom(day);
  } else if (!event->has_happen_time()) {
    v1::Date day;
    day.CopyFrom(reflection->GetMessage(*fact, field));
    const std::optional<Timestamp> moment = MomentOn(day, now);
    if (moment && *moment < now) *event->mutable_happen_time() = *moment;
  }
}

int Send(App& app, v1::AddCaseEventRequest& request, const FieldPlace& place) {
  request.set_validate_only(app.settings.dry_run);
  v1::Case after;
  if (!app.Call(&Stub::AddCaseEvent, request, &after, place)) return app.exit_code();
  PrintCaseStep(app, after);
  return kExitOk;
}

int AddFact(App& app, const FactVerb& verb, Entry& entry) {
  Message* fact = entry.Fact(verb);
  std::optional<JsonFile> file;
  if (!ReadBelow(app, entry.file, fact, &entry.flags, &file)) return app.exit_code();
  CompleteDay(fact, entry.request.mutable_event());
  return Send(app, entry.request, PlaceIn(entry.flags, file));
}

void AddVerb(CLI::App* noun, App& app, const FactVerb& verb) {
  CLI::App* command = noun->add_subcommand(verb.name, verb.help);
  auto entry = std::make_shared<Entry>(verb);
  v1::CaseEvent* event = entry->request.mutable_event();
  AddCaseId(command, entry->request.mutable_parent());
  bool own_reason = false;
  for (const FieldFlag& flag : verb.flags) {
    entry->flags.Add(command, flag);
    own_reason = own_reason || flag.name == "--reason";
  }
  AddHappened(command, [event](const Timestamp& at) { *event->mutable_happen_time() = at; });
  if (!own_reason) AddText(command, "--reason", event->mutable_reason(), "In your own words");
  if (!verb.flags.empty()) {
    AddText(command, "--file", &entry->file,
            "proto3 JSON of " + entry->Fact(verb)->GetDescriptor()->name() +
                "; flags win over it; - for standard input");
  }
  AddRetryFlags(command, &entry->request);
  command->callback([&app, &verb, entry] {
    if (entry->file.empty()) entry->flags.RequireAll();
    app.command = [&app, &verb, entry] { return AddFact(app, verb, *entry); };
  });
}

void AddTake(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("take", "Take a case that nobody has yet");
  auto request = std::make_shared<v1::AddCaseEventRequest>();
  AddCaseId(command, request->mutable_parent());
  AddRetryFlags(command, request.get());
  command->callback([&app, request] {
    app.command = [&app, request] {
      const std::string own = OwnAccount(app);
      if (own.empty()) return app.exit_code();
      request->mutable_event()->mutable_manager_assigned()->set_manager(own);
      return Send(app, *request, {});
    };
  });
}

void AddAny(CLI::App* noun, App& app) {
  CLI::App* command = noun->add_subcommand("add", "Add any fact from a JSON file");
  auto request = std::make_shared<v1::AddCaseEventRequest>();
  auto path = std::make_shared<std::string>();
  AddCaseId(command, request->mutable_parent());
  command->add_option("--file", *path, "proto3 JSON of CaseEvent; - for standard input")
      ->required();
  AddRetryFlags(command, request.get());
  command->callback([&app, request, path] {
    app.command = [&app, request, path] {
      std::optional<JsonFile> file;
      if (!ReadRecord(app, *path, request->mutable_event(), &file)) return app.exit_code();
      return Send(app, *request,
                  [&file](const std::string& field) { return file->PlaceOf(field); });
    };
  });
}

}  // namespace

void AddCaseFacts(CLI::App* noun, App& app) {
  for (const FactVerb& verb : FactVerbs()) AddVerb(noun, app, verb);
  AddTake(noun, app);
  AddAny(noun, app);
}

}  // namespace setara
