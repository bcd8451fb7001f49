// A server killed in the middle of a notice run: no notice without its progress, none twice, and
// the same command goes on to the end.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "server/store/employers.h"
#include "server/store/headcounts.h"
#include "setara/v1/notice.grpc.pb.h"
#include "tests/e2e/server_process.h"
#include "tests/server/store/store_testing.h"

namespace setara {
namespace {

constexpr int kEmployers = 1200;

// Every employer is short of workers.
void MakeEmployers(const std::string& directory) {
  std::unique_ptr<Store> store = OpenStore(directory);
  ASSERT_NE(store, nullptr);
  for (int batch = 0; batch < kEmployers; batch += 100) {
    ASSERT_OK(store->Write([&](Connection& db) -> absl::Status {
      for (int i = batch; i < batch + 100; ++i) {
        Employer employer;
        employer.name = "PT " + std::to_string(i);
        employer.kind = EmployerKind::kPrivate;
        employer.seat_region_code = "33.72";
        absl::StatusOr<Employer> stored = InsertEmployer(db, employer, store->clock().Now());
        if (!stored.ok()) return stored.status();
        HeadcountReport report;
        report.employer_id = stored->id;
        report.valid_from = JakartaDate(store->clock().Now());
        report.workers = 350;
        report.workers_with_disabilities = 0;
        absl::Status status = UpsertHeadcount(db, report, store->clock().Now()).status();
        if (!status.ok()) return status;
      }
      return absl::OkStatus();
    }));
  }
}

std::string MakeToken(const std::string& directory) {
  const std::string path = directory + ".token";
  EXPECT_EQ(RunProgram(SETARAD, {"account", "create", "officer", "--name", "Officer", "--role",
                                 "compliance_officer", "--region", "ID", "--data", directory}),
            0);
  EXPECT_EQ(RunProgram(SETARAD,
                       {"token", "create", "officer", "--data", directory, "--token-file", path}),
            0);
  std::ifstream file(path);
  std::string token;
  std::getline(file, token);
  std::filesystem::remove(path);
  return token;
}

// Calls of the officer on one server.
class Officer {
 public:
  Officer(const ServerProcess& server, std::string token) : token_(std::move(token)) {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    stub_ = v1::NoticeService::NewStub(
        grpc::CreateCustomChannel("127.0.0.1:" + std::to_string(server.port()),
                                  grpc::InsecureChannelCredentials(), arguments));
  }

  template <typename Request, typename Response>
  bool Call(grpc::Status (v1::NoticeService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                            Response*),
            const Request& request, Response* response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    context.AddMetadata("authorization", "Bearer " + token_);
    return (stub_.get()->*method)(&context, request, response).ok();
  }

 private:
  std::string token_;
  std::unique_ptr<v1::NoticeService::Stub> stub_;
};

using Stub = v1::NoticeService::Stub;

// Advances until a call fails or nothing is left; counts the calls that were answered.
v1::NoticeRun Advance(Officer& officer, std::atomic<int>& answered) {
  v1::NoticeRun run;
  v1::CreateNoticeRunRequest create;
  create.mutable_run();
  if (!officer.Call(&Stub::CreateNoticeRun, create, &run)) return run;
  while (!run.done()) {
    v1::AdvanceNoticeRunRequest request;
    request.set_name(run.name());
    request.set_max_employers(20);
    if (!officer.Call(&Stub::AdvanceNoticeRun, request, &run)) break;
    ++answered;
    answered.notify_all();
  }
  return run;
}

std::multiset<std::string> Notified(Officer& officer) {
  std::multiset<std::string> employers;
  v1::ListNoticesRequest request;
  request.set_page_size(1000);
  v1::ListNoticesResponse page;
  do {
    request.set_page_token(page.next_page_token());
    page.Clear();
    EXPECT_TRUE(officer.Call(&Stub::ListNotices, request, &page));
    for (const v1::Notice& notice : page.notices()) employers.insert(notice.employer());
  } while (!page.next_page_token().empty());
  return employers;
}

TEST(NoticeCrashTest, AKilledRunGoesOnAndDraftsNothingTwice) {
  TempDir directory;
  MakeEmployers(directory.path());
  const std::string token = MakeToken(directory.path());
  ASSERT_NE(token, "");
  std::set<std::string> runs;
  for (int round = 1; round <= 3; ++round) {
    ServerProcess server(SETARAD, directory.path());
    ASSERT_NE(server.port(), 0);
    Officer officer(server, token);
    std::atomic<int> answered = 0;
    std::thread sender([&] { runs.insert(Advance(officer, answered).name()); });
    for (int seen = 0; seen < 5 * round; seen = answered.load()) answered.wait(seen);
    EXPECT_EQ(server.End(SIGKILL), -SIGKILL);
    sender.join();
  }

  ServerProcess server(SETARAD, directory.path());
  ASSERT_NE(server.port(), 0);
  Officer officer(server, token);
  std::atomic<int> answered = 0;
  const v1::NoticeRun run = Advance(officer, answered);
  runs.insert(run.name());
  EXPECT_EQ(runs.size(), 1u) << "the same command goes on with the same run";
  EXPECT_TRUE(run.done());
  EXPECT_EQ(run.counts().examined(), kEmployers);
  EXPECT_EQ(run.counts().drafted(), kEmployers);
  EXPECT_EQ(run.counts().already(), 0);
  const std::multiset<std::string> notified = Notified(officer);
  EXPECT_EQ(notified.size(), size_t{kEmployers});
  EXPECT_EQ(std::set<std::string>(notified.begin(), notified.end()).size(), size_t{kEmployers});
  EXPECT_EQ(server.End(SIGTERM), 0);
  EXPECT_EQ(RunProgram(SETARAD, {"verify", "--data", directory.path()}), 0);
}

}  // namespace
}  // namespace setara
