// The verb `screen` of the noun openings.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

void AddScreening(CLI::App* openings, App& app);

}  // namespace setara
