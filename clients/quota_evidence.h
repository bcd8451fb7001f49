// The verbs about evidence of disability that runs out.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

// Adds "evidence" and "confirm-evidence" to the quota's verbs.
void AddQuotaEvidence(CLI::App* noun, App& app);

}  // namespace setara
