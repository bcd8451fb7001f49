#include <absl/strings/str_cat.h>

#include <charconv>

#include "matcher/reference/occupations.h"
#include "matcher/reference/regions.h"
#include "server/rpc/convert.h"

namespace setara {

absl::StatusOr<std::string> ParseName(std::string_view name, std::string_view collection,
                                      std::string_view field) {
  std::string prefix = std::string(collection) + "/";
  if (name.substr(0, prefix.size()) == prefix) {
    std::string_view id = name.substr(prefix.size());
    if (!id.empty() && id.size() <= 100 && id.find('/') == std::string_view::npos) {
      return std::string(id);
    }
  }
  return InvalidField(field, "expected " + prefix + "{id}");
}

v1::Date ToProto(Date date) {
  std::chrono::year_month_day ymd(date);
  v1::Date out;
  out.set_year(static_cast<int>(ymd.year()));
  out.set_month(static_cast<int>(static_cast<unsigned>(ymd.month())));
  out.set_day(static_cast<int>(static_cast<unsigned>(ymd.day())));
  return out;
}

std::optional<Date> FromProto(const v1::Date& date, const std::string& field, FieldErrors& errors) {
  absl::StatusOr<Date> day = MakeDate(date.year(), date.month(), date.day());
  if (day.ok()) return *day;
  errors.Add(field, day.status());
  return std::nullopt;
}

google::protobuf::Timestamp ToProto(Instant instant) {
  int64_t micros = instant.time_since_epoch().count();
  int64_t seconds = micros >= 0 ? micros / 1'000'000 : -((-micros + 999'999) / 1'000'000);
  google::protobuf::Timestamp out;
  out.set_seconds(seconds);
  out.set_nanos(static_cast<int32_t>((micros - seconds * 1'000'000) * 1000));
  return out;
}

Instant FromProto(const google::protobuf::Timestamp& timestamp) {
  return Instant(std::chrono::seconds(timestamp.seconds()) +
                 std::chrono::microseconds(timestamp.nanos() / 1000));
}

v1::LatLng ToProto(const GeoPoint& point) {
  v1::LatLng out;
  out.set_latitude_e6(point.latitude_e6);
  out.set_longitude_e6(point.longitude_e6);
  return out;
}

GeoPoint FromProto(const v1::LatLng& point) { return {point.latitude_e6(), point.longitude_e6()}; }

Language FromProto(v1::Language language) {
  return language == v1::LANGUAGE_ENGLISH ? Language::kEnglish : Language::kIndonesian;
}

namespace {

template <typename Set, typename Parse>
Set ReadCodes(const google::protobuf::RepeatedPtrField<std::string>& texts,
              const std::string& field, FieldErrors& errors, Parse parse) {
  Set set;
  for (int i = 0; i < texts.size(); ++i) {
    auto code = parse(texts[i]);
    if (code.ok()) {
      set.insert(*code);
    } else {
      errors.Add(field + "[" + std::to_string(i) + "]", code.status());
    }
  }
  return set;
}

}  // namespace

AccommodationSet ReadAccommodations(const google::protobuf::RepeatedPtrField<std::string>& texts,
                                    const std::string& field, FieldErrors& errors) {
  return ReadCodes<AccommodationSet>(texts, field, errors, ParseAccommodation);
}

ModeSet ReadModes(const google::protobuf::RepeatedPtrField<std::string>& texts,
                  const std::string& field, FieldErrors& errors) {
  return ReadCodes<ModeSet>(texts, field, errors, ParseMode);
}

void CheckRegion(const std::string& code, const std::string& field, FieldErrors& errors) {
  if (code.empty()) return;
  absl::StatusOr<const Region*> region = Regions::Get().Find(code);
  if (!region.ok()) {
    errors.Add(field, region.status());
  } else if ((*region)->code != code) {
    errors.Add(field, "expected the code as in \"" + std::string((*region)->code) +
                          "\": two digits, or PP.KK");
  }
}

void CheckOccupation(const std::string& code, const std::string& field, FieldErrors& errors) {
  if (!code.empty()) errors.Add(field, Occupations::Get().Find(code).status());
}

std::string EtagOf(int64_t version) { return absl::StrCat("v", version); }

absl::StatusOr<std::optional<int64_t>> ParseEtag(const std::string& etag, std::string_view field) {
  if (etag.empty()) return std::nullopt;
  int64_t version = 0;
  auto [end, error] = std::from_chars(etag.data() + 1, etag.data() + etag.size(), version);
  if (etag.front() != 'v' || error != std::errc() || end != etag.data() + etag.size()) {
    return InvalidField(field, "is not an etag of this server");
  }
  return version;
}

}  // namespace setara
