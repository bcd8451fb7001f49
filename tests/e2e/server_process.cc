#include "tests/e2e/server_process.h"

#include <fcntl.h>
#include <grpcpp/grpcpp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace setara {
namespace {

// standard_output: a descriptor that becomes the program's, or -1. 0 when it did not start.
pid_t Spawn(const std::string& program, const std::vector<std::string>& arguments,
            int standard_output) {
  std::vector<char*> argv = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (standard_output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, standard_output, STDOUT_FILENO);
  }
  pid_t pid = 0;
  int failed = posix_spawn(&pid, program.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? pid : 0;
}

int WaitFor(pid_t pid) {
  int state = 0;
  if (pid == 0 || waitpid(pid, &state, 0) != pid) return -1000;
  return WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state);
}

}  // namespace

ServerProcess::ServerProcess(const std::string& program, const std::string& directory) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return;
  pid_ = Spawn(program, {"serve", "--data", directory, "--listen", "127.0.0.1:0"}, ends[1]);
  close(ends[1]);
  FILE* lines = fdopen(ends[0], "r");
  if (lines == nullptr) return;
  if (std::fscanf(lines, "setarad listens on 127.0.0.1:%d", &port_) != 1) port_ = 0;
  std::fclose(lines);
}

ServerProcess::~ServerProcess() {
  if (pid_ != 0) End(SIGKILL);
}

int ServerProcess::End(int signal) {
  kill(pid_, signal);
  int code = WaitFor(pid_);
  pid_ = 0;
  return code;
}

std::shared_ptr<grpc::Channel> ConnectTo(const ServerProcess& server) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server.port()),
                                   grpc::InsecureChannelCredentials(), arguments);
}

int RunProgram(const std::string& program, const std::vector<std::string>& arguments) {
  return WaitFor(Spawn(program, arguments, -1));
}

}  // namespace setara
