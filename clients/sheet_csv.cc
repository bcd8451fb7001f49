#include "clients/sheet_csv.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "clients/csv_text.h"

namespace setara {
namespace {

bool WriteAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

std::string Line(const std::vector<std::string>& cells, size_t columns) {
  std::string line;
  for (size_t i = 0; i < std::max(cells.size(), columns); ++i) {
    if (i > 0) line += ',';
    if (i >= cells.size()) continue;
    std::string cell = cells[i];
    std::replace(cell.begin(), cell.end(), '\n', ' ');
    std::replace(cell.begin(), cell.end(), '\r', ' ');
    line += PlainCsvCell(cell);
  }
  return line + '\n';
}

}  // namespace

absl::StatusOr<SheetCsv> SheetCsv::Make(const Sheet& sheet) {
  SheetCsv csv(memfd_create("setara-sheet", MFD_CLOEXEC));
  if (csv.file_ < 0) return absl::ResourceExhaustedError("no memory for the sheet");
  constexpr size_t kBlock = size_t{1} << 20;
  const size_t columns = sheet.rows.empty() ? 0 : sheet.rows[0].size();
  std::string block;
  for (const std::vector<std::string>& row : sheet.rows) {
    block += row.empty() ? "\n" : Line(row, columns);
    if (block.size() < kBlock) continue;
    if (!WriteAll(csv.file_, block)) return absl::ResourceExhaustedError("no memory for the sheet");
    block.clear();
  }
  if (!WriteAll(csv.file_, block)) return absl::ResourceExhaustedError("no memory for the sheet");
  return csv;
}

SheetCsv::SheetCsv(SheetCsv&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

SheetCsv::~SheetCsv() {
  if (file_ >= 0) close(file_);
}

}  // namespace setara
