// The letter of a notice (sentences: letter_id.tsv), Indonesian: figures with the sum spelled out
// and the rounding named as a reading, the rule, the day, the data it rests on, the help on offer,
// how to answer or object. It threatens nothing. Pure; thread-safe.
#pragma once

#include <string>

#include "matcher/domain/notice.h"
#include "server/document/document.h"

namespace setara::notices {

// What the letter takes from elsewhere.
struct LetterFacts {
  std::string seat_name;  // "Kota Surakarta"; "" not known
  int answer_days = 0;
};

// Of a draft: marked as one, with room for what the approval brings. Everything comes from `notice`
// and `facts`: the same ones give the same document. The file is dated by the letter, a draft by
// what was known.
Document Letter(const Notice& notice, const LetterFacts& facts);

}  // namespace setara::notices
