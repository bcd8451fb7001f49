#include "server/import/fields.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "matcher/reference/education.h"
#include "matcher/reference/regions.h"
#include "server/import/date_words.h"
#include "server/import/text_repair.h"

namespace setara {
namespace {

constexpr std::string_view kWorkKinds[] = {"UNSPECIFIED", "EMPLOYMENT", "APPRENTICESHIP",
                                           "PARTNERSHIP", "SELF_EMPLOYMENT_SUPPORT"};
constexpr std::string_view kContracts[] = {"UNSPECIFIED", "PERMANENT", "FIXED_TERM", "DAILY",
                                           "PUBLIC_SERVICE"};
constexpr std::string_view kHours[] = {"UNSPECIFIED", "FULL_TIME", "PART_TIME"};
constexpr std::string_view kArrangements[] = {"UNSPECIFIED", "ON_SITE", "HYBRID", "REMOTE"};
constexpr std::string_view kShifts[] = {"UNSPECIFIED", "DAY", "NIGHT", "ROTATING"};
constexpr std::string_view kOrigins[] = {"UNSPECIFIED", "CONFIRMED", "ASSUMED"};
constexpr std::string_view kEducation[] = {
    "UNSPECIFIED", "NONE",      "PRIMARY",  "LOWER_SECONDARY", "UPPER_SECONDARY", "DIPLOMA_1",
    "DIPLOMA_2",   "DIPLOMA_3", "BACHELOR", "MASTER",          "DOCTORATE"};

constexpr size_t kMaxItemBytes = 200;

// Items of a JSON list; nullopt when the text is no such list.
std::optional<std::vector<std::string>> JsonItems(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) return std::nullopt;
  std::vector<std::string> items;
  for (const auto& item : json) {
    const auto* name = &item;
    if (item.is_object() && item.contains("value")) name = &item["value"];
    if (item.is_object() && !item.contains("value") && item.contains("title")) {
      name = &item["title"];
    }
    if (!name->is_string()) return std::nullopt;
    items.push_back(CollapseSpace(name->get<std::string>()));
  }
  return items;
}

}  // namespace

const std::span<const std::string_view> kWorkKindNames = kWorkKinds;
const std::span<const std::string_view> kContractNames = kContracts;
const std::span<const std::string_view> kHoursNames = kHours;
const std::span<const std::string_view> kArrangementNames = kArrangements;
const std::span<const std::string_view> kShiftNames = kShifts;
const std::span<const std::string_view> kOriginNames = kOrigins;

void ReadText(const FieldText& value, size_t limit, std::string* out, RowNotes& notes) {
  if (value.empty()) return;
  if (value.text().size() > limit && notes.strict()) {
    notes.Reject(value.field, "is longer than " + std::to_string(limit) + " bytes");
    return;
  }
  *out = std::string(ClipUtf8(value.text(), limit));
}

void ReadInteger(const FieldText& value, int64_t min, int64_t max, std::optional<int64_t>* out,
                 RowNotes& notes) {
  if (value.empty()) return;
  int64_t number = 0;
  const std::string& text = value.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) {
    notes.Unreadable(value.field, "is not a whole number");
  } else if (number < min || number > max) {
    notes.Unreadable(value.field,
                     "is not between " + std::to_string(min) + " and " + std::to_string(max));
  } else {
    *out = number;
  }
}

void ReadBool(const FieldText& value, std::optional<bool>* out, RowNotes& notes) {
  if (value.empty()) return;
  const std::string text = AsciiLower(value.text());
  if (text == "true" || text == "1" || text == "ya" || text == "yes") {
    *out = true;
  } else if (text == "false" || text == "0" || text == "tidak" || text == "no") {
    *out = false;
  } else {
    notes.Unreadable(value.field, "is neither true nor false");
  }
}

void ReadDay(const FieldText& value, std::optional<Date>* out, RowNotes& notes) {
  if (value.empty()) return;
  const absl::StatusOr<std::optional<Date>> day = ReadDate(value.text(), notes.reference());
  if (!day.ok()) {
    notes.Unreadable(value.field, std::string(day.status().message()));
  } else if (*day) {
    *out = **day;
  }
}

void ReadRegion(const FieldText& value, std::string* out, RowNotes& notes) {
  for (const std::string& text : value.texts) {
    const absl::StatusOr<ResolvedRegion> region = Regions::Get().Resolve(text);
    if (!region.ok()) continue;
    if (region->precision != RegionPrecision::kCountry) *out = region->code;
    return;
  }
  if (!value.empty()) notes.Unreadable(value.field, "names no place of Indonesia");
}

void ReadEducation(const FieldText& value, EducationLevel* out, RowNotes& notes) {
  if (value.empty()) return;
  if (const auto named = FindName(value.text(), "EDUCATION_LEVEL_", kEducation)) {
    *out = static_cast<EducationLevel>(*named);
    return;
  }
  const absl::StatusOr<EducationLevel> level = ParseEducation(value.text());
  if (level.ok()) {
    *out = *level;
  } else {
    notes.Unreadable(value.field, "names no education level");
  }
}

std::vector<std::string> ListItems(const FieldText& value) {
  std::vector<std::string> items;
  for (const std::string& text : value.texts) {
    std::optional<std::vector<std::string>> json;
    if (text.front() == '[') json = JsonItems(text);
    for (std::string& item : json ? *json : SplitTrimmed(text, value.separator)) {
      const bool dropped = std::any_of(value.drop.begin(), value.drop.end(), [&](const auto& word) {
        return AsciiLower(word) == AsciiLower(item);
      });
      if (!dropped && std::find(items.begin(), items.end(), item) == items.end()) {
        items.push_back(std::move(item));
      }
    }
  }
  return items;
}

void ReadList(const FieldText& value, size_t limit, std::vector<std::string>* out,
              RowNotes& notes) {
  std::vector<std::string> items = ListItems(value);
  if (items.size() > limit) {
    if (notes.strict()) {
      notes.Reject(value.field, "has more than " + std::to_string(limit) + " items");
      return;
    }
    items.resize(limit);
  }
  for (std::string& item : items) {
    if (item.size() <= kMaxItemBytes) continue;
    if (notes.strict()) {
      notes.Reject(value.field, "has an item longer than 200 bytes");
      return;
    }
    item = std::string(ClipUtf8(item, kMaxItemBytes));
  }
  *out = std::move(items);
}

std::optional<int> FindName(std::string_view text, std::string_view prefix,
                            std::span<const std::string_view> names) {
  std::string name(text);
  for (char& c : name) {
    if (c == '-' || c == ' ') c = '_';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  if (!prefix.empty() && name.starts_with(prefix)) name.erase(0, prefix.size());
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin());
}

}  // namespace setara
