// Sets the blocks of a document on pages. Internal to server/pdf.
#pragma once

#include <absl/status/statusor.h>

#include "server/document/document.h"
#include "server/pdf/page_writer.h"

namespace setara::pdf {

// Draws everything and returns the number of pages. pages: what the footers say there are; 0 while
// it is not known.
int SetPages(const Document& document, int pages, PageWriter& writer);

}  // namespace setara::pdf
