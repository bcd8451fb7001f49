#include "clients/commands.h"
#include "clients/credentials.h"
#include "clients/flags.h"
#include "clients/record_command.h"
#include "clients/words.h"
#include "setara/v1/account.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::AccountService::Stub;

Table AccountTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"login", "Login"},
                {"display_name", app.Say("Nama", "Name")},
                {"role", app.Say("Peran", "Role")},
                {"branch", app.Say("Cabang", "Branch")},
                {"state", app.Say("Keadaan", "State")},
                {"granted_by", app.Say("Diberi oleh", "Granted by")},
                {"etag", "Etag"}});
}

void AddRow(const App& app, const v1::Account& account, Table* table) {
  table->Add(
      {account.name(), account.login(), account.display_name(),
       Cell(Label(app.settings.language, account.role()), v1::Role_Name(account.role())),
       account.branch(),
       Cell(Label(app.settings.language, account.state()), v1::AccountState_Name(account.state())),
       account.granted_by(), account.etag()});
}

int Show(App& app, const v1::Account& account) {
  Table table = AccountTable(app);
  AddRow(app, account, &table);
  app.PrintAnswer(account, table);
  return kExitOk;
}

// Makes the call and shows the account that it answers with.
template <typename Request>
int Run(App& app, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, v1::Account*),
        const Request& request) {
  v1::Account account;
  return app.Call(method, request, &account) ? Show(app, account) : app.exit_code();
}

int List(App& app, const v1::ListAccountsRequest& request) {
  v1::ListAccountsResponse response;
  if (!app.CallPages(&Stub::ListAccounts, request, &response)) return app.exit_code();
  Table table = AccountTable(app);
  for (const v1::Account& account : response.accounts()) AddRow(app, account, &table);
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

// False when it said why not.
bool ReadSecret(App& app, const std::string& path, const std::string& prompt, std::string* secret) {
  absl::StatusOr<std::string> read = path.empty() ? AskSecret(prompt) : ReadSecretLine(path);
  if (!read.ok()) {
    app.Fail(kExitLocal, std::string(read.status().message()));
    return false;
  }
  *secret = *std::move(read);
  return true;
}

int Create(App& app, v1::CreateAccountRequest request, const std::string& password_file) {
  if (!password_file.empty() && !ReadSecret(app, password_file, "", request.mutable_password())) {
    return app.exit_code();
  }
  request.set_validate_only(app.settings.dry_run);
  return Run(app, &Stub::CreateAccount, request);
}

int SetPassword(App& app, v1::SetPasswordRequest request, const std::string& current_file,
                const std::string& new_file) {
  const bool own = request.name().empty();
  if (own && !ReadSecret(app, current_file, app.Say("Kata sandi lama: ", "Current password: "),
                         request.mutable_current_password())) {
    return app.exit_code();
  }
  if (!ReadSecret(app, new_file, app.Say("Kata sandi baru: ", "New password: "),
                  request.mutable_new_password())) {
    return app.exit_code();
  }
  v1::SetPasswordResponse response;
  if (!app.Call(&Stub::SetPassword, request, &response)) return app.exit_code();
  app.Print(app.Say("Kata sandi diganti.\n", "The password is changed.\n"));
  return kExitOk;
}

// Role, name and place; with `mask` each flag given is added to it.
void AddFields(CLI::App* command, v1::Account* account, google::protobuf::FieldMask* mask) {
  auto text = [&](const char* flag, const char* field, std::string* target, const char* help) {
    command->add_option_function<std::string>(
        flag,
        [=](const std::string& value) {
          *target = value;
          if (mask != nullptr) mask->add_paths(field);
        },
        help);
  };
  text("--name", "display_name", account->mutable_display_name(), "Name shown to others");
  text("--branch", "branch", account->mutable_branch(), "Branch where they work");
  text("--region", "region_code", account->mutable_region_code(), "Region they answer for");
  text("--employer", "employer", account->mutable_employer(), "employers/ID, for its staff");
  text("--seeker", "seeker", account->mutable_seeker(), "seekers/ID, for a job seeker");
  command->add_option_function<std::string>(
      "--role",
      [=](const std::string& word) {
        account->set_role(static_cast<v1::Role>(ReadChoice(v1::Role_descriptor(), word)));
        if (mask != nullptr) mask->add_paths("role");
      },
      "Role: " + ChoicesText(v1::Role_descriptor()));
}

void AddId(CLI::App* command, std::string* name) {
  command
      ->add_option_function<std::string>(
          "id", [name](const std::string& id) { *name = ResourceName("accounts", id); },
          "accounts/ID or ID")
      ->required();
}

void AddReads(CLI::App* noun, App& app) {
  CLI::App* get = noun->add_subcommand("get", "Show one account");
  auto one = std::make_shared<v1::GetAccountRequest>();
  AddId(get, one->mutable_name());
  get->callback(
      [&app, one] { app.command = [&app, one] { return Run(app, &Stub::GetAccount, *one); }; });
  CLI::App* list = noun->add_subcommand("list", "List the accounts");
  auto page = std::make_shared<v1::ListAccountsRequest>();
  AddPaging(list, page.get());
  list->callback([&app, page] { app.command = [&app, page] { return List(app, *page); }; });
}

void AddWrites(CLI::App* noun, App& app) {
  CLI::App* create = noun->add_subcommand(
      "create", "Make an account; a role that reaches people waits for approve");
  auto made = std::make_shared<v1::CreateAccountRequest>();
  auto password = std::make_shared<std::string>();
  create
      ->add_option_function<std::string>(
          "login", [made](const std::string& login) { made->mutable_account()->set_login(login); },
          "Login")
      ->required();
  AddFields(create, made->mutable_account(), nullptr);
  create->add_option("--password-file", *password,
                     "File with a first password, to be changed at the first sign-in");
  create->callback([&app, made, password] {
    app.command = [&app, made, password] { return Create(app, *made, *password); };
  });

  CLI::App* update = noun->add_subcommand("update", "Change an account by flags");
  auto changed = std::make_shared<v1::UpdateAccountRequest>();
  AddId(update, changed->mutable_account()->mutable_name());
  AddFields(update, changed->mutable_account(), changed->mutable_update_mask());
  AddText(update, "--etag", changed->mutable_account()->mutable_etag(), "Only if it is still so");
  update->callback([&app, changed] {
    app.command = [&app, changed] {
      changed->set_validate_only(app.settings.dry_run);
      return Run(app, &Stub::UpdateAccount, *changed);
    };
  });
}

void AddDecisions(CLI::App* noun, App& app) {
  CLI::App* approve = noun->add_subcommand("approve", "Agree to an account, as the second person");
  auto approved = std::make_shared<v1::ApproveAccountRequest>();
  AddId(approve, approved->mutable_name());
  AddText(approve, "--etag", approved->mutable_etag(), "Of the account as you saw it")->required();
  approve->callback([&app, approved] {
    app.command = [&app, approved] { return Run(app, &Stub::ApproveAccount, *approved); };
  });
  CLI::App* close = noun->add_subcommand("close", "Close an account for good");
  auto closed = std::make_shared<v1::CloseAccountRequest>();
  AddId(close, closed->mutable_name());
  AddText(close, "--etag", closed->mutable_etag(), "Only if it is still so");
  close->callback([&app, closed] {
    app.command = [&app, closed] { return Run(app, &Stub::CloseAccount, *closed); };
  });
}

void AddPassword(CLI::App* noun, App& app) {
  CLI::App* command =
      noun->add_subcommand("set-password", "Change a password; without id your own");
  auto request = std::make_shared<v1::SetPasswordRequest>();
  auto current = std::make_shared<std::string>();
  auto next = std::make_shared<std::string>();
  command->add_option_function<std::string>(
      "id", [request](const std::string& id) { request->set_name(ResourceName("accounts", id)); },
      "accounts/ID or ID of somebody else");
  command->add_option("--current-password-file", *current, "File with the current password");
  command->add_option("--password-file", *next, "File with the new password");
  command->callback([&app, request, current, next] {
    app.command = [&app, request, current, next] {
      return SetPassword(app, *request, *current, *next);
    };
  });
}

}  // namespace

void AddAccounts(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("accounts", "Accounts")->require_subcommand(1);
  AddReads(noun, app);
  AddWrites(noun, app);
  AddDecisions(noun, app);
  AddPassword(noun, app);
}

}  // namespace setara
