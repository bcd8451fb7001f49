#include "tests/bench/load_client.h"

#include <absl/strings/escaping.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>

namespace setara {
namespace {

constexpr char kFlag[] = "--load-client";
constexpr int kConnections = 4;

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "load client: %s\n", what.c_str());
  std::abort();
}

struct Load {
  std::string method;
  std::vector<grpc::ByteBuffer> requests;
};

// Connections to one server, which lives as long as the process's use of its port.
std::vector<std::unique_ptr<grpc::GenericStub>> Connect(const std::string& port) {
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs;
  for (int i = 0; i < kConnections; ++i) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stubs.push_back(std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
        "127.0.0.1:" + port, grpc::InsecureChannelCredentials(), arguments)));
  }
  return stubs;
}

void CallAll(const std::vector<std::unique_ptr<grpc::GenericStub>>& stubs, const Load& load,
             const std::string& token, int at_a_time) {
  struct Call {
    grpc::ClientContext context;
    grpc::ByteBuffer answer;
  };
  std::mutex mutex;
  std::condition_variable changed;
  int under_way = 0;
  for (size_t i = 0; i < load.requests.size(); ++i) {
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return under_way < at_a_time; });
      ++under_way;
    }
    auto call = std::make_shared<Call>();
    call->context.AddMetadata("authorization", "Bearer " + token);
    call->context.AddMetadata("setara-purpose", "placement");
    stubs[i % stubs.size()]->UnaryCall(&call->context, load.method, grpc::StubOptions(),
                                       &load.requests[i], &call->answer,
                                       [&, call](const grpc::Status& status) {
                                         if (!status.ok()) Fail(status.error_message());
                                         std::lock_guard lock(mutex);
                                         --under_way;
                                         changed.notify_all();
                                       });
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return under_way == 0; });
}

// Lines on the standard input: `token T`; `load METHOD COUNT` and as many requests in hexadecimal
// digits; `run LOAD PORT UNDER_WAY`. Each is answered by a line `done`.
void Serve() {
  std::vector<Load> loads;
  std::map<std::string, std::vector<std::unique_ptr<grpc::GenericStub>>> servers;  // by port
  std::string token, word;
  while (std::cin >> word) {
    if (word == "token") {
      std::cin >> token;
    } else if (word == "load") {
      Load& load = loads.emplace_back();
      size_t count = 0;
      std::cin >> load.method >> count;
      for (std::string digits; load.requests.size() < count && std::cin >> digits;) {
        const grpc::Slice slice(absl::HexStringToBytes(digits));
        load.requests.emplace_back(&slice, 1);
      }
    } else if (word == "run") {
      size_t load = 0;
      std::string port;
      int at_a_time = 0;
      std::cin >> load >> port >> at_a_time;
      auto& stubs = servers[port];
      if (stubs.empty()) stubs = Connect(port);
      CallAll(stubs, loads.at(load), token, at_a_time);
    } else {
      Fail("unknown word " + word);
    }
    std::cout << "done\n" << std::flush;
  }
}

}  // namespace

bool LoadClientMain(int argc, char** argv) {
  if (argc != 2 || std::string_view(argv[1]) != kFlag) return false;
  Serve();
  return true;
}

LoadClient::LoadClient(const std::string& token) {
  int to[2], from[2];
  if (pipe(to) != 0 || pipe(from) != 0) Fail(std::strerror(errno));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from[1], STDOUT_FILENO);
  for (int end : {to[0], to[1], from[0], from[1]}) {
    posix_spawn_file_actions_addclose(&actions, end);
  }
  std::string program = "/proc/self/exe", flag = kFlag;
  char* arguments[] = {program.data(), flag.data(), nullptr};
  const int failed = posix_spawn(&process_, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) Fail(std::strerror(failed));
  close(to[0]);
  close(from[1]);
  to_ = fdopen(to[1], "w");
  from_ = fdopen(from[0], "r");
  std::fprintf(to_, "token %s\n", token.c_str());
  Expect("done");
}

LoadClient::~LoadClient() {
  std::fclose(to_);
  std::fclose(from_);
  (void)waitpid(process_, nullptr, 0);
}

int LoadClient::Load(const google::protobuf::MethodDescriptor& method,
                     const std::vector<std::string>& requests) {
  std::fprintf(to_, "load /%s/%s %zu\n", method.service()->full_name().c_str(),
               method.name().c_str(), requests.size());
  for (const std::string& request : requests) {
    std::fprintf(to_, "%s\n", absl::BytesToHexString(request).c_str());
  }
  Expect("done");
  return loads_++;
}

void LoadClient::Run(int load, int port, int under_way) {
  std::fprintf(to_, "run %d %d %d\n", load, port, under_way);
  Expect("done");
}

void LoadClient::Expect(const char* answer) {
  std::fflush(to_);
  char line[100];
  if (std::fgets(line, sizeof line, from_) == nullptr ||
      std::string_view(line) != std::string(answer) + "\n") {
    Fail("the process has ended");
  }
}

}  // namespace setara
