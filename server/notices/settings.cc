#include "server/notices/settings.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "embedded/notice_settings.h"
#include "matcher/domain/table.h"

namespace setara::notices {

const Settings& Settings::Get() {
  static const Settings settings = [] {
    absl::StatusOr<Settings> parsed = Parse("settings.tsv", embedded::notice_settings());
    if (parsed.ok()) return *parsed;
    std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
    std::abort();
  }();
  return settings;
}

absl::StatusOr<Settings> Settings::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(name, tsv, {"key", "value"});
  if (!table.ok()) return table.status();
  Settings settings;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    int value = 0;
    const auto [end, error] = std::from_chars(row[1].data(), row[1].data() + row[1].size(), value);
    const bool whole = error == std::errc() && end == row[1].data() + row[1].size();
    if (row[0] != "answer_days" || settings.answer_days != 0 || !whole || value < 1 ||
        value > 365) {
      return absl::InvalidArgumentError(table->Where(i) + ": answer_days once, 1 to 365");
    }
    settings.answer_days = value;
  }
  if (settings.answer_days == 0) {
    return absl::InvalidArgumentError(std::string(name) + ": answer_days is missing");
  }
  return settings;
}

}  // namespace setara::notices
