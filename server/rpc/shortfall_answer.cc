#include "server/rpc/shortfall_answer.h"

#include <algorithm>

#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

void SetCount(const PeopleFigure& figure, v1::PeopleCount* out) {
  out->set_at_least(figure.at_least);
  out->set_exact(figure.exact);
}

v1::AccommodationRise ToProto(const Rise& rise) {
  v1::AccommodationRise out;
  const Text& label = Vocabulary::Get().accommodation(rise.accommodation).label;
  out.set_accommodation(ToString(rise.accommodation));
  out.mutable_label()->set_indonesian(std::string(label.id));
  out.mutable_label()->set_english(std::string(label.en));
  out.set_rise(rise.more.exact);
  out.set_rise_at_least(rise.more.at_least);
  return out;
}

// The order must not tell more than the figures beside it.
void AddRises(std::vector<Rise> rises, v1::FillShortfallResponse* response) {
  for (const Rise& rise : rises) *response->add_accommodations() = ToProto(rise);
  std::erase_if(rises, [](const Rise& rise) { return rise.more.at_least == 0; });
  std::sort(rises.begin(), rises.end(), [](const Rise& a, const Rise& b) {
    return a.more.at_least != b.more.at_least ? a.more.at_least > b.more.at_least
                                              : a.accommodation < b.accommodation;
  });
  for (const Rise& rise : rises) {
    v1::AccommodationRise& added = *response->add_accommodations_at_least();
    added = ToProto(rise);
  }
}

void AddTiers(const FillFigures& figures, v1::FillShortfallResponse* response) {
  for (size_t i = 0; i < figures.up_to.size(); ++i) {
    const TierFigures& tier = figures.up_to[i];
    v1::FillTier& added = *response->add_tiers();
    added.set_up_to_tier(static_cast<v1::MatchTier>(i + 1));
    SetCount(tier.fitting, added.mutable_fitting());
    SetCount(tier.at_once, added.mutable_at_once());
    SetCount(tier.closing, added.mutable_closing());
    if (!response->has_shortfall()) continue;
    added.set_remaining_at_most(response->shortfall() - tier.closing.at_least);
    added.set_remaining(response->shortfall() - tier.closing.exact);
  }
}

}  // namespace

FillDemand DemandOf(const std::vector<DemandedOpening>& openings,
                    const std::vector<ShortEmployer>& employers) {
  FillDemand demand;
  for (const DemandedOpening& opening : openings) {
    demand.positions.push_back(opening.positions);
    demand.employers.push_back(opening.employer);
  }
  for (const ShortEmployer& employer : employers) {
    demand.shortfalls.push_back(employer.shortfall.value_or(0));
  }
  return demand;
}

void AddGap(const ShortfallDemand& demand, bool one, v1::FillShortfallResponse* response) {
  int64_t short_employers = 0, shortfall = 0, positions = 0;
  for (const ShortEmployer& employer : demand.employers) {
    short_employers += employer.status == quota::QuotaStatus::kShort;
    shortfall += employer.shortfall.value_or(0);
  }
  for (const DemandedOpening& opening : demand.counting) positions += opening.positions;
  response->set_short_employers(short_employers);
  const bool known = !one || demand.employers.front().shortfall.has_value();
  if (known) response->set_shortfall(shortfall);
  response->set_openings(static_cast<int64_t>(demand.counting.size()));
  response->set_positions(positions);
  std::vector<v1::EmployerFill> rows(demand.employers.size());
  for (const DemandedOpening& opening : demand.counting) {
    v1::EmployerFill& row = rows[opening.employer];
    row.set_openings(row.openings() + 1);
    row.set_positions(row.positions() + opening.positions);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const ShortEmployer& employer = demand.employers[i];
    if (!one && rows[i].openings() == 0) continue;
    rows[i].set_employer("employers/" + employer.id);
    rows[i].set_employer_display_name(employer.name);
    rows[i].set_state(static_cast<v1::QuotaState>(employer.status));
    if (employer.shortfall) rows[i].set_shortfall(*employer.shortfall);
    *response->add_employers() = std::move(rows[i]);
  }
}

void AddFigures(const ShortfallDemand& demand, const FillFigures& figures,
                v1::FillShortfallResponse* response) {
  AddTiers(figures, response);
  AddRises(figures.rises, response);
  int at = 0;
  for (size_t i = 0; i < demand.employers.size() && at < response->employers_size(); ++i) {
    v1::EmployerFill& row = *response->mutable_employers(at);
    if (row.employer() != "employers/" + demand.employers[i].id) continue;
    ++at;
    SetCount(figures.employers[i].at_once, row.mutable_at_once());
    SetCount(figures.employers[i].closing, row.mutable_closing());
  }
}

void AddOthers(const ShortfallDemand& demand, const std::vector<WorkKind>& kinds,
               const FillFigures& figures, v1::FillShortfallResponse* response) {
  for (size_t i = 0; i < kinds.size(); ++i) {
    v1::OtherOpenings& added = *response->add_others();
    added.set_kind(static_cast<v1::WorkKind>(kinds[i]));
    for (const DemandedOpening& opening : demand.others) {
      if (opening.kind != kinds[i]) continue;
      added.set_openings(added.openings() + 1);
      added.set_positions(added.positions() + opening.positions);
    }
    SetCount(figures.employers[i].at_once, added.mutable_at_once());
  }
}

}  // namespace setara
