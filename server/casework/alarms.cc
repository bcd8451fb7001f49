// The words of alarms: data/alarms.tsv.

#include "embedded/casework_alarms.h"
#include "matcher/domain/table.h"
#include "server/casework/deadlines.h"
#include "server/casework/shipped.h"

namespace setara::casework {
namespace {

const Table& Alarms() {
  static const Table& table = *new Table(MustParse(Table::Parse(
      "alarms.tsv", embedded::casework_alarms(), {"id", "citations", "text_id", "text_en"})));
  return table;
}

}  // namespace

std::string AlarmText(const Deadline& deadline, const CaseRules& rules, Language language) {
  for (const Table::Row& row : Alarms().rows()) {
    if (row[0] != deadline.kind) continue;
    std::string text(language == Language::kIndonesian ? row[2] : row[3]);
    std::string basis;
    for (std::string_view id : Split(row[1], ',')) {
      const Citation* citation = rules.citations->Find(id, LocalDate(deadline.due, deadline.zone));
      if (citation == nullptr) continue;
      basis += (basis.empty() ? "" : "; ") + citation->text(language);
    }
    return basis.empty() ? text : text + " [" + basis + "]";
  }
  return "";
}

}  // namespace setara::casework
