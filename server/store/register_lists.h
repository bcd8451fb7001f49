// The dated facts of many employers, page by page, and where two employers claim the same number or
// person. Reads as known at an instant, like the lists of one employer.
//
// Call inside Store::Read or Store::Write. Errors: those of sqlite.h, and NOT_FOUND.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matcher/domain/employer.h"
#include "server/store/employment.h"
#include "server/store/headcounts.h"

namespace setara {

// Whose facts: one employer's, or all with their seat in a region ("" everywhere).
struct RegisterScope {
  std::string employer_id;
  std::string region_code;  // not looked at with employer_id
};

// A fact with its place in the list: pages go on after it.
template <typename T>
struct Entry {
  int64_t entry = 0;
  T fact;
};

// Each gives at most `limit` (>= 1) facts with an entry above `after`, in the order in which their
// versions were learned. NOT_FOUND: no such employer.
absl::StatusOr<std::vector<Entry<KnownHeadcount>>> HeadcountPage(Connection& db,
                                                                 const RegisterScope& scope,
                                                                 Instant known_at, int64_t after,
                                                                 int limit);
absl::StatusOr<std::vector<Entry<KnownEmployment>>> EmploymentPage(Connection& db,
                                                                   const RegisterScope& scope,
                                                                   Instant known_at, int64_t after,
                                                                   int limit);
absl::StatusOr<std::vector<Entry<Site>>> SitePage(Connection& db, const RegisterScope& scope,
                                                  Instant known_at, int64_t after, int limit);

// Records as they stand now, in an employment that lasts on `day`, whose evidence ends in
// [`from`, `until`); in the order of that end, then of the entry; after the record with
// (`after_end`, `after`).
absl::StatusOr<std::vector<Entry<KnownEmployment>>> ExpiringEvidencePage(Connection& db,
                                                                         const RegisterScope& scope,
                                                                         Date day, Date from,
                                                                         Date until, Date after_end,
                                                                         int64_t after, int limit);

// A number of an employer, or of one of its sites, that stands elsewhere too.
struct SharedNumber {
  std::string field;        // "npp", "nib", "npwp"
  std::string site;         // code of the own site that has it; "" the employer itself
  std::string employer_id;  // who else has it; the employer itself: two of its own sites
  std::string other_site;   // code of the other's site; "" the other employer itself
};

// As it stands now. An NPWP of 15 digits and the one of 16 with a 0 before it are one.
absl::StatusOr<std::vector<SharedNumber>> SharedNumbers(Connection& db, const Employer& employer);

// A worker of an employer who works elsewhere on `day` too, by what stands now: merged ids are one
// person.
struct PersonElsewhere {
  std::string source;  // of the record here
  std::string source_id;
  std::string employer_id;  // where else
};
absl::StatusOr<std::vector<PersonElsewhere>> PersonsElsewhere(Connection& db,
                                                              std::string_view employer_id,
                                                              Date day);

}  // namespace setara
