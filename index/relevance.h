// Ranks documents by how well they fit words: BM25 in whole steps, so that the sum of a document is
// the same in whatever order Xapian adds it up, and pages by key never repeat or lose one.
//
// Internal to index/ (Xapian types); one thread.
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "index/document_set.h"
#include "index/text_searcher.h"

namespace setara {

// The first `limit` (>= 1) of the documents that come after `after`, best first, equal weights by
// id. `documents`: all of them match `words`. Throws Xapian's errors and SearchInterrupted: call
// inside Guard. A page costs as if all pages before it were asked for with it.
std::vector<SearchKey> MostRelevant(const Xapian::Database& database, const Xapian::Query& words,
                                    const DocumentSet& documents,
                                    const std::optional<SearchKey>& after, size_t limit,
                                    const Interrupt& interrupted);

}  // namespace setara
