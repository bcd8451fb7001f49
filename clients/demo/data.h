// Demo data: invented persons, employers and openings, written as the import reads them. Every name
// says that it is made up, and no NIK belongs to a province that exists (they begin with 99).
#pragma once

#include <chrono>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clients/demo/random.h"

namespace setara::demo {

inline constexpr int kSeekers = 10'000;
inline constexpr int kOpenings = 5'000;
inline constexpr int kEmployers = 400;
inline constexpr std::string_view kSource = "demo";

using Day = std::chrono::sys_days;

// "2026-11-21".
std::string Text(Day day);

// A regency or city that the demo uses, and how often.
struct Place {
  std::string_view code;
  int weight;
};
std::span<const Place> Places();
// By weight.
std::string_view PickPlace(Random& random);

// A demand as an employer confirms it.
struct DemandRow {
  std::string_view function;
  int level;
  std::string_view task;
};

// A kind of job, with what its employers ask and confirm.
struct Job {
  std::string_view title;
  std::string_view occupation;  // KBJI/ISCO-08, four digits
  int wage_thousands;           // usual wage a month, Rp1,000
  std::string_view education;   // name of EducationLevel without its prefix
  std::string_view skills;      // in words, ";" between
  std::string_view description;
  std::vector<DemandRow> demands;
  bool remote_possible;
};
const std::vector<Job>& Jobs();

// One CSV line of cells, quoted where needed.
void WriteLine(std::ofstream& file, std::span<const std::string> cells);
// [{"function":"F04","level":3,"task":"..."}].
std::string DemandsJson(std::span<const DemandRow> demands);

// Source id of an employer, "P017".
std::string EmployerId(int index);
std::string EmployerName(int index);

// Each writes its files into `directory`, all days counted back or ahead from `today`.
void WriteEmployers(const std::string& directory, Day today, Random random);
void WriteOpenings(const std::string& directory, Day today, Random random);
void WriteSeekers(const std::string& directory, Day today, Random random);

// The openings that show the story persons each tier, in order of their source ids.
void WriteStoryOpenings(std::ofstream& file, Day today);
// The three story persons (stories.jsonl) and the person whom the demo registers by hand.
void WriteStorySeekers(const std::string& directory, Day today);

}  // namespace setara::demo
