#include "server/casework/record.h"

#include <set>

namespace setara::casework {
namespace {

void Enter(CaseRecord& record, CaseState state, CaseTrigger trigger, const CaseEvent& event) {
  record.prior = state == CaseState::kPaused ? record.state : CaseState::kUnknown;
  record.state = state;
  record.history.push_back(
      {.state = state, .trigger = trigger, .from = event.at, .sequence = event.sequence});
}

void Apply(CaseRecord& record, const CaseEvent& event) {
  std::visit(
      [&](const auto& fact) {
        using Fact = std::decay_t<decltype(fact)>;
        std::get<std::vector<Entry<Fact>>>(record.facts)
            .push_back({event.sequence, event.at, fact});
      },
      event.payload);
  if (const auto* moved = std::get_if<CaseMoved>(&event.payload)) {
    Enter(record, moved->to, moved->trigger, event);
    record.outcome = moved->outcome;
  } else if (std::holds_alternative<CaseReported>(event.payload) && record.history.empty()) {
    Enter(record, CaseState::kReported, CaseTrigger::kReport, event);
  }
}

}  // namespace

CaseRecord Fold(std::span<const CaseEvent> events) {
  std::set<int64_t> voided;
  for (const CaseEvent& event : events) {
    if (const auto* corrected = std::get_if<EventCorrected>(&event.payload)) {
      voided.insert(corrected->sequence);
    }
  }
  CaseRecord record;
  for (const CaseEvent& event : events) {
    record.last_sequence = event.sequence;
    record.last_recorded_at = event.recorded_at;
    if (!voided.contains(event.sequence)) Apply(record, event);
  }
  return record;
}

CaseRecord StateAt(std::span<const CaseEvent> events, Instant known_at) {
  size_t known = 0;  // recorded_at never falls, so that they are the first ones
  while (known < events.size() && events[known].recorded_at <= known_at) ++known;
  return Fold(events.first(known));
}

StateClock ClockOf(const CaseRecord& record, Instant now) {
  StateClock clock;
  std::chrono::microseconds rested{0};
  Instant paused_at{};
  for (const StateSpan& span : record.history) {
    if (span.state == CaseState::kPaused) {
      paused_at = span.from;
      clock.running = false;
      continue;
    }
    if (span.trigger == CaseTrigger::kResume) {
      rested += span.from - paused_at;
    } else {
      clock.state = span.state;
      clock.entered = span.from;
      clock.sequence = span.sequence;
      rested = std::chrono::microseconds{0};
    }
    clock.running = true;
  }
  if (!clock.running && now > paused_at) rested += now - paused_at;
  clock.start = clock.entered + rested;
  return clock;
}

}  // namespace setara::casework
