// What the tests share that kill a server under work: a data directory with one account, calls of
// it, and threads that work until the server is gone.
#pragma once

#include <google/protobuf/text_format.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/e2e/server_process.h"
#include "tests/server/store/store_testing.h"

namespace setara {

class CrashWorld : public ::testing::Test {
 protected:
  using Channel = std::shared_ptr<grpc::Channel>;

  // role: as `setarad account create` has it. purpose: what every call states.
  CrashWorld(std::string role, std::string purpose)
      : role_(std::move(role)), purpose_(std::move(purpose)) {}

  void SetUp() override {
    const std::string admin = directory_.path() + ".admin", token = directory_.path() + ".token";
    const std::string data = directory_.path();
    ASSERT_EQ(RunProgram(SETARAD, {"init", "--data", data, "--token-file", admin}), 0);
    ASSERT_EQ(RunProgram(SETARAD, {"account", "create", "siti", "--name", "Siti", "--role", role_,
                                   "--branch", "SKA-01", "--data", data}),
              0);
    ASSERT_EQ(
        RunProgram(SETARAD, {"token", "create", "siti", "--token-file", token, "--data", data}), 0);
    std::ifstream file(token);
    std::getline(file, token_);
    for (const std::string& path : {admin, token}) std::filesystem::remove(path);
    ASSERT_NE(token_, "");
  }

  template <typename Stub, typename Request, typename Response>
  grpc::Status Call(const Channel& channel,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const std::string& text, Response* response) {
    Request request;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
    Stub stub(channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    context.AddMetadata("authorization", "Bearer " + token_);
    context.AddMetadata("setara-purpose", purpose_);
    return (stub.*method)(&context, request, response);
  }
  // The same where it must go well.
  template <typename Stub, typename Request, typename Response>
  Response Must(const Channel& channel,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const std::string& text) {
    Response response;
    const grpc::Status status = Call(channel, method, text, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  // `work` until it returns false, in each of `threads`; kills the server once it has returned true
  // `kill_after` times, or all threads have ended.
  static void WorkUntilKilled(ServerProcess& server, int threads, size_t kill_after,
                              const std::function<bool(const Channel&)>& work) {
    const Channel channel = ConnectTo(server);
    std::mutex mutex;
    std::condition_variable changed;
    size_t done = 0;
    int ended = 0;
    std::vector<std::thread> workers;
    for (int i = 0; i < threads; ++i) {
      workers.emplace_back([&] {
        while (work(channel)) {
          std::lock_guard lock(mutex);
          ++done;
          changed.notify_all();
        }
        std::lock_guard lock(mutex);
        ++ended;
        changed.notify_all();
      });
    }
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return done >= kill_after || ended == threads; });
    }
    EXPECT_EQ(server.End(SIGKILL), -SIGKILL);
    for (std::thread& worker : workers) worker.join();
  }

  TempDir directory_;

 private:
  const std::string role_, purpose_;
  std::string token_;
};

}  // namespace setara
