#include "server/keys/vault.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"
#include "server/keys/key_file.h"
#include "server/keys/sodium.h"

namespace setara {
namespace {

constexpr char kPersonKey[] = "person_keys.wrapped";
constexpr char kCheck[] = "meta.vault_check";

// NUL ends the column, so that no two cells have one text.
std::string BoundTo(const Cell& cell) {
  std::string bound(cell.column);
  bound += '\0';
  return bound + std::to_string(cell.row);
}

const NamedSecret* Find(const std::vector<NamedSecret>& list, std::string_view id) {
  auto at = std::ranges::find_if(list, [&](const NamedSecret& key) { return key.id == id; });
  return at == list.end() ? nullptr : &*at;
}

absl::Status WrongKey() {
  return WithReason(
      absl::FailedPreconditionError(
          "the key file is not the one that these data were sealed with: give the right one"),
      "KEY_WRONG");
}

std::string_view AsText(const Secret& secret) {
  return {reinterpret_cast<const char*>(secret.data()), Secret::kBytes};
}

}  // namespace

struct Vault::Impl {
  KeyFile keys;
  const NamedSecret* master = nullptr;  // the current one
  const NamedSecret* lookup = nullptr;  // the one in force

  // What CheckValue seals: tells whether look-up and audit keys are the ones of the database.
  std::string Fingerprint(const NamedSecret& lookup_key) const {
    return KeyedHash(lookup_key.secret, {"check"}) + KeyedHash(keys.mac, {"check"});
  }
};

std::string PersonKey::Seal(std::string_view text, const Cell& cell) const {
  return SealBytes(secret_, text, BoundTo(cell));
}

absl::StatusOr<std::string> PersonKey::Open(std::string_view sealed, const Cell& cell) const {
  std::optional<std::string> text = OpenBytes(secret_, sealed, BoundTo(cell));
  if (!text) return absl::DataLossError(std::string(cell.column) + ": cannot be unsealed");
  return *std::move(text);
}

Vault::Vault(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Vault::~Vault() = default;

absl::StatusOr<std::unique_ptr<Vault>> Vault::Open(const std::string& path) {
  absl::Status started = StartSodium();
  if (!started.ok()) return started;
  absl::StatusOr<KeyFile> file = ReadKeyFile(path);
  if (!file.ok()) return file.status();
  auto impl = std::make_unique<Impl>();
  impl->keys = *std::move(file);
  // Moved no more from here on: they stay locked where they are.
  for (NamedSecret& key : impl->keys.masters) LockInMemory(key.secret);
  for (NamedSecret& key : impl->keys.lookups) LockInMemory(key.secret);
  LockInMemory(impl->keys.mac);
  impl->master = Find(impl->keys.masters, impl->keys.current);
  impl->lookup = &impl->keys.lookups.front();
  return std::unique_ptr<Vault>(new Vault(std::move(impl)));
}

absl::StatusOr<std::unique_ptr<Vault>> Vault::Create(const std::string& path) {
  absl::Status status = StartSodium();
  if (status.ok()) status = WriteKeyFile(path, NewKeyFile(), /*replace=*/false);
  if (!status.ok()) return status;
  return Open(path);
}

PersonKey Vault::NewPersonKey() const { return PersonKey(RandomSecret()); }

WrappedKey Vault::Wrap(const PersonKey& key, int64_t row) const {
  return {impl_->master->id,
          SealBytes(impl_->master->secret, AsText(key.secret_), BoundTo({kPersonKey, row}))};
}

absl::StatusOr<PersonKey> Vault::Unwrap(const WrappedKey& wrapped, int64_t row) const {
  const NamedSecret* master = Find(impl_->keys.masters, wrapped.key_id);
  if (master == nullptr) return WrongKey();
  std::optional<std::string> bytes =
      OpenBytes(master->secret, wrapped.bytes, BoundTo({kPersonKey, row}));
  if (!bytes || bytes->size() != Secret::kBytes) {
    return absl::DataLossError(std::string(kPersonKey) + ": cannot be unsealed");
  }
  Secret secret;
  std::ranges::copy(*bytes, secret.data());
  Wipe(*bytes);
  return PersonKey(std::move(secret));
}

std::string Vault::Lookup(std::string_view domain, std::string_view value) const {
  return KeyedHash(impl_->lookup->secret, {"lookup", domain, value});
}

std::string Vault::Mac(std::string_view domain, std::string_view bytes) const {
  return KeyedHash(impl_->keys.mac, {"mac", domain, bytes});
}

const std::string& Vault::current_master() const { return impl_->master->id; }
const std::string& Vault::current_lookup() const { return impl_->lookup->id; }

std::string Vault::CheckValue() const {
  std::string sealed = SealBytes(impl_->master->secret, impl_->Fingerprint(*impl_->lookup), kCheck);
  return impl_->master->id + " " + impl_->lookup->id + " " + ToHex(sealed);
}

absl::Status Vault::Accept(std::string_view check) {
  const size_t first = check.find(' ');
  const size_t second = first == std::string_view::npos ? first : check.find(' ', first + 1);
  if (second == std::string_view::npos) {
    return absl::DataLossError(std::string(kCheck) + ": cannot be read");
  }
  const NamedSecret* master = Find(impl_->keys.masters, check.substr(0, first));
  const NamedSecret* lookup =
      Find(impl_->keys.lookups, check.substr(first + 1, second - first - 1));
  const std::optional<std::string> sealed = FromHex(check.substr(second + 1));
  if (master == nullptr || lookup == nullptr || !sealed) return WrongKey();
  const std::optional<std::string> opened = OpenBytes(master->secret, *sealed, kCheck);
  if (!opened || !SameBytes(*opened, impl_->Fingerprint(*lookup))) return WrongKey();
  impl_->lookup = lookup;
  return absl::OkStatus();
}

void Vault::UseNewestLookup() { impl_->lookup = &impl_->keys.lookups.back(); }

}  // namespace setara
