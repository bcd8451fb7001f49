#include "server/store/data_vault.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::optional<std::string>> ReadCheck(Connection& db) {
  absl::StatusOr<Statement> query = db.Prepare("SELECT value FROM meta WHERE key = 'vault_check'");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> row = query->Step();
  if (!row.ok()) return row.status();
  return *row ? std::optional(query->Text(0)) : std::nullopt;
}

absl::Status KeyMissing(const std::string& path) {
  return WithReason(absl::FailedPreconditionError(
                        "the key file " + path +
                        " is missing: without it the people in these data cannot be read. Put it "
                        "back, or name it with --key-file"),
                    "KEY_MISSING");
}

}  // namespace

absl::StatusOr<std::string> KeyFilePath(const std::string& directory, const std::string& key_file) {
  std::error_code error;
  fs::path data = fs::absolute(directory, error).lexically_normal();
  if (!data.has_filename()) data = data.parent_path();
  const fs::path key = key_file.empty() ? fs::path(data.string() + ".key")
                                        : fs::absolute(key_file, error).lexically_normal();
  const fs::path real_data = fs::weakly_canonical(data, error);
  const fs::path real_key = fs::weakly_canonical(key, error);
  if (error) return absl::InternalError("key file: " + error.message());
  const auto apart =
      std::mismatch(real_data.begin(), real_data.end(), real_key.begin(), real_key.end());
  if (apart.first != real_data.end()) return real_key.string();
  return WithReason(absl::FailedPreconditionError(
                        "the key file must not lie in the data directory: a backup of the data "
                        "would hold the key to them"),
                    "KEY_FILE_INSIDE_DATA");
}

absl::StatusOr<std::unique_ptr<Vault>> OpenVault(Connection& db, const std::string& key_path) {
  absl::StatusOr<std::optional<std::string>> check = ReadCheck(db);
  if (!check.ok()) return check.status();
  absl::StatusOr<std::unique_ptr<Vault>> vault = Vault::Open(key_path);
  if (vault.status().code() == absl::StatusCode::kNotFound) {
    if (check->has_value()) return KeyMissing(key_path);
    vault = Vault::Create(key_path);
  }
  if (!vault.ok()) return vault.status();
  absl::Status status = check->has_value() ? (*vault)->Accept(**check) : StoreCheck(db, **vault);
  if (!status.ok()) return status;
  return vault;
}

absl::Status StoreCheck(Connection& db, const Vault& vault) {
  absl::StatusOr<Statement> write = db.Prepare(
      "INSERT INTO meta (key, value) VALUES ('vault_check', $1) "
      "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
  if (!write.ok()) return write.status();
  return write->Bind(1, vault.CheckValue()).Run();
}

}  // namespace setara
