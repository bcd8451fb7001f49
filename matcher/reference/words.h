// Helpers that the tables of this folder share: reading an embedded table, and cutting text that
// people wrote into plain words. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/table.h"

namespace setara {

// The rows of a table that is compiled into the program, cells in the order of `columns`. Such a
// table cannot be wrong at run time without the build being wrong, and there is nothing a caller
// could do: prints the fault and aborts. A test loads each table.
Table LoadEmbedded(std::string_view name, std::string_view text,
                   const std::vector<std::string>& columns);

// Prints "name: what" and aborts; for faults of embedded tables only.
[[noreturn]] void BadEmbedded(std::string_view name, std::string_view what);

// The digits of an embedded number, with sign. Aborts when `text` is not one.
int64_t EmbeddedNumber(std::string_view name, std::string_view text);

// The words of `text`: runs of ASCII letters and digits, in lower case. Everything else separates,
// bytes above 127 too, but an apostrophe is dropped ("Jum'at" -> "jumat").
std::vector<std::string> Words(std::string_view text);

// `words` put together with `separator` between.
std::string Join(const std::vector<std::string>& words, std::string_view separator);

}  // namespace setara
