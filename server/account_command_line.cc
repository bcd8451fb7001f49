#include "server/account_command_line.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/audit/audit_log.h"
#include "server/identity/identity_file.h"
#include "server/identity/passwords.h"
#include "server/identity/tokens.h"
#include "server/store/store.h"
#include "server/terminal_secret.h"

namespace setara {
namespace {

constexpr char kTool[] = "setarad";
constexpr int kTokenDaysBound = kTokenLifetimeBound.count() / 24;

struct AccountOptions {
  std::string data;
  std::string key_file;  // empty: beside the data directory
  Account account;
  std::string role;
  std::string login;
  std::string password_file;
  std::string token_file;
  std::string token_id;
  std::string label;
  std::vector<std::string> methods;
  int days = 0;  // of a token; 0: not said
  int token_max_days = kMaxTokenLifetime.count() / 24;
};
using Options = std::shared_ptr<AccountOptions>;

int Report(const absl::Status& status) {
  if (status.ok()) return 0;
  std::fprintf(stderr, "setarad: %s\n", std::string(status.message()).c_str());
  return 1;
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const AccountOptions& given) {
  Store::Options options;
  options.directory = given.data;
  options.key_file = given.key_file;
  options.readers = 1;
  return Store::Open(options);
}

// Runs `work` as one write that the audit log keeps as `command`.
absl::Status Write(const AccountOptions& options, const std::string& command,
                   const std::function<absl::Status(Connection&, AuditEvent&)>& work) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenStore(options);
  if (!store.ok()) return store.status();
  return (*store)
      ->Write([&](Connection& db) {
        AuditEvent event;
        event.at = (*store)->clock().Now();
        event.caller = kTool;
        event.method = "setarad " + command;
        event.data_classes = 1u << v1::DATA_CLASS_ACCOUNT;
        absl::Status status = work(db, event);
        return status.ok() ? AppendAudit(db, event) : status;
      })
      .status();
}

absl::StatusOr<Account> ByLogin(Connection& db, const std::string& login) {
  absl::StatusOr<std::optional<Account>> account = FindAccount(db, login);
  if (!account.ok()) return account.status();
  if (!account->has_value()) return absl::NotFoundError("there is no account with this login");
  return **std::move(account);
}

// Prints the token, or writes it to a new file that only its owner may read.
absl::Status GiveToken(const IssuedToken& token, const std::string& path) {
  if (path.empty()) {
    std::printf("%s\n", token.text.c_str());
    std::fprintf(stderr, "Shown once; ends %s.\n", ToString(token.expires_at).c_str());
    return absl::OkStatus();
  }
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return absl::FailedPreconditionError(path + " cannot be created, or exists already");
  const std::string line = token.text + "\n";
  bool written = write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
  written = close(file) == 0 && written;
  return written ? absl::OkStatus() : absl::UnavailableError(path + " cannot be written");
}

absl::StatusOr<IssuedToken> Issue(Connection& db, const std::string& id,
                                  const AccountOptions& options, Instant now) {
  TokenSpec spec;
  spec.label = options.label;
  spec.methods.insert(options.methods.begin(), options.methods.end());
  if (options.days > 0) spec.expires_at = now + std::chrono::hours(24 * options.days);
  return IssueToken(db, id, spec, now, std::chrono::hours(24 * options.token_max_days));
}

absl::Status Init(const AccountOptions& options) {
  IssuedToken token;
  absl::Status status =
      Write(options, "init", [&](Connection& db, AuditEvent& event) -> absl::Status {
        absl::StatusOr<bool> exists = HasAdministrator(db);
        if (!exists.ok()) return exists.status();
        if (*exists) {
          return WithReason(absl::FailedPreconditionError("there is an administrator already"),
                            "ADMINISTRATOR_EXISTS");
        }
        Account account = options.account;
        account.role = v1::ROLE_ADMINISTRATOR;
        account.created_by = account.granted_by = kTool;
        absl::StatusOr<std::string> id = InsertAccount(db, account, event.at);
        if (!id.ok()) return id.status();
        event.object = AccountName(*id);
        absl::StatusOr<IssuedToken> issued = Issue(db, *id, options, event.at);
        if (issued.ok()) token = *issued;
        return issued.status();
      });
  return status.ok() ? GiveToken(token, options.token_file) : status;
}

absl::StatusOr<std::string> NewPasswordHash(const AccountOptions& options,
                                            const std::string& login) {
  absl::StatusOr<std::string> password = options.password_file.empty()
                                             ? AskSecretTwice("Password: ", "Once more: ")
                                             : ReadSecretFile(options.password_file);
  if (!password.ok()) return password.status();
  absl::Status valid = ValidatePassword(*password, FoldLogin(login), "password");
  if (!valid.ok()) return valid;
  return Passwords(1).Hash(*password);
}

absl::Status Create(const AccountOptions& options) {
  Account account = options.account;
  account.role = ParseRole(options.role);
  if (account.role == v1::ROLE_UNSPECIFIED) {
    return InvalidField("role", "no role that needs an account");
  }
  account.created_by = account.granted_by = kTool;
  if (!options.password_file.empty()) {
    absl::StatusOr<std::string> hash = NewPasswordHash(options, account.login);
    if (!hash.ok()) return hash.status();
    account.password_hash = *hash;
    account.password_temporary = true;
  }
  return Write(options, "account create", [&](Connection& db, AuditEvent& event) {
    absl::StatusOr<std::string> id = InsertAccount(db, account, event.at);
    if (!id.ok()) return id.status();
    event.object = AccountName(*id);
    std::printf("%s\n", event.object.c_str());
    return absl::OkStatus();
  });
}

absl::Status List(const AccountOptions& options) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenStore(options);
  if (!store.ok()) return store.status();
  return (*store)->Read([](Connection& db) -> absl::Status {
    std::printf("NAME\tLOGIN\tROLE\tBRANCH\tSTATE\n");
    for (int64_t after = 0;;) {
      absl::StatusOr<std::vector<Account>> accounts = ListAccounts(db, after, 500);
      if (!accounts.ok()) return accounts.status();
      if (accounts->empty()) return absl::OkStatus();
      for (const Account& account : *accounts) {
        const char* state = account.closed ? "closed" : account.pending ? "pending" : "active";
        std::printf("%s\t%s\t%s\t%s\t%s\n", AccountName(account.id).c_str(), account.login.c_str(),
                    RoleText(account.role).c_str(), account.place.branch.c_str(), state);
      }
      after = accounts->back().row;
    }
  });
}

// Changes the account and ends its tokens.
absl::Status ChangeAccount(const AccountOptions& options, const std::string& command,
                           const std::function<void(Account&)>& change) {
  return Write(options, command, [&](Connection& db, AuditEvent& event) -> absl::Status {
    absl::StatusOr<Account> account = ByLogin(db, options.login);
    if (!account.ok()) return account.status();
    event.object = AccountName(account->id);
    change(*account);
    absl::Status status = RevokeTokens(db, account->id, "", event.at);
    return status.ok() ? UpdateAccount(db, *account, event.at) : status;
  });
}

absl::Status SetPassword(const AccountOptions& options) {
  absl::StatusOr<std::string> hash = NewPasswordHash(options, options.login);
  if (!hash.ok()) return hash.status();
  return ChangeAccount(options, "account set-password", [&](Account& account) {
    account.password_hash = *hash;
    account.password_temporary = true;
  });
}

absl::Status CreateToken(const AccountOptions& options) {
  IssuedToken token;
  absl::Status status =
      Write(options, "token create", [&](Connection& db, AuditEvent& event) -> absl::Status {
        absl::StatusOr<Account> account = ByLogin(db, options.login);
        if (!account.ok()) return account.status();
        event.object = AccountName(account->id);
        absl::StatusOr<IssuedToken> issued = Issue(db, account->id, options, event.at);
        if (issued.ok()) token = *issued;
        return issued.status();
      });
  return status.ok() ? GiveToken(token, options.token_file) : status;
}

absl::Status ListAllTokens(const AccountOptions& options) {
  absl::StatusOr<std::unique_ptr<Store>> store = OpenStore(options);
  if (!store.ok()) return store.status();
  return (*store)->Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Account> account = ByLogin(db, options.login);
    if (!account.ok()) return account.status();
    std::printf("ID\tLABEL\tENDS\tSTATE\n");
    for (int64_t after = 0;;) {
      absl::StatusOr<std::vector<Token>> tokens = ListTokens(db, account->id, after, 500);
      if (!tokens.ok()) return tokens.status();
      if (tokens->empty()) return absl::OkStatus();
      for (const Token& token : *tokens) {
        const char* state = token.revoked_at.has_value()      ? "revoked"
                            : token.live(SystemClock().Now()) ? "live"
                                                              : "expired";
        std::printf("%s\t%s\t%s\t%s\n", token.id.c_str(), token.spec.label.c_str(),
                    ToString(token.spec.expires_at).c_str(), state);
      }
      after = tokens->back().row;
    }
  });
}

absl::Status Revoke(const AccountOptions& options) {
  return Write(options, "token revoke", [&](Connection& db, AuditEvent& event) {
    absl::StatusOr<std::optional<Token>> token = FindToken(db, std::string_view(options.token_id));
    if (!token.ok()) return token.status();
    if (token->has_value()) event.object = AccountName((*token)->account_id);
    return RevokeToken(db, options.token_id, event.at);
  });
}

// One command with the data directory.
CLI::App* Add(CLI::App& parent, const Options& options, std::function<int()>* chosen,
              const char* name, const char* help,
              absl::Status (*run)(const AccountOptions& options)) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("--data", options->data, "Data directory")
      ->envname("SETARA_DATA")
      ->required();
  command
      ->add_option("--key-file", options->key_file,
                   "What opens the people in the data; by default <data>.key")
      ->envname("SETARA_KEY_FILE");
  command->callback([=] { *chosen = [=] { return Report(run(*options)); }; });
  return command;
}

void AddLogin(CLI::App* command, const Options& options) {
  command->add_option("login", options->login, "Login of the account")->required();
}

void AddTokenOptions(CLI::App* command, const Options& options) {
  command
      ->add_option("--days", options->days,
                   "Days until the token ends; 90, or the longest life, when not given")
      ->check(CLI::Range(1, kTokenDaysBound));
  AddTokenLife(command, &options->token_max_days);
  command->add_option("--token-file", options->token_file,
                      "Write the token to this new file, mode 0600, instead of printing it");
}

void AddAccountFields(CLI::App* command, const Options& options) {
  command->add_option("login", options->account.login, "Login")->required();
  command->add_option("--name", options->account.display_name, "Name shown to others")->required();
}

}  // namespace

void AddTokenLife(CLI::App* command, int* days) {
  command
      ->add_option("--token-max-days", *days,
                   "Longest life of a token made from now on; those made before keep their end")
      ->envname("SETARA_TOKEN_MAX_DAYS")
      ->check(CLI::Range(1, kTokenDaysBound))
      ->capture_default_str();
}

void AddAccountCommands(CLI::App& app, std::function<int()>* chosen) {
  auto options = std::make_shared<AccountOptions>();
  CLI::App* init =
      Add(app, options, chosen, "init", "Make the first administrator, and a token for them", Init);
  options->account.login = "admin";
  options->account.display_name = "Administrator";
  init->add_option("--login", options->account.login, "Login")->capture_default_str();
  init->add_option("--name", options->account.display_name, "Name")->capture_default_str();
  AddTokenOptions(init, options);

  CLI::App* account = app.add_subcommand("account", "Accounts; server down")->require_subcommand(1);
  CLI::App* create = Add(*account, options, chosen, "create", "Make an account", Create);
  AddAccountFields(create, options);
  create->add_option("--role", options->role, "counselor, case_manager, supervisor, ...")
      ->required();
  create->add_option("--branch", options->account.place.branch, "Branch where they work");
  create->add_option("--region", options->account.place.region_code, "Region they answer for");
  create->add_option("--employer", options->account.place.employer_id, "Id of their employer");
  create->add_option("--seeker", options->account.place.seeker_id, "Id of their own record");
  create->add_option("--password-file", options->password_file,
                     "File with a first password, to be changed at the first sign-in");
  Add(*account, options, chosen, "list", "List the accounts", List);
  AddLogin(Add(*account, options, chosen, "close", "Close an account for good",
               [](const AccountOptions& given) {
                 return ChangeAccount(given, "account close",
                                      [](Account& closing) { closing.closed = true; });
               }),
           options);
  CLI::App* password = Add(*account, options, chosen, "set-password",
                           "Set a password, to be changed at the next sign-in", SetPassword);
  AddLogin(password, options);
  password->add_option("--password-file", options->password_file,
                       "File with the password; else it is asked for");

  CLI::App* token = app.add_subcommand("token", "Tokens; server down")->require_subcommand(1);
  CLI::App* issue = Add(*token, options, chosen, "create", "Make a token", CreateToken);
  AddLogin(issue, options);
  AddTokenOptions(issue, options);
  issue->add_option("--label", options->label, "What it is for");
  issue->add_option("--method", options->methods, "Narrow it to this method; repeat for more");
  AddLogin(Add(*token, options, chosen, "list", "List an account's tokens", ListAllTokens),
           options);
  Add(*token, options, chosen, "revoke", "End a token", Revoke)
      ->add_option("id", options->token_id, "Id of the token")
      ->required();
}

}  // namespace setara
