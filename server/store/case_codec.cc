#include "server/store/case_codec.h"

#include <utility>

#include "server/store/case_enums.h"
#include "server/store/case_fields.h"
#include "server/store/json_list.h"

namespace setara {
namespace {

// Nested lists that the records of people and openings have too keep the text of their columns.
template <typename T>
concept ListOfColumns = requires(const std::vector<T>& list) { WriteList(list); };

Json ToJson(const std::string& text) { return text; }
Json ToJson(bool flag) { return flag; }
Json ToJson(int number) { return number; }
Json ToJson(int64_t number) { return number; }
Json ToJson(Date date) { return date.time_since_epoch().count(); }
Json ToJson(Instant instant) { return instant.time_since_epoch().count(); }
template <typename E>
  requires std::is_enum_v<E>
Json ToJson(E value) {
  return static_cast<int>(value);
}
template <typename Spec>
Json ToJson(Code<Spec> code) {
  return ToString(code);
}
template <typename Id>
Json ToJson(CodeSet<Id> set) {
  return set.bits();
}
template <typename T>
Json ToJson(const std::vector<T>& list);

class FactWriter {
 public:
  template <typename T>
  void operator()(const char* key, const T& value) {
    item_[key] = ToJson(value);
  }
  template <typename T>
  void operator()(const char* key, const std::optional<T>& value) {
    if (value.has_value()) item_[key] = ToJson(*value);
  }
  Json Take() { return std::move(item_); }

 private:
  Json item_ = Json::object();
};

template <typename Fact>
Json ItemOf(const Fact& fact) {
  FactWriter writer;
  Fields(writer, fact);
  return writer.Take();
}

template <typename T>
Json ToJson(const std::vector<T>& list) {
  if constexpr (ListOfColumns<T>) {
    return WriteList(list);
  } else {
    Json array = Json::array();
    for (const T& item : list) array.push_back(ItemOf(item));
    return array;
  }
}

// Reads the keys of one object; one that is absent leaves the default.
class FactReader {
 public:
  explicit FactReader(const Json& item) : item_(item), ok_(item.is_object()) {}

  template <typename T>
  void operator()(const char* key, T& value) {
    if (!ok_) return;
    const auto at = item_.find(key);
    if (at == item_.end()) return;
    ++found_;
    ok_ = Read(*at, value);
  }
  // Every key held what it may, and there was no other.
  bool Done() const { return ok_ && found_ == item_.size(); }

  template <typename Fact>
  static bool ReadItem(const Json& json, Fact& fact) {
    FactReader reader(json);
    Fields(reader, fact);
    return reader.Done();
  }

 private:
  static bool Read(const Json& json, std::string& text) {
    if (!json.is_string()) return false;
    text = json.get_ref<const std::string&>();
    return true;
  }
  static bool Read(const Json& json, bool& flag) {
    if (!json.is_boolean()) return false;
    flag = json.get<bool>();
    return true;
  }
  static bool Read(const Json& json, int64_t& number) {
    if (!json.is_number_integer()) return false;
    number = json.get<int64_t>();
    return true;
  }
  static bool Within(const Json& json, int64_t min, int64_t max, int64_t& number) {
    return Read(json, number) && number >= min && number <= max;
  }
  static bool Read(const Json& json, int& number) {
    int64_t wide = 0;
    if (!Within(json, INT32_MIN, INT32_MAX, wide)) return false;
    number = static_cast<int>(wide);
    return true;
  }
  static bool Read(const Json& json, Date& date) {
    int days = 0;
    if (!Read(json, days)) return false;
    date = Date(std::chrono::days(days));
    return true;
  }
  static bool Read(const Json& json, Instant& instant) {
    int64_t micros = 0;
    if (!Read(json, micros)) return false;
    instant = Instant(std::chrono::microseconds(micros));
    return true;
  }
  template <typename E>
    requires std::is_enum_v<E>
  static bool Read(const Json& json, E& value) {
    int64_t number = 0;
    if (!Within(json, 0, static_cast<int64_t>(LastOf(value)), number)) return false;
    value = static_cast<E>(number);
    return true;
  }
  template <typename Spec>
  static bool Read(const Json& json, Code<Spec>& code) {
    std::string text;
    if (!Read(json, text)) return false;
    absl::StatusOr<Code<Spec>> parsed = ParseCode<Spec>(text);
    if (parsed.ok()) code = *parsed;
    return parsed.ok();
  }
  template <typename Id>
  static bool Read(const Json& json, CodeSet<Id>& set) {
    int64_t bits = 0;
    if (!Within(json, 0, (int64_t{1} << Id::kCount) - 1, bits)) return false;
    set = CodeSet<Id>(static_cast<uint64_t>(bits));
    return true;
  }
  template <typename T>
  static bool Read(const Json& json, std::optional<T>& value) {
    return Read(json, value.emplace());
  }
  template <typename T>
  static bool Read(const Json& json, std::vector<T>& list) {
    if constexpr (ListOfColumns<T>) {
      return json.is_string() && ReadList(json.get_ref<const std::string&>(), list);
    } else {
      if (!json.is_array()) return false;
      list.clear();
      for (const Json& item : json) {
        if (!ReadItem(item, list.emplace_back())) return false;
      }
      return true;
    }
  }

  const Json& item_;
  bool ok_;
  size_t found_ = 0;
};

// The payload of kind `kind` with the fields of `json`; false: there is no such kind, or others.
template <size_t... Places>
bool ReadPayload(int kind, const Json& json, CasePayload& payload, std::index_sequence<Places...>) {
  const auto place = static_cast<size_t>(kind) - 1;
  return ((place == Places && FactReader::ReadItem(json, payload.emplace<Places>())) || ...);
}

constexpr auto kPlaces = std::make_index_sequence<std::variant_size_v<CasePayload>>{};

absl::Status Unreadable() { return absl::DataLossError("case_events.sealed: an unreadable value"); }

}  // namespace

int KindOf(const CasePayload& payload) { return static_cast<int>(payload.index()) + 1; }

std::string WriteCaseFact(const CaseEvent& event) {
  Json item = Json::object();
  item["sequence"] = event.sequence;
  item["reason"] = event.reason;
  item["fact"] = std::visit([](const auto& fact) { return ItemOf(fact); }, event.payload);
  return Dump(item);
}

absl::Status ReadCaseFact(int kind, std::string_view text, CaseEvent& event) {
  const Json item = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!item.is_object() || item.size() != 3) return Unreadable();
  const auto sequence = item.find("sequence"), reason = item.find("reason"),
             fact = item.find("fact");
  if (sequence == item.end() || reason == item.end() || fact == item.end()) return Unreadable();
  if (!sequence->is_number_integer() || sequence->get<int64_t>() != event.sequence ||
      !reason->is_string()) {
    return Unreadable();
  }
  event.reason = reason->get_ref<const std::string&>();
  return ReadPayload(kind, *fact, event.payload, kPlaces) ? absl::OkStatus() : Unreadable();
}

}  // namespace setara
