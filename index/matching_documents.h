// All documents that a query matches, without their weights: read from the postings, which costs a
// small part of what ranking every one of them would. Totals and facets need them all; the first
// page is then ranked among them alone.
//
// Internal to index/ (Xapian types); one thread.
#pragma once

#include <xapian.h>

#include "index/document_set.h"
#include "index/match_searcher.h"

namespace setara {

// `query` may hold any operator of text_query.h, terms, and OP_FILTER; OP_SCALE_WEIGHT counts as
// what it scales. Throws Xapian's errors and SearchInterrupted: call inside Guard.
DocumentSet MatchingDocuments(const Xapian::Database& database, const Xapian::Query& query,
                              const Interrupt& interrupted);

}  // namespace setara
