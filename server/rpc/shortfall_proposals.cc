#include "server/rpc/shortfall_proposals.h"

#include <unordered_map>

#include "server/rpc/convert_match.h"
#include "server/rpc/live_consents.h"
#include "server/rpc/live_records.h"

namespace setara {
namespace {

constexpr int kMaxUnranked = 1000;

// The records of a page: people and openings by row, those that are still live.
struct PageRecords {
  std::vector<Seeker> seekers;  // in the order of the page
  std::unordered_map<int64_t, Opening> openings;
};

absl::StatusOr<PageRecords> LoadPage(Store& store, const ProposalView& view,
                                     const std::vector<ProposedPerson>& page) {
  std::vector<int64_t> people, openings;
  for (const ProposedPerson& one : page) {
    people.push_back(one.row);
    openings.push_back(view.demand.counting[one.opening].row);
  }
  absl::StatusOr<std::vector<Seeker>> seekers = LiveSeekers(store, people, view.options.on);
  if (!seekers.ok()) return seekers.status();
  // The index tells branches apart by a hash, which two may share.
  std::erase_if(*seekers, [&](const Seeker& seeker) {
    return view.branch.has_value() && seeker.branch != *view.branch;
  });
  absl::StatusOr<std::vector<Opening>> live = LiveOpenings(store, openings, view.options.on);
  if (!live.ok()) return live.status();
  PageRecords records;
  records.seekers = *std::move(seekers);
  for (Opening& opening : *live) {
    const int64_t row = opening.row;
    records.openings.emplace(row, std::move(opening));
  }
  return records;
}

// Notes for each proposal whether the person may be made known to the employer.
absl::Status NoteConsents(Store& store, const std::vector<const Seeker*>& seekers,
                          const std::vector<const Opening*>& openings, Date on,
                          v1::FillShortfallResponse* response) {
  return store.Read([&](Connection& db) -> absl::Status {
    for (size_t i = 0; i < seekers.size(); ++i) {
      absl::StatusOr<bool> shares =
          HasConsent(db, seekers[i]->row, ConsentPurpose::kShareWithEmployer,
                     openings[i]->employer_id, openings[i]->id, on);
      if (!shares.ok()) return shares.status();
      response->mutable_proposals(static_cast<int>(i))->set_consent_to_share(*shares);
    }
    return absl::OkStatus();
  });
}

}  // namespace

absl::StatusOr<std::vector<ProposedPerson>> ProposeForDemand(const ShortfallDemand& demand,
                                                             const KeptCandidates& kept, int tier,
                                                             const Stop& stop) {
  Seats seats;
  for (const DemandedOpening& opening : demand.counting) {
    seats.of_opening.push_back(opening.positions);
  }
  std::vector<ProposedPerson> people;
  for (const Proposal& proposal : ProposePeople(kept.graph, seats, {tier, {}}, stop)) {
    people.push_back({kept.rows[proposal.person], proposal.points, proposal.opening});
  }
  if (people.empty() && stop && stop()) {
    return absl::DeadlineExceededError("the search took longer than the caller waits");
  }
  return people;
}

absl::Status AddProposals(Store& store, const ProposalView& view,
                          const std::vector<ProposedPerson>& page,
                          v1::FillShortfallResponse* response) {
  absl::StatusOr<PageRecords> records = LoadPage(store, view, page);
  if (!records.ok()) return records.status();
  std::unordered_map<int64_t, uint32_t> opening_of;
  for (const ProposedPerson& one : page) opening_of[one.row] = one.opening;
  std::vector<const Seeker*> seekers;
  std::vector<const Opening*> openings;
  for (const Seeker& seeker : records->seekers) {
    const DemandedOpening& demanded = view.demand.counting[opening_of.at(seeker.row)];
    const auto opening = records->openings.find(demanded.row);
    if (opening == records->openings.end()) continue;
    v1::FillProposal& added = *response->add_proposals();
    FillMatch(seeker, opening->second, view.options, view.language, added.mutable_match());
    *added.mutable_match()->mutable_seeker() = ToProto(seeker);
    added.set_opening("openings/" + demanded.id);
    added.set_opening_title(demanded.title);
    added.set_employer("employers/" + view.demand.employers[demanded.employer].id);
    seekers.push_back(&seeker);
    openings.push_back(&opening->second);
  }
  return NoteConsents(store, seekers, openings, view.options.on, response);
}

absl::Status AddUnranked(Store& store, const ProposalView& view,
                         v1::FillShortfallResponse* response) {
  absl::StatusOr<std::vector<Seeker>> seekers =
      UnrankedSeekers(store, view.branch, view.options.on, kMaxUnranked);
  if (!seekers.ok()) return seekers.status();
  for (const Seeker& seeker : *seekers) {
    const SeekerFacts facts = MakeSeekerFacts(seeker);
    v1::UnrankedCandidate candidate;
    for (const DemandedOpening& opening : view.demand.counting) {
      if (FirstFailedCondition(facts, opening.facts, view.options) != kConditions) continue;
      candidate.add_openings("openings/" + opening.id);
    }
    if (candidate.openings().empty()) continue;
    *candidate.mutable_person()->mutable_seeker() = ToProto(seeker);
    *response->add_unranked() = std::move(candidate);
  }
  return absl::OkStatus();
}

}  // namespace setara
