// `setara quota fill`.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

void AddFill(CLI::App* noun, App& app);

}  // namespace setara
