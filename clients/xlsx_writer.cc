#include "clients/xlsx_writer.h"

#include <xlsxwriter.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

namespace setara {
namespace {

// Fifteen digits are all that a number of a spreadsheet keeps.
std::optional<double> NumberOf(std::string_view text) {
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number > 999'999'999'999'999 || number < -999'999'999'999'999) return std::nullopt;
  return static_cast<double>(number);
}

// A spreadsheet knows no day before 1900.
std::optional<lxw_datetime> DayOf(const std::string& text) {
  lxw_datetime day{};
  int used = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &day.year, &day.month, &day.day, &used) != 3 ||
      used != 10 || text.size() != 10 || day.year < 1900 || day.year > 9999) {
    return std::nullopt;
  }
  return day;
}

}  // namespace

struct XlsxWriter::Book {
  std::string temporary;
  lxw_workbook* workbook = nullptr;  // closing frees it
  lxw_format* bold = nullptr;
  lxw_format* day = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t row = 0;
  lxw_error error = LXW_NO_ERROR;

  void Note(lxw_error result) {
    if (error == LXW_NO_ERROR) error = result;
  }
};

XlsxWriter::XlsxWriter(std::string path, std::unique_ptr<Book> book)
    : path_(std::move(path)), book_(std::move(book)) {}

absl::StatusOr<std::unique_ptr<XlsxWriter>> XlsxWriter::Create(const std::string& path) {
  auto book = std::make_unique<Book>();
  book->temporary = path + ".part";
  // The library opens the file only when it closes the workbook.
  std::FILE* file = std::fopen(book->temporary.c_str(), "wb");
  if (file == nullptr) return absl::PermissionDeniedError(path + ": cannot be written");
  std::fclose(file);
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book->workbook = workbook_new_opt(book->temporary.c_str(), &options);
  if (book->workbook == nullptr) {
    std::remove(book->temporary.c_str());
    return absl::PermissionDeniedError(path + ": cannot be written");
  }
  book->bold = workbook_add_format(book->workbook);
  format_set_bold(book->bold);
  book->day = workbook_add_format(book->workbook);
  format_set_num_format(book->day, "yyyy-mm-dd");
  return std::unique_ptr<XlsxWriter>(new XlsxWriter(path, std::move(book)));
}

XlsxWriter::~XlsxWriter() {
  if (book_->workbook != nullptr) workbook_close(book_->workbook);
  if (!book_->temporary.empty()) std::remove(book_->temporary.c_str());
}

void XlsxWriter::AddSheet(const std::string& name, const std::vector<std::string>& titles) {
  book_->sheet = workbook_add_worksheet(book_->workbook, name.c_str());
  if (book_->sheet == nullptr) return book_->Note(LXW_ERROR_SHEETNAME_ALREADY_USED);
  worksheet_freeze_panes(book_->sheet, 1, 0);
  for (size_t i = 0; i < titles.size(); ++i) {
    book_->Note(worksheet_write_string(book_->sheet, 0, static_cast<lxw_col_t>(i),
                                       titles[i].c_str(), book_->bold));
  }
  book_->row = 1;
}

void XlsxWriter::AddRow(const std::vector<XlsxCell>& cells) {
  if (book_->sheet == nullptr) return book_->Note(LXW_ERROR_NULL_PARAMETER_IGNORED);
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].text.empty()) continue;
    const auto column = static_cast<lxw_col_t>(i);
    const std::optional<double> number =
        cells[i].kind == XlsxCell::Kind::kNumber ? NumberOf(cells[i].text) : std::nullopt;
    std::optional<lxw_datetime> day =
        cells[i].kind == XlsxCell::Kind::kDay ? DayOf(cells[i].text) : std::nullopt;
    if (number) {
      book_->Note(worksheet_write_number(book_->sheet, book_->row, column, *number, nullptr));
    } else if (day) {
      book_->Note(worksheet_write_datetime(book_->sheet, book_->row, column, &*day, book_->day));
    } else {
      book_->Note(
          worksheet_write_string(book_->sheet, book_->row, column, cells[i].text.c_str(), nullptr));
    }
  }
  ++book_->row;
}

absl::Status XlsxWriter::Finish() {
  book_->Note(workbook_close(std::exchange(book_->workbook, nullptr)));
  if (book_->error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ||
      book_->error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
    return absl::OutOfRangeError(path_ + ": more than a sheet holds; write CSV instead");
  }
  if (book_->error != LXW_NO_ERROR || std::rename(book_->temporary.c_str(), path_.c_str()) != 0) {
    return absl::DataLossError(path_ + ": cannot be written whole");
  }
  book_->temporary.clear();
  return absl::OkStatus();
}

}  // namespace setara
