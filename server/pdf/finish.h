// What Cairo 1.16 does not write into a PDF: its language, that it is tagged, and that readers show
// the title. Where qpdf and its exceptions stop. Internal to server/pdf.
#pragma once

#include <absl/status/statusor.h>

#include <string>

namespace setara::pdf {

// language: BCP 47. The file's id follows from its content. INTERNAL: not a PDF.
absl::StatusOr<std::string> WithLanguage(const std::string& pdf, const std::string& language);

}  // namespace setara::pdf
