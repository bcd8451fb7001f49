#include "server/rpc/account_handlers.h"

#include "matcher/domain/errors.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_account.h"
#include "server/rpc/page_token.h"
#include "server/rpc/update_mask.h"
#include "server/rpc/write_or_check.h"

namespace setara {
namespace {

constexpr int kMaxListPage = 1000;
constexpr std::string_view kCollection = "accounts/";

absl::Status OwnAccount() {
  return WithReason(absl::PermissionDeniedError("nobody changes this of their own account"),
                    "OWN_ACCOUNT");
}

absl::Status Closed() {
  return WithReason(absl::FailedPreconditionError("the account is closed"), "ACCOUNT_CLOSED");
}

// An administrator sees no person, so that making one gives access to nobody.
bool NeedsSecondPerson(v1::Role role) { return role != v1::ROLE_ADMINISTRATOR; }

bool SameGrant(const Account& a, const Account& b) {
  return a.role == b.role && a.place.branch == b.place.branch &&
         a.place.region_code == b.place.region_code && a.place.employer_id == b.place.employer_id &&
         a.place.seeker_id == b.place.seeker_id;
}

absl::Status CheckEtag(const Account& account, std::optional<int64_t> version) {
  if (!version.has_value() || *version == account.version) return absl::OkStatus();
  return WithReason(absl::AbortedError("the account was changed meanwhile: read it again"),
                    "ETAG_MISMATCH");
}

// Loads the account that a request names by `name` and `etag`.
absl::StatusOr<Account> LoadAsSeen(Connection& db, const std::string& name,
                                   const std::string& etag) {
  absl::StatusOr<std::string> id = ParseName(name, "accounts", "name");
  if (!id.ok()) return id.status();
  absl::StatusOr<std::optional<int64_t>> version = ParseEtag(etag, "etag");
  if (!version.ok()) return version.status();
  absl::StatusOr<Account> account = LoadAccount(db, *id);
  if (!account.ok()) return account.status();
  if (absl::Status same = CheckEtag(*account, *version); !same.ok()) return same;
  return account;
}

// Writes the account and answers with it as it is then.
absl::Status WriteAndShow(Connection& db, const Account& account, Instant now,
                          v1::Account* response) {
  if (absl::Status status = UpdateAccount(db, account, now); !status.ok()) return status;
  absl::StatusOr<Account> stored = LoadAccount(db, account.id);
  if (stored.ok()) *response = ToProto(*stored);
  return stored.status();
}

absl::Status Get(Store& store, const CallContext& context, const v1::GetAccountRequest& request,
                 v1::Account* response) {
  bool others = context.caller.role == v1::ROLE_ADMINISTRATOR ||
                context.caller.role == v1::ROLE_DATA_PROTECTION_OFFICER;
  absl::StatusOr<std::string> id = AccountId(context, request.name(), "name", others);
  if (!id.ok()) return id.status();
  return store.Read([&](Connection& db) {
    absl::StatusOr<Account> account = LoadAccount(db, *id);
    if (account.ok()) *response = ToProto(*account);
    return account.status();
  });
}

absl::Status List(Store& store, const v1::ListAccountsRequest& request,
                  v1::ListAccountsResponse* response) {
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return store.Read([&](Connection& db) {
    absl::StatusOr<std::vector<Account>> accounts = ListAccounts(db, after, *size + 1);
    if (!accounts.ok()) return accounts.status();
    bool more = accounts->size() > static_cast<size_t>(*size);
    if (more) accounts->pop_back();
    for (const Account& account : *accounts) *response->add_accounts() = ToProto(account);
    if (more) response->set_next_page_token(EncodePageToken(request, {accounts->back().row}));
    return absl::OkStatus();
  });
}

absl::Status Create(Store& store, SignInDesk& desk, CallContext& context,
                    const v1::CreateAccountRequest& request, v1::Account* response) {
  absl::StatusOr<Account> account = FromProto(request.account());
  if (!account.ok()) return WithFieldPrefix(account.status(), "account");
  if (absl::Status valid = ValidateAccount(*account); !valid.ok()) {
    return WithFieldPrefix(valid, "account");
  }
  if (!request.password().empty()) {
    absl::Status valid = ValidatePassword(request.password(), account->login, "password");
    if (!valid.ok()) return valid;
    absl::StatusOr<std::string> hash = desk.passwords().Hash(request.password());
    if (!hash.ok()) return hash.status();
    account->password_hash = *std::move(hash);
    account->password_temporary = true;
  }
  account->pending = NeedsSecondPerson(account->role);
  account->created_by = account->granted_by = context.caller.name;
  absl::Status status =
      WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
        absl::StatusOr<std::string> id = InsertAccount(db, *account, context.now);
        if (!id.ok()) return WithFieldPrefix(id.status(), "account");
        absl::StatusOr<Account> stored = LoadAccount(db, *id);
        if (stored.ok()) *response = ToProto(*stored);
        return stored.status();
      });
  if (request.validate_only()) {
    response->clear_name();
    response->clear_etag();
  }
  return status;
}

absl::StatusOr<Account> Updated(const Account& stored, const v1::UpdateAccountRequest& request) {
  v1::Account merged = ToProto(stored);
  absl::Status applied = ApplyUpdate(request.account(), request.update_mask(), &merged);
  if (!applied.ok()) return applied;
  absl::StatusOr<Account> patch = FromProto(merged);
  if (!patch.ok()) return WithFieldPrefix(patch.status(), "account");
  if (patch->login != stored.login) {
    return InvalidField("account.login", "never changes: make another account");
  }
  Account account = stored;
  account.display_name = patch->display_name;
  account.role = patch->role;
  account.place = patch->place;
  absl::Status valid = ValidateAccount(account);
  if (!valid.ok()) return WithFieldPrefix(valid, "account");
  return account;
}

absl::Status Update(Store& store, CallContext& context, const v1::UpdateAccountRequest& request,
                    v1::Account* response) {
  return WriteOrCheck(store, context, request.validate_only(), [&](Connection& db) -> absl::Status {
    absl::StatusOr<Account> stored =
        LoadAsSeen(db, request.account().name(), request.account().etag());
    if (!stored.ok()) return WithFieldPrefix(stored.status(), "account");
    if (stored->closed) return Closed();
    absl::StatusOr<Account> account = Updated(*stored, request);
    if (!account.ok()) return account.status();
    if (!SameGrant(*stored, *account)) {
      if (context.caller.name == AccountName(stored->id)) return OwnAccount();
      account->pending = NeedsSecondPerson(account->role);
      account->granted_by = context.caller.name;
      absl::Status ended = RevokeTokens(db, account->id, "", context.now);
      if (!ended.ok()) return ended;
    }
    return WriteAndShow(db, *account, context.now, response);
  });
}

absl::Status Approve(Store& store, CallContext& context, const v1::ApproveAccountRequest& request,
                     v1::Account* response) {
  if (request.etag().empty()) return InvalidField("etag", "is required: it says what is agreed to");
  return WriteOrCheck(store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<Account> account = LoadAsSeen(db, request.name(), request.etag());
    if (!account.ok()) return account.status();
    if (account->closed) return Closed();
    if (!account->pending) {
      return WithReason(absl::FailedPreconditionError("the account waits for nobody"),
                        "NOT_PENDING");
    }
    if (account->granted_by == context.caller.name ||
        context.caller.name == AccountName(account->id)) {
      return WithReason(absl::PermissionDeniedError("a second person must agree"),
                        "SECOND_PERSON_NEEDED");
    }
    account->pending = false;
    return WriteAndShow(db, *account, context.now, response);
  });
}

absl::Status Close(Store& store, CallContext& context, const v1::CloseAccountRequest& request,
                   v1::Account* response) {
  if (request.name() == context.caller.name) return OwnAccount();
  return WriteOrCheck(store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<Account> account = LoadAsSeen(db, request.name(), request.etag());
    if (!account.ok()) return account.status();
    if (account->closed) {
      *response = ToProto(*account);
      return absl::OkStatus();
    }
    account->closed = true;
    absl::Status ended = RevokeTokens(db, account->id, "", context.now);
    if (!ended.ok()) return ended;
    return WriteAndShow(db, *account, context.now, response);
  });
}

// The token of the call stays; that of a temporary password goes, since it opens nothing else.
std::string TokenToKeep(const CallContext& context, const Account& account, bool own) {
  std::optional<TokenParts> parts = ParseToken(context.credentials.bearer_token);
  return own && parts.has_value() && !account.password_temporary ? parts->id : "";
}

absl::Status SetPassword(Store& store, SignInDesk& desk, CallContext& context,
                         const v1::SetPasswordRequest& request) {
  absl::StatusOr<std::string> id =
      AccountId(context, request.name(), "name", context.caller.role == v1::ROLE_ADMINISTRATOR);
  if (!id.ok()) return id.status();
  const bool own = context.caller.name == AccountName(*id);
  std::optional<Account> account;
  absl::Status read = store.Read([&](Connection& db) {
    absl::StatusOr<Account> found = LoadAccount(db, *id);
    if (!found.ok()) return found.status();
    account = *std::move(found);
    return absl::OkStatus();
  });
  if (!read.ok()) return read;
  if (account->closed) return Closed();
  absl::Status valid = ValidatePassword(request.new_password(), account->login, "new_password");
  if (!valid.ok()) return valid;
  if (own) {
    absl::Status known = desk.CheckPassword(
        {account->login, request.current_password(), context.credentials.peer}, context.now);
    if (!known.ok()) return known;
  }
  absl::StatusOr<std::string> hash = desk.passwords().Hash(request.new_password());
  if (!hash.ok()) return hash.status();
  return WriteOrCheck(store, context, false, [&](Connection& db) -> absl::Status {
    absl::Status ended = RevokeTokens(db, *id, TokenToKeep(context, *account, own), context.now);
    if (!ended.ok()) return ended;
    Account changed = *account;
    changed.password_hash = *hash;
    changed.password_temporary = !own;
    return UpdateAccount(db, changed, context.now);
  });
}

}  // namespace

absl::StatusOr<std::string> OwnAccountId(const CallContext& context) {
  if (!context.caller.name.starts_with(kCollection)) {
    return WithReason(absl::FailedPreconditionError("the caller has no account here"),
                      "NO_ACCOUNT");
  }
  return context.caller.name.substr(kCollection.size());
}

absl::StatusOr<std::string> AccountId(const CallContext& context, const std::string& name,
                                      const std::string& field, bool others) {
  if (name.empty()) return OwnAccountId(context);
  absl::StatusOr<std::string> id = ParseName(name, "accounts", field);
  if (id.ok() && !others && name != context.caller.name) {
    return WithReason(absl::PermissionDeniedError("only for the caller's own account"),
                      "NOT_OWN_ACCOUNT");
  }
  return id;
}

void HandleAccounts(Dispatcher& dispatcher, Store& store, SignInDesk& desk) {
  const std::string service = kAccountService;
  dispatcher.Handle<v1::GetAccountRequest, v1::Account>(
      service + "GetAccount", [&store](CallContext& context, const auto& request, auto* response) {
        return Get(store, context, request, response);
      });
  dispatcher.Handle<v1::ListAccountsRequest, v1::ListAccountsResponse>(
      service + "ListAccounts", [&store](CallContext&, const auto& request, auto* response) {
        return List(store, request, response);
      });
  dispatcher.Handle<v1::CreateAccountRequest, v1::Account>(
      service + "CreateAccount",
      [&store, &desk](CallContext& context, const auto& request, auto* response) {
        return Create(store, desk, context, request, response);
      });
  dispatcher.Handle<v1::UpdateAccountRequest, v1::Account>(
      service + "UpdateAccount",
      [&store](CallContext& context, const auto& request, auto* response) {
        return Update(store, context, request, response);
      });
  dispatcher.Handle<v1::ApproveAccountRequest, v1::Account>(
      service + "ApproveAccount",
      [&store](CallContext& context, const auto& request, auto* response) {
        return Approve(store, context, request, response);
      });
  dispatcher.Handle<v1::CloseAccountRequest, v1::Account>(
      service + "CloseAccount",
      [&store](CallContext& context, const auto& request, auto* response) {
        return Close(store, context, request, response);
      });
  dispatcher.Handle<v1::SetPasswordRequest, v1::SetPasswordResponse>(
      service + "SetPassword", [&store, &desk](CallContext& context, const auto& request, auto*) {
        return SetPassword(store, desk, context, request);
      });
}

}  // namespace setara
