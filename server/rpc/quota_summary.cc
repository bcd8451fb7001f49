#include "server/rpc/quota_summary.h"

#include <vector>

#include "matcher/reference/kbli.h"
#include "server/quota/assess.h"
#include "server/quota/suppress.h"

namespace setara {
namespace {

using Cells = std::map<std::string, SummaryCell>;

void AddSum(const QuotaSum& sum, SummaryCell& cell) {
  Add(sum.measures, 1, cell.measures);
  int64_t employers = sum.measures.employers;
  switch (static_cast<quota::QuotaStatus>(sum.status)) {
    case quota::QuotaStatus::kMet:
      cell.met += employers;
      break;
    case quota::QuotaStatus::kShort:
      cell.short_of += employers;
      break;
    case quota::QuotaStatus::kNoData:
      cell.no_data += employers;
      break;
    case quota::QuotaStatus::kNoRule:
      cell.no_rule += employers;
      break;
  }
}

quota::PeopleCell PeopleOf(const SummaryCell& cell) {
  return {cell.measures.counted, cell.measures.holders, false};
}

// Hides what must be in one table; returns whether its total is.
bool Protect(Cells& cells, bool total_hidden) {
  std::vector<quota::PeopleCell> people;
  for (const auto& [code, cell] : cells) people.push_back(PeopleOf(cell));
  total_hidden = quota::Suppress(people, total_hidden);
  size_t next = 0;
  for (auto& [code, cell] : cells) cell.hidden = people[next++].hidden;
  return total_hidden;
}

class Tables {
 public:
  Tables(Connection& db, const QuotaFilter& filter, Date as_of, Instant known_at)
      : db_(db), filter_(filter), as_of_(as_of), known_at_(known_at) {}

  // `code_of` a sum gives its row.
  template <typename CodeOf>
  absl::StatusOr<Cells> Load(const std::string& region, QuotaGrouping grouping, CodeOf code_of) {
    QuotaFilter filter = filter_;
    filter.region_code = region;
    absl::StatusOr<std::vector<QuotaSum>> sums = SumQuota(db_, filter, grouping, as_of_, known_at_);
    if (!sums.ok()) return sums.status();
    Cells cells;
    for (const QuotaSum& sum : *sums) AddSum(sum, cells[code_of(sum)]);
    return cells;
  }

  // The provinces of the country, protected.
  absl::StatusOr<Cells> Provinces() {
    absl::StatusOr<Cells> cells =
        Load("", QuotaGrouping::kProvince, [](const QuotaSum& sum) { return sum.group; });
    if (cells.ok()) Protect(*cells, false);
    return cells;
  }

  // The seats in a province ("" all), protected as in the table of each province.
  absl::StatusOr<Cells> Regencies(const std::string& province) {
    absl::StatusOr<Cells> provinces = Provinces();
    if (!provinces.ok()) return provinces;
    absl::StatusOr<Cells> cells = Load(province, QuotaGrouping::kSeat,
                                       [](const QuotaSum& sum) { return sum.group.substr(0, 5); });
    if (!cells.ok()) return cells;
    std::map<std::string, Cells> by_province;
    for (const auto& [code, cell] : *cells) by_province[code.substr(0, 2)][code] = cell;
    for (auto& [code, table] : by_province) {
      auto found = provinces->find(code);
      Protect(table, found != provinces->end() && found->second.hidden);
      for (const auto& [seat, cell] : table) (*cells)[seat].hidden = cell.hidden;
    }
    return cells;
  }

  // Whether the total of the region is left out for the sake of the tables above it.
  absl::StatusOr<bool> HiddenAbove(const std::string& region) {
    if (region.empty()) return false;
    absl::StatusOr<Cells> table = region.size() == 2 ? Provinces() : Regencies(region.substr(0, 2));
    if (!table.ok()) return table.status();
    auto found = table->find(region.substr(0, 5));
    return found != table->end() && found->second.hidden;
  }

 private:
  Connection& db_;
  const QuotaFilter& filter_;
  const Date as_of_;
  const Instant known_at_;
};

}  // namespace

absl::StatusOr<Summary> SummarizeQuota(Connection& db, const QuotaFilter& filter, SummaryRows rows,
                                       const std::string& edition, Date as_of, Instant known_at) {
  Tables tables(db, filter, as_of, known_at);
  const std::string& region = filter.region_code;
  absl::StatusOr<bool> hidden_above = tables.HiddenAbove(region);
  if (!hidden_above.ok()) return hidden_above.status();
  absl::StatusOr<Cells> cells = Cells();
  bool total_hidden = *hidden_above;
  switch (rows) {
    case SummaryRows::kNone:
      cells = tables.Load(region, QuotaGrouping::kNone, [](const QuotaSum&) { return ""; });
      break;
    case SummaryRows::kProvinces:
      cells = tables.Load(region, QuotaGrouping::kProvince,
                          [](const QuotaSum& sum) { return sum.group; });
      break;
    case SummaryRows::kRegencies:
      cells = tables.Regencies(region);
      break;
    case SummaryRows::kKinds:
      cells = tables.Load(region, QuotaGrouping::kNone, [](const QuotaSum& sum) {
        return std::to_string(static_cast<int>(sum.kind));
      });
      break;
    case SummaryRows::kSections:
      cells = tables.Load(region, QuotaGrouping::kDivision, [&](const QuotaSum& sum) {
        const KbliSection* section = SectionOfDivision(edition, std::stoi("0" + sum.group));
        return std::string(section == nullptr ? "" : section->letter);
      });
      break;
  }
  if (!cells.ok()) return cells.status();
  if (rows != SummaryRows::kRegencies) {
    total_hidden = Protect(*cells, total_hidden);
  } else {
    // Its cells are protected by province already.
    quota::PeopleCell all;
    for (const auto& [code, cell] : *cells) {
      all.people += cell.measures.counted;
      all.holders += cell.measures.holders;
    }
    total_hidden = total_hidden || quota::IsSmall(all);
  }
  Summary summary;
  for (const auto& [code, cell] : *cells) {
    Add(cell.measures, 1, summary.total.measures);
    summary.total.met += cell.met;
    summary.total.short_of += cell.short_of;
    summary.total.no_data += cell.no_data;
    summary.total.no_rule += cell.no_rule;
  }
  summary.total.hidden = total_hidden;
  if (rows != SummaryRows::kNone) summary.rows = *std::move(cells);
  return summary;
}

}  // namespace setara
