// The verbs that bring a register of employers in.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

// Adds "import" to the verbs of the register.
void AddRegisterImport(CLI::App* noun, App& app);
// Adds "takeover".
void AddRegisterTakeover(CLI::App* noun, App& app);
// Adds "export" (register_export.cc).
void AddRegisterExport(CLI::App* noun, App& app);

}  // namespace setara
