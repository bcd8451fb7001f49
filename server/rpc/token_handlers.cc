#include <algorithm>

#include "matcher/domain/errors.h"
#include "server/rpc/account_handlers.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_account.h"
#include "server/rpc/page_token.h"
#include "server/rpc/write_or_check.h"

namespace setara {
namespace {

using google::protobuf::DescriptorPool;

constexpr int kMaxListPage = 1000;

absl::Status SignIn(SignInDesk& desk, CallContext& context, const v1::SignInRequest& request,
                    v1::SignInResponse* response) {
  absl::StatusOr<SignInDesk::Session> session =
      desk.SignIn({request.login(), request.password(), context.credentials.peer}, context.now);
  if (!session.ok()) return session.status();
  // The log says who signed in, not that anyone did.
  context.event.caller = AccountName(session->account.id);
  context.event.role = session->account.role;
  response->set_token(session->token.text);
  *response->mutable_expire_time() = ToProto(session->token.expires_at);
  response->set_password_change_required(session->account.password_temporary);
  return absl::OkStatus();
}

absl::Status SignOut(Store& store, CallContext& context) {
  std::optional<TokenParts> parts = ParseToken(context.credentials.bearer_token);
  if (!parts.has_value()) {
    return WithReason(absl::FailedPreconditionError("the call came without a token of this server"),
                      "NOT_A_TOKEN");
  }
  return WriteOrCheck(store, context, false,
                      [&](Connection& db) { return RevokeToken(db, parts->id, context.now); });
}

// What the request asks for; the methods must be ones of the contract.
absl::StatusOr<TokenSpec> ReadSpec(const v1::Token& token) {
  TokenSpec spec;
  spec.label = token.label();
  for (int i = 0; i < token.methods_size(); ++i) {
    const std::string& method = token.methods(i);
    if (DescriptorPool::generated_pool()->FindMethodByName(method) == nullptr) {
      return InvalidField("token.methods[" + std::to_string(i) + "]",
                          "no method: give full names, as setara.v1.OpeningService.GetOpening");
    }
    spec.methods.insert(method);
  }
  if (token.has_expire_time()) spec.expires_at = FromProto(token.expire_time());
  return spec;
}

absl::Status TooWide(const std::string& why) {
  return WithReason(absl::PermissionDeniedError(why), "TOKEN_TOO_WIDE");
}

// Keeps `spec` within what the call came with.
absl::Status Narrow(const Caller& caller, const Token& own, Instant now,
                    std::chrono::hours longest_life, TokenSpec* spec) {
  if (!caller.methods.empty() &&
      (spec->methods.empty() || !std::ranges::includes(caller.methods, spec->methods))) {
    return TooWide("the token of this call is narrowed: name methods out of its own");
  }
  if (own.spec.session) return absl::OkStatus();
  if (spec->expires_at == Instant()) {
    spec->expires_at =
        std::min<Instant>(now + std::min(kTokenLifetime, longest_life), own.spec.expires_at);
  }
  if (spec->expires_at > own.spec.expires_at) {
    return TooWide("only a sign-in makes a token that ends later than the one of this call");
  }
  return absl::OkStatus();
}

absl::StatusOr<Token> TokenOfCall(Connection& db, const CallContext& context) {
  std::optional<TokenParts> parts = ParseToken(context.credentials.bearer_token);
  if (!parts.has_value()) return InvalidCredentials();
  absl::StatusOr<std::optional<KnownToken>> known = FindToken(db, *parts);
  if (!known.ok()) return known.status();
  if (!known->has_value() || !(*known)->token.live(context.now)) return InvalidCredentials();
  return (*known)->token;
}

absl::Status Create(Store& store, CallContext& context, std::chrono::hours longest_life,
                    const v1::CreateTokenRequest& request, v1::CreateTokenResponse* response) {
  absl::StatusOr<std::string> own = OwnAccountId(context);
  if (!own.ok()) return own.status();
  absl::StatusOr<std::string> id = AccountId(context, request.account(), "account", false);
  if (!id.ok()) return id.status();
  absl::StatusOr<TokenSpec> spec = ReadSpec(request.token());
  if (!spec.ok()) return spec.status();
  return WriteOrCheck(store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<Token> of_call = TokenOfCall(db, context);
    if (!of_call.ok()) return of_call.status();
    TokenSpec wanted = *spec;
    absl::Status narrow = Narrow(context.caller, *of_call, context.now, longest_life, &wanted);
    if (!narrow.ok()) return narrow;
    absl::StatusOr<IssuedToken> issued = IssueToken(db, *id, wanted, context.now, longest_life);
    if (!issued.ok()) return WithFieldPrefix(issued.status(), "token");
    absl::StatusOr<std::optional<Token>> stored = FindToken(db, std::string_view(issued->id));
    if (!stored.ok()) return stored.status();
    *response->mutable_token() = ToProto(**stored);
    response->set_secret(issued->text);
    return absl::OkStatus();
  });
}

absl::Status List(Store& store, const CallContext& context, const v1::ListTokensRequest& request,
                  v1::ListTokensResponse* response) {
  absl::StatusOr<std::string> id = AccountId(context, request.account(), "account",
                                             context.caller.role == v1::ROLE_ADMINISTRATOR);
  if (!id.ok()) return id.status();
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  int64_t after = 0;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 1);
    if (!key.ok()) return key.status();
    after = key->front();
  }
  return store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Account> account = LoadAccount(db, *id);
    if (!account.ok()) return account.status();
    absl::StatusOr<std::vector<Token>> tokens = ListTokens(db, *id, after, *size + 1);
    if (!tokens.ok()) return tokens.status();
    bool more = tokens->size() > static_cast<size_t>(*size);
    if (more) tokens->pop_back();
    for (const Token& token : *tokens) *response->add_tokens() = ToProto(token);
    if (more) response->set_next_page_token(EncodePageToken(request, {tokens->back().row}));
    return absl::OkStatus();
  });
}

absl::Status Revoke(Store& store, CallContext& context, const v1::RevokeTokenRequest& request,
                    v1::Token* response) {
  absl::StatusOr<std::string> account = AccountId(context, request.account(), "account",
                                                  context.caller.role == v1::ROLE_ADMINISTRATOR);
  if (!account.ok()) return account.status();
  absl::StatusOr<std::string> id = ParseName(request.name(), "tokens", "name");
  if (!id.ok()) return id.status();
  return WriteOrCheck(store, context, false, [&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<Token>> token = FindToken(db, std::string_view(*id));
    if (!token.ok()) return token.status();
    if (!token->has_value() || (*token)->account_id != *account) return NotFound(request.name());
    absl::Status revoked = RevokeToken(db, *id, context.now);
    if (!revoked.ok()) return revoked;
    token = FindToken(db, std::string_view(*id));
    if (token.ok()) *response = ToProto(**token);
    return token.status();
  });
}

}  // namespace

void HandleTokens(Dispatcher& dispatcher, Store& store, SignInDesk& desk,
                  std::chrono::hours longest_life) {
  const std::string service = kAccountService;
  dispatcher.Handle<v1::SignInRequest, v1::SignInResponse>(
      service + "SignIn", [&desk](CallContext& context, const auto& request, auto* response) {
        return SignIn(desk, context, request, response);
      });
  dispatcher.Handle<v1::SignOutRequest, v1::SignOutResponse>(
      service + "SignOut",
      [&store](CallContext& context, const auto&, auto*) { return SignOut(store, context); });
  dispatcher.Handle<v1::GetCallerInfoRequest, v1::CallerInfo>(
      service + "GetCallerInfo", [](CallContext& context, const auto&, auto* response) {
        *response = ToProto(context.caller);
        return absl::OkStatus();
      });
  dispatcher.Handle<v1::CreateTokenRequest, v1::CreateTokenResponse>(
      service + "CreateToken",
      [&store, longest_life](CallContext& context, const auto& request, auto* response) {
        return Create(store, context, longest_life, request, response);
      });
  dispatcher.Handle<v1::ListTokensRequest, v1::ListTokensResponse>(
      service + "ListTokens", [&store](CallContext& context, const auto& request, auto* response) {
        return List(store, context, request, response);
      });
  dispatcher.Handle<v1::RevokeTokenRequest, v1::Token>(
      service + "RevokeToken", [&store](CallContext& context, const auto& request, auto* response) {
        return Revoke(store, context, request, response);
      });
}

}  // namespace setara
