#include "server/import/csv.h"

#include <csv.h>

#include <algorithm>
#include <utility>

#include "matcher/domain/utf8.h"

namespace setara {
namespace {

// libcsv's parser. It knows no lines, so it is fed one line at a time: a record ends in the line
// during which the row callback comes.
class Parser {
 public:
  Parser() { csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL); }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False: a quote stands where none may; the record is lost.
  bool Feed(std::string_view line) {
    return csv_parse(&parser_, line.data(), line.size(), &OnCell, &OnRow, this) == line.size();
  }
  // False: the text ends inside quotes.
  bool Finish() { return csv_fini(&parser_, &OnCell, &OnRow, this) == 0; }

  // Forgets the record that is being read.
  void Reset() {
    csv_free(&parser_);
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    cells_.clear();
    rows_.clear();
  }

  // Records that ended since the last call. More than one when a bare CR ends a line.
  std::vector<std::vector<std::string>> TakeRows() { return std::exchange(rows_, {}); }

 private:
  static void OnCell(void* bytes, size_t size, void* self) {
    static_cast<Parser*>(self)->cells_.emplace_back(static_cast<const char*>(bytes), size);
  }
  static void OnRow(int, void* self) {
    auto* parser = static_cast<Parser*>(self);
    parser->rows_.push_back(std::exchange(parser->cells_, {}));
  }

  csv_parser parser_{};
  std::vector<std::string> cells_;
  std::vector<std::vector<std::string>> rows_;
};

std::string Fault(const std::vector<std::string>& cells, size_t columns) {
  if (columns != 0 && cells.size() != columns) {
    return "has " + std::to_string(cells.size()) + " cells instead of " + std::to_string(columns);
  }
  if (cells.size() > kMaxColumns) return "has more than " + std::to_string(kMaxColumns) + " cells";
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string where = "cell " + std::to_string(i + 1);
    if (cells[i].size() > kMaxCellBytes) return where + " is larger than 64 KiB";
    if (!IsText(cells[i])) return where + " is not UTF-8 text without NUL";
  }
  return "";
}

class Reader {
 public:
  Reader(std::string_view block, int64_t first_line, size_t columns)
      : block_(block), line_(first_line), columns_(columns) {}

  std::vector<SourceRow> Read() {
    if (line_ == 1 && block_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
    Begin();
    while (at_ < block_.size()) {
      if (!ReadLine()) Recover("has a quote where none may stand");
      // The block's end inside quotes makes its last record wrong, and those behind it readable.
      if (at_ == block_.size() && start_ < at_) EndBlock();
    }
    return std::move(rows_);
  }

 private:
  void Begin() {
    start_ = at_;
    start_line_ = line_;
  }

  bool ReadLine() {
    const size_t end = std::min(block_.find('\n', at_), block_.size() - 1) + 1;
    const bool sound = parser_.Feed(block_.substr(at_, end - at_));
    at_ = end;
    ++line_;
    if (!sound) return false;
    const bool blank =
        block_.substr(start_, at_ - start_).find_first_not_of(" \t\r\n") == std::string_view::npos;
    const auto rows = parser_.TakeRows();
    for (const auto& cells : rows) {
      if (!blank) Add(cells);
    }
    if (!rows.empty() || blank) Begin();
    return true;
  }

  void EndBlock() {
    if (!parser_.Finish()) {
      Recover("has a quote that is never closed");
      return;
    }
    for (const auto& cells : parser_.TakeRows()) Add(cells);
    parser_.Reset();
    Begin();
  }

  void Add(std::vector<std::string> cells) {
    SourceRow row{start_line_, {}, Fault(cells, columns_), block_.substr(start_, at_ - start_)};
    if (row.fault.empty()) row.cells = std::move(cells);
    rows_.push_back(std::move(row));
  }

  // Gives up the first line of the record and goes on with the next one.
  void Recover(std::string fault) {
    const size_t end = std::min(block_.find('\n', start_), block_.size() - 1) + 1;
    rows_.push_back({start_line_, {}, std::move(fault), block_.substr(start_, end - start_)});
    parser_.Reset();
    at_ = end;
    line_ = start_line_ + 1;
    Begin();
  }

  const std::string_view block_;
  size_t at_ = 0;
  int64_t line_;
  const size_t columns_;
  size_t start_ = 0;  // of the record that is being read
  int64_t start_line_ = 0;
  Parser parser_;
  std::vector<SourceRow> rows_;
};

}  // namespace

std::vector<SourceRow> ReadCsv(std::string_view block, int64_t first_line, size_t columns) {
  return Reader(block, first_line, columns).Read();
}

}  // namespace setara
