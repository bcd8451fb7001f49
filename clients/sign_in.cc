#include "clients/commands.h"
#include "clients/credentials.h"
#include "clients/text_width.h"
#include "clients/words.h"
#include "setara/v1/account.grpc.pb.h"

namespace setara {
namespace {

using Stub = v1::AccountService::Stub;

int Refuse(App& app) {
  return app.Fail(kExitUsage, app.Say("Kata sandi tidak dikirim tanpa TLS ke komputer lain: "
                                      "tambahkan --tls atau --ca.",
                                      "A password is not sent to another machine without TLS: "
                                      "add --tls or --ca."));
}

int Login(App& app, const std::string& login, const std::string& password_file) {
  if (!app.IsPrivate()) return Refuse(app);
  absl::StatusOr<std::string> password = password_file.empty()
                                             ? AskSecret(app.Say("Kata sandi: ", "Password: "))
                                             : ReadSecretLine(password_file);
  if (!password.ok()) return app.Fail(kExitLocal, std::string(password.status().message()));
  v1::SignInRequest request;
  request.set_login(login);
  request.set_password(*password);
  v1::SignInResponse session;
  app.settings.anonymous = true;
  if (!app.Call(&Stub::SignIn, request, &session)) return app.exit_code();
  const absl::Status saved = SaveToken(app.settings.server, session.token());
  if (!saved.ok()) return app.Fail(kExitLocal, std::string(saved.message()));
  app.Print(app.Say("Masuk sampai ", "Signed in until ") + InstantText(session.expire_time()) +
            ".\n");
  if (session.password_change_required()) {
    app.Print(app.Say("Ganti kata sandi dulu: setara accounts set-password\n",
                      "Change the password first: setara accounts set-password\n"));
  }
  return kExitOk;
}

int Logout(App& app) {
  v1::SignOutResponse response;
  if (!app.Call(&Stub::SignOut, v1::SignOutRequest(), &response)) {
    // A session that has ended already is as good as signed out.
    if (app.exit_code() != ExitCodeOf(grpc::UNAUTHENTICATED)) return app.exit_code();
  }
  const absl::Status saved = SaveToken(app.settings.server, "");
  if (!saved.ok()) return app.Fail(kExitLocal, std::string(saved.message()));
  return kExitOk;
}

int WhoAmI(App& app) {
  v1::CallerInfo caller;
  if (!app.Call(&Stub::GetCallerInfo, v1::GetCallerInfoRequest(), &caller)) return app.exit_code();
  if (!app.for_people()) {
    app.PrintJson(caller);
    return kExitOk;
  }
  std::vector<std::pair<std::string, std::string>> lines = {
      {app.Say("Pemanggil", "Caller"),
       caller.name().empty() ? app.Say("siapa saja", "anyone") : caller.name()},
      {app.Say("Peran", "Role"), Label(app.settings.language, caller.role())},
      {app.Say("Cabang", "Branch"), caller.branch()},
      {app.Say("Wilayah", "Region"), caller.region_code()},
      {app.Say("Pemberi kerja", "Employer"), caller.employer()},
      {app.Say("Pencari kerja", "Seeker"), caller.seeker()}};
  app.Print(Listing(lines, TerminalWidth()));
  return kExitOk;
}

}  // namespace

void AddSignIn(CLI::App& root, App& app) {
  CLI::App* login = root.add_subcommand("login", "Sign in and keep the session for 12 hours");
  auto name = std::make_shared<std::string>();
  auto file = std::make_shared<std::string>();
  login->add_option("login", *name, "Login")->required();
  login->add_option("--password-file", *file, "File with the password; else it is asked for");
  login->callback([&app, name, file] {
    app.command = [&app, name, file] { return Login(app, *name, *file); };
  });
  CLI::App* logout = root.add_subcommand("logout", "End the session");
  logout->callback([&app] { app.command = [&app] { return Logout(app); }; });
  CLI::App* whoami = root.add_subcommand("whoami", "Who the server takes you for");
  whoami->callback([&app] { app.command = [&app] { return WhoAmI(app); }; });
}

}  // namespace setara
