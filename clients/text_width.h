// Text as a terminal shows it. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace setara {

// Columns that UTF-8 text takes on a terminal: combining marks 0, East Asian wide characters 2.
// A malformed byte counts 1.
size_t DisplayWidth(std::string_view text);

// `text` without control characters, so that a record cannot steer the terminal; runs of white
// space become one space, malformed bytes "?".
std::string OneLine(std::string_view text);

// At most `width` columns; a cut text ends in "…".
std::string Shorten(std::string_view text, size_t width);

// Lines of at most `width` columns (0: no limit), broken at spaces; a longer word stands alone.
std::vector<std::string> Wrap(std::string_view text, size_t width);

// Columns of the terminal that standard output is; 0 when it is none.
size_t TerminalWidth();

}  // namespace setara
