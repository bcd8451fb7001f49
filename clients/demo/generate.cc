// setara_demo_data DIRECTORY TODAY: writes the demo data, the same for the same day.

#include <cstdio>
#include <filesystem>

#include "clients/demo/data.h"

int main(int argc, char** argv) {
  using namespace setara::demo;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  if (argc != 3 || std::sscanf(argv[2], "%d-%u-%u", &year, &month, &day) != 3) {
    std::fputs("usage: setara_demo_data DIRECTORY YYYY-MM-DD\n", stderr);
    return 2;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) {
    std::fprintf(stderr, "setara_demo_data: no such day: %s\n", argv[2]);
    return 2;
  }
  std::error_code error;
  std::filesystem::create_directories(argv[1], error);
  if (error) {
    std::fprintf(stderr, "setara_demo_data: %s: %s\n", argv[1], error.message().c_str());
    return 1;
  }
  WriteEmployers(argv[1], date, Random(1));
  WriteOpenings(argv[1], date, Random(2));
  WriteSeekers(argv[1], date, Random(3));
  return 0;
}
