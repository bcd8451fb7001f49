#include "server/audit_command_line.h"

#include <cstdio>
#include <memory>
#include <string>

#include "server/audit/prune.h"
#include "server/ops/audit_commands.h"

namespace setara {
namespace {

struct AuditOptions {
  std::string data;
  std::string key_file;  // empty: "<data>.key" beside the data directory
  std::string head;
  int days = kAuditRetentionDays;
  bool without_key = false;

  absl::StatusOr<Connection::Mac> Key() const {
    if (without_key) return Connection::Mac();
    return ReadAuditKey(key_file.empty() ? data + ".key" : key_file);
  }
};

using Options = std::shared_ptr<AuditOptions>;

int Report(const absl::Status& status) {
  if (status.ok()) return 0;
  std::fprintf(stderr, "setarad: %s\n", std::string(status.message()).c_str());
  return 1;
}

CLI::App* AddCommand(CLI::App* audit, const Options& options, const char* name, const char* help) {
  CLI::App* command = audit->add_subcommand(name, help);
  command->add_option("--data", options->data, "Data directory, or a copy of its database")
      ->envname("SETARA_DATA")
      ->required();
  return command;
}

CLI::Option* AddKey(CLI::App* command, const Options& options) {
  return command
      ->add_option("--key", options->key_file, "Key file; by default DATA.key beside the directory")
      ->envname("SETARA_KEY");
}

int Verify(const AuditOptions& options) {
  absl::StatusOr<Connection::Mac> key = options.Key();
  if (!key.ok()) return Report(key.status());
  absl::StatusOr<bool> whole = RunAuditVerify(options.data, *key, options.head);
  if (!whole.ok()) return Report(whole.status());
  return *whole ? 0 : 2;
}

int Prune(const AuditOptions& options) {
  return Report(RunAuditPrune(options.data, options.key_file, options.days));
}

}  // namespace

void AddAuditCommands(CLI::App& app, std::function<int()>* chosen) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log")->require_subcommand(1);
  auto options = std::make_shared<AuditOptions>();

  CLI::App* verify = AddCommand(audit, options, "verify",
                                "Check the log, and name the first event that is wrong; also while "
                                "a server runs");
  verify->add_flag("--without-key", options->without_key, "Check the hashes alone");
  AddKey(verify, options);
  verify->add_option("--head", options->head,
                     "SEQUENCE:HASH that `audit head` printed earlier; shows a log that was put "
                     "back to an older state");
  verify->callback([=] { *chosen = [options] { return Verify(*options); }; });

  CLI::App* head = AddCommand(audit, options, "head",
                              "Print the place of the newest event, to be kept elsewhere");
  head->callback([=] { *chosen = [options] { return Report(RunAuditHead(options->data)); }; });

  CLI::App* prune = AddCommand(audit, options, "prune", "Remove the oldest events; server down");
  AddKey(prune, options);
  prune->add_option("--older-than", options->days, "Days that events are kept")
      ->envname("SETARA_AUDIT_RETENTION_DAYS")
      ->check(CLI::Range(1, 36500))
      ->capture_default_str();
  prune->callback([=] { *chosen = [options] { return Prune(*options); }; });
}

}  // namespace setara
