#include "server/document/indonesian.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace setara {
namespace {

constexpr std::array<const char*, 12> kMonths = {"Januari",   "Februari", "Maret",    "April",
                                                 "Mei",       "Juni",     "Juli",     "Agustus",
                                                 "September", "Oktober",  "November", "Desember"};

}  // namespace

std::string IndonesianNumber(int64_t number) {
  std::string digits = std::to_string(number);
  const size_t sign = number < 0 ? 1 : 0;
  for (size_t i = digits.size(); i > sign + 3;) digits.insert(i -= 3, 1, '.');
  return digits;
}

std::string IndonesianDate(Date date) {
  const std::chrono::year_month_day day(date);
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         kMonths[static_cast<unsigned>(day.month()) - 1] + " " +
         std::to_string(static_cast<int>(day.year()));
}

std::string IndonesianInstant(Instant instant) {
  const auto local = instant + std::chrono::hours(7);
  const Date day = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day).count();
  char time[40];
  std::snprintf(time, sizeof time, " pukul %02d.%02d WIB", static_cast<int>(minutes / 60 % 24),
                static_cast<int>(minutes % 60));
  return IndonesianDate(day) + time;
}

std::string Filled(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('{');
    const size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out + std::string(text);
    out += text.substr(0, open);
    const std::string name(text.substr(open + 1, close - open - 1));
    const auto value = values.find(name);
    out += value == values.end() ? "{" + name + "}" : value->second;
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace setara
