#include <memory>

#include "server/keys/vault.h"
#include "server/ops/audit_commands.h"

namespace setara {

absl::StatusOr<Connection::Mac> ReadAuditKey(const std::string& key_file) {
  absl::StatusOr<std::unique_ptr<Vault>> vault = Vault::Open(key_file);
  if (!vault.ok()) return vault.status();
  return [keys = std::shared_ptr<const Vault>(*std::move(vault))](
             std::string_view domain, std::string_view bytes) { return keys->Mac(domain, bytes); };
}

}  // namespace setara
