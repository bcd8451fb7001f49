// A document as a PDF file: A4, tagged for screen readers, its language and title named, the fonts
// it uses embedded in part. The same document gives the same bytes on the same machine: nothing of
// the clock, the environment or the user's fonts gets in.
//
// Thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "server/document/document.h"

namespace setara {

// FAILED_PRECONDITION (FONT_MISSING): the fonts are not installed (Debian: fonts-liberation2); they
// are looked for where the build was told, or in $SETARA_FONT_DIR. INTERNAL: a library failed.
absl::StatusOr<std::string> PrintPdf(const Document& document);

}  // namespace setara
