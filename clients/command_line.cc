#include "clients/command_line.h"

#include <cstdlib>
#include <filesystem>

#include "clients/commands.h"

namespace setara {
namespace {

constexpr char kDescription[] =
    "Matches persons with disabilities to work, and tracks the quota of UU 8/2016 art. 53.";

constexpr char kFooter[] =
    "Settings: flags, then SETARA_SERVER, SETARA_OUTPUT, SETARA_LANGUAGE, SETARA_TIMEOUT,\n"
    "SETARA_PURPOSE, then the config file (TOML: server = \"HOST:PORT\", language = \"en\", ...).\n"
    "Exit status: 0 done; 1 a file could not be read or written; 2 wrong command line or JSON "
    "file;\n"
    "3 import: every record was rejected; 4 audit verify: the log was changed; 10 + gRPC code "
    "when\n"
    "the server refused: 13 bad input, 14 too slow, 15 not found, 16 exists already, 18 server "
    "busy,\n"
    "19 not in this state, 20 changed meanwhile, 24 server not reachable.";

std::string DefaultConfig() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : std::string(home) + "/.config/setara/config.toml";
}

void AddCallSettings(CLI::App& root, Settings& settings) {
  root.add_option("--server", settings.server, "HOST:PORT of the server")
      ->envname("SETARA_SERVER")
      ->capture_default_str();
  root.add_option("--token-file", settings.token_file,
                  "File with the token; else SETARA_TOKEN, else the session of `setara login`")
      ->envname("SETARA_TOKEN_FILE");
  root.add_flag("--tls", settings.tls, "Use TLS, trusting what this machine trusts")
      ->envname("SETARA_TLS");
  root.add_option("--ca", settings.ca_file, "Use TLS, trusting these authorities (PEM) alone")
      ->envname("SETARA_CA");
  CLI::Option* certificate =
      root.add_option("--client-cert", settings.client_cert, "Certificate of this machine, PEM")
          ->envname("SETARA_CLIENT_CERT");
  root.add_option("--client-key", settings.client_key, "Its key, PEM")
      ->envname("SETARA_CLIENT_KEY")
      ->needs(certificate);
  root.add_option("--timeout", settings.timeout_seconds, "Seconds that a call may take")
      ->envname("SETARA_TIMEOUT")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  root.add_option("--purpose", settings.purpose, "Why a person's data are read or written")
      ->envname("SETARA_PURPOSE");
  root.add_option("--after", settings.after,
                  "Consistency token EPOCH:SEQUENCE of a write that a search or match must see");
  root.add_flag("--all", settings.all, "Follow all pages");
  root.add_flag("--dry-run,--validate-only", settings.dry_run,
                "Writes check everything and store nothing");
  root.add_flag("--show-token", settings.show_token,
                "Print the consistency token of a write on standard error");
}

void AddOutputSettings(CLI::App& root, Settings& settings) {
  root.add_option("-o,--output", settings.output, "table, json (proto3 JSON) or csv")
      ->envname("SETARA_OUTPUT")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, OutputFormat>{{"table", OutputFormat::kTable},
                                              {"json", OutputFormat::kJson},
                                              {"csv", OutputFormat::kCsv}},
          CLI::ignore_case))
      ->option_text("table|json|csv");
  root.add_option("--xlsx", settings.xlsx, "Write the answer's table to this .xlsx file instead");
  root.add_option("--language", settings.language, "Tables and sentences: id or en")
      ->envname("SETARA_LANGUAGE")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, TextLanguage>{{"id", TextLanguage::kIndonesian},
                                              {"en", TextLanguage::kEnglish}},
          CLI::ignore_case))
      ->option_text("id|en");
}

// Fills settings that neither flag nor environment set. The library would let the file win over
// the environment.
void ReadConfig(CLI::App& root, const std::string& path, bool required) {
  if (!required && !std::filesystem::exists(path)) return;
  for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_file(path)) {
    CLI::Option* option = root.get_option_no_throw("--" + item.name);
    if (!item.parents.empty() || option == nullptr || item.name == "config") {
      throw CLI::ConfigError(path + ": there is no setting \"" + item.fullname() + "\"");
    }
    if (option->count() > 0) continue;
    option->add_result(item.inputs);
    option->run_callback();
  }
}

int Run(App& app) {
  int exit_code = app.command();
  if (exit_code == kExitOk) exit_code = app.exit_code();
  if (exit_code == kExitOk && app.xlsx_is_missing()) {
    exit_code =
        app.Fail(kExitUsage,
                 app.Say("Perintah sudah dijalankan, tetapi tidak menghasilkan tabel untuk --xlsx.",
                         "The command was carried out, but has no table for --xlsx."));
  }
  app.PrintAttention();
  if (app.settings.show_token && !app.last_token().empty()) {
    app.Fail(exit_code, "setara-consistency-token: " + app.last_token());
  }
  return exit_code;
}

}  // namespace

int RunCommandLine(int argc, const char* const* argv) {
  App app;
  CLI::App root(kDescription, "setara");
  root.footer(kFooter);
  root.set_version_flag("--version", SETARA_VERSION);
  root.fallthrough();
  root.require_subcommand(1);
  AddCallSettings(root, app.settings);
  AddOutputSettings(root, app.settings);
  std::string config = DefaultConfig();
  CLI::Option* config_option = root.add_option("--config", config, "Config file")
                                   ->envname("SETARA_CONFIG")
                                   ->capture_default_str();
  AddImport(root, app);
  AddExport(root, app);
  AddOpenings(root, app);
  AddSeekers(root, app);
  AddEmployers(root, app);
  AddMatch(root, app);
  AddQuota(root, app);
  AddRegister(root, app);
  AddReference(root, app);
  AddAudit(root, app);
  AddBreakGlass(root, app);
  AddSignIn(root, app);
  AddAccounts(root, app);
  AddTokens(root, app);
  AddConsents(root, app);
  AddCandidates(root, app);
  AddRights(root, app);
  AddReferrals(root, app);
  AddBreaches(root, app);
  AddNotices(root, app);
  AddCases(root, app);
  AddInfo(root, app);
  try {
    root.parse(argc, argv);
    ReadConfig(root, config, config_option->count() > 0);
  } catch (const CLI::ParseError& error) {
    return root.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return Run(app);
}

}  // namespace setara
