#include "clients/register_sheets.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace setara {
namespace {

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// Which sheet of a register has this name; absent: none.
std::optional<size_t> SheetOfName(std::string_view name) {
  static const std::vector<std::string> kNames[kRegisterSheets] = {
      {"employers", "perusahaan", "pemberi kerja"}, {"sites", "lokasi"}, {"workers", "pekerja"}};
  const std::string lower = Lower(name);
  for (size_t i = 0; i < kRegisterSheets; ++i) {
    if (std::find(kNames[i].begin(), kNames[i].end(), lower) != kNames[i].end()) return i;
  }
  return std::nullopt;
}

absl::StatusOr<std::unique_ptr<RegisterSheetFile>> OpenCsv(const std::string& path) {
  absl::StatusOr<RecordFormat> format = FormatOfFileName(path);
  if (!format.ok()) return format.status();
  if (*format != RecordFormat::kCsv) {
    return absl::InvalidArgumentError(path + ": a register is .xlsx or .csv");
  }
  absl::StatusOr<std::unique_ptr<BatchCutter>> cutter = BatchCutter::Open(path, *format);
  if (!cutter.ok()) return cutter.status();
  auto file = std::make_unique<RegisterSheetFile>();
  file->cutter = *std::move(cutter);
  return file;
}

absl::StatusOr<std::unique_ptr<RegisterSheetFile>> FromSheet(const std::string& path, Sheet sheet) {
  if (sheet.rows.empty() || sheet.rows[0].empty()) {
    return absl::InvalidArgumentError(path + ": sheet \"" + sheet.name +
                                      "\" has no names of columns in its first row");
  }
  absl::StatusOr<SheetCsv> csv = SheetCsv::Make(sheet);
  if (!csv.ok()) return csv.status();
  auto file = std::make_unique<RegisterSheetFile>();
  file->csv.emplace(*std::move(csv));
  file->sheet = std::move(sheet);
  absl::StatusOr<std::unique_ptr<BatchCutter>> cutter =
      BatchCutter::Open(file->csv->path(), RecordFormat::kCsv);
  if (!cutter.ok()) return cutter.status();
  file->cutter = *std::move(cutter);
  return file;
}

std::string NamesOf(const std::vector<Sheet>& sheets) {
  std::string names;
  for (const Sheet& sheet : sheets) names += (names.empty() ? "" : ", ") + sheet.name;
  return names;
}

absl::StatusOr<RegisterFiles> OpenWorkbook(const std::string& path) {
  absl::StatusOr<std::vector<Sheet>> sheets = ReadXlsx(path);
  if (!sheets.ok()) return sheets.status();
  RegisterFiles files;
  bool any = false;
  for (Sheet& sheet : *sheets) {
    const std::optional<size_t> which = SheetOfName(sheet.name);
    if (!which) continue;
    any = true;
    if (files[*which] != nullptr) {
      return absl::InvalidArgumentError(path + ": two sheets hold the same kind of rows");
    }
    if (sheet.rows.empty()) continue;
    absl::StatusOr<std::unique_ptr<RegisterSheetFile>> file = FromSheet(path, std::move(sheet));
    if (!file.ok()) return file.status();
    files[*which] = *std::move(file);
  }
  if (any) return files;
  return absl::InvalidArgumentError(
      path + ": has no sheet named employers, sites or workers (perusahaan, lokasi, pekerja); " +
      "it has: " + NamesOf(*sheets));
}

}  // namespace

const std::array<std::string, kRegisterSheets> kRegisterSheetNames = {"employers", "sites",
                                                                      "workers"};

absl::StatusOr<RegisterFiles> OpenRegister(const std::string& path, const std::string& sites,
                                           const std::string& workers) {
  RegisterFiles files;
  if (path.ends_with(".xlsx")) {
    absl::StatusOr<RegisterFiles> opened = OpenWorkbook(path);
    if (!opened.ok()) return opened.status();
    files = *std::move(opened);
  }
  const std::string csv[kRegisterSheets] = {path.ends_with(".xlsx") ? "" : path, sites, workers};
  for (size_t i = 0; i < kRegisterSheets; ++i) {
    if (csv[i].empty()) continue;
    absl::StatusOr<std::unique_ptr<RegisterSheetFile>> file = OpenCsv(csv[i]);
    if (!file.ok()) return file.status();
    files[i] = *std::move(file);
  }
  return files;
}

absl::StatusOr<std::unique_ptr<RegisterSheetFile>> OpenSheet(const std::string& path,
                                                             const std::string& name) {
  absl::StatusOr<std::vector<Sheet>> sheets = ReadXlsx(path);
  if (!sheets.ok()) return sheets.status();
  const auto found = std::find_if(sheets->begin(), sheets->end(), [&](const Sheet& sheet) {
    return name.empty() ? sheets->size() == 1 : sheet.name == name;
  });
  if (found == sheets->end()) {
    return absl::InvalidArgumentError(path +
                                      ": name one of its sheets with --sheet: " + NamesOf(*sheets));
  }
  return FromSheet(path, std::move(*found));
}

}  // namespace setara
