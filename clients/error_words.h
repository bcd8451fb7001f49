// What the server says of a refused call or record, in the reader's language. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "clients/language.h"

namespace setara {

// `words` as they are in English, or where error_words.tsv has no row for them. What stands for a *
// of a row is put into the reader's language the same way.
std::string ErrorWords(TextLanguage language, std::string_view words);

}  // namespace setara
