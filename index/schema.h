// The one table of fields that drives indexer, query builder, facets, sort keys and documentation,
// and the names of the metadata in which an index describes itself.
//
// A record's row is its document id; openings and people stand in one database. A term is the
// field's prefix and the value. Everything here is a constant or pure: thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace setara {

// Bump with any change to terms, values or analysis: an index of another version is rebuilt.
inline constexpr int kIndexSchemaVersion = 2;

// Xapian refuses longer terms.
inline constexpr size_t kMaxTermBytes = 245;

// The only value slot: the packed facts of the record (facts_codec.h).
inline constexpr uint32_t kFactsSlot = 0;

// What a field is for; a field may be several.
enum FieldUse : uint8_t {
  kTextUse = 1,    // searched by words
  kFilterUse = 2,  // narrows a search
  kFacetUse = 4,   // counted in answers
  kSortUse = 8,    // an order of answers
  kMatchUse = 16,  // read by matching
};

enum class Field : uint8_t {
  kText,
  kStemIndonesian,
  kStemEnglish,
  kRecordKind,
  kRegion,
  kOccupation,
  kWorkKind,
  kContract,
  kHours,
  kArrangement,
  kEducation,
  kState,
  kEmployer,
  kSource,
  kOffered,
  kSkill,
  kWage,
  kPosted,
  kOpenDates,
  kPoint,
  kFacts,
};
inline constexpr int kFields = 21;

struct FieldInfo {
  Field field;
  std::string_view name;    // as in the contract
  std::string_view prefix;  // of its terms; "" when it has none (or for kText: bare words)
  bool has_terms;
  bool column;   // held in memory, in the facts
  uint8_t uses;  // bits of FieldUse
  bool openings;
  bool seekers;
  std::string_view description;
};

// All fields, in the order of the enum.
std::span<const FieldInfo> DescribeFields();
const FieldInfo& InfoOf(Field field);

// The term of `value` in `field`, at most kMaxTermBytes: a longer value keeps its head and ends in
// a hash of the whole, so that distinct values stay distinct.
std::string TermOf(Field field, std::string_view value);
std::string TermOf(Field field, int code);

// Values of Field::kRecordKind.
inline constexpr std::string_view kOpeningRecord = "O";
inline constexpr std::string_view kSeekerRecord = "S";

// Keys of the database's metadata.
inline constexpr char kMetaSchema[] = "schema_version";
inline constexpr char kMetaFacts[] = "facts_version";
inline constexpr char kMetaLanguages[] = "languages";
inline constexpr char kMetaVocabulary[] = "vocabulary_version";
inline constexpr char kMetaRegions[] = "regions_edition";
inline constexpr char kMetaEpoch[] = "epoch";
inline constexpr char kMetaSequence[] = "sequence";
inline constexpr char kMetaRevision[] = "revision";
inline constexpr char kMetaDeparted[] = "departed";
inline constexpr char kLanguages[] = "id,en";

}  // namespace setara
