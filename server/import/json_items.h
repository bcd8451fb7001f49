// Lists of objects inside one cell: demands, capacities, wishes, ... written as in the JSON of the
// contract, names in camelCase or snake_case. For server/import only.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/import/fields.h"

namespace setara {

// "usualLevel" -> "usual_level"; other text unchanged.
std::string SnakeCase(std::string_view name);

// One object of a list. Reading a member of a wrong type, and leaving a member unread, are noted.
class JsonItem {
 public:
  JsonItem(std::string_view field, size_t position, const nlohmann::json& object, RowNotes& notes);

  std::string Text(std::string_view name);  // "" when absent
  std::optional<int> Integer(std::string_view name, int min, int max);
  std::optional<int64_t> BigInteger(std::string_view name, int64_t min, int64_t max);
  bool Bool(std::string_view name);  // false when absent
  std::vector<std::string> Texts(std::string_view name);
  // 0 when absent or not among `names`.
  int Name(std::string_view name, std::string_view prefix, std::span<const std::string_view> names);

  template <typename Spec>
  std::optional<Code<Spec>> ReadCode(std::string_view name) {
    const std::string text = Text(name);
    if (text.empty()) return std::nullopt;
    const absl::StatusOr<Code<Spec>> code = ParseCode<Spec>(text);
    if (code.ok()) return *code;
    Wrong(name, std::string("is no code of a ") + Spec::kNoun);
    return std::nullopt;
  }

  void Wrong(std::string_view name, std::string_view what);
  // Notes members that were not read: they are unknown.
  void Finish();

 private:
  const nlohmann::json* Take(std::string_view name);

  std::string path_;
  std::vector<std::pair<std::string, nlohmann::json>> members_;
  RowNotes& notes_;
  nlohmann::json taken_;
};

// The objects of the list in `value`; notes text that is no list of objects, or of more than
// `limit`. Empty text gives none.
std::vector<JsonItem> JsonItems(const FieldText& value, size_t limit, RowNotes& notes);

}  // namespace setara
