// An evidence pack as a document to read and to file, Indonesian (sentences: evidence_id.tsv).
// Pure; thread-safe.
#pragma once

#include <string>

#include "server/document/document.h"
#include "server/evidence/pack.h"

namespace setara::evidence {

// sha256: of the canonical form; it stands on every page.
Document Printed(const Pack& pack, const std::string& sha256);

}  // namespace setara::evidence
