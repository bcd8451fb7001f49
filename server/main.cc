// setarad: the server, and the tools that work on its data directory while it is down.

#include <signal.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>

#include "server/audit/prune.h"
#include "server/ops/audit_commands.h"
#include "server/ops/commands.h"
#include "server/server.h"

namespace setara {
namespace {

// Exit codes of `setarad --help`.
int Report(const absl::Status& status) {
  if (status.ok()) return 0;
  std::fprintf(stderr, "setarad: %s\n", std::string(status.message()).c_str());
  return 1;
}

// SIGINT and SIGTERM, to be taken by sigwait alone. Before any thread starts.
sigset_t BlockStopSignals() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  return stop;
}

int Serve(const Server::Options& options) {
  sigset_t stop = BlockStopSignals();
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options);
  if (!server.ok()) return Report(server.status());
  std::string host = options.listen_address.substr(0, options.listen_address.rfind(':'));
  std::printf("setarad listens on %s:%d, data in %s; Ctrl-C ends it\n", host.c_str(),
              (*server)->port(), options.data_directory.c_str());
  std::fflush(stdout);
  int received = 0;
  sigwait(&stop, &received);
  (*server)->Shutdown();
  return 0;
}

// `setarad audit verify|head|prune`.
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

// Adds the commands to `app`; `*chosen` runs the one that was given and returns the exit code.
void AddAudit(CLI::App& app, AuditOptions& options, std::function<int()>* chosen) {
  CLI::App* audit = app.add_subcommand("audit", "The audit log")->require_subcommand(1);
  auto add = [&](const char* name, const char* help, const char* data_help) {
    CLI::App* command = audit->add_subcommand(name, help);
    command->add_option("--data", options.data, data_help)->envname("SETARA_DATA")->required();
    return command;
  };
  auto add_key = [&options](CLI::App* command) {
    return command
        ->add_option("--key", options.key_file,
                     "Key file; by default DATA.key beside the directory")
        ->envname("SETARA_KEY");
  };
  CLI::App* verify = add("verify", "Check the log, and name the first event that is wrong",
                         "Data directory, also of a running server, or a copy of its database");
  verify->add_flag("--without-key", options.without_key, "Check the hashes alone")
      ->excludes(add_key(verify));
  verify->add_option("--head", options.head,
                     "SEQUENCE:HASH that `audit head` printed earlier; shows a log that was put "
                     "back to an older state");
  verify->callback([&options, chosen] {
    *chosen = [&options] {
      absl::StatusOr<Connection::Mac> key = options.Key();
      if (!key.ok()) return Report(key.status());
      absl::StatusOr<bool> whole = RunAuditVerify(options.data, *key, options.head);
      return whole.ok() ? (*whole ? 0 : 2) : Report(whole.status());
    };
  });
  CLI::App* head = add("head", "Print the place of the newest event, to be kept elsewhere",
                       "Data directory, or a copy of its database");
  head->callback(
      [&options, chosen] { *chosen = [&options] { return Report(RunAuditHead(options.data)); }; });
  CLI::App* prune = add("prune", "Remove the oldest events; server down", "Data directory");
  add_key(prune);
  prune->add_option("--older-than", options.days, "Days that events are kept")
      ->envname("SETARA_AUDIT_RETENTION_DAYS")
      ->check(CLI::Range(1, 36500))
      ->capture_default_str();
  prune->callback([&options, chosen] {
    *chosen = [&options] {
      absl::StatusOr<Connection::Mac> key = options.Key();
      return Report(key.ok() ? RunAuditPrune(options.data, *key, options.days) : key.status());
    };
  });
}

int DefaultThreads() {
  int cores = static_cast<int>(std::thread::hardware_concurrency());
  return cores < 2 ? 4 : 2 * cores;
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  using setara::Report;
  CLI::App app{
      "setarad keeps job openings and job seekers, matches them by function, and tracks the "
      "disability quota of UU 8/2016 art. 53.\n"
      "Options also come from SETARA_DATA, SETARA_LISTEN, SETARA_THREADS and a file given with "
      "--config.\n"
      "Exit codes: 0 done, 1 failed (the reason is on standard error), 2 records and index differ "
      "or the audit "
      "log is broken, "
      "100 and above wrong usage."};
  app.require_subcommand(1);
  app.set_version_flag("--version", SETARA_VERSION);
  app.set_config("--config", "", "File with options, in TOML");
  setara::Server::Options options;
  options.threads = setara::DefaultThreads();

  auto add_data = [&options](CLI::App* command) {
    command->add_option("--data", options.data_directory, "Data directory; holds everything")
        ->envname("SETARA_DATA")
        ->required();
  };
  CLI::App* serve = app.add_subcommand("serve", "Serve gRPC until Ctrl-C");
  add_data(serve);
  serve->add_option("--listen", options.listen_address, "Loopback HOST:PORT; port 0 picks one")
      ->envname("SETARA_LISTEN")
      ->capture_default_str();
  serve->add_option("--threads", options.threads, "Worker threads")
      ->envname("SETARA_THREADS")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  CLI::App* reindex =
      app.add_subcommand("reindex", "Build the search index anew from the records; server down");
  add_data(reindex);
  CLI::App* verify =
      app.add_subcommand("verify", "Check that records and index agree, row by row; server down");
  add_data(verify);

  setara::AuditOptions audit;
  std::function<int()> chosen;
  setara::AddAudit(app, audit, &chosen);

  CLI11_PARSE(app, argc, argv);
  if (chosen) return chosen();
  if (serve->parsed()) return setara::Serve(options);
  if (reindex->parsed()) return Report(setara::RunReindex(options.data_directory));
  absl::StatusOr<bool> agree = setara::RunVerify(options.data_directory);
  if (!agree.ok()) return Report(agree.status());
  return *agree ? 0 : 2;
}
