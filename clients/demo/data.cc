#include "clients/demo/data.h"

#include <cstdio>

namespace setara::demo {
namespace {

constexpr Place kPlaces[] = {
    {"33.72", 30}, {"33.11", 10}, {"33.13", 7}, {"33.14", 5}, {"33.10", 6},  {"33.09", 6},
    {"33.12", 4},  {"34.04", 6},  {"34.71", 6}, {"33.74", 8}, {"35.78", 10}, {"32.73", 8},
    {"31.74", 12}, {"31.75", 8},  {"31.73", 6}, {"32.16", 6}, {"36.71", 5},  {"12.71", 6},
    {"73.71", 6},  {"16.71", 4},  {"51.71", 4}, {"64.71", 3}, {"61.71", 3},  {"35.73", 4},
    {"52.71", 2},  {"13.71", 3},  {"18.71", 3}, {"53.71", 1}, {"91.71", 1},  {"81.71", 1},
};

}  // namespace

std::string Text(Day day) {
  const std::chrono::year_month_day date(day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

std::span<const Place> Places() { return kPlaces; }

std::string_view PickPlace(Random& random) {
  int total = 0;
  for (const Place& place : kPlaces) total += place.weight;
  int at = random.Between(1, total);
  for (const Place& place : kPlaces) {
    at -= place.weight;
    if (at <= 0) return place.code;
  }
  return kPlaces[0].code;
}

void WriteLine(std::ofstream& file, std::span<const std::string> cells) {
  bool first = true;
  for (const std::string& cell : cells) {
    if (!first) file << ',';
    first = false;
    if (cell.find_first_of(",\"\n") == std::string::npos) {
      file << cell;
      continue;
    }
    file << '"';
    for (const char c : cell) {
      if (c == '"') file << '"';
      file << c;
    }
    file << '"';
  }
  file << '\n';
}

std::string DemandsJson(std::span<const DemandRow> demands) {
  if (demands.empty()) return "";
  std::string json;
  for (const DemandRow& demand : demands) {
    json += (json.empty() ? "[" : ",");
    json += R"({"function":")" + std::string(demand.function) + R"(","level":)" +
            std::to_string(demand.level) + R"(,"origin":"DEMAND_ORIGIN_CONFIRMED","task":")" +
            std::string(demand.task) + "\"}";
  }
  return json + "]";
}

std::string EmployerId(int index) {
  char text[16];
  std::snprintf(text, sizeof text, "P%03d", index);
  return text;
}

}  // namespace setara::demo
