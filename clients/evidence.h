// The verb `setara quota evidence-pack`.
#pragma once

#include <CLI/CLI.hpp>

#include "clients/app.h"

namespace setara {

void AddEvidencePack(CLI::App* noun, App& app);

}  // namespace setara
