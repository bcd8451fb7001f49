// The columns of the rows of cases (columns.h). Private to server/store.
#pragma once

#include "matcher/domain/case_rows.h"
#include "server/store/case_enums.h"
#include "server/store/columns.h"

namespace setara {

template <>
struct ColumnsOf<CaseRow> {
  static constexpr const char* kTable = "cases";
  template <typename Visitor>
  static void Visit(Visitor&& visit) {
    visit("id", &CaseRow::id);
    visit("seeker_row", &CaseRow::seeker_row);
    visit("previous_id", &CaseRow::previous_id);
    visit("last_sequence", &CaseRow::last_sequence);
    visit("reported_at", &CaseRow::reported_at);
    visit("updated_at", &CaseRow::updated_at);
    visit("state", &CaseRow::state);
    visit("prior", &CaseRow::prior);
    visit("state_at", &CaseRow::state_at);
    visit("state_since", &CaseRow::state_since);
    visit("outcome", &CaseRow::outcome);
    visit("manager", &CaseRow::manager);
    visit("branch", &CaseRow::branch);
    visit("region_code", &CaseRow::region_code);
    visit("employer_id", &CaseRow::employer_id);
    visit("injury", &CaseRow::injury);
    visit("segment", &CaseRow::segment);
    visit("rung", &CaseRow::rung);
    visit("enrolled", &CaseRow::enrolled);
    visit("happened_on", &CaseRow::happened_on);
    visit("returned_on", &CaseRow::returned_on);
    visit("closed_on", &CaseRow::closed_on);
    visit("search_at", &CaseRow::search_at);
  }
};

// "SELECT c.row, c.id, ... FROM cases c ".
const std::string& SelectCases();
// The rest of a query that begins with SelectCases.
absl::StatusOr<std::vector<CaseRow>> ReadCases(Statement& query);

}  // namespace setara
