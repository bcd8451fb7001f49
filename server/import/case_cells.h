// The cells of a row of cases before its event says what they mean. For server/import only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "server/import/case_row.h"

namespace setara {

struct CaseCells {
  CaseImportRow row{};
  std::string event{};
  std::optional<Date> on{};
  std::optional<int> minute{};

  // Of the report, beside what `row` has.
  std::string branch{};
  InjuryKind injury = InjuryKind::kUnknown;
  BpjsSegment segment = BpjsSegment::kUnknown;
  std::optional<bool> jkk_member{};
  std::optional<Date> happened_on{};
  std::optional<int> happened_minute{};
  std::optional<Date> employer_knew_on{};
  std::optional<Date> first_reported_on{};
  std::optional<Date> incapacity_from{};
  std::string region_code{};
  std::string occupation_code{};

  // Of several events; what each means there is in case_intake_events.cc and case_work_events.cc.
  CaseParty party = CaseParty::kUnknown;
  std::string status{};  // a word of the event's own list
  std::optional<bool> yes{};
  std::string text{};
  std::string by{};
  std::string document{};
  std::string code{};
  std::optional<Date> from{};
  std::optional<Date> until{};
  Rung rung = Rung::kUnknown;
  std::string reasons{};
  std::string steps{};
  std::vector<std::pair<FunctionId, int>> levels{};
  AccommodationSet accommodations{};
  std::optional<ModeSet> modes{};
  ModeSet preferred_modes{};
  ServiceKind service = ServiceKind::kUnknown;
  std::optional<int64_t> percent{};
  std::optional<int64_t> amount_idr{};
  std::optional<int64_t> wage_idr_per_month{};
  std::optional<int64_t> equal_work_wage_idr_per_month{};
  CaseOutcome outcome = CaseOutcome::kNone;

  // Columns that were not empty, set by the batch: an event refuses those that it has no use for.
  std::set<std::string_view> filled{};

  bool operator==(const CaseCells&) const = default;
};

class RowNotes;
struct EmployerReference;

// The payload that the event of `cells` makes of them; notes what it lacks and what does not belong
// to it.
void MakeCaseEvent(CaseCells& cells, const EmployerReference& employer, RowNotes& notes);

}  // namespace setara
