// Counts of people as those see them who may not see people: rounded down to multiples of five, so
// that 1 to 4 never shows, nor could be worked out.
//
// Suppressing 1 to 4 in each answer would not be enough here. Officers and employers may ask again
// with one accommodation more, on another day, for a part of a region or with an opening changed,
// and a difference of two exact counts is a small count itself. Of multiples of five every
// difference is one again, whether of two answers or of a total and its parts. Zero shows as "fewer
// than five" like 1 to 4: that somebody needs a deafblind interpreter at one employer must not show
// by a zero that is gone. What remains: that a count passed a multiple of five shows, and whoever
// may change many openings could ask often enough to guess at what lies between; each such call is
// in the audit log.
//
// Our default; UU 27/2022 art. 4 makes what these counts rest on specific data. Pure.
#pragma once

#include <cstdint>

namespace setara {

inline constexpr int64_t kSmallestShown = 5;

// The largest multiple of five that is not above `count` (>= 0).
constexpr int64_t RoundedDown(int64_t count) { return count - count % kSmallestShown; }

// A count of people, for those who may see it and for the others.
struct PeopleFigure {
  int64_t exact = 0;
  int64_t at_least = 0;  // a multiple of five, <= exact; 0: fewer than five, or nobody

  bool operator==(const PeopleFigure&) const = default;
};

}  // namespace setara
