// What was known about one employer on one day: all that its quota is assessed from. The store
// loads it, the rules read it; neither knows the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"

namespace setara {

struct QuotaSnapshot {
  // The headcount report in force on the day; it holds until the next, however old it is.
  struct Report {
    Date valid_from{};
    int64_t workers = 0;                               // >= 0
    std::optional<int64_t> workers_with_disabilities;  // the employer's own aggregate
    bool operator==(const Report&) const = default;
  };

  Date as_of{};
  EmployerKind kind = EmployerKind::kUnknown;  // on as_of
  std::string seat_region_code;                // registered seat on as_of; "" not known
  std::optional<Report> report;                // absent: none in force
  // Distinct persons who count on as_of by the employment records; absent when no record of an
  // employment relation is known that began by then. 0 is a known nobody.
  std::optional<int64_t> counted_by_records;

  bool operator==(const QuotaSnapshot&) const = default;
};

}  // namespace setara
