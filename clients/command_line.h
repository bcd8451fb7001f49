// The command line: settings from flags, then the environment (SETARA_*), then the config file,
// then one command.
#pragma once

namespace setara {

// Runs what the arguments say and returns the exit status (exit_codes.h). Standard output has the
// answer, standard error what went wrong.
int RunCommandLine(int argc, const char* const* argv);

}  // namespace setara
