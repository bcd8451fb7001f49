// The content of an evidence pack: everything that its two forms (canonical.h, printed.h) show, and
// nothing that changes with what is written later. Plain values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/evidence.h"
#include "matcher/domain/quota_snapshot.h"
#include "server/quota/assess.h"
#include "server/quota/rule_book.h"

namespace setara::evidence {

// The status from a day on, until the next stretch or the end of the period.
struct Stretch {
  Date from{};
  Date to{};               // last day
  QuotaSnapshot snapshot;  // on `from`
  quota::Assessment assessment;
};

struct Pack {
  std::string employer_id;
  std::string employer_name;
  Date from{};
  Date to{};  // last day
  Instant known_at{};
  std::vector<ReportVersion> reports;
  std::vector<Stretch> series;
  std::shared_ptr<const quota::RuleBook> rule_book;  // holds the rules that the pack points to
  std::vector<const quota::Rule*> rules;             // cited in the series, each once, by id
  std::vector<OfferedOpening> openings;
  // Absent: whoever serves this keeps no placements.
  std::optional<std::vector<EvidenceReferral>> referrals;
  std::vector<EvidenceNotice> notices;
};

// Whether the status is the same but for the day: such days are one stretch.
bool SameStatus(const Stretch& a, const Stretch& b);

// "1–4" for 1 to 4, else the number: counts of people in small cells are not told (our default).
std::string CellText(int64_t people);

}  // namespace setara::evidence
