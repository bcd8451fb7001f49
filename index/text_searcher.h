// Search over openings: words, filters, facets, orders, pages by key. Counts and facets are exact;
// filters and facets are read from the columns, words from Xapian, both of one revision.
//
// Thread-safe; each call leases its own reader.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "index/index.h"
#include "index/match_searcher.h"
#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/education.h"
#include "matcher/domain/work.h"

namespace setara {

enum class SearchOrder : uint8_t { kRelevance, kDate, kWage, kDistance };

// Bits of OpeningQuery::facets.
enum class Facet : uint8_t {
  kProvince,
  kRegency,
  kOccupationMajor,     // one digit
  kOccupationSubMajor,  // two digits
  kWorkKind,
  kHours,
  kArrangement,
  kEducation,
  kPosted,  // "1", "7", "30", "90": at most so many days ago; "older"; "unknown"
  kOffered,
};
inline constexpr int kFacets = 10;
inline constexpr uint32_t FacetBit(Facet facet) { return 1u << static_cast<int>(facet); }

// An empty list or absent value is no filter; the values of a list are alternatives.
struct OpeningFilters {
  std::vector<std::string> regions;      // Kemendagri codes, each with all below it
  std::vector<std::string> occupations;  // KBJI/ISCO codes of 1-4 digits, each with all below it
  // Openings that ask no more than this, and those that say nothing.
  std::optional<EducationLevel> education_at_most;
  std::vector<WorkKind> kinds;
  std::vector<ContractKind> contracts;
  std::vector<WorkHours> hours;
  std::vector<Arrangement> arrangements;
  // The highest wage offered (else the lowest) reaches this; compared in whole thousands.
  std::optional<int64_t> wage_at_least_idr_per_month;
  std::optional<Date> posted_since;  // that day or later; unknown days do not pass
  std::string employer_id;
  AccommodationSet offered;     // all of them
  std::optional<Date> open_on;  // state open and the day within its dates
  std::optional<GeoPoint> near;
  // > 0: within it of `near`, and remote openings; others without a point do not pass.
  int64_t radius_metres = 0;
};

// Where a page ended; part of an opaque page token.
struct SearchKey {
  int64_t key = 0;
  int64_t row = 0;
  bool operator==(const SearchKey&) const = default;
};

struct OpeningQuery {
  std::string text;        // text_query.h; empty: all that pass the filters
  bool match_any = false;  // false: all words
  OpeningFilters filters;
  // kDistance needs `near` and counts remote openings as distance 0; unknown values come last.
  SearchOrder order = SearchOrder::kRelevance;
  uint32_t facets = 0;  // FacetBit of each wanted one
  Date today{};         // for the facet kPosted
  int limit = 20;       // 1 to kMaxPageSize
  std::optional<SearchKey> after;
  Interrupt interrupted;
};

struct FacetValue {
  std::string value;  // a code as the contract spells it, or the number of an enum value
  int64_t count = 0;  // >= 1
  bool operator==(const FacetValue&) const = default;
};
struct FacetCounts {
  Facet facet;
  std::vector<FacetValue> values;  // most first, ties by value
};

struct FoundOpening {
  int64_t row = 0;
  SearchKey key;
};

struct OpeningPage {
  std::vector<FoundOpening> openings;  // best first; equal keys by row
  bool more = false;
  int64_t total = 0;  // exact, whatever `after` says
  std::vector<FacetCounts> facets;
  std::string epoch;
  int64_t sequence = 0;
};

class TextSearcher {
 public:
  // `index` must outlive the searcher.
  explicit TextSearcher(const Index& index) : index_(index) {}

  // INVALID_ARGUMENT names the field: "query", "filter.region_codes", "filter.occupation_codes",
  // "order_by", "page_size". UNAVAILABLE: no index, or this search found it damaged, which
  // takes it out of service. DEADLINE_EXCEEDED: interrupted. ABORTED: commits came faster than
  // three attempts.
  absl::StatusOr<OpeningPage> Search(const OpeningQuery& query) const;

 private:
  const Index& index_;
};

}  // namespace setara
