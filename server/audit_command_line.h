// `setarad audit verify|head|prune` on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace setara {

// Adds the commands to `app`. Parsing one of them sets `*chosen`, which outlives `app`, to what
// runs it and returns the exit code: 0 done, 1 failed, 2 the chain is broken.
void AddAuditCommands(CLI::App& app, std::function<int()>* chosen);

}  // namespace setara
