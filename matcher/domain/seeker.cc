#include "matcher/domain/seeker.h"

#include <chrono>

namespace setara {
namespace {

constexpr int32_t kGridE6 = 10'000;
constexpr Date kDayMatters = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);

int32_t Nearest(int32_t value_e6) {
  const int32_t half = value_e6 < 0 ? -kGridE6 / 2 : kGridE6 / 2;
  return (value_e6 + half) / kGridE6 * kGridE6;
}

}  // namespace

GeoPoint Neighbourhood(const GeoPoint& home) {
  return {Nearest(home.latitude_e6), Nearest(home.longitude_e6)};
}

Date AgeReference(Date birth) {
  if (birth >= kDayMatters) return birth;
  return std::chrono::year_month_day(birth).year() / 1 / 1;
}

}  // namespace setara
