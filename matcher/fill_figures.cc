#include "matcher/fill_figures.h"

#include <algorithm>

namespace setara {
namespace {

using Counts = KeptCandidates::Counts;

// How many candidates the filter admits at an opening, kept or not.
int64_t Admitted(const Counts& counts, const CandidateFilter& filter) {
  int64_t admitted = 0;
  for (int tier = 1; tier <= filter.most_tier; ++tier) {
    admitted += counts.by_tier[static_cast<size_t>(tier)];
  }
  filter.with.ForEach(
      [&](AccommodationId id) { admitted += counts.unlocked[static_cast<size_t>(id.index())]; });
  return admitted;
}

// Positions as they count for what is shown: an opening takes no more people than it has
// candidates, rounded down, so that one with fewer than five adds nothing, however many positions
// it and others are given.
Seats ShownSeats(Seats seats, const std::vector<Counts>& counts, const CandidateFilter& filter) {
  for (size_t i = 0; i < counts.size(); ++i) {
    int64_t& positions = seats.of_opening[i];
    positions = std::min(positions, RoundedDown(Admitted(counts[i], filter)));
  }
  return seats;
}

// The two parts are rounded apart. What depends on positions an employer sets; rounded together
// with the count of people, it could be set so that the sum tells that count exactly.
int64_t Shown(const Assignment& assignment) {
  const int64_t people = assignment.bottleneck();
  return RoundedDown(assignment.size() - people) + RoundedDown(people);
}

// Figures of one set of openings, for filters that admit ever more.
class Figures {
 public:
  Figures(const CandidateGraph& graph, const std::vector<Counts>& counts, Seats seats,
          const Stop& stop)
      : graph_(graph),
        counts_(counts),
        seats_(std::move(seats)),
        stop_(stop),
        exact_(graph, seats_) {}
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;

  // Whether those whom the accommodation brings in could raise the last figure: only candidates of
  // openings that are short of people can.
  bool CouldRise(AccommodationId id) const {
    for (uint32_t opening = 0; opening < counts_.size(); ++opening) {
      const bool unlocks = counts_[opening].unlocked[static_cast<size_t>(id.index())] > 0;
      if (unlocks && exact_.IsShort(opening)) return true;
    }
    return false;
  }

  // nullopt: stopped.
  std::optional<PeopleFigure> Of(const CandidateFilter& filter) {
    if (!exact_.Maximize(filter, stop_)) return std::nullopt;
    return With(exact_, filter);
  }

  // The same for a filter that goes beyond the last one, which stays the last one.
  std::optional<PeopleFigure> Try(const CandidateFilter& filter) const {
    Assignment more = exact_;
    if (!more.Maximize(filter, stop_)) return std::nullopt;
    return With(more, filter);
  }

 private:
  std::optional<PeopleFigure> With(const Assignment& exact, const CandidateFilter& filter) const {
    const Seats seats = ShownSeats(seats_, counts_, filter);
    Assignment shown(graph_, seats);
    if (!shown.Maximize(filter, stop_)) return std::nullopt;
    return PeopleFigure{exact.size(), Shown(shown)};
  }

  const CandidateGraph& graph_;
  const std::vector<Counts>& counts_;
  const Seats seats_;
  const Stop& stop_;
  Assignment exact_;
};

// Both are lower bounds of the same growing figure, and a reader expects it to grow.
void Raise(PeopleFigure& figure, int64_t at_least) {
  figure.at_least = std::max(figure.at_least, at_least);
}

std::optional<std::vector<Rise>> RisesOf(const Figures& at_once, const PeopleFigure& offered,
                                         AccommodationSet accommodations) {
  std::vector<Rise> rises;
  bool stopped = false;
  accommodations.ForEach([&](AccommodationId id) {
    if (stopped || !at_once.CouldRise(id)) return;
    AccommodationSet with;
    with.insert(id);
    const std::optional<PeopleFigure> tried = at_once.Try({2, with});
    stopped = !tried.has_value();
    if (stopped || tried->exact == offered.exact) return;
    rises.push_back(
        {id,
         {tried->exact - offered.exact, std::max<int64_t>(0, tried->at_least - offered.at_least)}});
  });
  if (stopped) return std::nullopt;
  std::stable_sort(rises.begin(), rises.end(),
                   [](const Rise& a, const Rise& b) { return a.more.exact > b.more.exact; });
  return rises;
}

// The part of the graph that one employer sees; people get numbers of its own.
struct Part {
  CandidateGraph graph;
  std::vector<Counts> counts;
  Seats seats;
};
Part PartOf(const KeptCandidates& kept, const FillDemand& demand,
            const std::vector<uint32_t>& openings, std::vector<uint32_t>& number) {
  Part part;
  std::vector<uint32_t> numbered;
  for (uint32_t opening : openings) {
    part.counts.push_back(kept.counts[opening]);
    part.seats.of_opening.push_back(demand.positions[opening]);
    std::vector<Candidate> candidates = kept.graph.by_opening[opening];
    for (Candidate& candidate : candidates) {
      uint32_t& to = number[candidate.person];
      if (to == Assignment::kNone) {
        to = static_cast<uint32_t>(numbered.size());
        numbered.push_back(candidate.person);
      }
      candidate.person = to;
    }
    part.graph.by_opening.push_back(std::move(candidates));
  }
  part.graph.people = numbered.size();
  for (uint32_t person : numbered) number[person] = Assignment::kNone;
  return part;
}

// Alone, the gap takes the smaller of what is missing and who could come.
TierFigures Closing(TierFigures figures, int64_t shortfall) {
  figures.closing.exact = std::min(figures.at_once.exact, shortfall);
  figures.closing.at_least = std::min(figures.at_once.at_least, RoundedDown(shortfall));
  return figures;
}

std::optional<std::vector<TierFigures>> EachAlone(const KeptCandidates& kept,
                                                  const FillDemand& demand, int tier,
                                                  const Stop& stop) {
  std::vector<std::vector<uint32_t>> openings(demand.shortfalls.size());
  for (uint32_t i = 0; i < demand.employers.size(); ++i) {
    openings[demand.employers[i]].push_back(i);
  }
  std::vector<uint32_t> number(kept.rows.size(), Assignment::kNone);
  std::vector<TierFigures> figures;
  for (size_t employer = 0; employer < openings.size(); ++employer) {
    const Part part = PartOf(kept, demand, openings[employer], number);
    Figures of_part(part.graph, part.counts, part.seats, stop);
    std::optional<PeopleFigure> at_once = of_part.Of({tier, {}});
    if (!at_once) return std::nullopt;
    TierFigures alone;
    alone.at_once = *at_once;
    figures.push_back(Closing(alone, demand.shortfalls[employer]));
  }
  return figures;
}

}  // namespace

std::optional<FillFigures> ComputeFill(const KeptCandidates& kept, const FillDemand& demand,
                                       int tier, AccommodationSet accommodations,
                                       const Stop& stop) {
  FillFigures out;
  Figures at_once(kept.graph, kept.counts, {demand.positions, {}, {}}, stop);
  Figures closing(kept.graph, kept.counts, {demand.positions, demand.employers, demand.shortfalls},
                  stop);
  for (int most = 1; most <= 3; ++most) {
    TierFigures& figures = out.up_to[static_cast<size_t>(most) - 1];
    const int64_t fitting = kept.fitting[static_cast<size_t>(most)];
    figures.fitting = {fitting, RoundedDown(fitting)};
    std::optional<PeopleFigure> all = at_once.Of({most, {}}), gap = closing.Of({most, {}});
    if (!all || !gap) return std::nullopt;
    figures.at_once = *all;
    figures.closing = *gap;
    Raise(figures.at_once, gap->at_least);
    if (most == 1) continue;
    const TierFigures& before = out.up_to[static_cast<size_t>(most) - 2];
    Raise(figures.at_once, before.at_once.at_least);
    Raise(figures.closing, before.closing.at_least);
    if (most != 2) continue;
    std::optional<std::vector<Rise>> rises = RisesOf(at_once, figures.at_once, accommodations);
    if (!rises) return std::nullopt;
    out.rises = *std::move(rises);
  }
  std::optional<std::vector<TierFigures>> alone = EachAlone(kept, demand, tier, stop);
  if (!alone) return std::nullopt;
  out.employers = *std::move(alone);
  return out;
}

}  // namespace setara
