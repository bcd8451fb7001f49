#include "server/store/quota_pages.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <utility>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

constexpr uint8_t kShort = 2;
constexpr uint8_t kStatuses[] = {1, 2, 3, 4};
constexpr int kKinds = 6;
// Rows that a walk may change to, each of which is looked up and then sorted. Our default.
constexpr int64_t kFew = 4'000;
// Rows of the index in the first part of a walk; each next one is twice as long.
constexpr int64_t kFirstPart = 256;
constexpr int64_t kLongestPart = 8'192;
constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();

bool Has(uint32_t bits, int value) { return bits == 0 || ((bits >> value) & 1) != 0; }

// A place in the order of the list.
struct Place {
  int64_t standing = 0;
  int64_t employer_row = 0;
  auto operator<=>(const Place&) const = default;
};

// Rows of one status that hold, in the order of the list: either by walking an index part by part,
// or from a sorted query.
struct Stream {
  uint8_t status = 0;
  int64_t kind = 0;
  const std::string* seat = nullptr;  // null: by kind
  std::optional<Statement> rows;      // of the part under way
  bool walks = true;
  bool last_part = false;
  int64_t length = kFirstPart;
  Place part_end;  // rows up to it were seen, or are in `rows`

  // Of the row it stands on; else the end of a part that held no more: its next row comes later.
  Place at;
  bool on_row = false;
  int64_t valid_from = 0;
  int64_t known_from = 0;
};

bool Later(const Stream& a, const Stream& b) { return a.at > b.at; }

// The text of a walk over the index that begins with `lead`, and of the end of its next part.
std::string WalkText(const std::string& lead) {
  return "SELECT standing, employer_row, valid_from, known_from FROM quota_intervals WHERE " +
         lead +
         " = $1 AND status = $2 AND (standing, employer_row) > ($3, $4) AND "
         "(standing, employer_row) <= ($5, $6) AND valid_from <= $7 AND valid_until > $7 AND "
         "known_from <= $8 AND known_until > $8 ORDER BY standing, employer_row";
}
std::string PartText(const std::string& lead) {
  return "SELECT standing, employer_row FROM quota_intervals WHERE " + lead +
         " = $1 AND status = $2 AND (standing, employer_row) > ($3, $4) "
         "ORDER BY standing, employer_row LIMIT 1 OFFSET $5";
}

class Walk {
 public:
  Walk(Connection& db, const QuotaFilter& filter, Date as_of, Instant known_at,
       std::optional<QuotaKey> after, size_t limit, const std::function<bool()>& expired,
       int64_t walk_budget)
      : db_(db),
        filter_(filter),
        day_(StoredDate(as_of)),
        known_at_(StoredInstant(known_at)),
        limit_(limit),
        expired_(expired) {
    taken_ = after ? Place{-after->shortfall, after->employer_row} : Place{-kEnd, 0};
    for (int64_t& budget : budget_) budget = filter.region_code.empty() ? walk_budget : kEnd;
  }

  absl::StatusOr<QuotaPage> Run() {
    if (!filter_.region_code.empty()) {
      absl::Status seats = FindSeats();
      if (!seats.ok()) return seats;
    }
    // Those that are short come before all others.
    absl::Status status = absl::OkStatus();
    if (taken_.standing < 0) status = RunGroup(true);
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

  std::vector<Stream> StreamsOf(bool short_ones) const {
    std::vector<Stream> streams;
    for (uint8_t status : kStatuses) {
      if ((status == kShort) != short_ones || !Has(filter_.statuses, status)) continue;
      auto add = [&](int64_t kind, const std::string* seat) {
        Stream& stream = streams.emplace_back();
        stream.status = status;
        stream.kind = kind;
        stream.seat = seat;
        stream.part_end = taken_;
      };
      for (const std::string& seat : seats_) add(0, &seat);
      for (int kind = 0; filter_.region_code.empty() && kind < kKinds; ++kind) {
        if (Has(filter_.kinds, kind)) add(kind, nullptr);
      }
    }
    return streams;
  }

  absl::Status RunGroup(bool short_ones) {
    std::vector<Stream> heap;
    for (Stream& stream : StreamsOf(short_ones)) {
      absl::Status moved = Move(std::move(stream), heap);
      if (!moved.ok()) return moved;
    }
    while (!heap.empty() && !Full()) {
      std::pop_heap(heap.begin(), heap.end(), Later);
      Stream first = std::move(heap.back());
      heap.pop_back();
      absl::Status done = first.on_row ? Take(first) : absl::OkStatus();
      if (done.ok()) done = Move(std::move(first), heap);
      if (!done.ok()) return done;
    }
    return absl::OkStatus();
  }

  // Puts the stream on its next row, or the end of its next part, and into the heap, or drops it at
  // its end. So no walk goes on far beyond the page, looking for its first row. A walk that has
  // dropped too much gives way to a shorter one, with all others of its status.
  absl::Status Move(Stream stream, std::vector<Stream>& heap) {
    if (stream.walks && sorted_[stream.status]) return absl::OkStatus();
    absl::StatusOr<bool> row = Next(stream);
    if (!row.ok()) return row.status();
    if (!*row && stream.walks && sorted_[stream.status]) {
      std::erase_if(heap, [&](const Stream& one) { return one.status == stream.status; });
      std::make_heap(heap.begin(), heap.end(), Later);
      Stream sorted;
      sorted.status = stream.status;
      sorted.walks = false;
      absl::Status opened = OpenSorted(sorted);
      return opened.ok() ? Move(std::move(sorted), heap) : opened;
    }
    if (!*row) return absl::OkStatus();
    heap.push_back(std::move(stream));
    std::push_heap(heap.begin(), heap.end(), Later);
    return absl::OkStatus();
  }

  // False: at its end, or (sorted_ set) to be replaced.
  absl::StatusOr<bool> Next(Stream& stream) {
    while (true) {
      if (stream.rows.has_value()) {
        absl::StatusOr<bool> row = stream.rows->Step();
        if (!row.ok()) return row;
        stream.on_row = *row;
        if (*row) {
          const Statement& q = *stream.rows;
          stream.at = {q.Int(0), q.Int(1)};
          stream.valid_from = q.Int(2);
          stream.known_from = q.Int(3);
          return true;
        }
        stream.rows.reset();
        stream.at = stream.part_end;
        return stream.walks && !stream.last_part;
      }
      if (!stream.walks || stream.last_part) return false;
      if (expired_()) return absl::DeadlineExceededError("the caller no longer waits");
      if (visited_[stream.status] > budget_[stream.status]) {
        absl::StatusOr<std::string> begun = FewBegun(stream.status);
        if (!begun.ok()) return begun.status();
        budget_[stream.status] = kEnd;
        sorted_[stream.status] = !begun->empty();
        begun_ = *std::move(begun);
        if (sorted_[stream.status]) return false;
      }
      absl::Status opened = OpenPart(stream);
      if (!opened.ok()) return opened;
    }
  }

  static void BindLead(const Stream& stream, Statement& query) {
    if (stream.seat != nullptr) {
      query.Bind(1, *stream.seat);
    } else {
      query.Bind(1, stream.kind);
    }
    query.Bind(2, int64_t{stream.status});
    query.Bind(3, stream.part_end.standing).Bind(4, stream.part_end.employer_row);
  }

  absl::Status OpenPart(Stream& stream) {
    static const std::string& kind_part = *new std::string(PartText("kind"));
    static const std::string& seat_part = *new std::string(PartText("seat_region_code"));
    static const std::string& kind_walk = *new std::string(WalkText("kind"));
    static const std::string& seat_walk = *new std::string(WalkText("seat_region_code"));
    stream.rows.reset();
    absl::StatusOr<Statement> part = db_.Prepare(stream.seat != nullptr ? seat_part : kind_part);
    if (!part.ok()) return part.status();
    BindLead(stream, *part);
    absl::StatusOr<bool> found = part->Bind(5, stream.length - 1).Step();
    if (!found.ok()) return found.status();
    stream.last_part = !*found;
    const Place end = *found ? Place{part->Int(0), part->Int(1)} : Place{kEnd, kEnd};
    absl::StatusOr<Statement> rows = db_.Prepare(stream.seat != nullptr ? seat_walk : kind_walk);
    if (!rows.ok()) return rows.status();
    BindLead(stream, *rows);
    rows->Bind(5, end.standing).Bind(6, end.employer_row).Bind(7, day_).Bind(8, known_at_);
    stream.rows = *std::move(rows);
    stream.part_end = end;
    visited_[stream.status] += stream.length;
    stream.length = std::min(stream.length * 2, kLongestPart);
    return absl::OkStatus();
  }

  absl::Status Take(const Stream& stream) {
    static const std::string& text = *new std::string(
        std::string("SELECT i.division, ") + kQuotaIntervalColumns +
        " FROM quota_intervals i WHERE i.employer_row = $1 AND i.valid_from = $2 AND "
        "i.known_from = $3");
    absl::StatusOr<Statement> query = db_.Prepare(text);
    if (!query.ok()) return query.status();
    query->Bind(1, stream.at.employer_row).Bind(2, stream.valid_from).Bind(3, stream.known_from);
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::DataLossError("quota_intervals: an index names a row that is missing");
    taken_ = stream.at;
    QuotaInterval interval = ReadQuotaInterval(*query, 1);
    if (!filter_.Passes(interval.figures, query->Int(0))) return absl::OkStatus();
    page_.entries.push_back({stream.at.employer_row, std::move(interval)});
    return absl::OkStatus();
  }

  // A condition that finds the status's rows from few: those learned by then, or begun by that day;
  // "" when both are many. The plus signs keep an index from serving what is no good start.
  absl::StatusOr<std::string> FewBegun(uint8_t status) {
    absl::StatusOr<bool> few = AtMost(
        "SELECT count(*) FROM (SELECT 1 FROM quota_intervals WHERE known_from <= $1 LIMIT $2) c",
        known_at_, std::nullopt);
    if (!few.ok()) return few.status();
    if (*few) return std::string("known_from <= $2 AND +valid_from <= $1 AND +status = $5");
    few = AtMost(
        "SELECT count(*) FROM (SELECT 1 FROM quota_intervals "
        "WHERE status = $3 AND valid_from <= $1 LIMIT $2) c",
        day_, status);
    if (!few.ok()) return few.status();
    return std::string(*few ? "valid_from <= $1 AND status = $5 AND +known_from <= $2" : "");
  }

  absl::StatusOr<bool> AtMost(std::string_view sql, int64_t bound, std::optional<int64_t> status) {
    absl::StatusOr<Statement> count = db_.Prepare(sql);
    if (!count.ok()) return count.status();
    count->Bind(1, bound).Bind(2, kFew + 1);
    if (status) count->Bind(3, *status);
    absl::StatusOr<bool> row = count->Step();
    if (!row.ok()) return row.status();
    return count->Int(0) <= kFew;
  }

  absl::Status OpenSorted(Stream& stream) {
    absl::StatusOr<Statement> query = db_.Prepare(
        "SELECT standing, employer_row, valid_from, known_from FROM quota_intervals WHERE " +
        begun_ +
        " AND +valid_until > $1 AND +known_until > $2 AND (+standing, +employer_row) > ($3, $4) "
        "AND ($6 = 0 OR (($6 >> kind) & 1) = 1) ORDER BY +standing, +employer_row");
    if (!query.ok()) return query.status();
    query->Bind(1, day_).Bind(2, known_at_);
    query->Bind(3, taken_.standing).Bind(4, taken_.employer_row);
    query->Bind(5, int64_t{stream.status}).Bind(6, int64_t{filter_.kinds});
    stream.rows = *std::move(query);
    return absl::OkStatus();
  }

  Connection& db_;
  const QuotaFilter& filter_;
  const int64_t day_;
  const int64_t known_at_;
  const size_t limit_;
  const std::function<bool()>& expired_;
  std::vector<std::string> seats_;
  Place taken_;        // of the last row looked at, or the end of the page before
  std::string begun_;  // of the last FewBegun
  // By status: rows of the index walked over, how many may be, and whether a sorted query took
  // over.
  int64_t visited_[5] = {};
  int64_t budget_[5] = {};
  bool sorted_[5] = {};
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
