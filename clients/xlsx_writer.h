// Writes a workbook (.xlsx) row by row, in memory that does not grow with it. The one place where
// libxlsxwriter is used.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace setara {

// A cell as a spreadsheet is to take it. Texts stay texts: leading zeros are kept, and nothing runs
// as a formula.
struct XlsxCell {
  enum class Kind { kText, kNumber, kDay };

  XlsxCell(std::string a_text) : text(std::move(a_text)) {}  // NOLINT: a text is a cell
  XlsxCell(const char* a_text) : text(a_text) {}             // NOLINT
  XlsxCell(Kind a_kind, std::string a_text) : kind(a_kind), text(std::move(a_text)) {}

  Kind kind = Kind::kText;
  // "-12" for a number of at most 15 digits, "2026-11-25" for a day; what does not read so is
  // written as text. "" leaves the cell empty.
  std::string text;
};

// Writes beside the file and renames it at the end, so that a failed run never looks whole. Not
// thread-safe.
class XlsxWriter {
 public:
  // PermissionDenied: the file cannot be made.
  static absl::StatusOr<std::unique_ptr<XlsxWriter>> Create(const std::string& path);
  // Removes what was written unless Finish succeeded.
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  // Begins a sheet whose first row, bold and always in sight, are the titles. name: at most 31
  // characters.
  void AddSheet(const std::string& name, const std::vector<std::string>& titles);
  // Adds a row to the last sheet.
  void AddRow(const std::vector<XlsxCell>& cells);

  // DataLoss: not all could be written. OutOfRange: more than a sheet holds: 1,048,575 rows, or
  // 32,767 bytes in a cell.
  absl::Status Finish();

 private:
  struct Book;
  XlsxWriter(std::string path, std::unique_ptr<Book> book);

  std::string path_;
  std::unique_ptr<Book> book_;
};

}  // namespace setara
