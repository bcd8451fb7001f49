// Measures the index at a size: building, loading, resident memory, matching both ways, and text
// search. Usage: index_bench DIRECTORY OPENINGS SEEKERS. Prints one line a figure, and for matching
// the ratio to a scan that evaluates every pair, whose answer must be the same; an index that is
// there already is measured as it is.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "index/match_searcher.h"
#include "index/text_searcher.h"
#include "index/writer.h"
#include "matcher/conditions.h"
#include "matcher/prepared.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using SteadyClock = std::chrono::steady_clock;

double MillisecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

double ResidentMegabytes() {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
  }
  return 0;
}

// Advertisements of about 118 words out of some thousands, the frequent ones often.
std::string Description(testing::Random& random) {
  std::string text;
  for (int i = 0; i < 118; ++i) {
    int rank = random.Below(random.Below(6000) + 1);
    text += "kata" + std::to_string(rank) + " ";
  }
  return text;
}

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "index_bench: %s\n", status.ToString().c_str());
  std::exit(1);
}

void Build(Index& index, int openings, int seekers) {
  auto writer = IndexWriter::Open(index);
  Require(writer.status());
  Require((*writer)->StartBuild());
  testing::Random random(1);
  const std::vector<std::string> titles = {"Teknisi Listrik", "Staf Gudang", "Kasir", "Programmer",
                                           "Penjahit"};
  SteadyClock::time_point start = SteadyClock::now();
  for (int i = 0; i < openings; ++i) {
    Opening opening = testing::GenerateOpening(1, i);
    opening.title = random.Pick(titles);
    opening.description = Description(random);
    Require((*writer)->Add(opening));
  }
  std::printf("openings a second: %.0f\n", openings * 1000.0 / MillisecondsSince(start));
  start = SteadyClock::now();
  for (int i = 0; i < seekers; ++i) {
    Seeker seeker = testing::GenerateSeeker(2, i);
    seeker.row = openings + i + 1;
    Require((*writer)->Add(seeker));
  }
  std::printf("seekers a second: %.0f\n", seekers * 1000.0 / MillisecondsSince(start));
  start = SteadyClock::now();
  Require((*writer)->FinishBuild("bench", 1));
  std::printf("compact, load and switch: %.0f ms\n", MillisecondsSince(start));
}

// Returns the median, milliseconds.
double Measure(const char* what, int runs, const std::function<void(int)>& run) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    SteadyClock::time_point start = SteadyClock::now();
    run(i);
    times.push_back(MillisecondsSince(start));
  }
  std::sort(times.begin(), times.end());
  double median = times[times.size() / 2];
  std::printf("%s: p50 %.2f ms, p99 %.2f ms\n", what, median, times[times.size() * 99 / 100]);
  return median;
}

// The baseline: evaluates every record of `table` on one thread. pair(facts) gives the ranked row,
// of kUnknown tier when the pair is excluded.
template <typename Facts, typename Pair>
std::vector<RankedRow> EveryPair(const FactTable<Facts>& table, size_t limit, const Pair& pair) {
  auto better = [](const RankedRow& a, const RankedRow& b) {
    return a.points != b.points ? a.points > b.points : a.row < b.row;
  };
  std::vector<RankedRow> top;
  for (const auto& block : table.blocks()) {
    for (const Facts& facts : block->facts) {
      RankedRow row = pair(facts);
      if ((kFittingTiers >> static_cast<int>(row.tier) & 1) == 0) continue;
      if (top.size() == limit && !better(row, top.back())) continue;
      if (top.size() == limit) top.pop_back();
      top.insert(std::upper_bound(top.begin(), top.end(), row, better), row);
    }
  }
  return top;
}

RankedRow Evaluate(const SeekerFacts& seeker, const OpeningFacts& opening, int64_t row,
                   const MatchOptions& options, const std::function<Tier()>& tier_of) {
  int64_t distance = DistanceOf(seeker, opening);
  if (FirstFailedCondition(seeker, opening, options, distance) != kConditions) return {row};
  Tier tier = tier_of();
  return {row, Score(seeker, opening, tier, options, distance).points, tier};
}

std::vector<RankedRow> EveryOpening(const Index& index, const SeekerFacts& seeker,
                                    const MatchRequest& request) {
  PreparedSeeker prepared(seeker, {});
  return EveryPair(index.Current()->openings, static_cast<size_t>(request.limit),
                   [&](const OpeningFacts& opening) {
                     return Evaluate(seeker, opening, opening.row, request.options,
                                     [&] { return prepared.TierOf(opening); });
                   });
}

std::vector<RankedRow> EverySeeker(const Index& index, const OpeningFacts& opening,
                                   const MatchRequest& request) {
  PreparedOpening prepared(opening, {});
  return EveryPair(index.Current()->seekers, static_cast<size_t>(request.limit),
                   [&](const SeekerFacts& seeker) {
                     return Evaluate(seeker, opening, seeker.row, request.options,
                                     [&] { return prepared.TierOf(seeker); });
                   });
}

MatchRequest RequestFor(Direction direction) {
  MatchRequest request;
  request.options.direction = direction;
  request.options.on = testing::GeneratedDay();
  request.options.weights = DefaultWeights(direction);
  return request;
}

// Measures `search` against `scan`, which must agree: both give the ranked rows of asker i.
void Compare(const std::string& what,
             const std::function<absl::StatusOr<MatchPage>(int, bool)>& search,
             const std::function<std::vector<RankedRow>(int)>& scan) {
  constexpr int kRuns = 300, kScans = 11;
  std::vector<std::vector<RankedRow>> expected(kScans);
  double every = Measure((what + ", every pair").c_str(), kScans,
                         [&](int i) { expected[static_cast<size_t>(i)] = scan(i); });
  double found =
      Measure((what + ", 20").c_str(), kRuns, [&](int i) { Require(search(i, false).status()); });
  std::printf("%s: %.3f of the time of every pair\n", what.c_str(), found / every);
  Measure((what + ", with counts").c_str(), kScans,
          [&](int i) { Require(search(i, true).status()); });
  for (int i = 0; i < kScans; ++i) {
    if (search(i, false)->rows == expected[static_cast<size_t>(i)]) continue;
    Require(absl::InternalError(what + ": not the first 20 of every pair"));
  }
}

void MeasureSeekers(const Index& index) {
  MatchSearcher searcher(index);
  MatchRequest request = RequestFor(Direction::kOpeningsForSeeker);
  std::vector<SeekerFacts> askers;
  for (int i = 0; askers.size() < 300; ++i) {
    Seeker seeker = testing::GenerateSeeker(3, i);
    SeekerFacts facts = MakeSeekerFacts(seeker);
    if (CheckCondition(Condition::kSeekerAvailable, facts, {}, request.options, kNoDistance) ==
        ConditionResult::kMet) {
      askers.push_back(facts);
    }
  }
  Compare(
      "seeker to openings",
      [&](int i, bool counts) {
        request.want_counts = counts;
        return searcher.MatchOpenings(askers[static_cast<size_t>(i)], request);
      },
      [&](int i) { return EveryOpening(index, askers[static_cast<size_t>(i)], request); });
}

void MeasureOpenings(const Index& index, Arrangement arrangement, const std::string& what) {
  MatchSearcher searcher(index);
  MatchRequest request = RequestFor(Direction::kSeekersForOpening);
  std::vector<OpeningFacts> askers;
  for (int i = 0; askers.size() < 300; ++i) {
    Opening opening = testing::GenerateOpening(4, i);
    opening.arrangement = arrangement;
    OpeningFacts facts = MakeOpeningFacts(opening);
    if (CheckCondition(Condition::kOpeningOpen, {}, facts, request.options, kNoDistance) ==
        ConditionResult::kMet) {
      askers.push_back(facts);
    }
  }
  Compare(
      what,
      [&](int i, bool counts) {
        request.want_counts = counts;
        return searcher.MatchSeekers(askers[static_cast<size_t>(i)], request);
      },
      [&](int i) { return EverySeeker(index, askers[static_cast<size_t>(i)], request); });
}

void MeasureText(const Index& index) {
  TextSearcher searcher(index);
  for (bool any : {false, true}) {
    OpeningQuery query;
    query.match_any = any;
    query.facets = (1u << kFacets) - 1;
    query.today = testing::GeneratedDay();
    query.filters.open_on = testing::GeneratedDay();
    Measure(any ? "any word, filters, facets" : "all words, filters, facets", 50, [&](int i) {
      query.text = "kata" + std::to_string(20 + i) + " kata" + std::to_string(200 + i) + " listrik";
      Require(searcher.Search(query).status());
    });
  }
  OpeningQuery query;
  query.order = SearchOrder::kDate;
  query.facets = (1u << kFacets) - 1;
  query.today = testing::GeneratedDay();
  query.filters.open_on = testing::GeneratedDay();
  Measure("no words, filters, facets", 50, [&](int) { Require(searcher.Search(query).status()); });
  query.filters.regions = {"33"};
  query.filters.occupations = {"2"};
  Measure("no words, place and occupation, facets", 50,
          [&](int) { Require(searcher.Search(query).status()); });
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: index_bench DIRECTORY OPENINGS SEEKERS\n");
    return 2;
  }
  using namespace setara;
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a figure shows once it is there
  auto index = Index::Open(argv[1]);
  Require(index.status());
  if (!(*index)->Ready().ok()) Build(**index, std::atoi(argv[2]), std::atoi(argv[3]));
  index = absl::UnavailableError("closed");
  SteadyClock::time_point start = SteadyClock::now();
  index = Index::Open(argv[1]);
  Require(index.status());
  std::printf("load: %.0f ms, resident %.0f MB\n", MillisecondsSince(start), ResidentMegabytes());
  MeasureSeekers(**index);
  MeasureOpenings(**index, Arrangement::kOnSite, "on-site opening to seekers");
  MeasureOpenings(**index, Arrangement::kRemote, "remote opening to seekers");
  MeasureText(**index);
  std::printf("resident at the end: %.0f MB\n", ResidentMegabytes());
}
