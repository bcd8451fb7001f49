// What an evidence pack of one employer is made of, as known at an instant. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/notice.h"
#include "matcher/domain/opening.h"

namespace setara {

// One version of a headcount report; also a retraction.
struct ReportVersion {
  HeadcountReport report;
  bool retracted = false;
  Instant known_at{};
};

// An opening that the employer offered.
struct OfferedOpening {
  std::string id;
  std::string title;
  WorkKind kind = WorkKind::kUnknown;
  std::string region_code;
  std::string occupation_code;
  int64_t positions = 0;
  OpeningState state = OpeningState::kUnknown;
  Date open_from{};
  std::optional<Date> open_until;  // half-open
  Instant known_at{};              // when this version was learned
};

// What became of one person who was referred to the employer: coded steps, and nothing of the
// person. Whoever has placements gives these (server/rpc/evidence_gather.h).
struct EvidenceReferral {
  struct Step {
    std::string step;  // "REFER", "INTERVIEW", "REJECT": a word of the contract
    Date occurred_on{};
    std::string reason;             // a code, or ""
    std::optional<Date> starts_on;  // of a hire
    std::string relation;           // of a hire: "PERMANENT"; or ""
    Instant known_at{};
  };
  std::string opening_id;
  std::vector<Step> steps;  // in the order recorded
};

// A notice with the steps and documents known then.
struct EvidenceNotice {
  Notice notice;
  std::vector<NoticeEvent> events;
  std::vector<NoticeDocument> documents;
};

}  // namespace setara
