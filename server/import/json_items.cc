#include "server/import/json_items.h"

#include <algorithm>
#include <charconv>

namespace setara {

std::string SnakeCase(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      if (!out.empty() && out.back() != '.') out.push_back('_');
      out.push_back(static_cast<char>(c + 32));
    } else {
      out.push_back(c);
    }
  }
  return out;
}

JsonItem::JsonItem(std::string_view field, size_t position, const nlohmann::json& object,
                   RowNotes& notes)
    : path_(std::string(field) + "[" + std::to_string(position) + "]"), notes_(notes) {
  for (const auto& [name, value] : object.items()) {
    if (!value.is_null()) members_.emplace_back(SnakeCase(name), value);
  }
}

const nlohmann::json* JsonItem::Take(std::string_view name) {
  const auto found = std::find_if(members_.begin(), members_.end(),
                                  [&](const auto& member) { return member.first == name; });
  if (found == members_.end()) return nullptr;
  taken_ = std::move(found->second);
  members_.erase(found);
  return &taken_;
}

std::string JsonItem::Text(std::string_view name) {
  const nlohmann::json* value = Take(name);
  if (value == nullptr) return "";
  if (!value->is_string()) {
    Wrong(name, "is not text");
    return "";
  }
  return value->get<std::string>();
}

std::optional<int64_t> JsonItem::BigInteger(std::string_view name, int64_t min, int64_t max) {
  const nlohmann::json* value = Take(name);
  if (value == nullptr) return std::nullopt;
  // The JSON of the contract writes 64-bit numbers as text.
  const std::string text = value->is_string() ? value->get<std::string>() : value->dump();
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < min || number > max) {
    Wrong(name,
          "is no whole number between " + std::to_string(min) + " and " + std::to_string(max));
    return std::nullopt;
  }
  return number;
}

std::optional<int> JsonItem::Integer(std::string_view name, int min, int max) {
  const std::optional<int64_t> number = BigInteger(name, min, max);
  return number ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
}

bool JsonItem::Bool(std::string_view name) {
  const nlohmann::json* value = Take(name);
  if (value == nullptr) return false;
  if (!value->is_boolean()) Wrong(name, "is neither true nor false");
  return value->is_boolean() && value->get<bool>();
}

std::vector<std::string> JsonItem::Texts(std::string_view name) {
  std::vector<std::string> texts;
  const nlohmann::json* value = Take(name);
  if (value == nullptr) return texts;
  const bool sound = value->is_array() && std::all_of(value->begin(), value->end(),
                                                      [](const auto& v) { return v.is_string(); });
  if (!sound) {
    Wrong(name, "is not a list of texts");
    return texts;
  }
  for (const auto& text : *value) texts.push_back(text.get<std::string>());
  return texts;
}

int JsonItem::Name(std::string_view name, std::string_view prefix,
                   std::span<const std::string_view> names) {
  const std::string text = Text(name);
  if (text.empty()) return 0;
  const std::optional<int> found = FindName(text, prefix, names);
  if (!found) Wrong(name, "is not a name of the list");
  return found.value_or(0);
}

void JsonItem::Wrong(std::string_view name, std::string_view what) {
  notes_.Reject(path_ + "." + std::string(name), what);
}

void JsonItem::Finish() {
  if (!members_.empty()) notes_.Reject(path_, "has an unknown member");
}

std::vector<JsonItem> JsonItems(const FieldText& value, size_t limit, RowNotes& notes) {
  std::vector<JsonItem> items;
  if (value.empty()) return items;
  const auto json = nlohmann::json::parse(value.text(), nullptr, false);
  const bool sound = json.is_array() && std::all_of(json.begin(), json.end(),
                                                    [](const auto& v) { return v.is_object(); });
  if (!sound || json.size() > limit) {
    notes.Reject(value.field,
                 "is not a JSON list of at most " + std::to_string(limit) + " objects");
    return items;
  }
  for (const auto& object : json) items.emplace_back(value.field, items.size(), object, notes);
  return items;
}

}  // namespace setara
