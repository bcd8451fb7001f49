#include "matcher/reference/minimum_wage.h"

#include <map>
#include <string>
#include <utility>

#include "embedded/minimum_wage.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "minimum_wage.tsv";

// (province code, year) -> rupiah per month.
using Wages = std::map<std::pair<std::string, int>, int64_t>;

const Wages& GetWages() {
  static const Wages& wages = *[] {
    auto* loaded = new Wages();
    const Table table =
        LoadEmbedded(kTable, embedded::minimum_wage(), {"province", "year", "rupiah_per_month"});
    for (const Table::Row& row : table.rows()) {
      const int year = static_cast<int>(EmbeddedNumber(kTable, row[1]));
      loaded->emplace(std::pair(std::string(row[0]), year), EmbeddedNumber(kTable, row[2]));
    }
    return loaded;
  }();
  return wages;
}

}  // namespace

std::optional<MinimumWage> ProvincialMinimumWage(std::string_view region, int year) {
  const Wages& wages = GetWages();
  const std::string province(region.substr(0, 2));
  auto after = wages.upper_bound({province, year});
  if (after == wages.begin()) return std::nullopt;
  const auto& [key, rupiah] = *std::prev(after);
  if (key.first != province) return std::nullopt;
  return MinimumWage{rupiah, key.second};
}

}  // namespace setara
