// The quota of one employer as intervals: what its records say from a day to a day, as believed
// from one instant to another. And the records themselves, as the intervals are derived from them.
// The store keeps both, the rules derive the one from the other; neither knows the other.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/quota_snapshot.h"

namespace setara {

// Open ends. Every day and instant that can be asked about lies between them.
inline constexpr Date kQuotaFirstDay{std::chrono::days(-1'000'000)};
inline constexpr Date kQuotaLastDay{std::chrono::days(1'000'000)};  // never included
inline constexpr Instant kQuotaStillKnown = Instant::max();         // never included

// What is true of an employer in an interval.
struct QuotaFigures {
  EmployerKind kind = EmployerKind::kUnknown;
  std::string seat_region_code;
  std::optional<QuotaSnapshot::Report> report;
  std::optional<int64_t> counted_by_records;
  uint8_t status = 0;              // values of quota::QuotaStatus
  std::optional<int64_t> counted;  // records before the report's aggregate
  std::optional<int64_t> required;
  int64_t shortfall = 0;
  int64_t flags = 0;               // bits of quota::FlagBits: all but staleness
  std::optional<Date> stale_from;  // from this day on the report is stale; absent without one
  std::string rules;  // ids of all that apply, the statute's first ("" none): "N16P,SKA23P"
  bool operator==(const QuotaFigures&) const = default;
};

// A rectangle in valid and in known time, both half-open. Of one employer they never overlap, and
// from the first instant on that it was known they cover every day.
struct QuotaInterval {
  Date valid_from = kQuotaFirstDay;
  Date valid_until = kQuotaLastDay;
  Instant known_from{};
  Instant known_until = kQuotaStillKnown;
  QuotaFigures figures;
  bool operator==(const QuotaInterval&) const = default;

  bool Holds(Date day, Instant known_at) const {
    return valid_from <= day && day < valid_until && known_from <= known_at &&
           known_at < known_until;
  }
};

// Every version of every record that touches one employer, each list in the order learned. Keys and
// persons are numbered from 0.
struct QuotaRecords {
  struct Terms {
    Date valid_from{};
    EmployerKind kind = EmployerKind::kUnknown;
    std::string seat_region_code;
    Instant known_at{};
  };
  struct Headcount {
    QuotaSnapshot::Report report;
    bool retracted = false;
    std::string source;
    Instant known_at{};
  };
  struct Employment {
    int key = 0;        // of (source, source_id)
    bool here = false;  // false: this version is of another employer
    int person = 0;
    EmploymentRelation relation = EmploymentRelation::kUnknown;
    Date valid_from{};
    std::optional<Date> valid_until;
    std::optional<Date> evidence_from;
    std::optional<Date> evidence_until;
    std::optional<Date> agreed_on;
    bool excluded = false;
    Instant known_at{};
  };
  struct Merge {
    int person = 0;
    int same_as = 0;
    Instant known_at{};
  };

  std::vector<Terms> terms;
  std::vector<Headcount> headcounts;
  std::vector<Employment> employment;
  std::vector<Merge> merges;
  int keys = 0;
  int persons = 0;
};

}  // namespace setara
