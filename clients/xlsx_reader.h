// Reads a workbook (.xlsx) as rows of text. What the texts mean is for the server to say: nothing
// is validated here beyond what keeps this machine safe from a hostile file.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace setara {

struct Sheet {
  std::string name;
  // rows[i] is row i + 1 of the sheet, its cells from column A on without the empty ones at the
  // end. Days are YYYY-MM-DD, whole numbers have no decimal point, a formula is its last result. A
  // number of more than 15 digits, of which a spreadsheet keeps only 15, is written with an
  // exponent, so that no identifier is made up out of it.
  std::vector<std::vector<std::string>> rows;
};

// Our limits; a national register is far below them.
struct XlsxLimits {
  int64_t file_bytes = int64_t{128} << 20;
  int64_t unpacked_bytes = int64_t{1} << 30;  // of all parts that are read
  int64_t cells = 50'000'000;                 // that are not empty
  int columns = 512;
  int64_t cell_bytes = 64 << 10;
};

// The sheets in their order, hidden ones too. InvalidArgument: no workbook, damaged, or beyond a
// limit (which it names). NotFound, PermissionDenied: the file cannot be opened. Needs memory in
// proportion to what it reads. Thread-safe.
absl::StatusOr<std::vector<Sheet>> ReadXlsx(const std::string& path, const XlsxLimits& limits = {});

}  // namespace setara
