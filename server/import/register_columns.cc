#include "server/import/register_columns.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "embedded/register_columns.h"
#include "matcher/domain/table.h"

namespace setara {
namespace {

constexpr std::pair<std::string_view, PeriodColumn::What> kPrefixes[] = {
    {"workers:", PeriodColumn::What::kWorkers},
    {"disabled:", PeriodColumn::What::kDisabled},
    {"report:", PeriodColumn::What::kSource}};

// Small letters and digits, single spaces for whatever separates words; "-", "/" and ":" stay.
std::string Plain(std::string_view title) {
  std::string plain;
  for (const char c : title) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool gap = lower == ' ' || lower == '_' || lower == '.' || lower == '\t';
    if (!gap) plain += lower;
    if (gap && !plain.empty() && plain.back() != ' ') plain += ' ';
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

const std::map<std::string, std::string, std::less<>>& Titles() {
  static const auto& titles = *[] {
    auto* loaded = new std::map<std::string, std::string, std::less<>>();
    const absl::StatusOr<Table> table =
        Table::Parse("register_columns.tsv", embedded::register_columns(), {"title", "field"});
    if (!table.ok()) {
      // Compiled in, and read by a test.
      std::fprintf(stderr, "%s\n", std::string(table.status().message()).c_str());
      std::abort();
    }
    for (const Table::Row& row : table->rows()) loaded->emplace(row[0], row[1]);
    return loaded;
  }();
  return titles;
}

std::optional<int> Number(std::string_view text, size_t digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && text.size() == digits && number >= 0 ? std::optional(number) : std::nullopt;
}

// "2025", "2025-03", "2025-03-15", "2025-03-15/annual" into `column`.
bool ReadPeriod(std::string_view text, PeriodColumn* column) {
  constexpr std::string_view kAnnual = "/annual";
  const bool annual = text.ends_with(kAnnual);
  if (annual) text.remove_suffix(kAnnual.size());
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (annual && text.size() != 10) return false;
  const std::optional<int> year = Number(text.substr(0, 4), 4);
  std::optional<int> month = 1, day = 1;
  if (text.size() >= 7) month = text[4] == '-' ? Number(text.substr(5, 2), 2) : std::nullopt;
  if (text.size() == 10) day = text[7] == '-' ? Number(text.substr(8, 2), 2) : std::nullopt;
  if (!year || !month || !day) return false;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return false;
  column->valid_from = Date(date);
  column->kind = text.size() == 4 || annual ? ReportKind::kAnnual
                 : text.size() == 7         ? ReportKind::kMonthly
                                            : ReportKind::kUnknown;
  return true;
}

}  // namespace

std::optional<PeriodColumn> ReadPeriodColumn(std::string_view name) {
  for (const auto& [prefix, what] : kPrefixes) {
    PeriodColumn column;
    column.what = what;
    if (name.starts_with(prefix) && ReadPeriod(name.substr(prefix.size()), &column)) return column;
  }
  return std::nullopt;
}

std::string ColumnOfTitle(std::string_view title) {
  const std::string plain = Plain(title);
  const auto& titles = Titles();
  if (const auto found = titles.find(plain); found != titles.end()) return found->second;
  // "tenaga kerja 2025-03": the words before the last space name what the period is of.
  const size_t space = plain.rfind(' ');
  if (space != std::string::npos) {
    const auto found = titles.find(plain.substr(0, space) + ":");
    if (found != titles.end()) return found->second + plain.substr(space + 1);
  }
  std::string own = plain;
  std::replace(own.begin(), own.end(), ' ', '_');
  return own;
}

}  // namespace setara
