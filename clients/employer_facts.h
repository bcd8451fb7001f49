// The verbs that record what an employer's quota is computed from.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

// Adds "headcount" and "employment" to the employers' verbs.
void AddEmployerFacts(CLI::App* noun, App& app);

}  // namespace setara
