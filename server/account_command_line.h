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

// Adds --token-max-days, the longest life of a token made from now on, also SETARA_TOKEN_MAX_DAYS.
void AddTokenLife(CLI::App* command, int* days);

}  // namespace setara
