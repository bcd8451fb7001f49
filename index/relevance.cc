#include "index/relevance.h"

#include <algorithm>
#include <cmath>

#include "index/guard.h"

namespace setara {
namespace {

// A power of two: multiples of 1/kSteps add up without rounding.
constexpr double kSteps = 65536;

// Asks the caller now and then whether they still wait.
class Patience {
 public:
  explicit Patience(const Interrupt& interrupted) : interrupted_(interrupted) {}
  void Check() {
    constexpr int kStepsBetweenChecks = 4096;
    if (++steps_ % kStepsBetweenChecks == 0 && interrupted_ && interrupted_()) {
      throw SearchInterrupted();
    }
  }

 private:
  const Interrupt& interrupted_;
  int64_t steps_ = 0;
};

class SteppedBm25 : public Xapian::BM25Weight {
 public:
  explicit SteppedBm25(Patience& patience) : patience_(patience) {}
  std::string name() const override { return "SteppedBm25"; }
  double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
                     Xapian::termcount distinct) const override {
    patience_.Check();
    return std::floor(BM25Weight::get_sumpart(wdf, length, distinct) * kSteps) / kSteps;
  }
  double get_maxpart() const override {
    return std::ceil(BM25Weight::get_maxpart() * kSteps) / kSteps;
  }

 private:
  SteppedBm25* clone() const override { return new SteppedBm25(patience_); }

  Patience& patience_;
};

// Gives the members of a set, with no weight of their own.
class Members : public Xapian::PostingSource {
 public:
  Members(const DocumentSet& documents, Xapian::doccount count)
      : documents_(documents), count_(count) {}

  Xapian::doccount get_termfreq_min() const override { return count_; }
  Xapian::doccount get_termfreq_est() const override { return count_; }
  Xapian::doccount get_termfreq_max() const override { return count_; }
  void init(const Xapian::Database& /*database*/) override {
    at_ = 0;
    ended_ = false;
  }
  void next(double /*min_weight*/) override { MoveTo(at_ + 1); }
  void skip_to(Xapian::docid id, double /*min_weight*/) override {
    if (id > at_) MoveTo(id);
  }
  bool at_end() const override { return ended_; }
  Xapian::docid get_docid() const override { return at_; }
  std::string get_description() const override { return "members"; }

 private:
  void MoveTo(Xapian::docid id) {
    at_ = documents_.NextFrom(id);
    ended_ = at_ == 0;
  }

  const DocumentSet& documents_;
  const Xapian::doccount count_;
  Xapian::docid at_ = 0;
  bool ended_ = false;
};

// Lets the members of a set pass; asked only of documents that weigh enough for the page.
class IsMember : public Xapian::MatchDecider {
 public:
  explicit IsMember(const DocumentSet& documents) : documents_(documents) {}
  bool operator()(const Xapian::Document& document) const override {
    return documents_.Contains(document.get_docid());
  }

 private:
  const DocumentSet& documents_;
};

bool HasPhrase(const Xapian::Query& query) {
  if (query.get_type() == Xapian::Query::OP_PHRASE) return true;
  for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (HasPhrase(query.get_subquery(i))) return true;
  }
  return false;
}

bool ComesAfter(const SearchKey& key, const SearchKey& after) {
  return key.key != after.key ? key.key < after.key : key.row > after.row;
}

}  // namespace

std::vector<SearchKey> MostRelevant(const Xapian::Database& database, const Xapian::Query& words,
                                    const DocumentSet& documents,
                                    const std::optional<SearchKey>& after, size_t limit,
                                    const Interrupt& interrupted) {
  // A small set leads through the words and spares weighing all that they match. Not where there
  // are phrases: below an AND, Xapian 1.4 weighs documents that hold the words of one apart as if
  // they held the phrase. A large set is reached soon by the words alone, best first.
  constexpr size_t kSmallSet = 50'000;
  const auto all = static_cast<Xapian::doccount>(documents.Count());
  const bool leads = all < kSmallSet && !HasPhrase(words);
  Patience patience(interrupted);
  Members members(documents, all);
  IsMember is_member(documents);
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(SteppedBm25(patience));
  enquire.set_query(leads ? Xapian::Query(Xapian::Query::OP_FILTER, words, Xapian::Query(&members))
                          : words);
  auto wanted = static_cast<Xapian::doccount>(after ? 4 * limit : limit);
  for (;; wanted *= 4) {
    wanted = std::min(wanted, all);
    std::vector<SearchKey> page;
    const Xapian::MSet found =
        enquire.get_mset(0, wanted, 0, nullptr, leads ? nullptr : &is_member);
    for (auto at = found.begin(); at != found.end() && page.size() < limit; ++at) {
      const SearchKey key{std::llround(at.get_weight() * kSteps), *at};
      if (!after || ComesAfter(key, *after)) page.push_back(key);
    }
    if (page.size() == limit || wanted == all) return page;
  }
}

}  // namespace setara
