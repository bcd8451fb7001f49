// Steps of a placement, as tests write them.
#pragma once

#include <string>
#include <vector>

#include "matcher/domain/placement.h"

namespace setara {

inline Date Day(const std::string& text) { return ParseDate(text).value(); }

// The history of one placement: each step a day, known at midnight UTC of `known`, or of its day.
class Steps {
 public:
  Steps& Add(PlacementStep step, const std::string& on, const std::string& reason = "") {
    PlacementEvent event;
    event.step = step;
    event.occurred_on = Day(on);
    event.reason = reason;
    return Add(std::move(event));
  }
  Steps& Add(PlacementEvent event) {
    event.number = static_cast<int>(events_.size()) + 1;
    event.known_at = Instant(known_ ? *known_ : event.occurred_on);
    events_.push_back(std::move(event));
    return *this;
  }
  Steps& Hire(const std::string& on, const std::string& starts,
              EmploymentRelation relation = EmploymentRelation::kFixedTerm) {
    PlacementEvent event;
    event.step = PlacementStep::kHire;
    event.occurred_on = Day(on);
    event.starts_on = Day(starts);
    event.relation = relation;
    return Add(std::move(event));
  }
  Steps& Check(const std::string& on, int months) {
    PlacementEvent event;
    event.step = PlacementStep::kConfirmAtWork;
    event.occurred_on = Day(on);
    event.months = months;
    return Add(std::move(event));
  }
  Steps& Evidence(const std::string& on, const std::string& from, const std::string& until = "") {
    PlacementEvent event;
    event.step = PlacementStep::kRecordEvidence;
    event.occurred_on = Day(on);
    event.evidence = QuotaEvidence{EvidenceKind::kDisabilityCard, Day(from), std::nullopt};
    if (!until.empty()) event.evidence->valid_until = Day(until);
    return Add(std::move(event));
  }
  Steps& Membership(const std::string& on, BpjsSegment segment, const std::string& since = "") {
    PlacementEvent event;
    event.step = PlacementStep::kRecordMembership;
    event.occurred_on = Day(on);
    event.membership = BpjsMembership{segment, !since.empty(), std::nullopt};
    if (!since.empty()) event.membership->since = Day(since);
    return Add(std::move(event));
  }
  Steps& Retract(const std::string& on, int number) {
    PlacementEvent event;
    event.step = PlacementStep::kCorrect;
    event.occurred_on = Day(on);
    event.corrects = number;
    event.retracts = true;
    return Add(std::move(event));
  }
  // From now on steps are known on this day, whenever they happened.
  Steps& KnownOn(const std::string& day) {
    known_ = Day(day);
    return *this;
  }

  const std::vector<PlacementEvent>& events() const { return events_; }

 private:
  std::optional<Date> known_;
  std::vector<PlacementEvent> events_;
};

// Shortlisted, referred, interviewed, offered in the first four days of 2026.
inline Steps Offered() {
  return Steps()
      .Add(PlacementStep::kShortlist, "2026-01-01")
      .Add(PlacementStep::kRefer, "2026-01-02")
      .Add(PlacementStep::kInterview, "2026-01-03")
      .Add(PlacementStep::kOffer, "2026-01-04");
}

}  // namespace setara
