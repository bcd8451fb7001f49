// From the bytes of a batch to validated records: reads CSV or JSON Lines, applies a mapping, codes
// regions, skills and occupations, and validates. Touches no store. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/import/mapping.h"
#include "server/import/record_fields.h"

namespace setara {

enum class ImportFormat { kCsv, kJsonl };

// Our limit for one batch; clients cut at 1 MiB.
inline constexpr size_t kMaxBatchBytes = 3 * 1024 * 1024;

struct BatchInput {
  const Mapping& mapping;
  ImportFormat format = ImportFormat::kCsv;
  std::string_view csv_header;  // the header line; CSV only
  std::string_view data;        // whole records
  int64_t first_line = 1;       // of `data` in its file, from 1
  // The day that relative dates count from; absent: the mapping's.
  std::optional<Date> reference_date;
};

struct ParsedRecord {
  int64_t line = 0;  // where the record begins
  ImportedRecord record;
  // Openings, headcounts, workers. Without an id it has to be looked up by (source, source_id):
  // unknown is no error for an opening, which keeps the employer's name.
  EmployerReference employer;
  std::optional<bool> confirmed;  // what a row of a register says of itself
};

// What the rows of one case share; both empty: unknown.
struct CaseKey {
  std::string source{};
  std::string source_id{};
  auto operator<=>(const CaseKey&) const = default;
};

// A record that cannot land.
struct RejectedRecord {
  int64_t line = 0;
  std::string field;   // the first that is wrong; "" the record as a whole
  std::string reason;  // never repeats a value of the record
  CaseKey of_case{};   // of a row of a case: whose; empty where that could not be read
};

struct ParsedBatch {
  std::vector<ParsedRecord> records;    // by line
  std::vector<RejectedRecord> rejects;  // by line
  // (field, reason) -> records in which the field was left unknown for that reason.
  std::map<std::pair<std::string, std::string>, int64_t> warnings;
};

// Every record of the batch is either in `records` or in `rejects`.
// InvalidArgument with its field, for the batch as a whole: a header that is missing, repeats a
// name, lacks a column that the mapping reads or (our own columns) has an unknown one; more than
// kMaxBatchBytes; first_line below 1.
absl::StatusOr<ParsedBatch> ParseBatch(const BatchInput& input);

// What two openings have in common when one is probably a copy of the other in another source:
// title and employer as letters and digits, without legal forms (PT, CV, Tbk), and region. Empty
// when the title or employer is unknown: too little to tell. Our default.
std::string DuplicateKey(const Opening& opening);

}  // namespace setara
