#include "server/pdf/pdf.h"

#include <memory>

#include "server/pdf/finish.h"
#include "server/pdf/layout.h"

namespace setara {
namespace {

// Set on pages once; `counted` gets their number.
absl::StatusOr<std::string> Set(const Document& document, int pages, int* counted) {
  absl::StatusOr<std::unique_ptr<pdf::PageWriter>> writer = pdf::PageWriter::Create(document);
  if (!writer.ok()) return writer.status();
  *counted = pdf::SetPages(document, pages, **writer);
  return (*writer)->Finish();
}

}  // namespace

absl::StatusOr<std::string> PrintPdf(const Document& document) {
  // Twice, since the first footer names the last page.
  int pages = 0;
  absl::StatusOr<std::string> bytes = Set(document, pages, &pages);
  if (bytes.ok()) bytes = Set(document, pages, &pages);
  if (!bytes.ok()) return bytes.status();
  return pdf::WithLanguage(*bytes, document.language);
}

}  // namespace setara
