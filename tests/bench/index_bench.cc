// Measures the index at a size: building, loading, resident memory, matching both ways, and text
// search. Usage: index_bench DIRECTORY OPENINGS SEEKERS. Prints one line a figure; an index that is
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
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using Clock = std::chrono::steady_clock;

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
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
  Clock::time_point start = Clock::now();
  for (int i = 0; i < openings; ++i) {
    Opening opening = testing::GenerateOpening(1, i);
    opening.title = random.Pick(titles);
    opening.description = Description(random);
    Require((*writer)->Add(opening));
  }
  std::printf("openings a second: %.0f\n", openings * 1000.0 / MillisecondsSince(start));
  start = Clock::now();
  for (int i = 0; i < seekers; ++i) {
    Seeker seeker = testing::GenerateSeeker(2, i);
    seeker.row = openings + i + 1;
    Require((*writer)->Add(seeker));
  }
  std::printf("seekers a second: %.0f\n", seekers * 1000.0 / MillisecondsSince(start));
  start = Clock::now();
  Require((*writer)->FinishBuild("bench", 1));
  std::printf("compact, load and switch: %.0f ms\n", MillisecondsSince(start));
}

void Measure(const char* what, int runs, const std::function<void(int)>& run) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    Clock::time_point start = Clock::now();
    run(i);
    times.push_back(MillisecondsSince(start));
  }
  std::sort(times.begin(), times.end());
  std::printf("%s: p50 %.2f ms, p99 %.2f ms\n", what, times[times.size() / 2],
              times[times.size() * 99 / 100]);
}

void MeasureMatching(const Index& index) {
  MatchSearcher searcher(index);
  for (bool counts : {false, true}) {
    MatchRequest request;
    request.want_counts = counts;
    request.options.on = testing::GeneratedDay();
    request.options.weights = DefaultWeights(Direction::kOpeningsForSeeker);
    Measure(counts ? "seeker to openings with counts" : "seeker to 20 openings", counts ? 20 : 200,
            [&](int i) {
              SeekerFacts seeker = MakeSeekerFacts(testing::GenerateSeeker(3, i));
              Require(searcher.MatchOpenings(seeker, request).status());
            });
    request.options.direction = Direction::kSeekersForOpening;
    request.options.weights = DefaultWeights(Direction::kSeekersForOpening);
    Measure(counts ? "opening to seekers with counts" : "opening to 20 seekers", counts ? 20 : 200,
            [&](int i) {
              OpeningFacts opening = MakeOpeningFacts(testing::GenerateOpening(4, i));
              Require(searcher.MatchSeekers(opening, request).status());
            });
  }
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
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: index_bench DIRECTORY OPENINGS SEEKERS\n");
    return 2;
  }
  using namespace setara;
  auto index = Index::Open(argv[1]);
  Require(index.status());
  if (!(*index)->Ready().ok()) Build(**index, std::atoi(argv[2]), std::atoi(argv[3]));
  index = absl::UnavailableError("closed");
  Clock::time_point start = Clock::now();
  index = Index::Open(argv[1]);
  Require(index.status());
  std::printf("load: %.0f ms, resident %.0f MB\n", MillisecondsSince(start), ResidentMegabytes());
  MeasureMatching(**index);
  MeasureText(**index);
  std::printf("resident at the end: %.0f MB\n", ResidentMegabytes());
}
