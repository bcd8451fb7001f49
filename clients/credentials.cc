#include "clients/credentials.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace setara {
namespace {

using nlohmann::json;

std::string HostOf(const std::string& server) {
  std::string host = server.substr(0, server.rfind(':'));
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

// Empty when there is no file, or it is none of ours.
json ReadSessions(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return json::object();
  json sessions = json::parse(std::string{std::istreambuf_iterator<char>(in), {}}, nullptr, false);
  return sessions.is_object() ? sessions : json::object();
}

absl::Status CannotWrite(const std::string& path) {
  return absl::FailedPreconditionError(path + " cannot be written");
}

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

}  // namespace

bool IsThisMachine(const std::string& server) {
  const std::string host = HostOf(server);
  if (host == "localhost") return true;
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string SessionPath() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/') return std::string(config) + "/setara/session";
  const char* home = std::getenv("HOME");
  return home == nullptr ? "" : std::string(home) + "/.config/setara/session";
}

absl::StatusOr<std::string> ReadSecretLine(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string line;
  if (!in || !std::getline(in, line)) return absl::NotFoundError(path + " cannot be read");
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::string SavedToken(const std::string& server) {
  const json sessions = ReadSessions(SessionPath());
  const auto found = sessions.find(server);
  return found != sessions.end() && found->is_string() ? found->get<std::string>() : "";
}

absl::Status SaveToken(const std::string& server, const std::string& token) {
  const std::string path = SessionPath();
  if (path.empty()) return absl::FailedPreconditionError("there is no home directory");
  json sessions = ReadSessions(path);
  if (token.empty()) {
    sessions.erase(server);
  } else {
    sessions[server] = token;
  }
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  std::string temporary = path + ".XXXXXX";
  const int file = mkstemp(temporary.data());  // mode 0600
  if (file < 0) return CannotWrite(path);
  const std::string text = sessions.dump(2) + "\n";
  bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  written = close(file) == 0 && written;
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return absl::OkStatus();
  unlink(temporary.c_str());
  return CannotWrite(path);
}

absl::StatusOr<std::string> AskSecret(const std::string& prompt) {
  if (isatty(STDIN_FILENO) == 0) {
    return absl::FailedPreconditionError("there is no terminal to ask on: give --password-file");
  }
  std::fputs(prompt.c_str(), stderr);
  std::string line;
  {
    NoEcho silent;
    std::getline(std::cin, line);
  }
  std::fputc('\n', stderr);
  return line;
}

}  // namespace setara
