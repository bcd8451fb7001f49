#include "server/store/quota_pages.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

constexpr uint8_t kShort = 2;
constexpr uint8_t kStatuses[] = {1, 2, 3, 4};
constexpr int kKinds = 6;
// What a walk may change to. Our default.
constexpr int64_t kFew = 50'000;

bool Has(uint32_t bits, int value) { return bits == 0 || ((bits >> value) & 1) != 0; }

// Rows of one (kind or seat, status), in the order of the list.
struct Stream {
  Statement query;
  int64_t standing = 0;
  int64_t employer_row = 0;
  int64_t valid_from = 0;
  int64_t known_from = 0;
};

constexpr char kByKind[] =
    "SELECT standing, employer_row, valid_from, valid_until, known_from, known_until "
    "FROM quota_intervals WHERE kind = $1 AND status = $2 AND (standing, employer_row) > ($3, $4) "
    "ORDER BY standing, employer_row";
constexpr char kBySeat[] =
    "SELECT standing, employer_row, valid_from, valid_until, known_from, known_until "
    "FROM quota_intervals WHERE seat_region_code = $1 AND status = $2 AND "
    "(standing, employer_row) > ($3, $4) ORDER BY standing, employer_row";

class Walk {
 public:
  Walk(Connection& db, const QuotaFilter& filter, Date as_of, Instant known_at,
       std::optional<QuotaKey> after, size_t limit, const std::function<bool()>& expired,
       int64_t walk_budget)
      : db_(db),
        filter_(filter),
        day_(StoredDate(as_of)),
        known_at_(StoredInstant(known_at)),
        standing_(after ? -after->shortfall : -std::numeric_limits<int64_t>::max()),
        row_(after ? after->employer_row : 0),
        limit_(limit),
        expired_(expired),
        walk_budget_(walk_budget) {}

  absl::StatusOr<QuotaPage> Run() {
    if (!filter_.region_code.empty()) {
      absl::Status seats = FindSeats();
      if (!seats.ok()) return seats;
    }
    // Those that are short come before all others.
    absl::Status status = absl::OkStatus();
    if (standing_ < 0 && Has(filter_.statuses, kShort)) status = RunGroup(true);
    if (status.ok() && !Full()) status = RunGroup(false);
    if (!status.ok()) return status;
    if (Full()) {
      page_.more = true;
      page_.entries.pop_back();
    }
    return std::move(page_);
  }

 private:
  // One more than the page holds, to know whether there are more.
  bool Full() const { return page_.entries.size() > limit_; }

  // The codes of the region and below that are any row's seat, by hops over the index.
  absl::Status FindSeats() {
    const std::string end = filter_.region_code + "/";  // '/' follows '.'
    std::string at = filter_.region_code;
    for (bool first = true;; first = false) {
      absl::StatusOr<Statement> hop = db_.Prepare(
          first ? "SELECT min(seat_region_code) FROM quota_intervals WHERE seat_region_code >= $1"
                : "SELECT min(seat_region_code) FROM quota_intervals WHERE seat_region_code > $1");
      if (!hop.ok()) return hop.status();
      absl::StatusOr<bool> found = hop->Bind(1, at).Step();
      if (!found.ok()) return found.status();
      if (hop->IsNull(0) || hop->TextView(0) >= end) return absl::OkStatus();
      at = hop->Text(0);
      seats_.push_back(at);
    }
  }

  absl::Status Open(std::string_view sql, const std::function<void(Statement&)>& bind,
                    uint8_t status) {
    absl::StatusOr<Statement> query = db_.Prepare(sql);
    if (!query.ok()) return query.status();
    bind(*query);
    query->Bind(2, int64_t{status}).Bind(3, standing_).Bind(4, row_);
    streams_.push_back({*std::move(query)});
    return absl::OkStatus();
  }

  absl::Status OpenStreams(bool short_ones) {
    streams_.clear();
    for (uint8_t status : kStatuses) {
      if ((status == kShort) != short_ones || !Has(filter_.statuses, status)) continue;
      for (const std::string& seat : seats_) {
        absl::Status opened = Open(kBySeat, [&](Statement& q) { q.Bind(1, seat); }, status);
        if (!opened.ok()) return opened;
      }
      for (int kind = 0; filter_.region_code.empty() && kind < kKinds; ++kind) {
        if (!Has(filter_.kinds, kind)) continue;
        absl::Status opened =
            Open(kByKind, [&](Statement& q) { q.Bind(1, int64_t{kind}); }, status);
        if (!opened.ok()) return opened;
      }
    }
    return absl::OkStatus();
  }

  // Moves to the next row that holds; false: there is none, or the budget is spent.
  absl::StatusOr<bool> Next(Stream& stream) {
    while (true) {
      absl::StatusOr<bool> row = stream.query.Step();
      if (!row.ok() || !*row) return row;
      if (++visited_ % 4096 == 0 && expired_()) {
        return absl::DeadlineExceededError("the caller no longer waits");
      }
      const Statement& q = stream.query;
      if (q.Int(2) <= day_ && day_ < q.Int(3) && q.Int(4) <= known_at_ && known_at_ < q.Int(5)) {
        stream.standing = q.Int(0);
        stream.employer_row = q.Int(1);
        stream.valid_from = q.Int(2);
        stream.known_from = q.Int(4);
        return true;
      }
      if (visited_ > budget_) return false;
    }
  }

  static bool Later(const Stream& a, const Stream& b) {
    return std::tie(a.standing, a.employer_row) > std::tie(b.standing, b.employer_row);
  }

  absl::Status Merge() {
    std::vector<Stream> heap;
    for (Stream& stream : streams_) {
      absl::StatusOr<bool> row = Next(stream);
      if (!row.ok()) return row.status();
      if (visited_ > budget_) return absl::OkStatus();
      if (*row) heap.push_back(std::move(stream));
    }
    std::make_heap(heap.begin(), heap.end(), Later);
    while (!heap.empty() && !Full()) {
      std::pop_heap(heap.begin(), heap.end(), Later);
      Stream& first = heap.back();
      absl::Status taken = Take(first.employer_row, first.valid_from, first.known_from);
      if (!taken.ok()) return taken;
      absl::StatusOr<bool> row = Next(first);
      if (!row.ok()) return row.status();
      if (visited_ > budget_) return absl::OkStatus();
      if (*row) {
        std::push_heap(heap.begin(), heap.end(), Later);
      } else {
        heap.pop_back();
      }
    }
    return absl::OkStatus();
  }

  absl::Status Take(int64_t employer_row, int64_t valid_from, int64_t known_from) {
    static const std::string& text = *new std::string(
        std::string("SELECT i.division, ") + kQuotaIntervalColumns +
        " FROM quota_intervals i WHERE i.employer_row = $1 AND i.valid_from = $2 AND "
        "i.known_from = $3");
    absl::StatusOr<Statement> query = db_.Prepare(text);
    if (!query.ok()) return query.status();
    absl::StatusOr<bool> row =
        query->Bind(1, employer_row).Bind(2, valid_from).Bind(3, known_from).Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::DataLossError("quota_intervals: an index names a row that is missing");
    Offer(employer_row, *query, 0);
    return absl::OkStatus();
  }

  void Offer(int64_t employer_row, const Statement& row, int first) {
    QuotaInterval interval = ReadQuotaInterval(row, first + 1);
    if (!filter_.Passes(interval.figures, row.Int(first))) return;
    page_.entries.push_back({employer_row, std::move(interval)});
  }

  absl::Status RunGroup(bool short_ones) {
    const size_t before = page_.entries.size();
    visited_ = 0;
    budget_ = filter_.region_code.empty() ? walk_budget_ : std::numeric_limits<int64_t>::max();
    absl::Status status = OpenStreams(short_ones);
    if (status.ok()) status = Merge();
    if (!status.ok() || visited_ <= budget_ || Full()) return status;
    streams_.clear();
    page_.entries.resize(before);
    absl::StatusOr<bool> few = AtMost(
        "SELECT count(*) FROM (SELECT 1 FROM quota_intervals WHERE known_from <= $1 LIMIT $2) c",
        known_at_);
    if (!few.ok()) return few.status();
    if (*few) return Enumerate(short_ones, "i.known_from <= $2 AND +i.valid_from <= $1");
    if (short_ones) {
      few = AtMost(
          "SELECT count(*) FROM (SELECT 1 FROM quota_intervals "
          "WHERE status = 2 AND valid_from <= $1 LIMIT $2) c",
          day_);
      if (!few.ok()) return few.status();
      if (*few)
        return Enumerate(true, "i.valid_from <= $1 AND i.status = 2 AND +i.known_from <= $2");
    }
    budget_ = std::numeric_limits<int64_t>::max();
    status = OpenStreams(short_ones);
    return status.ok() ? Merge() : status;
  }

  absl::StatusOr<bool> AtMost(std::string_view sql, int64_t bound) {
    absl::StatusOr<Statement> count = db_.Prepare(sql);
    if (!count.ok()) return count.status();
    absl::StatusOr<bool> row = count->Bind(1, bound).Bind(2, kFew + 1).Step();
    if (!row.ok()) return row.status();
    return count->Int(0) <= kFew;
  }

  // The group from the rows that `begun` finds, sorted. The plus signs keep an index from serving
  // a condition that is no good start.
  absl::Status Enumerate(bool short_ones, const std::string& begun) {
    absl::StatusOr<Statement> query = db_.Prepare(
        std::string("SELECT i.employer_row, i.division, ") + kQuotaIntervalColumns +
        " FROM quota_intervals i WHERE " + begun +
        " AND +i.valid_until > $1 AND +i.known_until > $2 AND (+i.status = 2) = ($5 = 1) "
        "AND (+i.standing, +i.employer_row) > ($3, $4) ORDER BY +i.standing, +i.employer_row");
    if (!query.ok()) return query.status();
    query->Bind(1, day_).Bind(2, known_at_).Bind(3, standing_).Bind(4, row_);
    query->Bind(5, int64_t{short_ones ? 1 : 0});
    while (!Full()) {
      absl::StatusOr<bool> row = query->Step();
      if (!row.ok() || !*row) return row.status();
      Offer(query->Int(0), *query, 1);
    }
    return absl::OkStatus();
  }

  Connection& db_;
  const QuotaFilter& filter_;
  const int64_t day_;
  const int64_t known_at_;
  const int64_t standing_;
  const int64_t row_;
  const size_t limit_;
  const std::function<bool()>& expired_;
  const int64_t walk_budget_;
  std::vector<std::string> seats_;
  std::vector<Stream> streams_;
  int64_t visited_ = 0;
  int64_t budget_ = 0;
  QuotaPage page_;
};

}  // namespace

bool QuotaFilter::Passes(const QuotaFigures& figures, int64_t division) const {
  if (!Has(kinds, static_cast<int>(figures.kind)) || !Has(statuses, figures.status)) return false;
  if (divisions.any() &&
      !(division >= 0 && division < 100 && divisions.test(static_cast<size_t>(division)))) {
    return false;
  }
  if (!headcount_min && !headcount_max) return true;
  if (!figures.report) return false;
  int64_t headcount = figures.report->workers;
  return headcount >= headcount_min.value_or(0) &&
         headcount <= headcount_max.value_or(std::numeric_limits<int64_t>::max());
}

absl::StatusOr<QuotaPage> ListQuota(Connection& db, const QuotaFilter& filter, Date as_of,
                                    Instant known_at, std::optional<QuotaKey> after, size_t limit,
                                    const std::function<bool()>& expired, int64_t walk_budget) {
  // What is believed still is known until later than any instant.
  known_at = std::min(known_at, kQuotaStillKnown - std::chrono::microseconds(1));
  return Walk(db, filter, as_of, known_at, after, limit, expired, walk_budget).Run();
}

absl::StatusOr<std::vector<QuotaInterval>> QuotaHistory(Connection& db, int64_t employer_row,
                                                        Instant known_at) {
  known_at = std::min(known_at, kQuotaStillKnown - std::chrono::microseconds(1));
  absl::StatusOr<StoredQuota> stored = LoadQuotaIntervals(db, employer_row);
  if (!stored.ok()) return stored.status();
  std::vector<QuotaInterval> history;
  for (QuotaInterval& row : stored->intervals) {
    if (row.known_from > known_at || known_at >= row.known_until) continue;
    bool joins = !history.empty() && history.back().valid_until == row.valid_from &&
                 history.back().figures == row.figures;
    if (joins) {
      history.back().valid_until = row.valid_until;
      history.back().known_from = std::max(history.back().known_from, row.known_from);
      history.back().known_until = std::min(history.back().known_until, row.known_until);
    } else {
      history.push_back(std::move(row));
    }
  }
  return history;
}

}  // namespace setara
