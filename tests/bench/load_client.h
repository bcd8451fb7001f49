// A client process that keeps a number of gRPC calls under way, so that the server's process is
// measured without it. The program that uses it starts itself again: its main calls
// LoadClientMain first.
#pragma once

#include <google/protobuf/descriptor.h>
#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace setara {

// True when this process is the client of another one; then it has served it to its end.
bool LoadClientMain(int argc, char** argv);

class LoadClient {
 public:
  // Starts the process. Every call carries `token` and the purpose `placement`.
  explicit LoadClient(const std::string& token);
  ~LoadClient();

  // Hands over serialized requests of `method`; returns the number to call them by.
  int Load(const google::protobuf::MethodDescriptor& method,
           const std::vector<std::string>& requests);
  // Calls all of a load at 127.0.0.1:port, `under_way` at a time, and returns when all are
  // answered. An answer that is not OK ends the program.
  void Run(int load, int port, int under_way);

 private:
  void Expect(const char* answer);

  pid_t process_ = 0;
  FILE* to_ = nullptr;
  FILE* from_ = nullptr;
  int loads_ = 0;
};

}  // namespace setara
