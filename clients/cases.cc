// `setara cases`: return to work, from the accident report to three months at work.
#include <google/protobuf/util/time_util.h>

#include "clients/case_time.h"
#include "clients/case_verbs.h"
#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "setara/v1/account.grpc.pb.h"

namespace setara {

CLI::Option* AddCaseId(CLI::App* command, std::string* name) {
  return command
      ->add_option_function<std::string>(
          "case", [name](const std::string& id) { *name = ResourceName("cases", id); },
          "cases/ID or ID")
      ->required();
}

CLI::Option* AddManager(CLI::App* command, const std::string& flag, std::string* name,
                        const std::string& help) {
  return command->add_option_function<std::string>(
      flag, [name](const std::string& id) { *name = ResourceName("accounts", id); },
      help + ": accounts/ID or ID");
}

CLI::Option* AddHappened(CLI::App* command,
                         const std::function<void(const google::protobuf::Timestamp&)>& set) {
  return command->add_option_function<std::string>(
      "--at",
      [set](const std::string& text) {
        const auto now = google::protobuf::util::TimeUtil::GetCurrentTime();
        const std::optional<v1::Date> day = ParseDay(text);
        const auto instant = day ? MomentOn(*day, now) : ParseMoment(text);
        if (!instant) {
          throw CLI::ValidationError(text,
                                     "not a day up to today as 2026-03-01, nor an instant as "
                                     "\"2026-03-01 08:30 WITA\" or 2026-03-01T08:30:00+08:00");
        }
        set(*instant);
      },
      "When it happened, by default now: 2026-03-01 (the end of that day in Jakarta), "
      "\"2026-03-01 08:30 WITA\" or 2026-03-01T08:30:00+08:00");
}

bool ReadBelow(App& app, const std::string& path, google::protobuf::Message* message,
               MessageFlags* flags, std::optional<JsonFile>* file) {
  if (path.empty()) return true;
  const std::unique_ptr<google::protobuf::Message> read(message->New());
  if (!ReadRecord(app, path, read.get(), file)) return false;
  flags->MergeOver(*read);
  return true;
}

FieldPlace PlaceIn(const MessageFlags& flags, const std::optional<JsonFile>& file) {
  return [&flags, &file](const std::string& field) {
    const std::string flag = flags.PlaceOf(field);
    return flag.empty() && file ? file->PlaceOf(field) : flag;
  };
}

std::string OwnAccount(App& app) {
  v1::CallerInfo caller;
  if (!app.Call(&v1::AccountService::Stub::GetCallerInfo, v1::GetCallerInfoRequest(), &caller)) {
    return "";
  }
  if (caller.name().empty()) {
    app.Fail(kExitUsage, app.Say("Ini memerlukan akun: masuk dulu dengan setara login.",
                                 "This needs an account: sign in with setara login first."));
  }
  return caller.name();
}

void AddCases(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("cases",
                                       "Return to work (JKK-RTW): cases, what is due, moves, "
                                       "hand-over, supervision")
                       ->require_subcommand(1);
  AddCaseLists(noun, app);
  AddCaseReports(noun, app);
  AddCaseMoves(noun, app);
  AddCaseFacts(noun, app);
  AddCaseFiles(noun, app);
  AddCaseHandOver(noun, app);
  AddCaseSupervision(noun, app);
}

}  // namespace setara
