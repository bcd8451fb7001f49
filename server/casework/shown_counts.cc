#include "server/casework/shown_counts.h"

#include <algorithm>
#include <map>

namespace setara::casework {
namespace {

constexpr int64_t kStep = kSmallestShown;
constexpr int64_t kMost = kStep - 1;  // what a rounded count may hide

// The field of a key that is text of the record; nullptr: the key is one of a closed list.
std::string* FieldOf(CaseFigures& figures, RateKey key) {
  switch (key) {
    case RateKey::kRegion:
      return &figures.region_code;
    case RateKey::kBranch:
      return &figures.branch;
    case RateKey::kEmployer:
      return &figures.employer_id;
    case RateKey::kInjury:
    case RateKey::kRung:
      return nullptr;
  }
  return nullptr;
}

}  // namespace

ShownCount Rounded(int64_t count) {
  if (count < kStep) return std::nullopt;
  return count - count % kStep;
}

ShownLine RoundedLine(std::span<const int64_t> counts) {
  ShownLine line;
  int64_t total = 0;
  int64_t at_most = 0;
  std::optional<size_t> smallest;
  for (size_t i = 0; i < counts.size(); ++i) {
    total += counts[i];
    line.cells.push_back(Rounded(counts[i]));
    const int64_t shown = line.cells.back().value_or(0);
    at_most += shown + kMost;
    if (shown > 0 && (!smallest || shown < line.cells[*smallest].value_or(0))) smallest = i;
  }
  line.total = Rounded(total);
  // The total reaches all that the cells may hide: each cell follows.
  if (!line.total || *line.total < at_most) return line;
  if (smallest) {
    line.cells[*smallest] = std::nullopt;
  } else {
    line.total = std::nullopt;
  }
  return line;
}

std::optional<int64_t> ShownShare(ShownCount part, ShownCount whole) {
  if (!part || !whole || *whole < kSharePeople) return std::nullopt;
  return (*part * 20'000 + *whole) / (2 * *whole);
}

std::optional<int> ShownDays(int days, int64_t people) {
  if (people < kDaysPeople) return std::nullopt;
  return days - days % static_cast<int>(kStep);
}

void MakeKeys(std::vector<CaseFigures>& cases, RateKey key, bool fold) {
  std::map<std::string, int64_t> sizes;
  for (CaseFigures& figures : cases) {
    std::string* field = FieldOf(figures, key);
    if (field == nullptr) return;
    if (key == RateKey::kRegion) field->resize(std::min<size_t>(field->size(), 2));
    if (field->empty()) *field = kNoKey;
    ++sizes[*field];
  }
  if (!fold) return;
  for (CaseFigures& figures : cases) {
    std::string* field = FieldOf(figures, key);
    if (sizes[*field] < kSmallestShown) *field = kOtherKeys;
  }
}

}  // namespace setara::casework
