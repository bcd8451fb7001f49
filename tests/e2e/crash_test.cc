// A server killed in the middle of an import: what it acknowledged is there after a restart, and
// records and index agree, as do headcount reports and the quota derived from them.
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

v1::ImportRecordsRequest Employers() {
  v1::ImportRecordsRequest request;
  request.set_kind(v1::RECORD_KIND_EMPLOYER);
  request.set_format(v1::IMPORT_FORMAT_CSV);
  request.set_csv_header("source,source_id,display_name,kind,seat_region_code");
  request.set_first_line(2);
  std::string rows;
  for (int row = 0; row < kRows; ++row) {
    rows += "crash," + std::to_string(row) + ",PT " + std::to_string(row) + ",private,33.72\n";
  }
  request.set_data(rows);
  return request;
}

// A report of every employer for a day of the batch's own, so that each batch changes the quota of
// all.
v1::ImportRecordsRequest Headcounts(int batch) {
  v1::ImportRecordsRequest request;
  request.set_kind(v1::RECORD_KIND_HEADCOUNT);
  request.set_format(v1::IMPORT_FORMAT_CSV);
  request.set_csv_header(
      "employer_source,employer_source_id,valid_from,workers,workers_with_disabilities");
  request.set_first_line(2);
  char day[24];
  std::snprintf(day, sizeof day, "%04d-%02d-01", 2018 + batch / 12 % 900, 1 + batch % 12);
  std::string rows;
  for (int row = 0; row < kRows; ++row) {
    rows += "crash," + std::to_string(row) + "," + day + "," + std::to_string(100 + batch + row) +
            ",1\n";
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

using MakeBatch = v1::ImportRecordsRequest (*)(int batch);

bool Send(grpc::Channel& channel, const std::string& token, const v1::ImportRecordsRequest& request,
          v1::ImportRecordsResponse* response) {
  auto stub = v1::ImportService::NewStub(std::shared_ptr<grpc::Channel>(&channel, [](auto*) {}));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  context.AddMetadata("authorization", "Bearer " + token);
  context.AddMetadata("setara-purpose", "administration");
  return stub->ImportRecords(&context, request, response).ok();
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
                       MakeBatch make, std::atomic<int>& next, Acknowledged& acknowledged) {
  std::shared_ptr<grpc::Channel> channel = ConnectTo(server);
  acknowledged.StartRound();
  std::vector<std::thread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&] {
      while (true) {
        int batch = next++;
        v1::ImportRecordsResponse response;
        if (!Send(*channel, token, make(batch), &response)) break;
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
    ImportUntilKilled(server, token, round * 12, Batch, next, acknowledged);
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
  ASSERT_TRUE(Send(*channel, token, Batch(*acknowledged.batches().begin()), &again));
  EXPECT_EQ(again.unchanged(), kRows);
  EXPECT_EQ(server.End(SIGTERM), 0);
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory.path()}), 0);
}

TEST(CrashTest, QuotaAndRecordsAgreeAfterKillsDuringAnImportOfReports) {
  TempDir directory;
  const std::string token = MakeToken(directory.path());
  ASSERT_NE(token, "");
  std::atomic<int> next = 0;
  Acknowledged acknowledged;
  for (size_t round = 1; round <= 2; ++round) {
    ServerProcess server(SETARAD, directory.path());
    ASSERT_NE(server.port(), 0);
    v1::ImportRecordsResponse response;
    ASSERT_TRUE(Send(*ConnectTo(server), token, Employers(), &response));
    ASSERT_EQ(response.rejects_size(), 0);
    ImportUntilKilled(server, token, round * 6, Headcounts, next, acknowledged);
    ASSERT_GE(acknowledged.batches().size(), round * 6);
  }
  {
    ServerProcess server(SETARAD, directory.path());
    ASSERT_NE(server.port(), 0);
    std::shared_ptr<grpc::Channel> channel = ConnectTo(server);
    for (int batch : acknowledged.batches()) {
      v1::ImportRecordsResponse again;
      ASSERT_TRUE(Send(*channel, token, Headcounts(batch), &again));
      EXPECT_EQ(again.unchanged(), kRows) << batch;
    }
    EXPECT_EQ(server.End(SIGTERM), 0);
  }
  // Compares every interval with a derivation from the records.
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory.path()}), 0);
}

}  // namespace
}  // namespace setara
