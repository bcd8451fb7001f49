// The audit log as a file of JSON Lines, one event a line, plain or gzip.
#pragma once

#include <optional>
#include <string>

#include "clients/app.h"

namespace setara {

// Writes the chain from the event after `after_sequence` to `path` ("-": standard output). Returns
// the exit status.
int ExportAudit(App& app, const std::string& path, int64_t after_sequence);

// Checks such a file without the server and says what it found. head: "SEQUENCE:HASH" that the file
// must hold. Returns the exit status.
int VerifyAuditFile(App& app, const std::string& path, const std::optional<std::string>& head);

}  // namespace setara
