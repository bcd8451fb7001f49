// A row of a file of return-to-work cases: one entry of the log of one case. Plain values; what ids
// of other sources stand for, and what may follow on what, is the server's to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/case_events.h"
#include "matcher/domain/date.h"

namespace setara {

// A day as a clock on the wall where it happened showed it. Noon where no time was written: between
// two such days lie whole days, whatever the zone (our default).
struct LocalMoment {
  Date day{};
  int minute = 12 * 60;  // of the day
  bool operator==(const LocalMoment&) const = default;
};

struct CaseImportRow {
  std::string source{};  // with source_id the key of the case: the same in each of its rows
  std::string source_id{};
  LocalMoment at{};      // when it happened
  std::string reason{};  // of a move
  // A report without seeker, employer and times, which follow here; of a move its trigger and
  // outcome alone; of others everything but the ids of employers and accounts.
  CasePayload payload{};

  // Of the report.
  std::string seeker_id{};  // of Setara, or
  std::string seeker_source{};
  std::string seeker_source_id{};
  std::string previous_source_id{};  // of the same source
  LocalMoment happened{};
  std::optional<LocalMoment> employer_knew{};
  std::optional<LocalMoment> first_report{};

  // Of an assignment: a sign-in name, or `accounts/{id}`.
  std::string manager{};

  bool operator==(const CaseImportRow&) const = default;
};

}  // namespace setara
