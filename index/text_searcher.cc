#include "index/text_searcher.h"

#include <algorithm>
#include <utility>

#include "index/facet_counter.h"
#include "index/facts_filter.h"
#include "index/guard.h"
#include "index/matching_documents.h"
#include "index/reader.h"
#include "index/relevance.h"
#include "index/schema.h"
#include "index/text_query.h"
#include "matcher/conditions.h"
#include "matcher/domain/errors.h"

namespace setara {
namespace {

constexpr int64_t kUnknownLast = INT64_MIN;
constexpr int kRecordsBetweenChecks = 4096;

// Sees every opening that the words allow, in any order; keeps the total, the facets, and the page
// or (by relevance, which the columns do not tell) the rows that it is to be chosen from.
class Collector {
 public:
  // by_relevance: keep rows().
  Collector(const OpeningQuery& query, const FactsFilter& filter, bool by_relevance)
      : query_(query),
        filter_(filter),
        by_relevance_(by_relevance),
        facets_(query.facets, query.today),
        capacity_(static_cast<size_t>(query.limit) + 1) {}

  void Visit(const OpeningFacts& facts) {
    if (++visited_ % kRecordsBetweenChecks == 0 && query_.interrupted && query_.interrupted()) {
      throw SearchInterrupted();
    }
    if (!filter_.Passes(facts)) return;
    ++total_;
    facets_.Add(facts);
    if (by_relevance_) {
      rows_.Add(static_cast<uint32_t>(facts.row));
    } else {
      Offer({KeyOf(facts), facts.row});
    }
  }

  size_t capacity() const { return capacity_; }
  const DocumentSet& rows() const { return rows_; }
  // Best first, at most capacity().
  void TakeRanked(std::vector<SearchKey> keys) { heap_ = std::move(keys); }

  OpeningPage Take() && {
    OpeningPage page;
    if (!by_relevance_) std::sort_heap(heap_.begin(), heap_.end(), Before);
    page.more = heap_.size() == capacity_;
    if (page.more) heap_.pop_back();
    for (const SearchKey& key : heap_) page.openings.push_back({key.row, key});
    page.total = total_;
    page.facets = facets_.Take();
    return page;
  }

 private:
  static bool Before(const SearchKey& a, const SearchKey& b) {
    return a.key != b.key ? a.key > b.key : a.row < b.row;
  }

  int64_t KeyOf(const OpeningFacts& facts) const {
    switch (query_.order) {
      case SearchOrder::kRelevance:
        return 0;  // no words: all are alike
      case SearchOrder::kDate:
        return facts.posted_on == kNoDate ? kUnknownLast : facts.posted_on;
      case SearchOrder::kWage:
        return WageOf(facts) == kNoWage ? kUnknownLast : WageOf(facts);
      case SearchOrder::kDistance:
        break;
    }
    int64_t distance = DistanceFrom(*query_.filters.near, facts);
    return distance < 0 ? kUnknownLast : -distance;
  }

  void Offer(const SearchKey& key) {
    if (query_.after && !Before(*query_.after, key)) return;
    if (heap_.size() == capacity_) {
      if (!Before(key, heap_.front())) return;
      std::pop_heap(heap_.begin(), heap_.end(), Before);
      heap_.pop_back();
    }
    heap_.push_back(key);
    std::push_heap(heap_.begin(), heap_.end(), Before);
  }

  const OpeningQuery& query_;
  const FactsFilter& filter_;
  const bool by_relevance_;
  FacetCounter facets_;
  size_t capacity_;
  std::vector<SearchKey> heap_;  // its front is the worst
  DocumentSet rows_;
  int64_t total_ = 0;
  int64_t visited_ = 0;
};

Xapian::Query AnyOf(Field field, const std::vector<std::string>& values) {
  std::vector<Xapian::Query> terms;
  for (const std::string& value : values) terms.emplace_back(TermOf(field, value));
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

// What needs Xapian at all; the rest is asked of the columns.
bool NeedsXapian(const OpeningQuery& query, const FactsFilter& filter,
                 const std::vector<TextClause>& clauses) {
  return !clauses.empty() || !query.filters.employer_id.empty() || !filter.offered_terms().empty();
}

// What the words and the filters that have terms allow. Place and occupation are columns as well,
// but their terms may spare reading the words of everywhere.
Xapian::Query Narrowed(const OpeningQuery& query, const FactsFilter& filter,
                       const Xapian::Query& words) {
  std::vector<Xapian::Query> parts;
  if (words.empty()) {
    parts.emplace_back(TermOf(Field::kRecordKind, kOpeningRecord));
  } else {
    parts.push_back(words);
  }
  if (!query.filters.employer_id.empty()) {
    parts.emplace_back(TermOf(Field::kEmployer, query.filters.employer_id));
  }
  filter.offered_terms().ForEach(
      [&](AccommodationId id) { parts.emplace_back(TermOf(Field::kOffered, ToString(id))); });
  if (!filter.region_codes().empty()) parts.push_back(AnyOf(Field::kRegion, filter.region_codes()));
  if (!query.filters.occupations.empty()) {
    parts.push_back(AnyOf(Field::kOccupation, query.filters.occupations));
  }
  return Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end());
}

absl::StatusOr<OpeningPage> SearchWithXapian(const Index& index, const OpeningQuery& query,
                                             const FactsFilter& filter,
                                             const std::vector<TextClause>& clauses) {
  absl::StatusOr<ReaderLease> lease = LeaseReader(index);
  if (!lease.ok()) return lease.status();
  absl::StatusOr<OpeningPage> found = Guard([&] {
    Analyzer analyzer;
    const Xapian::Query words =
        clauses.empty() ? Xapian::Query() : BuildTextQuery(clauses, query.match_any, analyzer);
    const bool by_relevance = query.order == SearchOrder::kRelevance && !clauses.empty();
    Collector collector(query, filter, by_relevance);
    lease->snapshot().openings.ForEach(
        MatchingDocuments(lease->database(), Narrowed(query, filter, words), query.interrupted),
        [&](const OpeningFacts& facts) { collector.Visit(facts); });
    if (by_relevance) {
      collector.TakeRanked(MostRelevant(lease->database(), words, collector.rows(), query.after,
                                        collector.capacity(), query.interrupted));
    }
    OpeningPage page = std::move(collector).Take();
    page.epoch = lease->snapshot().epoch;
    page.sequence = lease->snapshot().sequence;
    return page;
  });
  if (found.status().code() != absl::StatusCode::kDataLoss) return found;
  return index.impl().TakeOut(lease->generation(), found.status());
}

absl::StatusOr<OpeningPage> SearchColumns(const Index& index, const OpeningQuery& query,
                                          const FactsFilter& filter) {
  std::shared_ptr<const Snapshot> snapshot = index.Current();
  if (snapshot == nullptr) return index.Ready();
  return Guard([&] {
    Collector collector(query, filter, false);
    for (const auto& block : snapshot->openings.blocks()) {
      for (const OpeningFacts& facts : block->facts) collector.Visit(facts);
    }
    OpeningPage page = std::move(collector).Take();
    page.epoch = snapshot->epoch;
    page.sequence = snapshot->sequence;
    return page;
  });
}

absl::Status CheckQuery(const OpeningQuery& query) {
  if (query.limit < 1 || query.limit > kMaxPageSize) {
    return InvalidField("page_size", "must be between 1 and 1000");
  }
  if (query.order == SearchOrder::kDistance && !query.filters.near) {
    return InvalidField("order_by", "by distance needs a point to measure from");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<OpeningPage> TextSearcher::Search(const OpeningQuery& query) const {
  if (absl::Status valid = CheckQuery(query); !valid.ok()) return valid;
  absl::StatusOr<std::vector<TextClause>> clauses = ParseTextQuery(query.text);
  if (!clauses.ok()) return clauses.status();
  absl::StatusOr<FactsFilter> filter = FactsFilter::Make(query.filters);
  if (!filter.ok()) return filter.status();
  if (!NeedsXapian(query, *filter, *clauses)) return SearchColumns(index_, query, *filter);
  constexpr int kAttempts = 3;
  absl::StatusOr<OpeningPage> page = absl::InternalError("not searched");
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    page = SearchWithXapian(index_, query, *filter, *clauses);
    if (page.ok() || !IsIndexModified(page.status())) return page;
  }
  return page;
}

}  // namespace setara
