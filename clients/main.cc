// setara: the command line of Setara, over gRPC.

#include <csignal>

#include "clients/command_line.h"

int main(int argc, char** argv) {
  // A reader that goes away ("setara ... | head") ends the program quietly.
  std::signal(SIGPIPE, SIG_DFL);
  return setara::RunCommandLine(argc, argv);
}
