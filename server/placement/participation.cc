#include "server/placement/participation.h"

#include "server/placement/employment.h"
#include "server/placement/history.h"

namespace setara::placement {
namespace {

constexpr size_t kProvince = 2;  // "33"
constexpr size_t kRegency = 5;   // "33.72"

Registration RegistrationOn(const std::optional<BpjsMembership>& membership, Date on) {
  if (!membership) return Registration::kNotRecorded;
  const bool registered = membership->registered && membership->since && *membership->since <= on;
  return registered ? Registration::kRegistered : Registration::kNotRegistered;
}

std::string KeyOfNumber(int number) { return number == 0 ? "" : std::to_string(number); }

}  // namespace

absl::StatusOr<std::optional<WorkFacts>> WorkFactsOn(const Placement& placement,
                                                     std::span<const PlacementEvent> events,
                                                     Date on, Instant known_at) {
  absl::StatusOr<PlacementStanding> standing = FoldAsOf(events, on, known_at);
  if (!standing.ok()) return standing.status();
  const bool at_work =
      IsHired(standing->state) && standing->starts_on && *standing->starts_on <= on;
  if (!at_work) return std::optional<WorkFacts>();
  WorkFacts facts;
  facts.region_code = placement.region_code;
  facts.kind = KindOf(standing->relation);
  if (standing->membership) facts.segment = standing->membership->segment;
  facts.registration = RegistrationOn(standing->membership, on);
  return std::optional<WorkFacts>(facts);
}

std::string Participation::KeyOf(const WorkFacts& facts, Grouping grouping) const {
  switch (grouping) {
    case Grouping::kSegment:
      return KeyOfNumber(static_cast<int>(facts.segment));
    case Grouping::kWorkKind:
      return KeyOfNumber(static_cast<int>(facts.kind));
    case Grouping::kRegion:
      break;
  }
  const size_t length = region_code_.empty() ? kProvince : kRegency;
  return facts.region_code.size() < length ? "" : facts.region_code.substr(0, length);
}

void Participation::Add(const WorkFacts& facts) {
  for (const Grouping grouping : {Grouping::kSegment, Grouping::kRegion, Grouping::kWorkKind}) {
    counts_[static_cast<size_t>(grouping) - 1][KeyOf(facts, grouping)]
           [static_cast<size_t>(facts.registration)] += 1;
  }
}

ParticipationTable Participation::By(Grouping grouping) const {
  std::map<std::string, Counts> counts = counts_[static_cast<size_t>(grouping) - 1];
  if (grouping == Grouping::kSegment) {
    for (int i = static_cast<int>(BpjsSegment::kWageEarner);
         i <= static_cast<int>(BpjsSegment::kMigrantWorker); ++i) {
      counts[std::to_string(i)];
    }
  } else if (grouping == Grouping::kWorkKind) {
    for (int i = 1; i <= static_cast<int>(WorkKind::kSelfEmploymentSupport); ++i) {
      counts[std::to_string(i)];
    }
  }
  ParticipationTable table;
  std::vector<int64_t> totals(kRegistrations + 1, 0);
  const auto add = [&](const std::string& key, const Counts& row) {
    std::vector<int64_t> cells(row.begin(), row.end());
    cells.push_back(row[0] + row[1] + row[2]);
    for (size_t i = 0; i < cells.size(); ++i) totals[i] += cells[i];
    table.keys.push_back(key);
    table.cells.push_back(std::move(cells));
  };
  for (const auto& [key, row] : counts) {
    if (!key.empty()) add(key, row);
  }
  if (const auto unknown = counts.find(""); unknown != counts.end()) add("", unknown->second);
  table.cells.push_back(std::move(totals));
  return table;
}

}  // namespace setara::placement
