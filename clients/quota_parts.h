// Verbs of `setara quota` in files of their own.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

// `history` and `totals`.
void AddQuotaHistory(CLI::App* noun, App& app);
void AddQuotaTotals(CLI::App* noun, App& app);
// `rules`, `rules list`, `rules add`, `rules end`.
void AddQuotaRules(CLI::App* noun, App& app);

}  // namespace setara
