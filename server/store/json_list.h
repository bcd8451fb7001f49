// Typed, total reading and writing of JSON lists for the codecs: no exceptions, no guessing.
// Private to the *_codec.cc files.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "matcher/domain/codes.h"
#include "server/store/codecs.h"

namespace setara {

using Json = nlohmann::json;

// Reads the known keys of one object; an absent optional key leaves the default.
class ItemReader {
 public:
  explicit ItemReader(const Json& item) : item_(item), ok_(item.is_object()) {}

  template <typename Spec>
  ItemReader& Key(const char* key, Code<Spec>& code) {
    const Json* value = Find(key);
    return Check(value != nullptr && ReadCode(*value, code));
  }
  template <typename Spec>
  ItemReader& Key(const char* key, std::optional<Code<Spec>>& code) {
    const Json* value = Find(key);
    return value == nullptr ? *this : Check(ReadCode(*value, code.emplace()));
  }
  ItemReader& Key(const char* key, int& number, int min, int max) {
    const Json* value = Find(key);
    return value == nullptr ? *this : Check(ReadInt(*value, number, min, max));
  }
  ItemReader& Key(const char* key, std::optional<int>& number, int min, int max) {
    const Json* value = Find(key);
    return value == nullptr ? *this : Check(ReadInt(*value, number.emplace(), min, max));
  }
  ItemReader& Key(const char* key, std::optional<int64_t>& number) {
    const Json* value = Find(key);
    if (value == nullptr) return *this;
    if (!value->is_number_integer()) return Check(false);
    number = value->get<int64_t>();
    return *this;
  }
  ItemReader& Key(const char* key, bool& flag) {
    const Json* value = Find(key);
    if (value == nullptr) return *this;
    if (!value->is_boolean()) return Check(false);
    flag = value->get<bool>();
    return *this;
  }
  ItemReader& Key(const char* key, std::string& text) {
    const Json* value = Find(key);
    if (value == nullptr) return *this;
    if (!value->is_string()) return Check(false);
    text = value->get_ref<const std::string&>();
    return *this;
  }
  template <typename E>
    requires std::is_enum_v<E>
  ItemReader& Key(const char* key, E& value) {
    const Json* json = Find(key);
    return json == nullptr ? *this : Check(ReadEnum(*json, value));
  }
  template <typename E>
    requires std::is_enum_v<E>
  ItemReader& Key(const char* key, std::vector<E>& values) {
    const Json* list = Find(key);
    if (list == nullptr) return *this;
    if (!list->is_array()) return Check(false);
    for (const Json& json : *list) Check(ReadEnum(json, values.emplace_back()));
    return *this;
  }

  // Every key held what it may, and there was no other.
  bool Done() const { return ok_ && found_ == item_.size(); }

 private:
  ItemReader& Check(bool holds) {
    ok_ = ok_ && holds;
    return *this;
  }
  const Json* Find(const char* key) {
    if (!ok_) return nullptr;
    auto at = item_.find(key);
    if (at == item_.end()) return nullptr;
    ++found_;
    return &*at;
  }
  static bool ReadInt(const Json& json, int& number, int min, int max) {
    if (!json.is_number_integer()) return false;
    int64_t value = json.get<int64_t>();
    if (value < min || value > max) return false;
    number = static_cast<int>(value);
    return true;
  }
  template <typename E>
  static bool ReadEnum(const Json& json, E& value) {
    int number = 0;
    if (!ReadInt(json, number, 0, static_cast<int>(LastOf(value)))) return false;
    value = static_cast<E>(number);
    return true;
  }
  template <typename Spec>
  static bool ReadCode(const Json& json, Code<Spec>& code) {
    if (!json.is_string()) return false;
    absl::StatusOr<Code<Spec>> parsed = ParseCode<Spec>(json.get_ref<const std::string&>());
    if (!parsed.ok()) return false;
    code = *parsed;
    return true;
  }

  const Json& item_;
  bool ok_;
  size_t found_ = 0;
};

// Writes what differs from the default, so that texts stay short.
class ItemWriter {
 public:
  template <typename T>
    requires(!std::is_enum_v<T>)
  ItemWriter& Key(const char* key, const T& value, const T& absent) {
    if (!(value == absent)) item_[key] = value;
    return *this;
  }
  template <typename Spec>
  ItemWriter& Key(const char* key, Code<Spec> code) {
    item_[key] = ToString(code);
    return *this;
  }
  template <typename Spec>
  ItemWriter& Key(const char* key, const std::optional<Code<Spec>>& code) {
    return code.has_value() ? Key(key, *code) : *this;
  }
  ItemWriter& Key(const char* key, const std::optional<int>& number) {
    if (number.has_value()) item_[key] = *number;
    return *this;
  }
  ItemWriter& Key(const char* key, const std::optional<int64_t>& number) {
    if (number.has_value()) item_[key] = *number;
    return *this;
  }
  ItemWriter& Key(const char* key, const std::string& text) { return Key(key, text, {}); }
  template <typename E>
    requires std::is_enum_v<E>
  ItemWriter& Key(const char* key, E value, E absent) {
    if (value != absent) item_[key] = static_cast<int>(value);
    return *this;
  }
  template <typename E>
    requires std::is_enum_v<E>
  ItemWriter& Key(const char* key, const std::vector<E>& values) {
    if (values.empty()) return *this;
    Json& list = item_[key] = Json::array();
    for (E value : values) list.push_back(static_cast<int>(value));
    return *this;
  }

  Json Take() { return std::move(item_); }

 private:
  Json item_ = Json::object();
};

// Records are validated before they are written, so no byte is ever replaced here; the handler
// only keeps dump() from throwing.
inline std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <typename T, typename ToItem>
std::string DumpList(const std::vector<T>& list, ToItem&& to_item) {
  if (list.empty()) return "[]";
  Json array = Json::array();
  for (const T& item : list) array.push_back(to_item(item));
  return Dump(array);
}

template <typename T, typename FromItem>
bool ParseList(std::string_view text, std::vector<T>& list, FromItem&& from_item) {
  list.clear();
  if (text == "[]") return true;
  Json array = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!array.is_array()) return false;
  list.reserve(array.size());
  for (const Json& item : array) {
    if (!from_item(item, list.emplace_back())) return false;
  }
  return true;
}

}  // namespace setara
