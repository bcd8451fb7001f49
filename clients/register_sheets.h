// The three sheets of a register of employers, from one workbook or from CSV files, ready to be
// sent in parts.
#pragma once

#include <absl/status/statusor.h>

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "clients/batch_cutter.h"
#include "clients/sheet_csv.h"
#include "clients/xlsx_reader.h"

namespace setara {

inline constexpr size_t kRegisterSheets = 3;
// "employers", "sites", "workers": the names of the sheets; Indonesian ones are read too.
extern const std::array<std::string, kRegisterSheets> kRegisterSheetNames;

struct RegisterSheetFile {
  std::optional<Sheet> sheet;   // of a workbook
  std::optional<SheetCsv> csv;  // the same for the cutter
  std::unique_ptr<BatchCutter> cutter;
};

// By sheet; an absent one is null.
using RegisterFiles = std::array<std::unique_ptr<RegisterSheetFile>, kRegisterSheets>;

// Opens the sheets that there are: of the workbook `path`, or `path` as the CSV of the employers.
// sites, workers: further CSV files, or "". InvalidArgument: no such form, no sheet of a register,
// or a sheet without a header.
absl::StatusOr<RegisterFiles> OpenRegister(const std::string& path, const std::string& sites,
                                           const std::string& workers);

// Opens one sheet of a workbook for an import of single records: the named one, or the only one.
absl::StatusOr<std::unique_ptr<RegisterSheetFile>> OpenSheet(const std::string& path,
                                                             const std::string& name);

}  // namespace setara
