// Sealing of single columns of cases with the workers' keys, each key opened once. Private to
// server/store. Errors are those of person_keys.h.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/errors.h"
#include "server/store/person_keys.h"

namespace setara {

class CaseKeys {
 public:
  explicit CaseKeys(Connection& db) : db_(db) {}

  // "" stays "": most columns hold nothing. NOT_FOUND: the person was erased.
  absl::StatusOr<std::string> Seal(const std::optional<int64_t>& person, std::string_view text,
                                   const Cell& cell) {
    if (text.empty()) return std::string();
    absl::StatusOr<const PersonKey*> key = Of(person);
    if (!key.ok()) return key.status();
    return (*key)->Seal(text, cell);
  }
  absl::StatusOr<std::string> Open(const std::optional<int64_t>& person, std::string_view sealed,
                                   const Cell& cell) {
    if (sealed.empty()) return std::string();
    absl::StatusOr<const PersonKey*> key = Of(person);
    if (!key.ok()) return key.status();
    return (*key)->Open(sealed, cell);
  }

 private:
  absl::StatusOr<const PersonKey*> Of(const std::optional<int64_t>& person) {
    if (!person) return NotFound("the key of an erased person");
    auto at = keys_.find(*person);
    if (at == keys_.end()) {
      absl::StatusOr<PersonKey> key = PersonKeyOf(db_, *person);
      if (!key.ok()) return key.status();
      at = keys_.emplace(*person, *std::move(key)).first;
    }
    return &at->second;
  }

  Connection& db_;
  std::map<int64_t, PersonKey> keys_;
};

}  // namespace setara
