// Collects every violated field of one record, so that a caller sees all mistakes at once. The
// descriptions say what is expected and never repeat the value.
#pragma once

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/work.h"

namespace setara {

// "demands[2]" and "demands[2].level".
std::string Item(std::string_view list, size_t index);
std::string Item(std::string_view list, size_t index, std::string_view field);

class Checks {
 public:
  void Fail(std::string_view field, std::string_view description);
  // Fails with `description` unless `holds`.
  void Require(bool holds, std::string_view field, std::string_view description);

  // Text of at most `max_bytes` bytes.
  void Text(std::string_view field, std::string_view value, size_t max_bytes);
  // The same, and not blank.
  void RequiredText(std::string_view field, std::string_view value, size_t max_bytes);
  // At most `max_items` texts.
  void Texts(std::string_view field, const std::vector<std::string>& values, size_t max_items,
             size_t max_bytes);
  // "" or that many decimal digits, [min, max].
  void Digits(std::string_view field, std::string_view value, size_t min, size_t max);

  void Range(std::string_view field, int64_t value, int64_t min, int64_t max);
  template <typename T>
  void Range(std::string_view field, const std::optional<T>& value, int64_t min, int64_t max) {
    if (value.has_value()) Range(field, static_cast<int64_t>(*value), min, max);
  }
  void Count(std::string_view field, size_t count, size_t max_items);

  // A known value of an enum whose values are 0 to `max`.
  template <typename E>
  void Enum(std::string_view field, E value, E max) {
    if (value > max) Fail(field, "not one of the known values");
  }
  // The same, and not the value 0 ("not known").
  template <typename E>
  void KnownEnum(std::string_view field, E value, E max) {
    if (value > max || value == E{}) Fail(field, "required: one of the known values");
  }

  // Years 1900 to 2999.
  void Day(std::string_view field, const std::optional<Date>& value);
  // [from, until): known days in the range of Day, until after from; `until` needs a `from`.
  void Period(std::string_view from_field, const std::optional<Date>& from,
              std::string_view until_field, const std::optional<Date>& until);

  // The upsert key: both given or neither.
  void SourceKey(std::string_view source, std::string_view source_id);
  // "", PP, PP.KK, ...: the form only.
  void RegionCode(std::string_view field, std::string_view value);
  void Point(std::string_view field, const std::optional<GeoPoint>& point);
  // Distinct indexes of LicenceId, >= 0.
  void Licences(std::string_view field, const std::vector<int>& licences);
  // Ascending and distinct.
  void Skills(std::string_view field, const std::vector<uint16_t>& skills, size_t max_items);
  // Each index in [0, `kinds`), `kinds` <= 64, none twice. `index_at(i)` gives the i-th item's.
  template <typename IndexAt>
  void DistinctCodes(std::string_view list, std::string_view field, size_t count, int kinds,
                     IndexAt&& index_at) {
    uint64_t seen = 0;
    for (size_t i = 0; i < count; ++i) {
      int index = index_at(i);
      if (index < 0 || index >= kinds) {
        Fail(Item(list, i, field), "not a code of the list");
      } else if ((seen >> index) & 1) {
        Fail(Item(list, i, field), "given twice: give each at most once");
      } else {
        seen |= uint64_t{1} << index;
      }
    }
  }

  // OK, or InvalidFields with everything that failed.
  absl::Status Result() const;

 private:
  std::vector<FieldViolation> violations_;
};

}  // namespace setara
