#include "server/rpc/convert_account.h"

#include "server/rpc/convert.h"

namespace setara {
namespace {

std::string NameOf(const std::string& collection, const std::string& id) {
  return id.empty() ? "" : collection + "/" + id;
}

v1::AccountState StateOf(const Account& account) {
  if (account.closed) return v1::ACCOUNT_STATE_CLOSED;
  return account.pending ? v1::ACCOUNT_STATE_PENDING : v1::ACCOUNT_STATE_ACTIVE;
}

template <typename Message>
void SetPlace(const CallerPlace& place, Message* out) {
  out->set_branch(place.branch);
  out->set_region_code(place.region_code);
  out->set_employer(NameOf("employers", place.employer_id));
  out->set_seeker(NameOf("seekers", place.seeker_id));
}

}  // namespace

v1::Account ToProto(const Account& account) {
  v1::Account out;
  out.set_name(AccountName(account.id));
  out.set_etag(EtagOf(account.version));
  out.set_login(account.login);
  out.set_display_name(account.display_name);
  out.set_role(account.role);
  SetPlace(account.place, &out);
  out.set_state(StateOf(account));
  out.set_has_password(!account.password_hash.empty());
  out.set_created_by(account.created_by);
  out.set_granted_by(account.granted_by);
  *out.mutable_create_time() = ToProto(account.created_at);
  *out.mutable_update_time() = ToProto(account.updated_at);
  return out;
}

absl::StatusOr<Account> FromProto(const v1::Account& account) {
  FieldErrors errors;
  CheckRegion(account.region_code(), "region_code", errors);
  Account out;
  out.login = FoldLogin(account.login());
  out.display_name = account.display_name();
  out.role = account.role();
  out.place.branch = account.branch();
  out.place.region_code = account.region_code();
  if (!account.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(account.employer(), "employers", "employer");
    errors.AddAll(id.status());
    if (id.ok()) out.place.employer_id = *std::move(id);
  }
  if (!account.seeker().empty()) {
    absl::StatusOr<std::string> id = ParseName(account.seeker(), "seekers", "seeker");
    errors.AddAll(id.status());
    if (id.ok()) out.place.seeker_id = *std::move(id);
  }
  if (!errors.empty()) return errors.ToStatus();
  return out;
}

v1::Token ToProto(const Token& token) {
  v1::Token out;
  out.set_name("tokens/" + token.id);
  out.set_account(AccountName(token.account_id));
  out.set_label(token.spec.label);
  for (const std::string& method : token.spec.methods) out.add_methods(method);
  *out.mutable_expire_time() = ToProto(token.spec.expires_at);
  out.set_session(token.spec.session);
  *out.mutable_create_time() = ToProto(token.created_at);
  if (token.revoked_at.has_value()) *out.mutable_revoke_time() = ToProto(*token.revoked_at);
  if (token.last_used.has_value()) *out.mutable_last_use_time() = ToProto(*token.last_used);
  return out;
}

v1::CallerInfo ToProto(const Caller& caller) {
  v1::CallerInfo out;
  out.set_name(caller.name);
  out.set_role(caller.role);
  SetPlace(caller.place, &out);
  for (const std::string& method : caller.methods) out.add_methods(method);
  return out;
}

}  // namespace setara
