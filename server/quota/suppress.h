// Protection of people in tables of counts: which cells are left out.
//
// A cell of 1 to 4 people is left out, and one that rests on a single employer, whose people it
// would tell (design section 5; domain section 6). Where one was left out and the total is shown,
// further cells go, the smallest first, until what is missing is at least two cells, two employers
// and five people: no single one, and no small sum, follows by subtraction. Nobody (0) is told: it
// says nothing about a person. Our default throughout; UU 27/2022 names no number.
//
// Pure; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

namespace setara::quota {

struct PeopleCell {
  int64_t people = 0;
  int64_t holders = 0;  // employers of which somebody is counted
  bool hidden = false;  // set by Suppress
};

// Whether the cell may not be told for its own sake.
bool IsSmall(const PeopleCell& cell);

// Sets `hidden` of every cell. total_hidden: the total is left out for another table's sake; at
// least one cell then goes with it, for it would follow by adding up. Returns whether the total is
// left out.
bool Suppress(std::vector<PeopleCell>& cells, bool total_hidden);

}  // namespace setara::quota
