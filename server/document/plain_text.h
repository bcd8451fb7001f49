// A document as lines of text, for terminals and screen readers: nothing in it is said by position
// alone. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string>

#include "server/document/document.h"

namespace setara {

// width: columns, >= 40. A table becomes one line a row, "title: value; title: value".
std::string PlainText(const Document& document, size_t width);

}  // namespace setara
