// What may be taken in as a document: its name, size and kind, told from the bytes alone. Pure;
// thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "server/rpc/field_errors.h"

namespace setara {

inline constexpr size_t kMaxDocumentBytes = 3'000'000;  // a request has at most 4 MiB; our default

// "application/pdf", "image/png", "image/jpeg", "text/plain" (UTF-8 without control characters but
// line ends and tabs); "" for anything else: nothing that can run is taken in.
std::string MediaTypeOf(std::string_view bytes);

// Whether `name` can stand for a file of a document: 1 to 200 bytes of text, no folder, no control
// character, not "." or "..".
bool IsFileName(std::string_view name);

// The media type of `content`. Errors: "document.file_name", "document.content".
std::string CheckDocument(std::string_view file_name, std::string_view content,
                          FieldErrors& errors);

}  // namespace setara
