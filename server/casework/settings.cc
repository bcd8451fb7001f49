#include "server/casework/settings.h"

#include <charconv>
#include <set>
#include <string>

#include "matcher/domain/errors.h"
#include "matcher/domain/table.h"

namespace setara::casework {
namespace {

struct Switch {
  std::string_view id;
  bool CalendarOptions::* option;
};
constexpr Switch kSwitches[] = {
    {"SATURDAY_WORKS", &CalendarOptions::saturday_works},
    {"JOINT_LEAVE_WORKS", &CalendarOptions::joint_leave_works},
    {"CLOCK_RESTS_ON_DAYS_OFF", &CalendarOptions::clock_rests_on_days_off}};

absl::StatusOr<int> ReadCount(std::string_view text) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) {
    return absl::InvalidArgumentError("must be a whole number");
  }
  return count;
}

absl::Status ReadSwitch(std::string_view text, bool* out) {
  if (text != "yes" && text != "no") return absl::InvalidArgumentError("must be yes or no");
  *out = text == "yes";
  return absl::OkStatus();
}

absl::Status ReadRow(std::string_view id, std::string_view value, CaseOptions* options) {
  for (const Switch& one : kSwitches) {
    if (one.id == id) return ReadSwitch(value, &(options->calendar.*one.option));
  }
  absl::StatusOr<int> count = ReadCount(value);
  if (!count.ok()) return count.status();
  CaseOptions alone;  // so that an error is this row's
  if (id == "LOST_CONTACT_ATTEMPTS") {
    alone.lost_contact_attempts = options->lost_contact_attempts = *count;
  } else {
    alone.durations[std::string(id)] = options->durations[std::string(id)] = *count;
  }
  const absl::Status made = CaseRules::Make(alone).status();
  if (made.ok()) return made;
  return absl::InvalidArgumentError(FieldViolations(made).front().description);
}

}  // namespace

absl::StatusOr<CaseRules> ParseSettings(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(name, tsv, {"id", "value"});
  if (!table.ok()) return table.status();
  CaseOptions options;
  std::set<std::string_view> seen;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const std::string_view id = table->rows()[i][0];
    absl::Status read = ReadRow(id, table->rows()[i][1], &options);
    if (read.ok() && !seen.insert(id).second) read = absl::InvalidArgumentError("is set twice");
    if (!read.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " + std::string(id) + ": " +
                                        std::string(read.message()));
    }
  }
  return CaseRules::Make(options);
}

}  // namespace setara::casework
