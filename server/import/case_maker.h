// How the columns of a row become a fact, shared by the files of events. Private to server/import.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/import/case_cells.h"
#include "server/import/record_fields.h"
#include "server/import/text_repair.h"

namespace setara {

// One row while its event is made.
struct CaseRowMaker {
  CaseCells& cells;
  const EmployerReference& employer;
  RowNotes& notes;

  void Require(std::string_view column) {
    if (!cells.filled.contains(column)) notes.Reject(column, "is required by this event");
  }
  // The word of `status` in the event's own list.
  template <typename Enum>
  Enum Status(std::span<const std::string_view> names) {
    Enum value{};
    const FieldText word{"status", {cells.status}, ";", {}};
    if (!cells.status.empty()) ReadEnum(word, "", names, &value, notes);
    return value;
  }
  bool Yes() {
    Require("yes");
    return cells.yes.value_or(false);
  }
  Date From() {
    Require("from");
    return cells.from.value_or(Date{});
  }
  Date Until() {
    Require("until");
    return cells.until.value_or(Date{});
  }
};

// An event: what makes it, and the columns that it has a use for.
struct CaseEventKind {
  std::string_view word;  // the fact of the contract
  CasePayload (*make)(CaseRowMaker&);
  std::vector<std::string_view> uses;
};

// From the report to the plan, and what follows.
std::span<const CaseEventKind> CaseIntakeEvents();
std::span<const CaseEventKind> CaseWorkEvents();

// What stands between semicolons.
inline std::vector<std::string> CaseItems(const std::string& text) {
  return SplitTrimmed(text, ";");
}

}  // namespace setara
