// A case as its log tells it: state and facts are a fold over the events, and nothing else is kept.
// Leaving out what was recorded later answers what was known on a day. Pure; thread-safe.
#pragma once

#include <optional>
#include <span>
#include <tuple>
#include <variant>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/case_events.h"
#include "matcher/domain/date.h"

namespace setara::casework {

// A fact with its place in the log.
template <typename Fact>
struct Entry {
  int64_t sequence = 0;
  Instant at{};
  Fact fact;
  bool operator==(const Entry&) const = default;
};

// The case entered `state` at `from`; it stayed until the next span.
struct StateSpan {
  CaseState state = CaseState::kUnknown;
  CaseTrigger trigger = CaseTrigger::kUnknown;
  Instant from{};
  int64_t sequence = 0;
  bool operator==(const StateSpan&) const = default;
};

template <typename Variant>
struct EntryListsOf;
template <typename... Facts>
struct EntryListsOf<std::variant<Facts...>> {
  using Type = std::tuple<std::vector<Entry<Facts>>...>;
};

struct CaseRecord {
  CaseState state = CaseState::kUnknown;  // kUnknown: there is no case yet
  CaseState prior = CaseState::kUnknown;  // only while paused: where it resumes
  CaseOutcome outcome = CaseOutcome::kNone;
  std::vector<StateSpan> history{};  // standing moves, in order
  int64_t last_sequence = 0;
  Instant last_recorded_at{};
  EntryListsOf<CasePayload>::Type facts;  // standing ones, in order

  bool IsOpen() const { return state != CaseState::kUnknown && state != CaseState::kClosed; }

  // Every standing fact of a kind, in the order recorded.
  template <typename Fact>
  const std::vector<Entry<Fact>>& Of() const {
    return std::get<std::vector<Entry<Fact>>>(facts);
  }
  // The one recorded last; nullptr: none.
  template <typename Fact>
  const Entry<Fact>* Latest() const {
    const auto& list = Of<Fact>();
    return list.empty() ? nullptr : &list.back();
  }
  // The report as it stands: a later one corrects the earlier. There is a case.
  const CaseReported& Report() const { return Latest<CaseReported>()->fact; }

  bool operator==(const CaseRecord&) const = default;
};

// events: the log, by sequence. A corrected event counts as never recorded, a corrected move as
// never made. Trusts the log: what may enter it is checked by CheckEvent.
CaseRecord Fold(std::span<const CaseEvent> events);

// The same of what was recorded by `known_at`, inclusive.
CaseRecord StateAt(std::span<const CaseEvent> events, Instant known_at);

// When the state that the case is in, or rests from, was entered, moved on by the time it was
// paused since: what the deadlines of that state count from. The case exists.
struct StateClock {
  CaseState state = CaseState::kUnknown;  // never kPaused
  Instant entered{};                      // as it happened
  Instant start{};                        // moved on
  int64_t sequence = 0;                   // of the move into it
  bool running = true;                    // false: paused
};
StateClock ClockOf(const CaseRecord& record, Instant now);

}  // namespace setara::casework
