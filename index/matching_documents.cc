#include "index/matching_documents.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "index/guard.h"

namespace setara {
namespace {

using Xapian::Query;

constexpr int kPostingsBetweenChecks = 65536;
// A member looked for costs about so many postings read in turn.
constexpr size_t kSkipCost = 8;

class Walk {
 public:
  Walk(const Xapian::Database& database, const Interrupt& interrupted)
      : database_(database), interrupted_(interrupted) {}

  // What `query` matches of `bound`; nullptr: of everything.
  DocumentSet Of(const Query& query, const DocumentSet* bound) {
    switch (query.get_type()) {
      case Query::LEAF_MATCH_NOTHING:
        return {};
      case Query::LEAF_TERM:
        return OfTerm(*query.get_terms_begin(), bound);
      case Query::OP_OR:
      case Query::OP_SYNONYM:
        return OfAny(query, bound);
      case Query::OP_AND:
      case Query::OP_FILTER:
        return OfAll(query, bound);
      case Query::OP_AND_NOT:
        return OfFirstOnly(query, bound);
      case Query::OP_AND_MAYBE:
      case Query::OP_SCALE_WEIGHT:
        return Of(query.get_subquery(0), bound);
      default:
        return OfMatch(query, bound);
    }
  }

 private:
  void Check() {
    if (++read_ % kPostingsBetweenChecks == 0 && interrupted_ && interrupted_()) {
      throw SearchInterrupted();
    }
  }

  DocumentSet OfTerm(const std::string& term, const DocumentSet* bound) {
    DocumentSet found;
    Xapian::PostingIterator at = database_.postlist_begin(term);
    const Xapian::PostingIterator end = database_.postlist_end(term);
    if (bound != nullptr && bound->Count() * kSkipCost < database_.get_termfreq(term)) {
      for (uint32_t id = bound->NextFrom(1); id != 0 && at != end; Check()) {
        at.skip_to(id);
        if (at == end) break;
        if (*at == id) found.Add(id);
        id = bound->NextFrom(std::max<uint32_t>(*at, id + 1));
      }
      return found;
    }
    for (; at != end; ++at, Check()) found.Add(*at);
    if (bound != nullptr) found.KeepOnly(*bound);
    return found;
  }

  DocumentSet OfAny(const Query& query, const DocumentSet* bound) {
    DocumentSet found;
    for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
      found.AddAll(Of(query.get_subquery(i), bound));
    }
    return found;
  }

  // The rarest part first: it bounds what of the others has to be read.
  DocumentSet OfAll(const Query& query, const DocumentSet* bound) {
    std::vector<std::pair<size_t, Query>> parts;
    for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
      parts.emplace_back(AtMost(query.get_subquery(i)), query.get_subquery(i));
    }
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    DocumentSet found = Of(parts.front().second, bound);
    for (size_t i = 1; i < parts.size(); ++i) found = Of(parts[i].second, &found);
    return found;
  }

  DocumentSet OfFirstOnly(const Query& query, const DocumentSet* bound) {
    DocumentSet found = Of(query.get_subquery(0), bound);
    for (size_t i = 1; i < query.get_num_subqueries(); ++i) {
      found.Remove(Of(query.get_subquery(i), &found));
    }
    return found;
  }

  // Phrases need positions, prefixes the choice of their words: Xapian's own matcher.
  DocumentSet OfMatch(const Query& query, const DocumentSet* bound) {
    class Spy : public Xapian::MatchSpy {
     public:
      Spy(Walk& walk, DocumentSet& found) : walk_(walk), found_(found) {}
      void operator()(const Xapian::Document& document, double /*weight*/) override {
        walk_.Check();
        found_.Add(document.get_docid());
      }

     private:
      Walk& walk_;
      DocumentSet& found_;
    };
    DocumentSet found;
    Spy spy(*this, found);
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    enquire.set_query(query);
    enquire.add_matchspy(&spy);
    enquire.get_mset(0, 1, database_.get_doccount());
    if (bound != nullptr) found.KeepOnly(*bound);
    return found;
  }

  // No fewer documents than `query` matches.
  size_t AtMost(const Query& query) {
    size_t sum = 0, least = database_.get_doccount();
    switch (query.get_type()) {
      case Query::LEAF_MATCH_NOTHING:
        return 0;
      case Query::LEAF_TERM:
        return database_.get_termfreq(*query.get_terms_begin());
      case Query::OP_OR:
      case Query::OP_SYNONYM:
        for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
          sum += AtMost(query.get_subquery(i));
        }
        return std::min(sum, least);
      case Query::OP_AND:
      case Query::OP_FILTER:
      case Query::OP_PHRASE:
        for (size_t i = 0; i < query.get_num_subqueries(); ++i) {
          least = std::min(least, AtMost(query.get_subquery(i)));
        }
        return least;
      case Query::OP_AND_NOT:
      case Query::OP_AND_MAYBE:
      case Query::OP_SCALE_WEIGHT:
        return AtMost(query.get_subquery(0));
      default:
        return least;
    }
  }

  const Xapian::Database& database_;
  const Interrupt& interrupted_;
  int64_t read_ = 0;
};

}  // namespace

DocumentSet MatchingDocuments(const Xapian::Database& database, const Query& query,
                              const Interrupt& interrupted) {
  return Walk(database, interrupted).Of(query, nullptr);
}

}  // namespace setara
