// The rows of one case as entries of a log: ids of other sources looked up, days made instants of
// the place. Private to case_import.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <vector>

#include "server/case_ledger/ledger.h"
#include "server/import/import_batch.h"
#include "server/store/sqlite.h"

namespace setara::case_import {

using Rows = std::vector<const ParsedRecord*>;

inline const CaseCells& CellsOf(const ParsedRecord& record) {
  return std::get<CaseCells>(record.record);
}

// What is wrong with a row, in the words of the columns.
struct RowFault {
  int64_t line = 0;
  std::string field{};
  std::string reason{};
};

// A case as its rows tell it.
struct ReadCase {
  std::vector<NewFact>
      facts{};  // one a row, the report first; moves have their trigger and outcome
  std::string seeker_id{};
  int64_t seeker_row = 0;
  std::string previous_id{};  // of the case that it continues, or ""
  std::optional<RowFault> fault{};
};

// rows: of one case, in order, at least one. branch: of a report that names none.
absl::StatusOr<ReadCase> ReadRows(Connection& db, const Rows& rows, const std::string& branch);

// The column that a violation of casework::CheckEvent is about.
std::string ColumnOf(const std::string& field);

}  // namespace setara::case_import
