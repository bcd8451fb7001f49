#include "clients/csv_text.h"

namespace setara {

std::string CsvCell(std::string_view text) {
  std::string cell(text);
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != text.npos;
  const bool number = text.find_first_not_of("+-.0123456789 ") == text.npos &&
                      text.find_first_of("+-", 1) == text.npos;
  if (formula && !number) cell.insert(cell.begin(), '\'');
  return PlainCsvCell(cell);
}

std::string PlainCsvCell(std::string_view cell) {
  const bool edge = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!edge && cell.find_first_of(",\"\r\n") == std::string::npos) {
    return std::string(cell);
  }
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string CsvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += CsvCell(cells[i]);
  }
  return line + "\r\n";
}

}  // namespace setara
