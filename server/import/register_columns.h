// The columns of a register of employers: what their titles mean, and the columns of one period
// each that hold its headcounts. For server/import only. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/employer.h"

namespace setara {

// A column of one headcount report: "workers:2025", "disabled:2025-03", "report:2025-03-15/annual".
struct PeriodColumn {
  enum class What { kWorkers, kDisabled, kSource };
  What what = What::kWorkers;
  // A year is the annual form, true from 1 January (our default: the form names no day); a month
  // the monthly series; a day a report of no kind, or of the annual form with "/annual" behind.
  Date valid_from{};
  ReportKind kind = ReportKind::kUnknown;
};

// Nullopt: the name is not one of a period.
std::optional<PeriodColumn> ReadPeriodColumn(std::string_view name);

// The field's own name for a title: "npp" for "NPP", "display_name" for "Nama Perusahaan",
// "workers:2025" for "Tenaga kerja 2025". A title that is not known comes back as it is.
std::string ColumnOfTitle(std::string_view title);

}  // namespace setara
