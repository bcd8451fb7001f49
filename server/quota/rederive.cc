#include "server/quota/rederive.h"

#include <algorithm>
#include <utility>

#include "server/quota/timeline.h"

namespace setara::quota {
namespace {

bool ByDay(const QuotaInterval& a, const QuotaInterval& b) {
  return std::pair(a.valid_from, a.known_from) < std::pair(b.valid_from, b.known_from);
}

class Rows {
 public:
  // Takes back what was learned from `since` on.
  Rows(std::vector<QuotaInterval> stored, Instant since) {
    for (QuotaInterval& row : stored) {
      if (row.known_from >= since) continue;
      bool reopened = row.known_until >= since;
      if (reopened) row.known_until = kQuotaStillKnown;
      (reopened ? open_ : done_).push_back(std::move(row));
    }
    std::sort(open_.begin(), open_.end(), ByDay);
    // What a later instant had cut apart.
    std::vector<QuotaInterval> joined;
    for (QuotaInterval& row : open_) {
      if (!joined.empty() && joined.back().valid_until == row.valid_from &&
          joined.back().known_from == row.known_from && joined.back().figures == row.figures) {
        joined.back().valid_until = row.valid_until;
      } else {
        joined.push_back(std::move(row));
      }
    }
    open_ = std::move(joined);
  }

  // From `known_at` on `timeline` is believed.
  void Learn(const std::vector<Segment>& timeline, Instant known_at) {
    std::vector<QuotaInterval> next;
    size_t row = 0;
    bool kept = false, closed = false;  // whether a piece of `row` ends where the next may begin
    Date from = kQuotaFirstDay;
    for (size_t segment = 0; segment < timeline.size();) {
      Date segment_until =
          segment + 1 < timeline.size() ? timeline[segment + 1].from : kQuotaLastDay;
      Date until = segment_until;
      if (row < open_.size()) until = std::min(until, open_[row].valid_until);
      bool same = row < open_.size() && open_[row].figures == timeline[segment].figures;
      if (same) {
        Piece(open_[row], from, until, kept, next);
      } else {
        QuotaInterval fresh{from, until, known_at, kQuotaStillKnown, timeline[segment].figures};
        bool joins = !next.empty() && next.back().known_from == known_at &&
                     next.back().figures == fresh.figures;
        Piece(fresh, from, until, joins, next);
        if (row < open_.size()) {
          QuotaInterval old = open_[row];
          old.known_until = known_at;
          Piece(old, from, until, closed, done_);
        }
      }
      kept = same;
      closed = !same;
      if (until == segment_until) ++segment;
      if (row < open_.size() && until == open_[row].valid_until) {
        ++row;
        kept = closed = false;
      }
      from = until;
    }
    open_ = std::move(next);
  }

  std::vector<QuotaInterval> Take() {
    done_.insert(done_.end(), std::make_move_iterator(open_.begin()),
                 std::make_move_iterator(open_.end()));
    std::sort(done_.begin(), done_.end(), ByDay);
    return std::move(done_);
  }

 private:
  // Adds [from, until) of `row`, or lengthens the last piece by it.
  static void Piece(const QuotaInterval& row, Date from, Date until, bool joins,
                    std::vector<QuotaInterval>& pieces) {
    if (joins) {
      pieces.back().valid_until = until;
      return;
    }
    QuotaInterval piece = row;
    piece.valid_from = from;
    piece.valid_until = until;
    pieces.push_back(std::move(piece));
  }

  std::vector<QuotaInterval> open_;  // believed still, by day
  std::vector<QuotaInterval> done_;  // believed no more
};

// When something was learned from `since` on, ascending.
std::vector<Instant> InstantsSince(const QuotaRecords& facts, const RuleBook& rules,
                                   Instant since) {
  std::vector<Instant> instants;
  auto take = [&](const auto& versions) {
    for (const auto& version : versions) {
      if (version.known_at >= since) instants.push_back(version.known_at);
    }
  };
  take(facts.terms);
  take(facts.headcounts);
  take(facts.employment);
  take(facts.merges);
  for (Instant learned : rules.learned()) {
    if (learned >= since) instants.push_back(learned);
  }
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  return instants;
}

}  // namespace

std::vector<QuotaInterval> Rederive(const QuotaRecords& facts, const RuleBook& rules,
                                    std::vector<QuotaInterval> stored, Instant since) {
  Rows rows(std::move(stored), since);
  Beliefs beliefs(facts);
  beliefs.AdvanceBefore(since);
  for (Instant known_at : InstantsSince(facts, rules, since)) {
    beliefs.Advance(known_at);
    std::vector<Segment> timeline = beliefs.Timeline(rules.At(known_at));
    if (!timeline.empty()) rows.Learn(timeline, known_at);
  }
  return rows.Take();
}

}  // namespace setara::quota
