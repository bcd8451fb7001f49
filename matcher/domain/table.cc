#include "matcher/domain/table.h"

#include <algorithm>

namespace setara {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  if (text.empty()) return parts;
  for (size_t start = 0;;) {
    size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

absl::StatusOr<Table> Table::Parse(std::string_view name, std::string_view text,
                                   const std::vector<std::string>& columns) {
  auto fail = [&](int line, const std::string& what) {
    return absl::InvalidArgumentError(std::string(name) + ":" + std::to_string(line) + ": " + what);
  };
  Table table;
  table.name_ = name;
  std::vector<size_t> order;
  size_t width = 0;
  int line_number = 0;
  for (std::string_view line : Split(text, '\n')) {
    ++line_number;
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view> cells = Split(line, '\t');
    if (width == 0) {
      width = cells.size();
      for (const std::string& column : columns) {
        auto found = std::find(cells.begin(), cells.end(), column);
        if (found == cells.end()) return fail(line_number, "no column " + column);
        order.push_back(static_cast<size_t>(found - cells.begin()));
      }
      continue;
    }
    if (cells.size() != width) {
      return fail(line_number,
                  "has " + std::to_string(cells.size()) + " cells, not " + std::to_string(width));
    }
    Row row;
    for (size_t position : order) row.push_back(cells[position]);
    table.rows_.push_back(std::move(row));
    table.lines_.push_back(line_number);
  }
  if (width == 0) return fail(line_number, "no header line");
  return table;
}

std::string Table::Where(size_t row) const { return name_ + ":" + std::to_string(lines_[row]); }

}  // namespace setara
