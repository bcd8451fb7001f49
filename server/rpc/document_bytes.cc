#include "server/rpc/document_bytes.h"

#include <algorithm>

#include "matcher/domain/utf8.h"

namespace setara {
namespace {

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::string MediaTypeOf(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  const bool plain = IsText(bytes) && std::none_of(bytes.begin(), bytes.end(), [](char c) {
                       return IsControl(c) && c != '\n' && c != '\r' && c != '\t';
                     });
  return plain && !bytes.empty() ? "text/plain" : "";
}

bool IsFileName(std::string_view name) {
  return !name.empty() && name.size() <= 200 && name != "." && name != ".." && IsText(name) &&
         name.find_first_of("/\\") == std::string_view::npos &&
         std::none_of(name.begin(), name.end(), IsControl);
}

std::string CheckDocument(std::string_view file_name, std::string_view content,
                          FieldErrors& errors) {
  if (!IsFileName(file_name)) {
    errors.Add("document.file_name", "must be a file name without folders, at most 200 bytes");
  }
  std::string media_type = MediaTypeOf(content);
  if (content.empty()) {
    errors.Add("document.content", "is required");
  } else if (content.size() > kMaxDocumentBytes) {
    errors.Add("document.content", "is larger than 3,000,000 bytes");
  } else if (media_type.empty()) {
    errors.Add("document.content", "is not PDF, PNG, JPEG or plain text");
  }
  return media_type;
}

}  // namespace setara
