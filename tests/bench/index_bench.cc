// Measures the index at a size: building, loading, resident memory, matching both ways, and text
// search. Usage: index_bench [DIRECTORY OPENINGS SEEKERS [WORDS]]; without arguments 100,000 of
// each in a directory of its own, which it removes. WORDS: length of a description, 118 as
// advertisements have it; 0 builds fast and leaves matching, which reads no text, as it is. Prints
// one line a figure, and for matching the ratio to a scan that evaluates every pair, whose answer
// must be the same; an index that is there already is measured as it is.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
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

// Words out of some thousands, the frequent ones often.
std::string Description(testing::Random& random, int words) {
  std::string text;
  for (int i = 0; i < words; ++i) {
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

void Build(Index& index, int openings, int seekers, int words) {
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
    opening.description = Description(random, words);
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

// What this thread spent, which other programs on the machine stretch less than the clock.
double ProcessorMilliseconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

struct Percentiles {
  double p50 = 0, p99 = 0;
};
Percentiles PercentilesOf(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

// Returns the median of the processor's time, milliseconds.
double Measure(const char* what, int runs, const std::function<void(int)>& run) {
  std::vector<double> clock, processor;
  for (int i = 0; i < runs; ++i) {
    SteadyClock::time_point start = SteadyClock::now();
    double spent = ProcessorMilliseconds();
    run(i);
    processor.push_back(ProcessorMilliseconds() - spent);
    clock.push_back(MillisecondsSince(start));
  }
  Percentiles by_clock = PercentilesOf(clock), by_processor = PercentilesOf(processor);
  std::printf("%s: p50 %.2f ms, p99 %.2f ms; processor p50 %.2f ms, p99 %.2f ms\n", what,
              by_clock.p50, by_clock.p99, by_processor.p50, by_processor.p99);
  return by_processor.p50;
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

struct Size {
  int openings = 100'000;
  int seekers = 100'000;
  int words = 118;
};

void Run(const std::string& directory, const Size& size) {
  auto index = Index::Open(directory);
  Require(index.status());
  if (!(*index)->Ready().ok()) Build(**index, size.openings, size.seekers, size.words);
  index = absl::UnavailableError("closed");
  SteadyClock::time_point start = SteadyClock::now();
  index = Index::Open(directory);
  Require(index.status());
  std::printf("load: %.0f ms, resident %.0f MB\n", MillisecondsSince(start), ResidentMegabytes());
  MeasureSeekers(**index);
  MeasureOpenings(**index, Arrangement::kOnSite, "on-site opening to seekers");
  MeasureOpenings(**index, Arrangement::kRemote, "remote opening to seekers");
  if (size.words > 0) MeasureText(**index);
  std::printf("resident at the end: %.0f MB\n", ResidentMegabytes());
}

void RunInOwnDirectory() {
  std::string directory = std::filesystem::temp_directory_path() / "setara_index_bench_XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) Require(absl::InternalError("no directory to work in"));
  Run(directory, {});
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a figure shows once it is there
  if (argc == 1) {
    setara::RunInOwnDirectory();
    return 0;
  }
  if (argc != 4 && argc != 5) {
    std::fprintf(stderr, "usage: index_bench [DIRECTORY OPENINGS SEEKERS [WORDS]]\n");
    return 2;
  }
  setara::Size size{std::atoi(argv[2]), std::atoi(argv[3])};
  if (argc == 5) size.words = std::atoi(argv[4]);
  setara::Run(argv[1], size);
}
