#include "server/quota/suppress.h"

#include <cstddef>

namespace setara::quota {
namespace {

constexpr int64_t kFewestPeople = 5;
constexpr int64_t kFewestHolders = 2;

// The smallest cell that is told and holds somebody; null: none.
PeopleCell* Smallest(std::vector<PeopleCell>& cells) {
  PeopleCell* smallest = nullptr;
  for (PeopleCell& cell : cells) {
    bool told = !cell.hidden && cell.people > 0;
    if (told && (smallest == nullptr || cell.people < smallest->people)) smallest = &cell;
  }
  return smallest;
}

}  // namespace

bool IsSmall(const PeopleCell& cell) {
  return cell.people > 0 && (cell.people < kFewestPeople || cell.holders < kFewestHolders);
}

bool Suppress(std::vector<PeopleCell>& cells, bool total_hidden) {
  PeopleCell total, missing;
  int64_t missing_cells = 0;
  auto hide = [&](PeopleCell& cell) {
    cell.hidden = true;
    missing.people += cell.people;
    missing.holders += cell.holders;
    ++missing_cells;
  };
  for (PeopleCell& cell : cells) {
    total.people += cell.people;
    total.holders += cell.holders;
    if (IsSmall(cell)) hide(cell);
  }
  if (IsSmall(total)) total_hidden = true;
  while (missing_cells > 0 || total_hidden) {
    bool enough = total_hidden ? missing_cells > 0
                               : missing_cells > 1 && missing.people >= kFewestPeople &&
                                     missing.holders >= kFewestHolders;
    PeopleCell* next = enough ? nullptr : Smallest(cells);
    if (next == nullptr) break;
    hide(*next);
  }
  return total_hidden;
}

}  // namespace setara::quota
