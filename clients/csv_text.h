// Text as a cell of a CSV file (RFC 4180). Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setara {

// A cell as a spreadsheet reads it safely: text that begins with = + - @, a tab or a carriage
// return could run as a formula and gets a ' in front; plain signed numbers (-7566110, +62 812)
// stay. Quoted where it has to be.
std::string CsvCell(std::string_view text);

// A cell whose text comes back as it is: for programs. Quoted where it has to be.
std::string PlainCsvCell(std::string_view text);

// The cells with commas between and a line end.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace setara
