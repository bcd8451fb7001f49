// What the event of a row is, and that it has its columns and no others.
#include <algorithm>

#include "matcher/domain/case_names.h"
#include "server/import/case_maker.h"

namespace setara {
namespace {

// What every event has.
constexpr std::string_view kOfEvery[] = {"source", "source_id", "event", "on", "time"};

void RefuseOthers(const CaseCells& cells, const std::vector<std::string_view>& uses,
                  RowNotes& notes) {
  const auto holds = [](const auto& list, std::string_view column) {
    return std::find(std::begin(list), std::end(list), column) != std::end(list);
  };
  for (const std::string_view column : cells.filled) {
    if (!holds(uses, column) && !holds(kOfEvery, column)) {
      notes.Reject(column, "does not belong to this event");
    }
  }
}

std::string UpperWord(const std::string& text) {
  std::string word = text;
  for (char& c : word) {
    if (c == '-' || c == ' ') c = '_';
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  return word;
}

}  // namespace

void MakeCaseEvent(CaseCells& cells, const EmployerReference& employer, RowNotes& notes) {
  const std::string word = UpperWord(cells.event);
  for (const auto& kinds : {CaseIntakeEvents(), CaseWorkEvents()}) {
    for (const CaseEventKind& kind : kinds) {
      if (kind.word != word) continue;
      RefuseOthers(cells, kind.uses, notes);
      CaseRowMaker maker{cells, employer, notes};
      cells.row.payload = kind.make(maker);
      return;
    }
  }
  const std::optional<int> move = FindName(word, "CASE_TRIGGER_", kCaseTriggerNames);
  if (!move || *move == 0) {
    notes.Reject("event", "is neither a fact nor a move of a case");
    return;
  }
  static const auto& uses = *new std::vector<std::string_view>{"text", "outcome"};
  RefuseOthers(cells, uses, notes);
  cells.row.reason = cells.text;
  cells.row.payload = CaseMoved{.trigger = static_cast<CaseTrigger>(*move),
                                .to = CaseState::kUnknown,
                                .outcome = cells.outcome};
}

}  // namespace setara
