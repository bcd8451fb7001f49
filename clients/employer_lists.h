// The verbs that show, and take back, what is recorded of an employer beside itself.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

// Adds "headcounts", "retract-headcount", "workers", "sites", "site" and "remove-site" to the
// employers' verbs.
void AddEmployerLists(CLI::App* noun, App& app);

}  // namespace setara
