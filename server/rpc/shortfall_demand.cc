#include "server/rpc/shortfall_demand.h"

#include <algorithm>

#include "server/quota_table/derive.h"
#include "server/quota_table/rule_rows.h"
#include "server/rpc/live_records.h"
#include "server/rpc/sector.h"
#include "server/store/employers.h"
#include "server/store/opening_positions.h"
#include "server/store/openings.h"
#include "server/store/quota_pages.h"
#include "server/store/quota_snapshots.h"

namespace setara {
namespace {

constexpr int kOpeningsAtOnce = 500;
constexpr int64_t kBetweenChecks = 1024;

absl::Status Expired() {
  return absl::DeadlineExceededError("the search took longer than the caller waits");
}

ShortEmployer Entry(int64_t row, const QuotaSnapshot& snapshot, const quota::Rules& rules) {
  const quota::Decision decision = quota::Decide(snapshot, rules);
  ShortEmployer entry;
  entry.row = row;
  entry.status = decision.status;
  if (decision.status == quota::QuotaStatus::kMet ||
      decision.status == quota::QuotaStatus::kShort) {
    entry.shortfall = decision.shortfall;
  }
  return entry;
}

absl::StatusOr<std::vector<ShortEmployer>> OneEmployer(Connection& db, const DemandFilter& filter) {
  absl::StatusOr<Employer> employer = GetEmployer(db, filter.employer_id);
  if (!employer.ok()) return employer.status();
  absl::StatusOr<QuotaSnapshot> snapshot =
      LoadQuotaSnapshot(db, filter.employer_id, filter.as_of, filter.known_at);
  if (!snapshot.ok()) return snapshot.status();
  absl::StatusOr<quota::RuleBook> rules = LoadRuleBook(db);
  if (!rules.ok()) return rules.status();
  ShortEmployer entry = Entry(employer->row, *snapshot, rules->At(filter.known_at));
  entry.id = employer->id;
  entry.name = employer->name;
  return std::vector<ShortEmployer>({std::move(entry)});
}

// Who is short on the day, by region and sector, largest shortfall first: the one place that asks
// for all employers.
absl::StatusOr<std::vector<ShortEmployer>> AllShort(Connection& db, const DemandFilter& filter,
                                                    const std::function<bool()>& expired) {
  constexpr size_t kEmployersAtOnce = 1000;
  if (absl::Status ready = QuotaReady(db, filter.known_at); !ready.ok()) return ready;
  QuotaFilter short_ones;
  short_ones.region_code = filter.region_code;
  short_ones.statuses = 1u << static_cast<int>(quota::QuotaStatus::kShort);
  std::vector<ShortEmployer> kept;
  std::optional<QuotaKey> after;
  while (true) {
    absl::StatusOr<QuotaPage> page =
        ListQuota(db, short_ones, filter.as_of, filter.known_at, after, kEmployersAtOnce, expired);
    if (!page.ok()) return page.status();
    for (const QuotaEntry& entry : page->entries) {
      after = QuotaKey{entry.interval.figures.shortfall, entry.employer_row};
      absl::StatusOr<std::optional<Employer>> employer = FindEmployer(db, entry.employer_row);
      if (!employer.ok()) return employer.status();
      if (!employer->has_value()) return absl::DataLossError("employers: a row is missing");
      const Employer& record = **employer;
      if (!filter.sector.empty() &&
          !InSector(record.kbli_edition, record.kbli_code, filter.sector)) {
        continue;
      }
      ShortEmployer one;
      one.row = entry.employer_row;
      one.status = quota::QuotaStatus::kShort;
      one.shortfall = entry.interval.figures.shortfall;
      one.id = record.id;
      one.name = record.name;
      kept.push_back(std::move(one));
    }
    if (!page->more) return kept;
  }
}

// Adds the openings of one employer that are open on the day.
absl::Status AddOpenings(Connection& db, uint32_t employer, Date as_of, ShortfallDemand& demand) {
  OpeningFilter filter;
  filter.employer_id = demand.employers[employer].id;
  filter.state = OpeningState::kOpen;
  int64_t after = 0;
  while (true) {
    absl::StatusOr<std::vector<Opening>> page = ListOpenings(db, filter, after, kOpeningsAtOnce);
    if (!page.ok()) return page.status();
    for (const Opening& opening : *page) {
      after = opening.row;
      if (!IsOpenOn(opening, as_of)) continue;
      absl::StatusOr<int64_t> positions = PositionsStillOpen(db, opening, as_of);
      if (!positions.ok()) return positions.status();
      if (*positions == 0) continue;
      auto& list = opening.kind == WorkKind::kEmployment ? demand.counting : demand.others;
      list.push_back({opening.row, opening.id, opening.title, opening.kind, *positions, employer,
                      MakeOpeningFacts(opening)});
    }
    if (page->size() < kOpeningsAtOnce) return absl::OkStatus();
  }
}

}  // namespace

absl::StatusOr<int64_t> PositionsStillOpen(Connection& db, const Opening& opening, Date on) {
  absl::StatusOr<OpeningPositions> positions = PositionsOfOpening(db, opening.id, on);
  if (!positions.ok()) return positions.status();
  return positions->left();
}

absl::StatusOr<ShortfallDemand> LoadDemand(Connection& db, const DemandFilter& filter,
                                           const std::function<bool()>& expired) {
  absl::StatusOr<std::vector<ShortEmployer>> employers =
      filter.employer_id.empty() ? AllShort(db, filter, expired) : OneEmployer(db, filter);
  if (!employers.ok()) return employers.status();
  ShortfallDemand demand;
  demand.employers = *std::move(employers);
  for (uint32_t i = 0; i < demand.employers.size(); ++i) {
    if (i % kBetweenChecks == 0 && expired()) return Expired();
    absl::Status added = AddOpenings(db, i, filter.as_of, demand);
    if (!added.ok()) return added;
  }
  return demand;
}

}  // namespace setara
