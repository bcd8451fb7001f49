// What a source's columns mean: which column feeds which field of a record, after which repairs.
// The field decides how the repaired text is read (a date, a wage, a region, ...), so a mapping
// cannot read a value in a wrong way; fields and text steps are closed lists (mappings/README.md).
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matcher/domain/date.h"

namespace setara {

enum class ImportKind {
  kOpening,
  kSeeker,
  kEmployer,
  kHeadcount,
  kWorker,
  kCase,
  // The sheets of a register of employers; only their own columns and titles (register_columns.h).
  kRegister,
  kSite,
  kRegisterWorker,
};

// "openings", "seekers", "employers", "headcounts", "workers", "cases", "register employers",
// "register sites", "register workers".
std::string_view ToString(ImportKind kind);

// One repair of a cell's text.
struct TextStep {
  enum class Kind {
    kMojibake,    // RepairMojibake
    kHtml,        // HtmlToText
    kTitleCase,   // TitleCase
    kLineWith,    // the first line that contains `argument`; empty when none does
    kBefore,      // what stands before the first `argument`, or all
    kAfter,       // what stands after the first `argument`; empty when it is not there
    kLastNumber,  // the last run of at least five digits; empty when there is none
    kLastUuid,    // the last UUID; empty when there is none
  };
  Kind kind = Kind::kMojibake;
  std::string argument;
};

// Where one field comes from.
struct FieldRule {
  std::string field;
  std::vector<std::string> columns;  // the first that is not empty counts; regions: that is read
  std::string join;                  // not empty: all columns, with this between
  std::vector<TextStep> steps;       // for each column
  // Words of the source, in lower case, and what they stand for; "" is unknown. A "*" at an end of
  // the word stands for any text. The first that fits counts.
  std::vector<std::pair<std::string, std::string>> values;
  bool keep_others = true;        // a word that `values` does not have is kept, else unknown
  std::string constant;           // for a source without a column; or when no column says anything
  std::string separator = ";";    // between the items of a list
  std::vector<std::string> drop;  // items of a list that mean nothing
};

struct Mapping {
  std::string name;
  std::string description;  // one line
  ImportKind kind = ImportKind::kOpening;
  std::vector<std::string> files;  // beginnings of the file names that it is for
  // The columns are our own: an unknown column or an unreadable value rejects, where a foreign
  // source's unreadable value of an optional field is left unknown and counted.
  bool native = false;
  // The source repeats ids with older copies: of two records with one id the later posted counts,
  // and of equally old ones the stored one, so that a second run changes nothing.
  bool keep_newest = false;
  std::optional<Date> reference_date;  // the day the source was read
  std::vector<FieldRule> rules;
};

// Reads a mapping file. `file` only names it in errors. InvalidArgument names the file and the key:
// malformed JSON, an unknown key, field, step or kind, a field twice, no title-giving field, more
// than 64 KiB. Pure; thread-safe.
absl::StatusOr<Mapping> ParseMapping(std::string_view file, std::string_view json);

// The mapping whose columns are the fields of the contract's messages ("setara"): what an export
// writes and JSON answers carry.
const Mapping& NativeMapping(ImportKind kind);

// The mappings that ship with the product, the native ones included, by name and kind. Thread-safe.
std::span<const Mapping> ShippedMappings();

// NotFound names the mappings of this kind.
absl::StatusOr<const Mapping*> FindMapping(ImportKind kind, std::string_view name);

}  // namespace setara
