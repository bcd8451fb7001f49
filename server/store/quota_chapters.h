// Sums over the intervals of the quota (quota_intervals.h) as believed at an earlier instant.
//
// What was believed by an instant no longer changes, so it can be summed up for good. Known time is
// cut into chapters of about as many rows learned, however they came in; a chapter keeps by how
// much the sums of the country and of each province changed by what was learned in it, by kind and
// status, as a running sum over the days. The sum on a day as of an instant is then one look-up a
// chapter and group. Sixteen chapters are bound into one of the next level, and so on, so that an
// instant is reached in some dozen steps, and the rows learned since the last chapter before it are
// few.
//
// That costs disk and nothing of a write: a chapter is closed in the background once enough was
// learned (server/quota_table/sweeper.h). A write that changes what was believed before, which only
// another way of deriving does, forgets the chapters from there on (quota_table/derive.cc); they
// are closed anew.
//
// Not by seat, which is summed from its rows, nor by division of KBLI, which is that on record and
// not dated: a change of it would change chapters long closed. A division or a range of headcounts
// is summed from all rows that hold.
//
// Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <string>

#include "matcher/domain/date.h"
#include "server/store/quota_intervals.h"
#include "server/store/sqlite.h"

namespace setara {

// Rows learned in a chapter, at least; some tens of milliseconds to close. Our default.
inline constexpr int64_t kQuotaChapterRows = 4096;
// Chapters that are bound into one.
inline constexpr int64_t kQuotaChaptersBound = 16;

// Whether CloseQuotaChapter has something to do. Inside Store::Read or Store::Write.
absl::StatusOr<bool> QuotaChapterIsDue(Connection& db, Instant now,
                                       int64_t rows = kQuotaChapterRows);

// Closes the next chapter, or binds chapters that are complete. now: nothing that was learned from
// it on is closed. False: nothing was due. Inside Store::Write.
absl::StatusOr<bool> CloseQuotaChapter(Connection& db, Instant now,
                                       int64_t rows = kQuotaChapterRows);

// What was believed from `since` on is no longer what it was. Inside Store::Write.
absl::Status ForgetQuotaChapters(Connection& db, Instant since);

// What the sums of a chapter are of.
enum class QuotaChapterPart : char { kCountry = 'c', kProvince = 'p' };

// Which groups ReadQuotaChapters gives.
struct QuotaChapterFilter {
  QuotaChapterPart part = QuotaChapterPart::kCountry;
  std::string code;       // a province; "" any
  uint32_t kinds = 0;     // bits by EmployerKind; 0: any
  uint32_t statuses = 0;  // bits by status; 0: any
};
// province: "" of the country, and of employers without a seat.
using QuotaChapterVisitor = std::function<void(const std::string& province, int64_t kind,
                                               int64_t status, const QuotaMeasures& measures)>;

// Gives what the chapters that end by `known_at` add to the sums on `as_of`, each group in parts.
// Returns the first instant that they do not cover; Instant::min(): there are none.
absl::StatusOr<Instant> ReadQuotaChapters(Connection& db, const QuotaChapterFilter& filter,
                                          Date as_of, Instant known_at,
                                          const QuotaChapterVisitor& visit);

// How many of the kept chapters are not what the intervals make. For `setarad verify`.
absl::StatusOr<int64_t> CountWrongQuotaChapters(Connection& db);

}  // namespace setara
