// Finds where a record ends. Internal to the batch cutter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace setara {

// Reads one CSV record (RFC 4180) piece by piece; the same rules as the server's reader: a quote
// opens at the start of a cell only (white space may stand before it), a doubled one inside quotes
// is text, and behind a closing one only white space, a comma or a line end may stand.
class CsvRecordScanner {
 public:
  enum class State { kMore, kRecord, kWrongQuote };

  // Reads on in `text` from `*position`, and counts line ends. kRecord: `*position` is behind the
  // record's line end. kWrongQuote: the record cannot be read. kMore: all of `text` was read.
  State Scan(std::string_view text, size_t* position);

  int64_t lines() const { return lines_; }
  bool in_quotes() const { return cell_ == Cell::kQuoted; }

 private:
  enum class Cell { kStart, kBare, kQuoted, kClosed };

  Cell cell_ = Cell::kStart;
  bool space_after_quote_ = false;
  int64_t lines_ = 0;
};

}  // namespace setara
