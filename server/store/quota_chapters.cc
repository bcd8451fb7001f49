#include "server/store/quota_chapters.h"

#include <compare>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

constexpr int64_t kBeginning = std::numeric_limits<int64_t>::min();

struct Group {
  std::string code;  // letter of the part, and what it is called there: "c", "p33"
  int64_t kind = 0;
  int64_t status = 0;
  auto operator<=>(const Group&) const = default;
};
std::string CodeOf(QuotaChapterPart part, const std::string& code) {
  return static_cast<char>(part) + code;
}

// By group and day: changes, or running sums.
using Cells = std::map<std::pair<Group, int64_t>, QuotaMeasures>;

struct Chapter {
  int64_t level = 0;
  int64_t number = 0;
  int64_t from = kBeginning;  // stored instants, half-open
  int64_t until = kBeginning;
};

QuotaMeasures ReadMeasures(const Statement& row, int first) {
  return {row.Int(first),     row.Int(first + 1), row.Int(first + 2),
          row.Int(first + 3), row.Int(first + 4), row.Int(first + 5)};
}

// The last chapter of the level; `number` is -1 when there is none.
absl::StatusOr<Chapter> LastChapter(Connection& db, int64_t level) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT number, known_until FROM quota_chapters WHERE level = $1 ORDER BY number DESC "
      "LIMIT 1");
  if (!query.ok()) return query.status();
  absl::StatusOr<bool> found = query->Bind(1, level).Step();
  if (!found.ok()) return found.status();
  if (!*found) return Chapter{level, -1, kBeginning, kBeginning};
  return Chapter{level, query->Int(0), kBeginning, query->Int(1)};
}

// Where a chapter of so many rows ends that begins at `from`; absent: fewer were learned.
absl::StatusOr<std::optional<int64_t>> EndOf(Connection& db, int64_t from, Instant now,
                                             int64_t rows) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT known_from FROM quota_intervals WHERE known_from >= $1 AND known_from < $2 "
      "ORDER BY known_from LIMIT 1 OFFSET $3");
  if (!query.ok()) return query.status();
  query->Bind(1, from).Bind(2, StoredInstant(now)).Bind(3, rows - 1);
  absl::StatusOr<bool> found = query->Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::optional<int64_t>();
  return std::optional<int64_t>(query->Int(0) + 1);
}

// The changes that the rows make which were learned, or given up, in [from, until). An employer of
// which something was given up learned something at that instant.
absl::StatusOr<Cells> ChangesIn(Connection& db, int64_t from, int64_t until) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT (i.known_from >= $1 AND i.known_from < $2) - "
      "(i.known_until >= $1 AND i.known_until < $2) AS w, substr(i.seat_region_code, 1, 2), "
      "i.kind, i.status, i.valid_from, i.valid_until, CASE WHEN i.counted > 0 THEN 1 ELSE 0 END, "
      "coalesce(i.headcount, 0), coalesce(i.counted, 0), coalesce(i.required, 0), -i.standing "
      "FROM (SELECT DISTINCT +employer_row AS employer_row FROM quota_intervals WHERE known_from "
      ">= $1 AND "
      "known_from < $2) t CROSS JOIN quota_intervals i ON i.employer_row = t.employer_row "
      "WHERE w <> 0");
  if (!query.ok()) return query.status();
  query->Bind(1, from).Bind(2, until);
  Cells cells;
  const int64_t last_day = StoredDate(kQuotaLastDay);
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return cells;
    const int64_t times = query->Int(0);
    const QuotaMeasures measures{
        1, query->Int(6), query->Int(7), query->Int(8), query->Int(9), query->Int(10)};
    for (const std::string& code : {CodeOf(QuotaChapterPart::kCountry, ""),
                                    CodeOf(QuotaChapterPart::kProvince, query->Text(1))}) {
      const Group group{code, query->Int(2), query->Int(3)};
      Add(measures, times, cells[{group, query->Int(4)}]);
      if (query->Int(5) != last_day) Add(measures, -times, cells[{group, query->Int(5)}]);
    }
  }
}

// Makes running sums of changes; days on which nothing changes go.
void RunOver(Cells& cells) {
  const Group* group = nullptr;
  QuotaMeasures sum;
  for (auto cell = cells.begin(); cell != cells.end();) {
    if (cell->second == QuotaMeasures{}) {
      cell = cells.erase(cell);
      continue;
    }
    if (group == nullptr || *group != cell->first.first) sum = {};
    group = &cell->first.first;
    Add(cell->second, 1, sum);
    cell->second = sum;
    ++cell;
  }
}

// The running sums of one chapter that is kept, of one code.
absl::StatusOr<Cells> LoadCells(Connection& db, int64_t level, int64_t number,
                                const std::string& code) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT kind, status, day, employers, holders, headcount, counted, required, shortfall "
      "FROM quota_chapter_sums WHERE level = $1 AND number = $2 AND code = $3");
  if (!query.ok()) return query.status();
  query->Bind(1, level).Bind(2, number).Bind(3, code);
  Cells cells;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return cells;
    cells[{{code, query->Int(0), query->Int(1)}, query->Int(2)}] = ReadMeasures(*query, 3);
  }
}

absl::Status WriteCells(Connection& db, const Chapter& chapter, const Cells& cells) {
  for (const auto& [key, sum] : cells) {
    absl::StatusOr<Statement> insert = db.Prepare(
        "INSERT INTO quota_chapter_sums (level, number, code, kind, status, day, employers, "
        "holders, headcount, counted, required, shortfall) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $11, $12)");
    if (!insert.ok()) return insert.status();
    insert->Bind(1, chapter.level).Bind(2, chapter.number).Bind(3, key.first.code);
    insert->Bind(4, key.first.kind).Bind(5, key.first.status).Bind(6, key.second);
    int next = 7;
    for (int64_t value :
         {sum.employers, sum.holders, sum.headcount, sum.counted, sum.required, sum.shortfall}) {
      insert->Bind(next++, value);
    }
    if (absl::Status done = insert->Run(); !done.ok()) return done;
  }
  return absl::OkStatus();
}

// Takes away what a chapter of this number left when it was forgotten.
absl::Status ClearCells(Connection& db, const Chapter& chapter) {
  absl::StatusOr<Statement> clear =
      db.Prepare("DELETE FROM quota_chapter_sums WHERE level = $1 AND number = $2");
  if (!clear.ok()) return clear.status();
  return clear->Bind(1, chapter.level).Bind(2, chapter.number).Run();
}

absl::Status Keep(Connection& db, const Chapter& chapter) {
  absl::StatusOr<Statement> keep = db.Prepare(
      "INSERT INTO quota_chapters (level, number, known_from, known_until) VALUES ($1, $2, $3, "
      "$4)");
  if (!keep.ok()) return keep.status();
  return keep->Bind(1, chapter.level)
      .Bind(2, chapter.number)
      .Bind(3, chapter.from)
      .Bind(4, chapter.until)
      .Run();
}

// The codes in the chapters of a level from `first` on, `kQuotaChaptersBound` of them.
absl::StatusOr<std::vector<std::string>> CodesOf(Connection& db, int64_t level, int64_t first) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT DISTINCT code FROM quota_chapter_sums WHERE level = $1 AND number >= $2 AND "
      "number < $3 ORDER BY code");
  if (!query.ok()) return query.status();
  query->Bind(1, level).Bind(2, first).Bind(3, first + kQuotaChaptersBound);
  std::vector<std::string> codes;
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) return codes;
    codes.push_back(query->Text(0));
  }
}

// The running sums of several chapters together, of one code.
absl::StatusOr<Cells> BoundCells(Connection& db, int64_t level, int64_t first,
                                 const std::string& code) {
  Cells all;
  for (int64_t number = first; number < first + kQuotaChaptersBound; ++number) {
    absl::StatusOr<Cells> cells = LoadCells(db, level, number, code);
    if (!cells.ok()) return cells;
    const Group* group = nullptr;
    QuotaMeasures before;
    for (const auto& [key, sum] : *cells) {
      if (group == nullptr || *group != key.first) before = {};
      group = &key.first;
      QuotaMeasures& change = all[key];
      Add(sum, 1, change);
      Add(before, -1, change);
      before = sum;
    }
  }
  RunOver(all);
  return all;
}

// Binds the next chapters of `level` - 1, when there are enough. False: there are not.
absl::StatusOr<bool> Bind(Connection& db, int64_t level) {
  absl::StatusOr<Chapter> last = LastChapter(db, level);
  if (!last.ok()) return last.status();
  absl::StatusOr<Chapter> below = LastChapter(db, level - 1);
  if (!below.ok()) return below.status();
  Chapter chapter{level, last->number + 1, last->until, kBeginning};
  const int64_t first = chapter.number * kQuotaChaptersBound;
  if (below->number < first + kQuotaChaptersBound - 1) return false;
  absl::StatusOr<Statement> end =
      db.Prepare("SELECT known_until FROM quota_chapters WHERE level = $1 AND number = $2");
  if (!end.ok()) return end.status();
  absl::StatusOr<bool> found =
      end->Bind(1, level - 1).Bind(2, first + kQuotaChaptersBound - 1).Step();
  if (!found.ok()) return found.status();
  chapter.until = end->Int(0);
  if (absl::Status cleared = ClearCells(db, chapter); !cleared.ok()) return cleared;
  absl::StatusOr<std::vector<std::string>> codes = CodesOf(db, level - 1, first);
  if (!codes.ok()) return codes.status();
  for (const std::string& code : *codes) {
    absl::StatusOr<Cells> cells = BoundCells(db, level - 1, first, code);
    if (!cells.ok()) return cells.status();
    if (absl::Status done = WriteCells(db, chapter, *cells); !done.ok()) return done;
  }
  if (absl::Status kept = Keep(db, chapter); !kept.ok()) return kept;
  return true;
}

constexpr int64_t kHighestLevel = 4;  // 65,536 chapters bound into one

}  // namespace

absl::StatusOr<bool> QuotaChapterIsDue(Connection& db, Instant now, int64_t rows) {
  absl::StatusOr<Chapter> below = LastChapter(db, 0);
  if (!below.ok()) return below.status();
  absl::StatusOr<std::optional<int64_t>> end = EndOf(db, below->until, now, rows);
  if (!end.ok()) return end.status();
  if (end->has_value()) return true;
  for (int64_t level = 1; level <= kHighestLevel; ++level) {
    absl::StatusOr<Chapter> last = LastChapter(db, level);
    if (!last.ok()) return last.status();
    if (below->number + 1 >= (last->number + 2) * kQuotaChaptersBound) return true;
    below = last;
  }
  return false;
}

absl::StatusOr<bool> CloseQuotaChapter(Connection& db, Instant now, int64_t rows) {
  for (int64_t level = 1; level <= kHighestLevel; ++level) {
    absl::StatusOr<bool> bound = Bind(db, level);
    if (!bound.ok() || *bound) return bound;
  }
  absl::StatusOr<Chapter> last = LastChapter(db, 0);
  if (!last.ok()) return last.status();
  absl::StatusOr<std::optional<int64_t>> end = EndOf(db, last->until, now, rows);
  if (!end.ok()) return end.status();
  if (!end->has_value()) return false;
  const Chapter chapter{0, last->number + 1, last->until, **end};
  if (absl::Status cleared = ClearCells(db, chapter); !cleared.ok()) return cleared;
  absl::StatusOr<Cells> cells = ChangesIn(db, chapter.from, chapter.until);
  if (!cells.ok()) return cells.status();
  RunOver(*cells);
  if (absl::Status done = WriteCells(db, chapter, *cells); !done.ok()) return done;
  if (absl::Status kept = Keep(db, chapter); !kept.ok()) return kept;
  return true;
}

absl::Status ForgetQuotaChapters(Connection& db, Instant since) {
  // The sums stay until a chapter of the same number is closed: this must be short.
  absl::StatusOr<Statement> forget =
      db.Prepare("DELETE FROM quota_chapters WHERE known_until > $1");
  if (!forget.ok()) return forget.status();
  return forget->Bind(1, StoredInstant(since)).Run();
}

namespace {

bool Has(uint32_t bits, int64_t value) { return bits == 0 || ((bits >> value) & 1) != 0; }

// The groups of one chapter, by hops over the key, each with its running sum on the day.
absl::Status ReadChapter(Connection& db, const QuotaChapterFilter& filter, const Chapter& chapter,
                         int64_t day, const QuotaChapterVisitor& visit) {
  const std::string first = CodeOf(filter.part, filter.code);
  Group at{first, -1, -1};
  while (true) {
    absl::StatusOr<Statement> hop = db.Prepare(
        "SELECT code, kind, status FROM quota_chapter_sums WHERE level = $1 AND number = $2 AND "
        "(code, kind, status) > ($3, $4, $5) ORDER BY code, kind, status LIMIT 1");
    if (!hop.ok()) return hop.status();
    hop->Bind(1, chapter.level).Bind(2, chapter.number);
    absl::StatusOr<bool> found = hop->Bind(3, at.code).Bind(4, at.kind).Bind(5, at.status).Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    at = {hop->Text(0), hop->Int(1), hop->Int(2)};
    const bool asked = filter.code.empty() ? at.code.front() == first.front() : at.code == first;
    if (!asked) return absl::OkStatus();
    if (!Has(filter.kinds, at.kind) || !Has(filter.statuses, at.status)) continue;
    absl::StatusOr<Statement> sum = db.Prepare(
        "SELECT employers, holders, headcount, counted, required, shortfall "
        "FROM quota_chapter_sums WHERE level = $1 AND number = $2 AND code = $3 AND kind = $4 "
        "AND status = $5 AND day <= $6 ORDER BY day DESC LIMIT 1");
    if (!sum.ok()) return sum.status();
    sum->Bind(1, chapter.level).Bind(2, chapter.number).Bind(3, at.code);
    found = sum->Bind(4, at.kind).Bind(5, at.status).Bind(6, day).Step();
    if (!found.ok()) return found.status();
    if (*found) visit(at.code.substr(1), at.kind, at.status, ReadMeasures(*sum, 0));
  }
}

// Chapters of level 0 in one of `level`.
int64_t WidthOf(int64_t level) {
  int64_t width = 1;
  for (; level > 0; --level) width *= kQuotaChaptersBound;
  return width;
}

// The widest chapter that begins at chapter `place` of level 0 and ends by `known_at`; absent: none
// does.
absl::StatusOr<std::optional<Chapter>> WidestFrom(Connection& db, int64_t place, int64_t known_at) {
  for (int64_t level = kHighestLevel; level >= 0; --level) {
    const int64_t width = WidthOf(level);
    if (place % width != 0) continue;
    absl::StatusOr<Statement> query = db.Prepare(
        "SELECT known_from, known_until FROM quota_chapters WHERE level = $1 AND number = $2 AND "
        "known_until - 1 <= $3");
    if (!query.ok()) return query.status();
    absl::StatusOr<bool> found =
        query->Bind(1, level).Bind(2, place / width).Bind(3, known_at).Step();
    if (!found.ok()) return found.status();
    if (*found) {
      return std::optional<Chapter>({level, place / width, query->Int(0), query->Int(1)});
    }
  }
  return std::optional<Chapter>();
}

}  // namespace

absl::StatusOr<Instant> ReadQuotaChapters(Connection& db, const QuotaChapterFilter& filter,
                                          Date as_of, Instant known_at,
                                          const QuotaChapterVisitor& visit) {
  Instant covered = Instant::min();
  for (int64_t place = 0;;) {
    absl::StatusOr<std::optional<Chapter>> next = WidestFrom(db, place, StoredInstant(known_at));
    if (!next.ok()) return next.status();
    if (!next->has_value()) return covered;
    absl::Status read = ReadChapter(db, filter, **next, StoredDate(as_of), visit);
    if (!read.ok()) return read;
    place += WidthOf((*next)->level);
    covered = InstantFromStored((*next)->until);
  }
}

absl::StatusOr<int64_t> CountWrongQuotaChapters(Connection& db) {
  std::vector<Chapter> chapters;
  {
    absl::StatusOr<Statement> query =
        db.Prepare("SELECT level, number, known_from, known_until FROM quota_chapters");
    if (!query.ok()) return query.status();
    while (true) {
      absl::StatusOr<bool> found = query->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      chapters.push_back({query->Int(0), query->Int(1), query->Int(2), query->Int(3)});
    }
  }
  int64_t wrong = 0;
  for (const Chapter& chapter : chapters) {
    absl::StatusOr<Cells> expected = ChangesIn(db, chapter.from, chapter.until);
    if (!expected.ok()) return expected.status();
    RunOver(*expected);
    Cells kept;
    absl::StatusOr<Statement> codes =
        db.Prepare("SELECT DISTINCT code FROM quota_chapter_sums WHERE level = $1 AND number = $2");
    if (!codes.ok()) return codes.status();
    codes->Bind(1, chapter.level).Bind(2, chapter.number);
    while (true) {
      absl::StatusOr<bool> found = codes->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      absl::StatusOr<Cells> cells = LoadCells(db, chapter.level, chapter.number, codes->Text(0));
      if (!cells.ok()) return cells.status();
      kept.merge(*cells);
    }
    wrong += kept != *expected;
  }
  return wrong;
}

}  // namespace setara
