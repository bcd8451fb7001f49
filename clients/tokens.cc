#include "clients/commands.h"
#include "clients/flags.h"
#include "clients/words.h"
#include "setara/v1/account.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::AccountService::Stub;

std::string TimeText(bool given, const google::protobuf::Timestamp& time) {
  return given ? InstantText(time) : "";
}

Table TokenTable(const App& app) {
  return Table({{"name", "ID", false, true},
                {"label", app.Say("Untuk", "Label")},
                {"expire_time", app.Say("Berakhir", "Ends")},
                {"revoke_time", app.Say("Dicabut", "Revoked")},
                {"last_use_time", app.Say("Terakhir dipakai", "Last used")},
                {"methods", app.Say("Hanya metode", "Methods only")}});
}

void AddRow(const v1::Token& token, Table* table) {
  std::string methods;
  for (const std::string& method : token.methods())
    methods += (methods.empty() ? "" : " ") + method;
  table->Add({token.name(), token.label(), TimeText(token.has_expire_time(), token.expire_time()),
              TimeText(token.has_revoke_time(), token.revoke_time()),
              TimeText(token.has_last_use_time(), token.last_use_time()), methods});
}

int Create(App& app, const v1::CreateTokenRequest& request) {
  v1::CreateTokenResponse response;
  if (!app.Call(&Stub::CreateToken, request, &response)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(response);
    return kExitOk;
  }
  app.Print(response.secret() + "\n");
  app.Fail(kExitOk, app.Say("Ditampilkan sekali saja; berakhir ", "Shown once; ends ") +
                        InstantText(response.token().expire_time()));
  return kExitOk;
}

int List(App& app, const v1::ListTokensRequest& request) {
  v1::ListTokensResponse response;
  if (!app.CallPages(&Stub::ListTokens, request, &response)) return app.exit_code();
  Table table = TokenTable(app);
  for (const v1::Token& token : response.tokens()) AddRow(token, &table);
  app.PrintAnswer(response, table);
  app.PrintMore(response.next_page_token());
  return kExitOk;
}

int Revoke(App& app, const v1::RevokeTokenRequest& request) {
  v1::Token token;
  if (!app.Call(&Stub::RevokeToken, request, &token)) return app.exit_code();
  Table table = TokenTable(app);
  AddRow(token, &table);
  app.PrintAnswer(token, table);
  return kExitOk;
}

void AddAccount(CLI::App* command, std::string* account) {
  command->add_option_function<std::string>(
      "--account", [account](const std::string& id) { *account = ResourceName("accounts", id); },
      "accounts/ID or ID of somebody else");
}

}  // namespace

void AddTokens(CLI::App& root, App& app) {
  CLI::App* noun = root.add_subcommand("tokens", "API tokens")->require_subcommand(1);
  CLI::App* create = noun->add_subcommand("create", "Make a token for your own account");
  auto made = std::make_shared<v1::CreateTokenRequest>();
  AddText(create, "--label", made->mutable_token()->mutable_label(), "What it is for");
  AddTexts(create, "--method", made->mutable_token()->mutable_methods(),
           "Narrow it to this method");
  AddInstant(
      create, "--until",
      [made](const google::protobuf::Timestamp& time) {
        *made->mutable_token()->mutable_expire_time() = time;
      },
      "When it ends; if not given 90 days from now, or as long as the server allows");
  create->callback([&app, made] { app.command = [&app, made] { return Create(app, *made); }; });

  CLI::App* list = noun->add_subcommand("list", "List your tokens");
  auto page = std::make_shared<v1::ListTokensRequest>();
  AddAccount(list, page->mutable_account());
  AddPaging(list, page.get());
  list->callback([&app, page] { app.command = [&app, page] { return List(app, *page); }; });

  CLI::App* revoke = noun->add_subcommand("revoke", "End a token");
  auto ended = std::make_shared<v1::RevokeTokenRequest>();
  AddAccount(revoke, ended->mutable_account());
  revoke
      ->add_option_function<std::string>(
          "id", [ended](const std::string& id) { ended->set_name(ResourceName("tokens", id)); },
          "tokens/ID or ID")
      ->required();
  revoke->callback([&app, ended] { app.command = [&app, ended] { return Revoke(app, *ended); }; });
}

}  // namespace setara
