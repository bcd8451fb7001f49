// `setarad init`, `setarad account ...` and `setarad token ...` on the command line: accounts and
// tokens on a data directory while no server uses it. Who may run them may read the directory
// anyway; so accounts made here wait for no second person.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace setara {

// Adds the commands to `app`. Parsing one of them sets `*chosen`, which outlives `app`, to what
// runs it and returns the exit code: 0 done, 1 failed.
void AddAccountCommands(CLI::App& app, std::function<int()>* chosen);

}  // namespace setara
