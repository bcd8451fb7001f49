// What one row of a scan costs: tier, conditions and score, in both directions, on generated
// records. Prints nanoseconds a pair; single-threaded.
#include <chrono>
#include <cstdio>
#include <vector>

#include "matcher/match.h"
#include "matcher/prepared.h"
#include "tests/matcher/generate.h"

namespace setara::testing {
namespace {

// Runs `row` for each of `rows` rows, `rounds` times over.
template <typename Row>
void Measure(const char* name, int rounds, size_t rows, const Row& row) {
  const auto start = std::chrono::steady_clock::now();
  int64_t sum = 0;  // printed, so that nothing is optimised away
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < rows; ++i) sum += row(round, i);
  }
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
  std::printf("%-28s %7.1f ns a pair (check %lld)\n", name,
              spent.count() / (rounds * static_cast<double>(rows)), static_cast<long long>(sum));
}

MatchOptions Options(Direction direction) {
  return {.direction = direction,
          .on = GeneratedDay(),
          .what_if = {},
          .weights = DefaultWeights(direction)};
}

void Run() {
  constexpr int kRecords = 20'000, kAskers = 100;
  std::vector<OpeningFacts> openings;
  std::vector<SeekerFacts> seekers;
  for (int i = 0; i < kRecords; ++i) openings.push_back(MakeOpeningFacts(GenerateOpening(1, i)));
  for (int i = 0; i < kRecords; ++i) seekers.push_back(MakeSeekerFacts(GenerateSeeker(1, i)));
  std::vector<PreparedSeeker> by_seeker;
  std::vector<PreparedOpening> by_opening;
  for (int i = 0; i < kAskers; ++i) by_seeker.emplace_back(seekers[i], AccommodationSet());
  for (int i = 0; i < kAskers; ++i) by_opening.emplace_back(openings[i], AccommodationSet());
  const MatchOptions to_openings = Options(Direction::kOpeningsForSeeker);
  const MatchOptions to_seekers = Options(Direction::kSeekersForOpening);

  Measure("tier, seeker -> openings", kAskers, kRecords,
          [&](int s, size_t o) { return static_cast<int64_t>(by_seeker[s].TierOf(openings[o])); });
  Measure("tier, opening -> seekers", kAskers, kRecords,
          [&](int o, size_t s) { return static_cast<int64_t>(by_opening[o].TierOf(seekers[s])); });
  Measure("distance", kAskers, kRecords,
          [&](int s, size_t o) { return DistanceOf(seekers[s], openings[o]); });
  Measure("conditions", kAskers, kRecords, [&](int s, size_t o) {
    return int64_t{FirstFailedCondition(seekers[s], openings[o], to_openings, 1000)};
  });
  Measure("score, seeker -> openings", kAskers, kRecords, [&](int s, size_t o) {
    return int64_t{Score(seekers[s], openings[o], Tier::kFits, to_openings, 1000).points};
  });
  Measure("score, opening -> seekers", kAskers, kRecords, [&](int o, size_t s) {
    return int64_t{Score(seekers[s], openings[o], Tier::kFits, to_seekers, 1000).points};
  });
}

}  // namespace
}  // namespace setara::testing

int main() { setara::testing::Run(); }
