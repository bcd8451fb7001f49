// Reads whole CSV records (RFC 4180) out of a block of bytes, with line numbers. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

// Our limits: a cell holds at most an advertisement's text, a table has at most this many columns.
inline constexpr size_t kMaxCellBytes = 64 * 1024;
inline constexpr size_t kMaxColumns = 512;

// One record of a source, or why it cannot be read.
struct SourceRow {
  int64_t line = 0;                // of the record's first character
  std::vector<std::string> cells;  // empty when `fault` is set
  std::string fault;               // "" or what is wrong; never a value of the record
  std::string_view raw;            // the record's bytes, inside the block
};

// The records of `block`, which starts at line `first_line` (1-based) of its file, blank lines left
// out. Cells are UTF-8 without NUL; unquoted ones lose white space at their ends. LF and CRLF end
// lines; a byte order mark before line 1 is passed over.
// columns: every record must have as many cells; 0 accepts any number (a header line).
//
// A record with a fault: another number of cells, a cell above kMaxCellBytes, malformed UTF-8, NUL,
// a quote inside a bare cell or text behind a closing quote, a quote that is never closed. After a
// wrong quote reading goes on at the line after the record's first one, so that one stray quote
// costs one record and not all that follow.
std::vector<SourceRow> ReadCsv(std::string_view block, int64_t first_line, size_t columns);

}  // namespace setara
