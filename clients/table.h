// Tables for people: columns that line up, one header line, no frames, nothing said by colour or
// position alone, so that they can be read out line by line. The same rows as CSV for programs.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <utility>
#include <vector>

namespace setara {

// What people see, and what programs get where it differs (4500000 for "Rp4.500.000").
struct Cell {
  Cell(std::string text) : shown(text), raw(std::move(text)) {}  // NOLINT: a text is a cell
  Cell(const char* text) : shown(text), raw(text) {}             // NOLINT
  Cell(std::string people, std::string program)
      : shown(std::move(people)), raw(std::move(program)) {}

  std::string shown;
  std::string raw;
};

struct Column {
  std::string key;     // in CSV; English, snake_case
  std::string title;   // for people
  bool right = false;  // numbers
  bool keep = false;   // never shortened: names of resources, dates, figures
};

// Not thread-safe.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // One cell a column.
  void Add(std::vector<Cell> cells) { rows_.push_back({std::move(cells), {}}); }
  // A sentence below the last row, for people only.
  void Note(std::string sentence) { rows_.back().notes.push_back(std::move(sentence)); }

  bool empty() const { return rows_.empty(); }

  // width: columns of the terminal, 0 = no limit. Columns that are empty in every row are left out.
  // Too wide a table shortens its longest columns, never those to keep; where that would leave less
  // than 16 columns of a text, each row becomes a block of "title: value" lines instead.
  std::string Text(size_t width) const;
  // With a header of keys.
  std::string Csv() const;
  // As the one sheet of a workbook, with a header of titles: numbers and days as such, identifiers
  // as texts. PermissionDenied, DataLoss, OutOfRange: as XlsxWriter.
  absl::Status WriteXlsx(const std::string& path) const;

 private:
  struct Row {
    std::vector<Cell> cells;
    std::vector<std::string> notes;
  };

  // Empty: the rows do not fit side by side.
  std::vector<size_t> Widths(size_t width) const;
  std::string Blocks(size_t width) const;
  std::string Line(const std::vector<std::string>& texts, const std::vector<size_t>& widths) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

// "label: value" lines for one record, the values lined up; empty values are left out.
std::string Listing(const std::vector<std::pair<std::string, std::string>>& lines, size_t width);

}  // namespace setara
