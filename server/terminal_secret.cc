#include "server/terminal_secret.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>

namespace setara {
namespace {

// Turns the terminal's echo off while it lives.
class NoEcho {
 public:
  NoEcho() : active_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!active_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~NoEcho() {
    if (active_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
  bool active_;
};

std::string Ask(const std::string& prompt) {
  std::fputs(prompt.c_str(), stderr);
  std::string line;
  {
    NoEcho silent;
    std::getline(std::cin, line);
  }
  std::fputc('\n', stderr);
  return line;
}

}  // namespace

absl::StatusOr<std::string> AskSecretTwice(const std::string& prompt, const std::string& again) {
  if (isatty(STDIN_FILENO) == 0) {
    return absl::FailedPreconditionError("no terminal to ask for the password: use a file");
  }
  std::string first = Ask(prompt);
  if (Ask(again) != first) return absl::InvalidArgumentError("the two passwords differ");
  return first;
}

absl::StatusOr<std::string> ReadSecretFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line)) return absl::NotFoundError(path + " cannot be read");
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace setara
