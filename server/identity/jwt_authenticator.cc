#include "server/identity/jwt_authenticator.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "matcher/domain/checks.h"
#include "matcher/domain/utf8.h"
#include "server/identity/secrets.h"
#include "server/identity/sign_in.h"
#include "server/identity/strict_json.h"

namespace setara {
namespace {

using nlohmann::json;

constexpr size_t kMaxSubjectBytes = 255;  // OpenID Connect Core 1.0 section 2
constexpr size_t kMaxPlaceBytes = 64;
constexpr double kMaxNumericDate = 253402300799;  // the last second of the year 9999

// Null: there is no such claim.
const json* Find(const json& claims, const std::string& path) {
  if (path.empty()) return nullptr;
  json::json_pointer pointer(path);
  return claims.contains(pointer) ? &claims.at(pointer) : nullptr;
}

bool IsOrHas(const json* claim, const std::string& value) {
  if (claim == nullptr) return false;
  if (claim->is_string()) return claim->get_ref<const std::string&>() == value;
  return claim->is_array() && std::ranges::any_of(*claim, [&](const json& item) {
           return item.is_string() && item.get_ref<const std::string&>() == value;
         });
}

std::string TextOf(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// A NumericDate; false when it is there but no such number.
bool ReadTime(const json& claims, const char* key, std::optional<Instant>* time) {
  auto found = claims.find(key);
  if (found == claims.end()) return true;
  if (!found->is_number()) return false;
  double seconds = found->get<double>();
  if (!(seconds >= 0 && seconds <= kMaxNumericDate)) return false;
  *time = Instant(std::chrono::seconds(static_cast<int64_t>(std::floor(seconds))));
  return true;
}

bool IsSubject(const std::string& text) {
  return !text.empty() && text.size() <= kMaxSubjectBytes && IsText(text) &&
         std::ranges::none_of(text, [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

// The place that a claim names; false when the claim is no such text.
bool ReadPlace(const json& claims, const std::string& path, std::string_view collection,
               std::string* place) {
  const json* claim = Find(claims, path);
  if (claim == nullptr) return true;
  if (!claim->is_string()) return false;
  std::string_view text = claim->get_ref<const std::string&>();
  if (!collection.empty() && text.starts_with(collection)) text.remove_prefix(collection.size());
  *place = text;
  return text.size() <= kMaxPlaceBytes && IsText(text) && text.find('/') == std::string_view::npos;
}

bool TimesHold(const json& claims, std::chrono::seconds skew, Instant now) {
  std::optional<Instant> expires, not_before, issued;
  if (!ReadTime(claims, "exp", &expires) || !ReadTime(claims, "nbf", &not_before) ||
      !ReadTime(claims, "iat", &issued)) {
    return false;
  }
  return expires.has_value() && now < *expires + skew &&
         (!not_before.has_value() || *not_before <= now + skew) &&
         (!issued.has_value() || *issued <= now + skew);
}

// The key that may have signed a token with this header; null: none, or more than one.
const Jwk* SelectKey(const std::vector<Jwk>& keys, const json& header, const std::string& alg) {
  const Jwk* selected = nullptr;
  auto kid = header.find("kid");
  for (const Jwk& key : keys) {
    if (!key.Fits(alg)) continue;
    if (kid != header.end() && (!kid->is_string() || key.kid.empty() || *kid != key.kid)) continue;
    if (selected != nullptr) return nullptr;
    selected = &key;
  }
  return selected;
}

bool IsJwtType(const json& header) {
  auto type = header.find("typ");
  if (type == header.end()) return true;
  if (!type->is_string()) return false;
  std::string text = FoldLogin(type->get_ref<const std::string&>());
  return text == "jwt" || text == "at+jwt" || text == "application/at+jwt";
}

std::optional<Caller> CallerOf(const JwtOptions& options, const json& claims) {
  Caller caller;
  auto rule = std::ranges::find_if(options.roles, [&](const RoleRule& candidate) {
    return IsOrHas(Find(claims, candidate.claim), candidate.value);
  });
  std::string subject = TextOf(claims, "sub");
  if (rule == options.roles.end() || !IsSubject(subject)) return std::nullopt;
  caller.role = rule->role;
  caller.name = "oidc/" + options.issuer + "/" + subject;
  bool good = ReadPlace(claims, options.branch_claim, "", &caller.place.branch) &&
              ReadPlace(claims, options.region_claim, "", &caller.place.region_code) &&
              ReadPlace(claims, options.employer_claim, "employers/", &caller.place.employer_id) &&
              ReadPlace(claims, options.seeker_claim, "seekers/", &caller.place.seeker_id);
  if (!good) return std::nullopt;
  return caller;
}

bool IsClaimPath(const std::string& path) {
  if (path.empty() || path[0] != '/' || path.size() > 200) return false;
  for (size_t at = path.find('~'); at != std::string::npos; at = path.find('~', at + 1)) {
    if (at + 1 >= path.size() || (path[at + 1] != '0' && path[at + 1] != '1')) return false;
  }
  return true;
}

// RFC 7518 section 3.4; 0: not ECDSA.
size_t EcdsaSignatureBytes(std::string_view alg) {
  if (alg == "ES256") return 64;
  if (alg == "ES384") return 96;
  return alg == "ES512" ? 132 : 0;
}

}  // namespace

absl::Status ValidateJwtOptions(const JwtOptions& options) {
  Checks checks;
  checks.RequiredText("jwt.issuer", options.issuer, 500);
  checks.RequiredText("jwt.audience", options.audience, 500);
  checks.Require(!options.algorithms.empty(), "jwt.algorithms", "required: at least one");
  for (const std::string& algorithm : options.algorithms) {
    checks.Require(std::ranges::find(kJwsAlgorithms, algorithm) != std::end(kJwsAlgorithms),
                   "jwt.algorithms", "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 only");
  }
  checks.Range("jwt.clock_skew_seconds", options.clock_skew.count(), 0, 300);
  checks.Require(!options.roles.empty(), "jwt.roles", "required: at least one rule");
  for (size_t i = 0; i < options.roles.size(); ++i) {
    const RoleRule& rule = options.roles[i];
    checks.Require(IsClaimPath(rule.claim), Item("jwt.roles", i, "claim"),
                   "a JSON pointer, as /realm_access/roles");
    checks.RequiredText(Item("jwt.roles", i, "value"), rule.value, 200);
    checks.Require(rule.role > v1::ROLE_ANYONE && v1::Role_IsValid(rule.role),
                   Item("jwt.roles", i, "role"), "a role that needs an account");
  }
  for (const std::string* path : {&options.branch_claim, &options.region_claim,
                                  &options.employer_claim, &options.seeker_claim}) {
    checks.Require(path->empty() || IsClaimPath(*path), "jwt.places", "JSON pointers, as /branch");
  }
  return checks.Result();
}

JwtAuthenticator::JwtAuthenticator(JwtOptions options, std::unique_ptr<JwksFile> keys)
    : options_(std::move(options)), keys_(std::move(keys)) {}

bool JwtAuthenticator::LooksLike(std::string_view token) {
  return std::ranges::count(token, '.') == 2;
}

absl::StatusOr<Caller> JwtAuthenticator::Authenticate(std::string_view token, Instant now) const {
  if (token.size() > options_.max_bytes || !LooksLike(token)) return InvalidCredentials();
  const size_t first = token.find('.'), last = token.rfind('.');
  std::optional<std::string> header_text = DecodeBase64Url(token.substr(0, first));
  std::optional<std::string> signature = DecodeBase64Url(token.substr(last + 1));
  // cjose forgives padding and stray bits, and so would take several texts for one token.
  if (!header_text.has_value() ||
      !DecodeBase64Url(token.substr(first + 1, last - first - 1)).has_value() ||
      !signature.has_value()) {
    return InvalidCredentials();
  }
  std::optional<json> header = ParseStrictObject(*header_text);
  if (!header.has_value() || header->contains("crit") || !IsJwtType(*header)) {
    return InvalidCredentials();
  }
  std::string alg = TextOf(*header, "alg");
  if (std::ranges::find(options_.algorithms, alg) == options_.algorithms.end()) {
    return InvalidCredentials();
  }
  JwksFile::Keys keys = keys_->Current();
  const Jwk* key = SelectKey(*keys, *header, alg);
  if (key == nullptr) return InvalidCredentials();
  std::optional<std::string> payload = VerifiedPayload(token, *key);
  // cjose reads the first bytes of a longer ECDSA signature and forgets the rest.
  const size_t expected = EcdsaSignatureBytes(alg);
  if (!payload.has_value() || (expected != 0 && signature->size() != expected)) {
    return InvalidCredentials();
  }
  std::optional<json> claims = ParseStrictObject(*payload);
  if (!claims.has_value() || TextOf(*claims, "iss") != options_.issuer ||
      !IsOrHas(Find(*claims, "/aud"), options_.audience) ||
      !TimesHold(*claims, options_.clock_skew, now)) {
    return InvalidCredentials();
  }
  std::optional<Caller> caller = CallerOf(options_, *claims);
  if (!caller.has_value()) return InvalidCredentials();
  return *std::move(caller);
}

}  // namespace setara
