#include "matcher/domain/checks.h"

#include <algorithm>

#include "matcher/domain/limits.h"
#include "matcher/domain/utf8.h"

namespace setara {
namespace {

constexpr size_t kMaxSource = 100;
constexpr size_t kMaxSourceId = 300;
// A list with a thousand wrong items needs no thousand sentences.
constexpr size_t kMaxViolations = 100;

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsDay(Date date) {
  int year = static_cast<int>(std::chrono::year_month_day(date).year());
  return year >= 1900 && year <= 2999;
}

bool IsRegionForm(std::string_view code) {
  size_t size = code.size();
  if (size != 2 && size != 5 && size != 8 && size != 13) return false;
  for (size_t i = 0; i < size; ++i) {
    bool dot = i == 2 || i == 5 || i == 8;
    if (dot ? code[i] != '.' : code[i] < '0' || code[i] > '9') return false;
  }
  return true;
}

}  // namespace

std::string Item(std::string_view list, size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

std::string Item(std::string_view list, size_t index, std::string_view field) {
  return Item(list, index) + "." + std::string(field);
}

void Checks::Fail(std::string_view field, std::string_view description) {
  if (violations_.size() >= kMaxViolations) return;
  violations_.push_back({std::string(field), std::string(description)});
}

void Checks::Require(bool holds, std::string_view field, std::string_view description) {
  if (!holds) Fail(field, description);
}

void Checks::Text(std::string_view field, std::string_view value, size_t max_bytes) {
  if (value.size() > max_bytes) {
    Fail(field, "longer than " + std::to_string(max_bytes) + " bytes");
  } else if (!IsText(value)) {
    Fail(field, "not valid UTF-8 text");
  }
}

void Checks::RequiredText(std::string_view field, std::string_view value, size_t max_bytes) {
  bool blank = value.find_first_not_of(" \t\r\n") == std::string_view::npos;
  if (blank) return Fail(field, "required");
  Text(field, value, max_bytes);
}

void Checks::Texts(std::string_view field, const std::vector<std::string>& values, size_t max_items,
                   size_t max_bytes) {
  Count(field, values.size(), max_items);
  for (size_t i = 0; i < values.size() && i < max_items; ++i) {
    RequiredText(Item(field, i), values[i], max_bytes);
  }
}

void Checks::Digits(std::string_view field, std::string_view value, size_t min, size_t max) {
  if (value.empty()) return;
  if (value.size() >= min && value.size() <= max && AllDigits(value)) return;
  std::string length = std::to_string(min);
  if (max != min) length += " to " + std::to_string(max);
  Fail(field, "expected " + length + " digits");
}

void Checks::Range(std::string_view field, int64_t value, int64_t min, int64_t max) {
  if (value >= min && value <= max) return;
  Fail(field, "expected " + std::to_string(min) + " to " + std::to_string(max));
}

void Checks::Count(std::string_view field, size_t count, size_t max_items) {
  if (count > max_items) Fail(field, "more than " + std::to_string(max_items) + " items");
}

void Checks::Day(std::string_view field, const std::optional<Date>& value) {
  if (value.has_value() && !IsDay(*value)) Fail(field, "expected a day in the years 1900 to 2999");
}

void Checks::Period(std::string_view from_field, const std::optional<Date>& from,
                    std::string_view until_field, const std::optional<Date>& until) {
  Day(from_field, from);
  Day(until_field, until);
  if (!until.has_value()) return;
  if (!from.has_value()) {
    Fail(from_field, "required with " + std::string(until_field));
  } else if (*until <= *from) {
    Fail(until_field, "must be after " + std::string(from_field));
  }
}

void Checks::SourceKey(std::string_view source, std::string_view source_id) {
  Text("source", source, kMaxSource);
  Text("source_id", source_id, kMaxSourceId);
  if (source.empty() != source_id.empty()) {
    Fail(source.empty() ? "source" : "source_id", "source and source_id go together");
  }
}

void Checks::RegionCode(std::string_view field, std::string_view value) {
  if (!value.empty() && !IsRegionForm(value)) {
    Fail(field, "expected a Kemendagri region code such as 33 or 33.72");
  }
}

void Checks::Point(std::string_view field, const std::optional<GeoPoint>& point) {
  if (!point.has_value()) return;
  std::string prefix(field);
  Range(prefix + ".latitude_e6", point->latitude_e6, -90'000'000, 90'000'000);
  Range(prefix + ".longitude_e6", point->longitude_e6, -180'000'000, 180'000'000);
}

void Checks::Licences(std::string_view field, const std::vector<int>& licences) {
  Count(field, licences.size(), limits::kLicences);
  for (size_t i = 0; i < licences.size() && i < limits::kLicences; ++i) {
    if (licences[i] < 0) Fail(Item(field, i), "not a code of the list");
    if (std::count(licences.begin(), licences.begin() + static_cast<ptrdiff_t>(i), licences[i])) {
      Fail(Item(field, i), "given twice: give each at most once");
    }
  }
}

void Checks::Skills(std::string_view field, const std::vector<uint16_t>& skills, size_t max_items) {
  Count(field, skills.size(), max_items);
  bool ascending = std::adjacent_find(skills.begin(), skills.end(), [](uint16_t a, uint16_t b) {
                     return a >= b;
                   }) == skills.end();
  Require(ascending, field, "expected ascending codes, each at most once");
}

absl::Status Checks::Result() const {
  return violations_.empty() ? absl::OkStatus() : InvalidFields(violations_);
}

}  // namespace setara
