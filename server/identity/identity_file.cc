#include "server/identity/identity_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "matcher/domain/errors.h"
#include "server/identity/accounts.h"
#include "server/identity/strict_json.h"

namespace setara {
namespace {

using nlohmann::json;

constexpr std::string_view kRolePrefix = "ROLE_";

// Reads the members of one object and notes the first mistake.
class Section {
 public:
  Section(const json& object, std::string path) : object_(object), path_(std::move(path)) {
    if (!object_.is_object()) Fail("", "expected an object");
  }

  Section& Text(const char* key, std::string* value, bool required = false) {
    const json* member = Find(key, required);
    if (member == nullptr) return *this;
    if (!member->is_string()) return Fail(key, "expected a text");
    *value = member->get<std::string>();
    return *this;
  }
  Section& Texts(const char* key, std::vector<std::string>* values) {
    const json* member = Find(key, false);
    if (member == nullptr) return *this;
    if (!member->is_array() ||
        !std::ranges::all_of(*member, [](const json& item) { return item.is_string(); })) {
      return Fail(key, "expected a list of texts");
    }
    *values = member->get<std::vector<std::string>>();
    return *this;
  }
  Section& Seconds(const char* key, std::chrono::seconds* value) {
    const json* member = Find(key, false);
    if (member == nullptr) return *this;
    if (!member->is_number_integer()) return Fail(key, "expected a whole number");
    *value = std::chrono::seconds(member->get<int64_t>());
    return *this;
  }
  Section& Role(const char* key, v1::Role* role) {
    std::string text;
    Text(key, &text, true);
    *role = ParseRole(text);
    return *role == v1::ROLE_UNSPECIFIED ? Fail(key, "no role that needs an account") : *this;
  }
  // Null: not there.
  const json* Find(const char* key, bool required) {
    seen_.insert(key);
    auto found = object_.find(key);
    if (found != object_.end()) return &*found;
    if (required) Fail(key, "required");
    return nullptr;
  }

  // OK when nothing failed and no member is left over.
  absl::Status Done() {
    if (!status_.ok()) return status_;
    for (const auto& [key, value] : object_.items()) {
      if (!seen_.contains(key)) Fail(key, "no such setting");
    }
    return status_;
  }

 private:
  Section& Fail(const std::string& key, const std::string& why) {
    std::string field = path_ + (path_.empty() || key.empty() ? "" : ".") + key;
    if (status_.ok()) status_ = InvalidField(field, why);
    return *this;
  }

  const json& object_;
  const std::string path_;
  std::set<std::string, std::less<>> seen_;
  absl::Status status_;
};

absl::Status ReadRules(const json& list, std::vector<RoleRule>* rules) {
  if (!list.is_array()) return InvalidField("jwt.roles", "expected a list");
  for (const json& item : list) {
    Section section(item, "jwt.roles[" + std::to_string(rules->size()) + "]");
    RoleRule& rule = rules->emplace_back();
    section.Text("claim", &rule.claim, true).Text("value", &rule.value, true);
    if (absl::Status status = section.Role("role", &rule.role).Done(); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status ReadPlaces(const json& object, JwtOptions* options) {
  return Section(object, "jwt.places")
      .Text("branch", &options->branch_claim)
      .Text("region", &options->region_claim)
      .Text("employer", &options->employer_claim)
      .Text("seeker", &options->seeker_claim)
      .Done();
}

absl::StatusOr<std::unique_ptr<JwtAuthenticator>> ReadJwt(const json& object,
                                                          const std::filesystem::path& folder,
                                                          JwksFile::Report report) {
  JwtOptions options;
  options.algorithms = {"RS256"};
  std::string jwks_file;
  Section section(object, "jwt");
  section.Text("issuer", &options.issuer, true).Text("audience", &options.audience, true);
  section.Text("jwks_file", &jwks_file, true).Texts("algorithms", &options.algorithms);
  section.Seconds("clock_skew_seconds", &options.clock_skew);
  const json* rules = section.Find("roles", true);
  const json* places = section.Find("places", false);
  if (absl::Status status = section.Done(); !status.ok()) return status;
  if (absl::Status status = ReadRules(*rules, &options.roles); !status.ok()) return status;
  if (places != nullptr) {
    if (absl::Status status = ReadPlaces(*places, &options); !status.ok()) return status;
  }
  if (absl::Status status = ValidateJwtOptions(options); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<JwksFile>> keys =
      JwksFile::Open((folder / jwks_file).string(), std::move(report));
  if (!keys.ok()) return keys.status();
  return std::make_unique<JwtAuthenticator>(std::move(options), *std::move(keys));
}

absl::Status ReadMachines(const json& list, Identities* identities) {
  if (!list.is_array()) return InvalidField("machines", "expected a list");
  for (const json& item : list) {
    std::string path = "machines[" + std::to_string(identities->machines.size()) + "]";
    std::string certificate;
    Machine machine;
    absl::Status status = Section(item, path)
                              .Text("certificate", &certificate, true)
                              .Role("role", &machine.role)
                              .Text("branch", &machine.place.branch)
                              .Text("region", &machine.place.region_code)
                              .Text("employer", &machine.place.employer_id)
                              .Text("seeker", &machine.place.seeker_id)
                              .Done();
    if (!status.ok()) return status;
    if (certificate.empty()) return InvalidField(path + ".certificate", "required");
    if (!identities->machines.emplace(certificate, machine).second) {
      return InvalidField(path + ".certificate", "named twice");
    }
  }
  return absl::OkStatus();
}

}  // namespace

v1::Role ParseRole(std::string_view text) {
  std::string name(kRolePrefix);
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') return v1::ROLE_UNSPECIFIED;
    name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  v1::Role role = v1::ROLE_UNSPECIFIED;
  if (!v1::Role_Parse(name, &role) || role <= v1::ROLE_ANYONE) return v1::ROLE_UNSPECIFIED;
  return role;
}

std::string RoleText(v1::Role role) {
  std::string name = v1::Role_Name(role);
  return name.starts_with(kRolePrefix) ? FoldLogin(name.substr(kRolePrefix.size())) : name;
}

absl::StatusOr<Identities> LoadIdentities(const std::string& path, JwksFile::Report report) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError("the identity file " + path + " cannot be read");
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::optional<json> file = ParseStrictObject(text);
  if (!file.has_value()) {
    return absl::InvalidArgumentError("the identity file is no JSON object, or has a key twice");
  }
  Section section(*file, "");
  const json* jwt = section.Find("jwt", false);
  const json* machines = section.Find("machines", false);
  if (absl::Status status = section.Done(); !status.ok()) return status;
  Identities identities;
  if (jwt != nullptr) {
    absl::StatusOr<std::unique_ptr<JwtAuthenticator>> read =
        ReadJwt(*jwt, std::filesystem::path(path).parent_path(), std::move(report));
    if (!read.ok()) return read.status();
    identities.jwt = *std::move(read);
  }
  if (machines != nullptr) {
    if (absl::Status status = ReadMachines(*machines, &identities); !status.ok()) return status;
  }
  return identities;
}

}  // namespace setara
