// A record as the index keeps it. Of a person only codes: no name, contact, number, diagnosis,
// ragam, or words of their own. Internal to index/ (Xapian types); an Analyzer belongs to one
// thread.
#pragma once

#include <xapian.h>

#include "index/analysis.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "matcher/facts.h"

namespace setara {

// How often a word of the title counts towards relevance, against one of the description (our
// default).
inline constexpr unsigned kTitleWeight = 5;

// `facts` are those of `opening`; both have the record's row.
Xapian::Document MakeDocument(const Opening& opening, const OpeningFacts& facts,
                              Analyzer& analyzer);
Xapian::Document MakeDocument(const Seeker& seeker, const SeekerFacts& facts);

// A stable hash of all terms, their counts and positions, and of the facts value: equal for equal
// documents whatever the order in which they were made.
uint64_t FingerprintOf(const Xapian::Document& document);

}  // namespace setara
