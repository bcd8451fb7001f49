#include "server/identity/jwks_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>

#include "server/identity/strict_json.h"

namespace setara {
namespace {

using nlohmann::json;

constexpr int64_t kMaxFileBytes = 1 << 20;

std::string TextOf(const json& object, const char* key) {
  auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// Whether the key's own words let it check signatures.
bool IsForSignatures(const json& key) {
  if (key.contains("use") && TextOf(key, "use") != "sig") return false;
  auto operations = key.find("key_ops");
  return operations == key.end() ||
         (operations->is_array() && std::ranges::find(*operations, "verify") != operations->end());
}

absl::Status Broken(const std::string& why) {
  return absl::InvalidArgumentError("the JWKS file cannot be used: " + why);
}

// Empty: a key for something else.
absl::StatusOr<std::optional<Jwk>> ReadKey(const json& key) {
  if (!key.is_object()) return Broken("a key is no object");
  Jwk jwk{TextOf(key, "kid"), TextOf(key, "alg"), TextOf(key, "kty"), TextOf(key, "crv"),
          key.dump(-1, ' ', false, json::error_handler_t::replace)};
  if (!std::ranges::any_of(kJwsAlgorithms, [&](auto alg) { return jwk.Fits(alg); }) ||
      !IsForSignatures(key)) {
    return std::optional<Jwk>();
  }
  if (key.contains("d")) return Broken("it holds a private key");
  if (!IsUsable(jwk)) return Broken("a key is damaged, or RSA under 2048 bits");
  return std::optional<Jwk>(std::move(jwk));
}

}  // namespace

absl::StatusOr<std::vector<Jwk>> ParseJwks(std::string_view text) {
  std::optional<json> file = ParseStrictObject(text);
  if (!file.has_value()) return Broken("no JSON object, or a key given twice");
  auto list = file->find("keys");
  if (list == file->end() || !list->is_array()) return Broken("there is no list \"keys\"");
  std::vector<Jwk> keys;
  for (const json& item : *list) {
    absl::StatusOr<std::optional<Jwk>> key = ReadKey(item);
    if (!key.ok()) return key.status();
    if (!key->has_value()) continue;
    bool taken = std::ranges::any_of(keys, [&](const Jwk& k) { return k.kid == (*key)->kid; });
    if (taken) return Broken("two keys have the same kid");
    keys.push_back(**std::move(key));
  }
  if (keys.empty()) return Broken("no key in it can check signatures");
  return keys;
}

absl::StatusOr<std::unique_ptr<JwksFile>> JwksFile::Open(const std::string& path, Report report) {
  std::unique_ptr<JwksFile> file(new JwksFile(path, std::move(report)));
  file->stamp_ = file->Look();
  absl::StatusOr<Keys> keys = file->Read();
  if (!keys.ok()) return keys.status();
  file->keys_ = *std::move(keys);
  return file;
}

JwksFile::Stamp JwksFile::Look() const {
  struct stat file{};
  if (stat(path_.c_str(), &file) != 0) return {};
  return {file.st_mtim.tv_sec * 1'000'000'000 + file.st_mtim.tv_nsec, file.st_size, file.st_ino};
}

absl::StatusOr<JwksFile::Keys> JwksFile::Read() const {
  std::ifstream in(path_, std::ios::binary);
  if (!in) return absl::NotFoundError("the JWKS file " + path_ + " cannot be read");
  if (Look().size > kMaxFileBytes) return Broken("larger than 1 MiB");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  absl::StatusOr<std::vector<Jwk>> keys = ParseJwks(text);
  if (!keys.ok()) return keys.status();
  return std::make_shared<const std::vector<Jwk>>(*std::move(keys));
}

JwksFile::Keys JwksFile::Current() {
  std::lock_guard lock(mutex_);
  // Looked at before it is read: a change in between is seen the next time.
  Stamp stamp = Look();
  if (stamp != stamp_) {
    stamp_ = stamp;
    absl::StatusOr<Keys> keys = Read();
    if (keys.ok()) {
      keys_ = *std::move(keys);
    } else if (report_) {
      report_(keys.status());
    }
  }
  return keys_;
}

}  // namespace setara
