// Reads the data tables that ship inside the binary: tab-separated UTF-8, `#` lines are comments
// (provenance and licence), the first other line names the columns, no quoting. An empty cell
// means absent.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

namespace setara {

class Table {
 public:
  // `name` appears in errors. `text` must outlive the table: cells are views into it.
  // InvalidArgument with name and line: a row with another number of cells than the header, no
  // header, or a missing column of `columns`. Cells of a row come in the order of `columns`.
  static absl::StatusOr<Table> Parse(std::string_view name, std::string_view text,
                                     const std::vector<std::string>& columns);

  using Row = std::vector<std::string_view>;
  const std::vector<Row>& rows() const { return rows_; }

  // "name:line" of rows()[row], to begin the error message about that row.
  std::string Where(size_t row) const;

 private:
  std::string name_;
  std::vector<Row> rows_;
  std::vector<int> lines_;  // from 1, one per row
};

// Splits at every `separator`; an empty text gives no parts.
std::vector<std::string_view> Split(std::string_view text, char separator);

}  // namespace setara
