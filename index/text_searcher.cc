#include "index/text_searcher.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "index/facet_counter.h"
#include "index/facts_filter.h"
#include "index/guard.h"
#include "index/reader.h"
#include "index/schema.h"
#include "index/text_query.h"
#include "matcher/conditions.h"
#include "matcher/domain/errors.h"

namespace setara {
namespace {

constexpr int64_t kUnknownLast = INT64_MIN;
constexpr int kRecordsBetweenChecks = 4096;
constexpr double kWeightSteps = 1e6;  // relevance is compared in millionths

// Sees every opening that the words allow, in any order; keeps the page, the total and the facets.
class Collector {
 public:
  Collector(const OpeningQuery& query, const FactsFilter& filter)
      : query_(query),
        filter_(filter),
        facets_(query.facets, query.today),
        capacity_(static_cast<size_t>(query.limit) + 1) {}

  void Visit(const OpeningFacts& facts, double weight) {
    if (++visited_ % kRecordsBetweenChecks == 0 && query_.interrupted && query_.interrupted()) {
      throw SearchInterrupted();
    }
    if (!filter_.Passes(facts)) return;
    ++total_;
    facets_.Add(facts);
    Offer({KeyOf(facts, weight), facts.row});
  }

  OpeningPage Take() && {
    OpeningPage page;
    std::sort_heap(heap_.begin(), heap_.end(), Before);
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

  int64_t KeyOf(const OpeningFacts& facts, double weight) const {
    switch (query_.order) {
      case SearchOrder::kRelevance:
        return std::llround(weight * kWeightSteps);
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
  FacetCounter facets_;
  size_t capacity_;
  std::vector<SearchKey> heap_;  // its front is the worst
  int64_t total_ = 0;
  int64_t visited_ = 0;
};

// Hands each matching document's facts to the collector. A Document would have to read its values
// from disk; the columns need the id alone.
class CollectingSpy : public Xapian::MatchSpy {
 public:
  CollectingSpy(const FactTable<OpeningFacts>& table, Collector& collector)
      : table_(table), collector_(collector) {}

  void operator()(const Xapian::Document& document, double weight) override {
    const OpeningFacts* facts = table_.Find(document.get_docid());
    if (facts != nullptr) collector_.Visit(*facts, weight);
  }

 private:
  const FactTable<OpeningFacts>& table_;
  Collector& collector_;
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

Xapian::Query BuildQuery(const OpeningQuery& query, const FactsFilter& filter,
                         const std::vector<TextClause>& clauses) {
  std::vector<Xapian::Query> filters;
  if (clauses.empty()) filters.emplace_back(TermOf(Field::kRecordKind, kOpeningRecord));
  if (!query.filters.employer_id.empty()) {
    filters.emplace_back(TermOf(Field::kEmployer, query.filters.employer_id));
  }
  filter.offered_terms().ForEach(
      [&](AccommodationId id) { filters.emplace_back(TermOf(Field::kOffered, ToString(id))); });
  if (!filter.region_codes().empty()) {
    filters.push_back(AnyOf(Field::kRegion, filter.region_codes()));
  }
  if (!query.filters.occupations.empty()) {
    filters.push_back(AnyOf(Field::kOccupation, query.filters.occupations));
  }
  Xapian::Query narrowed(Xapian::Query::OP_AND, filters.begin(), filters.end());
  if (clauses.empty()) return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, narrowed, 0);
  Analyzer analyzer;
  Xapian::Query words = BuildTextQuery(clauses, query.match_any, analyzer);
  if (filters.empty()) return words;
  return Xapian::Query(Xapian::Query::OP_FILTER, words, narrowed);
}

absl::StatusOr<OpeningPage> SearchWithXapian(const Index& index, const OpeningQuery& query,
                                             const FactsFilter& filter,
                                             const std::vector<TextClause>& clauses) {
  absl::StatusOr<ReaderLease> lease = LeaseReader(index);
  if (!lease.ok()) return lease.status();
  absl::StatusOr<OpeningPage> found = Guard([&] {
    Collector collector(query, filter);
    CollectingSpy spy(lease->snapshot().openings, collector);
    Xapian::Enquire enquire(lease->database());
    enquire.set_query(BuildQuery(query, filter, clauses));
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 1, lease->database().get_doccount());
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
    Collector collector(query, filter);
    for (const auto& block : snapshot->openings.blocks()) {
      for (const OpeningFacts& facts : block->facts) collector.Visit(facts, 0);
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
