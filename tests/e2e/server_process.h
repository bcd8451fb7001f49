// `setarad serve` as a process of its own, to be killed.
#pragma once

#include <grpcpp/channel.h>
#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

namespace setara {

class ServerProcess {
 public:
  // Starts `setarad serve --data directory` on a free port of loopback and waits until it listens.
  ServerProcess(const std::string& program, const std::string& directory);
  // Killed, if it still runs.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // 0: it did not start.
  int port() const { return port_; }

  // Sends `signal` and waits for the end: exit code, or minus the signal that ended it.
  int End(int signal);

 private:
  pid_t pid_ = 0;
  int port_ = 0;
};

// A channel of its own to the server, in plain text.
std::shared_ptr<grpc::Channel> ConnectTo(const ServerProcess& server);

// Runs the program to its end: exit code, or minus a signal.
int RunProgram(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace setara
