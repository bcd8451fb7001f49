#include "index/schema.h"

#include <array>
#include <cstdio>

namespace setara {
namespace {

constexpr std::array<FieldInfo, kFields> kTable = {{
    {Field::kText, "text", "", true, false, kTextUse, true, false,
     "Words of title, description, skills and employer name as written, in lower case, with "
     "positions for phrases."},
    {Field::kStemIndonesian, "text_id", "Z", true, false, kTextUse, true, false,
     "Indonesian stems of the words; no stop words."},
    {Field::kStemEnglish, "text_en", "ZE", true, false, kTextUse, true, false,
     "English stems of the words where they differ from the Indonesian ones; no stop words."},
    {Field::kRecordKind, "record", "XT", true, false, kFilterUse, true, true,
     "O for an opening, S for a person."},
    {Field::kRegion, "region", "XR", true, true, kFilterUse | kFacetUse, true, true,
     "Kemendagri code of the regency and of its province."},
    {Field::kOccupation, "occupation", "XO", true, true, kFilterUse | kFacetUse | kMatchUse, true,
     true, "KBJI/ISCO-08 code and its groups, 1-4 digits; of a person: the wished ones."},
    {Field::kWorkKind, "kind", "XW", true, true, kFilterUse | kFacetUse | kMatchUse, true, false,
     "Employment, apprenticeship, partnership, self-employment support."},
    {Field::kContract, "contract", "XC", true, true, kFilterUse, true, false,
     "Permanent, fixed term, daily, public service."},
    {Field::kHours, "hours", "XH", true, true, kFilterUse | kFacetUse | kMatchUse, true, false,
     "Full time or part time."},
    {Field::kArrangement, "arrangement", "XA", true, true, kFilterUse | kFacetUse | kMatchUse, true,
     false, "On site, hybrid or remote."},
    {Field::kEducation, "education", "XE", true, true, kFilterUse | kFacetUse | kMatchUse, true,
     true, "Level asked by the opening; of a person: the level reached."},
    {Field::kState, "state", "XS", true, true, kFilterUse | kMatchUse, true, true,
     "Open, closed or filled; of a person: 1 while looking for work."},
    {Field::kEmployer, "employer", "XM", true, false, kFilterUse, true, false,
     "Id of the registered employer."},
    {Field::kSource, "source", "XU", true, false, kFilterUse, true, true,
     "Name of the source that the record was imported from."},
    {Field::kOffered, "accommodation", "XF", true, true, kFilterUse | kFacetUse | kMatchUse, true,
     false, "Accommodations that the workplace offers, A01-A60."},
    {Field::kSkill, "skill", "XL", true, true, kMatchUse, true, true, "Coded skills."},
    {Field::kWage, "wage", "", false, true, kFilterUse | kSortUse | kMatchUse, true, true,
     "Rupiah a month, in thousands, rounded down."},
    {Field::kPosted, "posted", "", false, true, kFilterUse | kFacetUse | kSortUse | kMatchUse, true,
     false, "Day on which the opening was advertised."},
    {Field::kOpenDates, "open", "", false, true, kFilterUse | kMatchUse, true, false,
     "Half-open range of days in which the opening is open."},
    {Field::kPoint, "point", "", false, true, kFilterUse | kSortUse | kMatchUse, true, true,
     "Micro-degrees; the regency's point when the record has none of its own."},
    {Field::kFacts, "facts", "", false, true, kMatchUse, true, true,
     "What matching reads, packed in value slot 0 with its version."},
}};

// FNV-1a, 64 bits: stable across machines and versions, unlike std::hash.
uint64_t Hash(std::string_view bytes) {
  uint64_t hash = 0xcbf29ce484222325;
  for (unsigned char c : bytes) hash = (hash ^ c) * 0x100000001b3;
  return hash;
}

}  // namespace

std::span<const FieldInfo> DescribeFields() { return kTable; }

const FieldInfo& InfoOf(Field field) { return kTable[static_cast<size_t>(field)]; }

std::string TermOf(Field field, std::string_view value) {
  std::string term(InfoOf(field).prefix);
  if (term.size() + value.size() <= kMaxTermBytes) return term.append(value);
  char tail[18];
  std::snprintf(tail, sizeof(tail), "#%016llx", static_cast<unsigned long long>(Hash(value)));
  term.append(value.substr(0, kMaxTermBytes - term.size() - 17));
  return term.append(tail);
}

std::string TermOf(Field field, int code) { return TermOf(field, std::to_string(code)); }

}  // namespace setara
