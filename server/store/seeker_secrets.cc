#include "server/store/seeker_secrets.h"

#include <optional>

#include "server/keys/sodium.h"
#include "server/store/json_list.h"

namespace setara {
namespace {

constexpr char kColumn[] = "seeker_identities.sealed";
constexpr int kAnyDay = 1'000'000;  // days since 1970; ValidateSeeker is stricter
constexpr int kAnyDegree = 180'000'000;

std::optional<int> DayOf(const std::optional<Date>& date) {
  if (!date) return std::nullopt;
  return static_cast<int>(date->time_since_epoch().count());
}

std::string Write(const Seeker& seeker) {
  const PersonIdentity& who = seeker.identity;
  const std::optional<GeoPoint>& home = seeker.point;
  return Dump(ItemWriter()
                  .Key("full_name", who.full_name)
                  .Key("nik", who.nik)
                  .Key("kpj", who.kpj)
                  .Key("phone", who.phone)
                  .Key("email", who.email)
                  .Key("birth_date", DayOf(who.birth_date))
                  .Key("sex", who.sex, Sex::kUnknown)
                  .Key("address", who.address)
                  .Key("latitude_e6", home ? std::optional<int>(home->latitude_e6) : std::nullopt)
                  .Key("longitude_e6", home ? std::optional<int>(home->longitude_e6) : std::nullopt)
                  .Take());
}

bool Read(std::string_view text, Seeker& seeker) {
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  PersonIdentity who;
  std::optional<int> birth, latitude, longitude;
  const bool read = ItemReader(json)
                        .Key("full_name", who.full_name)
                        .Key("nik", who.nik)
                        .Key("kpj", who.kpj)
                        .Key("phone", who.phone)
                        .Key("email", who.email)
                        .Key("birth_date", birth, -kAnyDay, kAnyDay)
                        .Key("sex", who.sex)
                        .Key("address", who.address)
                        .Key("latitude_e6", latitude, -kAnyDegree, kAnyDegree)
                        .Key("longitude_e6", longitude, -kAnyDegree, kAnyDegree)
                        .Done();
  if (!read || latitude.has_value() != longitude.has_value()) return false;
  if (birth) who.birth_date = Date(std::chrono::days(*birth));
  seeker.identity = std::move(who);
  seeker.point.reset();
  if (latitude) seeker.point = GeoPoint{*latitude, *longitude};
  return true;
}

}  // namespace

std::string SealIdentity(const PersonKey& key, const Seeker& seeker) {
  std::string text = Write(seeker);
  std::string sealed = key.Seal(text, {kColumn, seeker.row});
  Wipe(text);
  return sealed;
}

absl::Status OpenIdentity(const PersonKey& key, std::string_view sealed, Seeker& seeker) {
  absl::StatusOr<std::string> text = key.Open(sealed, {kColumn, seeker.row});
  if (!text.ok()) return text.status();
  const bool read = Read(*text, seeker);
  Wipe(*text);
  if (read) return absl::OkStatus();
  return absl::DataLossError(std::string(kColumn) + ": unreadable value");
}

}  // namespace setara
