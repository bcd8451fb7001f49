// A sheet as a CSV file that lives in memory, for whatever reads CSV files.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "clients/xlsx_reader.h"

namespace setara {

// Line n of the file is row n of the sheet, so that what is said about a line can be found in the
// spreadsheet: line ends inside cells become spaces, and rows shorter than the first one are filled
// up with empty cells. Nothing of it is on disk. Owns the file.
class SheetCsv {
 public:
  // ResourceExhausted: there is no room for it.
  static absl::StatusOr<SheetCsv> Make(const Sheet& sheet);
  ~SheetCsv();
  SheetCsv(SheetCsv&& other) noexcept;
  SheetCsv& operator=(SheetCsv&&) = delete;

  // To be opened while this lives.
  std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  explicit SheetCsv(int file) : file_(file) {}
  int file_;
};

}  // namespace setara
