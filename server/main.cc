// setarad: the server, and the tools that work on its data directory while it is down.

#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>

#include "server/account_command_line.h"
#include "server/audit_command_line.h"
#include "server/ops/commands.h"
#include "server/ops/keys.h"
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

int Serve(Server::Options options) {
  options.burst = std::max(1.0, 5 * options.calls_per_second);
  sigset_t stop = BlockStopSignals();
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options);
  if (!server.ok()) return Report(server.status());
  std::string host = options.listen_address.substr(0, options.listen_address.rfind(':'));
  std::printf("setarad listens on %s:%d, data in %s; Ctrl-C ends it\n", host.c_str(),
              (*server)->port(), options.data_directory.c_str());
  if (!options.http_address.empty()) {
    host = options.http_address.substr(0, options.http_address.rfind(':'));
    std::printf("HTTP (Connect) on http://%s:%d\n", host.c_str(), (*server)->http_port());
  }
  std::fflush(stdout);
  int received = 0;
  sigwait(&stop, &received);
  (*server)->Shutdown();
  return 0;
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
      "Options also come from SETARA_DATA, SETARA_KEY_FILE, SETARA_LISTEN, SETARA_HTTP, "
      "SETARA_THREADS, SETARA_TOKEN_MAX_DAYS, SETARA_TLS_CERT, SETARA_TLS_KEY, "
      "SETARA_TLS_CLIENT_CA, SETARA_IDENTITY, "
      "SETARA_PARTICIPATION_TARGETS, SETARA_CASE_SETTINGS and a file given with --config.\n"
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
    command
        ->add_option("--data", options.data_directory,
                     "Data directory; holds everything but the keys")
        ->envname("SETARA_DATA")
        ->required();
    command
        ->add_option(
            "--key-file", options.key_file,
            "What opens the people in the data; by default <data>.key, beside the directory")
        ->envname("SETARA_KEY_FILE");
  };
  CLI::App* serve =
      app.add_subcommand("serve", "Serve gRPC, and HTTP where asked for, until Ctrl-C");
  add_data(serve);
  serve
      ->add_option("--listen", options.listen_address,
                   "HOST:PORT, of loopback unless TLS is on; port 0 picks one")
      ->envname("SETARA_LISTEN")
      ->capture_default_str();
  serve
      ->add_option("--http", options.http_address,
                   "Loopback HOST:PORT for the Connect protocol over HTTP/1.1; port 0 picks one")
      ->envname("SETARA_HTTP");
  serve->add_option("--http-origin", options.http_origins,
                    "Origin of a web page that may call over HTTP, say https://app.example.id; "
                    "may be repeated");
  serve
      ->add_option("--calls-per-second", options.calls_per_second,
                   "What one caller may ask for, after a burst of five times as much; 0: no limit")
      ->envname("SETARA_CALLS_PER_SECOND")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  setara::AddTokenLife(serve, &options.token_max_days);
  serve->add_option("--threads", options.threads, "Worker threads")
      ->envname("SETARA_THREADS")
      ->check(CLI::Range(1, 256))
      ->capture_default_str();
  serve->add_option("--tls-cert", options.tls.certificate_file, "Certificate chain, PEM")
      ->envname("SETARA_TLS_CERT");
  serve
      ->add_option("--tls-key", options.tls.key_file, "Its key, PEM; both are read again on change")
      ->envname("SETARA_TLS_KEY");
  serve
      ->add_option("--tls-client-ca", options.tls.client_ca_file,
                   "Whose certificates machine clients may show, PEM")
      ->envname("SETARA_TLS_CLIENT_CA");
  serve
      ->add_option("--identity", options.identity_file,
                   "JSON: an issuer of signed tokens, machines by certificate")
      ->envname("SETARA_IDENTITY");
  serve
      ->add_option(
          "--participation-targets", options.participation_targets,
          "Table of national figures for the participation report, tab-separated, in place "
          "of the shipped one")
      ->envname("SETARA_PARTICIPATION_TARGETS");
  serve
      ->add_option("--case-settings", options.case_settings,
                   "Table of what your institution sets in place of Setara's defaults for "
                   "return-to-work cases: columns id and value, tab-separated, say FIRST_CONTACT "
                   "and 5. Ids: the defaults of server/casework/data/durations.tsv, "
                   "LOST_CONTACT_ATTEMPTS, and with yes or no SATURDAY_WORKS, JOINT_LEAVE_WORKS, "
                   "CLOCK_RESTS_ON_DAYS_OFF")
      ->envname("SETARA_CASE_SETTINGS");
  CLI::App* reindex =
      app.add_subcommand("reindex", "Build the search index anew from the records; server down");
  add_data(reindex);
  CLI::App* verify =
      app.add_subcommand("verify", "Check that records and index agree, row by row; server down");
  add_data(verify);
  CLI::App* keys = app.add_subcommand("keys", "The keys that people are sealed with; server down");
  keys->require_subcommand(1);
  CLI::App* keys_status =
      keys->add_subcommand("status", "Which keys there are, and who needs them");
  add_data(keys_status);
  CLI::App* keys_rotate = keys->add_subcommand("rotate", "Replace the master key");
  add_data(keys_rotate);
  bool lookup = false;
  keys_rotate->add_flag("--lookup", lookup, "Replace the key of look-up hashes instead");

  std::function<int()> chosen;
  setara::AddAuditCommands(app, &chosen);
  setara::AddAccountCommands(app, &chosen);

  CLI11_PARSE(app, argc, argv);
  if (chosen) return chosen();
  if (serve->parsed()) return setara::Serve(options);
  if (reindex->parsed())
    return Report(setara::RunReindex(options.data_directory, options.key_file));
  if (keys_status->parsed()) {
    return Report(setara::RunKeysStatus(options.data_directory, options.key_file));
  }
  if (keys_rotate->parsed()) {
    return Report(setara::RunKeysRotate(options.data_directory, options.key_file, lookup));
  }
  absl::StatusOr<bool> agree = setara::RunVerify(options.data_directory, options.key_file);
  if (!agree.ok()) return Report(agree.status());
  return *agree ? 0 : 2;
}
