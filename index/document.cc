#include "index/document.h"

#include "index/facts_codec.h"
#include "index/schema.h"

namespace setara {
namespace {

void AddFilter(Xapian::Document& document, Field field, std::string_view value) {
  if (!value.empty()) document.add_boolean_term(TermOf(field, value));
}
void AddFilter(Xapian::Document& document, Field field, int code) {
  if (code != 0) document.add_boolean_term(TermOf(field, code));
}

// "33.72" also stands in "33".
void AddRegion(Xapian::Document& document, std::string_view code) {
  AddFilter(document, Field::kRegion, code);
  if (size_t dot = code.find('.'); dot != code.npos) {
    AddFilter(document, Field::kRegion, code.substr(0, dot));
  }
}

void AddOccupation(Xapian::Document& document, std::string_view code) {
  for (size_t digits = 1; digits <= code.size(); ++digits) {
    AddFilter(document, Field::kOccupation, code.substr(0, digits));
  }
}

// Adds the words of `text` from `position` on; returns the next free position.
Xapian::termpos AddText(Xapian::Document& document, std::string_view text, unsigned weight,
                        Xapian::termpos position, Analyzer& analyzer) {
  for (const Word& word : Tokenize(text)) {
    document.add_posting(word.text, ++position, weight);
    if (IsStopWord(word.text)) continue;
    const Stems& stems = analyzer.StemsOf(word.text);
    document.add_term(TermOf(Field::kStemIndonesian, stems.indonesian), weight);
    if (stems.english != stems.indonesian) {
      document.add_term(TermOf(Field::kStemEnglish, stems.english), weight);
    }
  }
  return position + 100;  // no phrase reaches from one field into the next
}

void AddWords(Xapian::Document& document, const Opening& opening, Analyzer& analyzer) {
  Xapian::termpos at = AddText(document, opening.title, kTitleWeight, 0, analyzer);
  at = AddText(document, opening.employer_name, 1, at, analyzer);
  for (const std::string& skill : opening.skill_words) {
    at = AddText(document, skill, 2, at, analyzer);
  }
  AddText(document, opening.description, 1, at, analyzer);
}

void Mix(uint64_t& hash, std::string_view bytes) {
  for (unsigned char c : bytes) hash = (hash ^ c) * 0x100000001b3;
  hash = (hash ^ 0xff) * 0x100000001b3;
}
void Mix(uint64_t& hash, uint64_t number) {
  hash = (hash ^ number) * 0x9e3779b97f4a7c15;
  hash ^= hash >> 29;
}

}  // namespace

Xapian::Document MakeDocument(const Opening& opening, const OpeningFacts& facts,
                              Analyzer& analyzer) {
  Xapian::Document document;
  AddWords(document, opening, analyzer);
  AddFilter(document, Field::kRecordKind, kOpeningRecord);
  AddRegion(document, opening.region_code);
  AddOccupation(document, opening.occupation_code);
  AddFilter(document, Field::kWorkKind, static_cast<int>(opening.kind));
  AddFilter(document, Field::kContract, static_cast<int>(opening.contract));
  AddFilter(document, Field::kHours, static_cast<int>(opening.hours));
  AddFilter(document, Field::kArrangement, static_cast<int>(opening.arrangement));
  AddFilter(document, Field::kEducation, static_cast<int>(opening.education));
  AddFilter(document, Field::kState, static_cast<int>(opening.state));
  AddFilter(document, Field::kEmployer, opening.employer_id);
  AddFilter(document, Field::kSource, opening.source);
  opening.offered.ForEach(
      [&](AccommodationId id) { AddFilter(document, Field::kOffered, ToString(id)); });
  for (uint16_t skill : opening.skills) {
    document.add_boolean_term(TermOf(Field::kSkill, int{skill}));
  }
  document.add_value(kFactsSlot, EncodeFacts(facts));
  return document;
}

Xapian::Document MakeDocument(const Seeker& seeker, const SeekerFacts& facts) {
  Xapian::Document document;
  AddFilter(document, Field::kRecordKind, kSeekerRecord);
  AddRegion(document, seeker.region_code);
  for (const Wish& wish : seeker.wishes) AddOccupation(document, wish.occupation_code);
  AddFilter(document, Field::kEducation, static_cast<int>(seeker.education));
  AddFilter(document, Field::kState, seeker.seeking ? 1 : 0);
  AddFilter(document, Field::kSource, seeker.source);
  for (uint16_t skill : seeker.skills) document.add_boolean_term(TermOf(Field::kSkill, int{skill}));
  document.add_value(kFactsSlot, EncodeFacts(facts));
  return document;
}

uint64_t FingerprintOf(const Xapian::Document& document) {
  uint64_t hash = 0xcbf29ce484222325;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    Mix(hash, *term);
    Mix(hash, term.get_wdf());
    if (term.positionlist_count() == 0) continue;
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at) Mix(hash, *at);
  }
  Mix(hash, document.get_value(kFactsSlot));
  return hash;
}

}  // namespace setara
