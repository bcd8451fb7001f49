#include "clients/record_scanner.h"

namespace setara {

CsvRecordScanner::State CsvRecordScanner::Scan(std::string_view text, size_t* position) {
  while (*position < text.size()) {
    const char c = text[(*position)++];
    if (c == '\n') ++lines_;
    if (cell_ == Cell::kQuoted) {
      if (c == '"') {
        cell_ = Cell::kClosed;
        space_after_quote_ = false;
      }
      continue;
    }
    if (c == '\n') return State::kRecord;
    if (c == ',' || c == '\r') {
      cell_ = Cell::kStart;
    } else if (c == '"') {
      // A bare cell with a quote in it ends at its line end all the same; the server rejects it.
      if (cell_ == Cell::kClosed && space_after_quote_) return State::kWrongQuote;
      if (cell_ != Cell::kBare) cell_ = Cell::kQuoted;
    } else if (c == ' ' || c == '\t') {
      space_after_quote_ = true;
    } else if (cell_ == Cell::kClosed) {
      return State::kWrongQuote;
    } else {
      cell_ = Cell::kBare;
    }
  }
  return State::kMore;
}

}  // namespace setara
