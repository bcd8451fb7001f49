// A server killed in the middle of an import: what it acknowledged is there after a restart, and
// records and index agree.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "setara/v1/import.grpc.pb.h"
#include "setara/v1/opening.grpc.pb.h"
#include "tests/e2e/server_process.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int kRows = 100;
constexpr int kSenders = 3;

std::string IdOf(int batch, int row) {
  return "b" + std::to_string(batch) + "-" + std::to_string(row);
}

v1::ImportRecordsRequest Batch(int batch) {
  v1::ImportRecordsRequest request;
  request.set_kind(v1::RECORD_KIND_OPENING);
  request.set_format(v1::IMPORT_FORMAT_CSV);
  request.set_csv_header("source,source_id,title,description");
  request.set_first_line(2);
  std::string rows;
  for (int row = 0; row < kRows; ++row) {
    rows += "crash," + IdOf(batch, row) + ",Teknisi Listrik,Merawat panel nomor " +
            IdOf(batch, row) + "\n";
  }
  request.set_data(rows);
  return request;
}

// Of an administrator.
std::string MakeToken(const std::string& directory) {
  const std::string path = directory + ".token";
  EXPECT_EQ(RunProgram(SETARAD, {"init", "--data", directory, "--token-file", path}), 0);
  std::ifstream file(path);
  std::string token;
  std::getline(file, token);
  std::filesystem::remove(path);
  return token;
}

bool Send(grpc::Channel& channel, const std::string& token, int batch,
          v1::ImportRecordsResponse* response) {
  auto stub = v1::ImportService::NewStub(std::shared_ptr<grpc::Channel>(&channel, [](auto*) {}));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  context.AddMetadata("authorization", "Bearer " + token);
  context.AddMetadata("setara-purpose", "administration");
  return stub->ImportRecords(&context, Batch(batch), response).ok();
}

// Batches that were acknowledged while several senders import without end.
class Acknowledged {
 public:
  void Add(int batch) {
    std::lock_guard lock(mutex_);
    batches_.insert(batch);
    changed_.notify_all();
  }
  // Until `count` batches are in, or every sender gave up.
  void WaitFor(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return batches_.size() >= count || given_up_ == kSenders; });
  }
  // Before the next round of senders.
  void StartRound() {
    std::lock_guard lock(mutex_);
    given_up_ = 0;
  }
  void GiveUp() {
    std::lock_guard lock(mutex_);
    ++given_up_;
    changed_.notify_all();
  }
  const std::set<int>& batches() const { return batches_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<int> batches_;
  int given_up_ = 0;
};

void ImportUntilKilled(ServerProcess& server, const std::string& token, size_t kill_after,
                       std::atomic<int>& next, Acknowledged& acknowledged) {
  std::shared_ptr<grpc::Channel> channel = ConnectTo(server);
  acknowledged.StartRound();
  std::vector<std::thread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&] {
      while (true) {
        int batch = next++;
        v1::ImportRecordsResponse response;
        if (!Send(*channel, token, batch, &response)) break;
        EXPECT_EQ(response.inserted(), kRows);
        acknowledged.Add(batch);
      }
      acknowledged.GiveUp();
    });
  }
  acknowledged.WaitFor(kill_after);
  EXPECT_EQ(server.End(SIGKILL), -SIGKILL);
  for (std::thread& sender : senders) sender.join();
}

std::set<std::string> StoredIds(grpc::Channel& channel) {
  auto stub = v1::OpeningService::NewStub(std::shared_ptr<grpc::Channel>(&channel, [](auto*) {}));
  std::set<std::string> ids;
  v1::ListOpeningsRequest request;
  request.set_page_size(1000);
  v1::ListOpeningsResponse page;
  do {
    request.set_page_token(page.next_page_token());
    grpc::ClientContext context;
    grpc::Status status = stub->ListOpenings(&context, request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    if (!status.ok()) break;
    for (const v1::Opening& opening : page.openings()) ids.insert(opening.source_id());
  } while (!page.next_page_token().empty());
  return ids;
}

TEST(CrashTest, WhatWasAcknowledgedSurvivesKillsDuringAnImport) {
  TempDir directory;
  const std::string token = MakeToken(directory.path());
  ASSERT_NE(token, "");
  std::atomic<int> next = 0;
  Acknowledged acknowledged;
  for (size_t round = 1; round <= 3; ++round) {
    ServerProcess server(SETARAD, directory.path());
    ASSERT_NE(server.port(), 0);
    ImportUntilKilled(server, token, round * 12, next, acknowledged);
    ASSERT_GE(acknowledged.batches().size(), round * 12);
  }

  ServerProcess server(SETARAD, directory.path());
  ASSERT_NE(server.port(), 0);
  std::shared_ptr<grpc::Channel> channel = ConnectTo(server);
  std::set<std::string> stored = StoredIds(*channel);
  for (int batch = 0; batch < next; ++batch) {
    size_t found = 0;
    for (int row = 0; row < kRows; ++row) found += stored.count(IdOf(batch, row));
    if (acknowledged.batches().contains(batch)) {
      EXPECT_EQ(found, size_t{kRows}) << batch;
    }
    EXPECT_TRUE(found == 0 || found == kRows) << "batch " << batch << " landed in part";
  }
  v1::ImportRecordsResponse again;
  ASSERT_TRUE(Send(*channel, token, *acknowledged.batches().begin(), &again));
  EXPECT_EQ(again.unchanged(), kRows);
  EXPECT_EQ(server.End(SIGTERM), 0);
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory.path()}), 0);
}

}  // namespace
}  // namespace setara
