#include "server/casework/assignment.h"

#include <algorithm>
#include <vector>

namespace setara::casework {
namespace {

// What an accepted offer makes of `before`; unchanged for a referral.
void Accept(const HandOverOffered& offer, const Entry<HandOverAnswered>& answer,
            Assignment& assignment) {
  if (offer.kind == OfferKind::kRefer) return;
  assignment.manager = offer.to_manager;
  if (!offer.to_branch.empty()) assignment.branch = offer.to_branch;
  assignment.sequence = answer.sequence;
  assignment.since = answer.at;
}

}  // namespace

const Entry<HandOverOffered>* OfferOf(const CaseRecord& record, const std::string& offer_id) {
  const auto& offers = record.Of<HandOverOffered>();
  auto found = std::find_if(offers.begin(), offers.end(),
                            [&](const auto& offer) { return offer.fact.offer_id == offer_id; });
  return found == offers.end() ? nullptr : &*found;
}

Assignment AssignmentOf(const CaseRecord& record) {
  Assignment assignment;
  assignment.branch = record.Report().branch;
  const auto& answers = record.Of<HandOverAnswered>();
  auto answer = answers.begin();
  auto accept_until = [&](int64_t sequence) {
    for (; answer != answers.end() && answer->sequence < sequence; ++answer) {
      const auto* offer = OfferOf(record, answer->fact.offer_id);
      if (answer->fact.accepted && offer != nullptr) Accept(offer->fact, *answer, assignment);
    }
  };
  for (const auto& assigned : record.Of<CaseManagerAssigned>()) {
    accept_until(assigned.sequence);
    assignment.manager = assigned.fact.manager;
    if (!assigned.fact.branch.empty()) assignment.branch = assigned.fact.branch;
    assignment.sequence = assigned.sequence;
    assignment.since = assigned.at;
  }
  accept_until(record.last_sequence + 1);
  return assignment;
}

}  // namespace setara::casework
