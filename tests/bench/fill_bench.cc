// Measures the filling of a shortfall: 20 openings of one employer over many people, figures with
// every accommodation tried and people proposed. Usage: fill_bench [PEOPLE], by default 100,000.
// Prints one line a figure, and the ratio to the naive program: every pair evaluated anew for each
// accommodation, all of them kept, every assignment from nothing. Both must give the same figures.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "index/fill_searcher.h"
#include "index/writer.h"
#include "matcher/conditions.h"
#include "matcher/fill_figures.h"
#include "matcher/prepared.h"
#include "matcher/vocabulary/vocabulary.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

constexpr size_t kOpenings = 20;

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "fill_bench: %s\n", status.ToString().c_str());
  std::exit(1);
}

// What this thread spent, which other programs on the machine stretch less than the clock.
double ProcessorMilliseconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
}

template <typename Run>
double Measure(const char* what, int runs, const Run& run) {
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const double start = ProcessorMilliseconds();
    run();
    times.push_back(ProcessorMilliseconds() - start);
  }
  std::sort(times.begin(), times.end());
  std::printf("%s: p50 %.1f ms, most %.1f ms of the processor\n", what, times[times.size() / 2],
              times.back());
  return times[times.size() / 2];
}

void Build(Index& index, int people) {
  auto writer = IndexWriter::Open(index);
  Require(writer.status());
  Require((*writer)->StartBuild());
  for (int i = 0; i < people; ++i) Require((*writer)->Add(testing::GenerateSeeker(2, i)));
  Require((*writer)->FinishBuild("bench", 1));
}

struct Question {
  FillRequest request;
  FillDemand demand;
};

// Openings of every arrangement that are open on the day, with a few positions each.
Question MakeQuestion(uint64_t seed) {
  Question question;
  testing::Random random(seed);
  MatchOptions& options = question.request.options;
  options.direction = Direction::kSeekersForOpening;
  options.on = testing::GeneratedDay();
  options.weights = DefaultWeights(options.direction);
  for (int i = 0; question.request.openings.size() < kOpenings; ++i) {
    const OpeningFacts facts = MakeOpeningFacts(testing::GenerateOpening(seed, i));
    if (CheckCondition(Condition::kOpeningOpen, {}, facts, options, kNoDistance) !=
        ConditionResult::kMet) {
      continue;
    }
    question.request.openings.push_back(facts);
    question.demand.positions.push_back(random.Between(1, 10));
    question.demand.employers.push_back(0);
    question.request.positions += question.demand.positions.back();
  }
  question.demand.shortfalls = {question.request.positions / 2};
  question.request.ranked_tier = 3;
  return question;
}

struct Answer {
  std::vector<int64_t> at_once;  // by tier
  std::map<int, int64_t> rises;  // by accommodation
  bool operator==(const Answer&) const = default;
};

Answer Fast(const Index& index, const Question& question, size_t* proposed) {
  auto found = FillSearcher(index).Find(question.request);
  Require(found.status());
  const auto figures = ComputeFill(found->kept, question.demand, 3, Vocabulary::Get().WorkPhase());
  Answer answer;
  for (const TierFigures& tier : figures->up_to) answer.at_once.push_back(tier.at_once.exact);
  for (const Rise& rise : figures->rises) {
    answer.rises[rise.accommodation.index()] = rise.more.exact;
  }
  const Seats seats{question.demand.positions, {}, {}};
  *proposed = ProposePeople(found->kept.graph, seats, {3, {}}).size();
  return answer;
}

int64_t NaiveAtOnce(const std::vector<SeekerFacts>& people, const Question& question,
                    AccommodationSet what_if, int most) {
  MatchOptions options = question.request.options;
  options.what_if = what_if;
  CandidateGraph graph;
  graph.people = people.size();
  for (const OpeningFacts& opening : question.request.openings) {
    std::vector<Candidate>& candidates = graph.by_opening.emplace_back();
    for (uint32_t person = 0; person < people.size(); ++person) {
      if (FirstFailedCondition(people[person], opening, options) != kConditions) continue;
      const int tier = static_cast<int>(TierOf(people[person], opening, what_if));
      if (tier > most) continue;
      Candidate& added = candidates.emplace_back();
      added.person = person;
      added.tier = static_cast<uint32_t>(tier) & 0xff;
    }
  }
  const Seats seats{question.demand.positions, {}, {}};
  Assignment assignment(graph, seats);
  assignment.Maximize({most, {}});
  return assignment.size();
}

Answer Naive(const std::vector<SeekerFacts>& people, const Question& question) {
  Answer answer;
  for (int most = 1; most <= 3; ++most) {
    answer.at_once.push_back(NaiveAtOnce(people, question, {}, most));
  }
  Vocabulary::Get().WorkPhase().ForEach([&](AccommodationId id) {
    AccommodationSet with;
    with.insert(id);
    const int64_t rise = NaiveAtOnce(people, question, with, 2) - answer.at_once[1];
    if (rise > 0) answer.rises[id.index()] = rise;
  });
  return answer;
}

void Run(const std::string& directory, int count) {
  auto index = Index::Open(directory);
  Require(index.status());
  Build(**index, count);
  std::vector<SeekerFacts> people;
  for (int i = 0; i < count; ++i) {
    const SeekerFacts facts = MakeSeekerFacts(testing::GenerateSeeker(2, i));
    if (facts.consent_from != kNoDate) people.push_back(facts);
  }
  const Question question = MakeQuestion(5);
  Answer fast, naive;
  size_t proposed = 0;
  const double spent = Measure("fill 20 openings, figures and people", 11,
                               [&] { fast = Fast(**index, question, &proposed); });
  auto found = FillSearcher(**index).Find(question.request);
  Require(found.status());
  size_t pairs = 0;
  for (const auto& candidates : found->kept.graph.by_opening) pairs += candidates.size();
  std::printf("people %d, positions %lld, kept %zu pairs of %zu people, proposed %zu\n", count,
              static_cast<long long>(question.request.positions), pairs, found->kept.rows.size(),
              proposed);
  const double slow = Measure("every pair anew", 1, [&] { naive = Naive(people, question); });
  std::printf("fill: %.4f of the time of every pair anew\n", spent / slow);
  if (fast != naive) Require(absl::InternalError("not the figures of every pair"));
}

}  // namespace
}  // namespace setara

int main(int argc, char** argv) {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);  // a figure shows once it is there
  std::string directory = std::filesystem::temp_directory_path() / "setara_fill_bench_XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) {
    setara::Require(absl::InternalError("no directory to work in"));
  }
  setara::Run(directory, argc > 1 ? std::atoi(argv[1]) : 100'000);
  std::filesystem::remove_all(directory);
}
