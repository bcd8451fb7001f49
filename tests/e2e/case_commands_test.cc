// A return-to-work case by the command line: what is refused says what is wrong, where it was typed
// and what to do, and the exit status tells the kind.
#include <filesystem>
#include <fstream>

#include "clients/command_line.h"
#include "clients/exit_codes.h"
#include "tests/e2e/test_server.h"

namespace setara {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CaseCommandsTest : public ::testing::Test {
 protected:
  CaseCommandsTest() {
    // The command line dates what it records by the clock of its machine.
    server_.clock().Set(std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now() + std::chrono::minutes(1)));
    // The tokens of the fixture have run out by then.
    server_.Stop();
    CallerPlace place;
    place.branch = TestServer::kBranch;
    const std::string token = server_.AddAccount("manajer", v1::ROLE_CASE_MANAGER, place);
    server_.Start();
    WriteToken("token", token);
    v1::CreateSeekerRequest request;
    request.mutable_seeker()->mutable_identity()->set_full_name("Budi Rekaan");
    CallOptions options;
    options.role = v1::ROLE_CASE_MANAGER;
    options.bearer = token;
    EXPECT_THAT(server_.Call(&v1::SeekerService::Stub::CreateSeeker, request, &worker_, options),
                IsOk());
    Cases({"open", "--worker", worker_.name(), "--injury", "accident", "--segment", "non-wage",
           "--jkk-member", "--happened", "2026-03-01 08:30 WITA", "--first-report",
           "2026-03-01 20:00 WITA", "--region", "51.71"});
    EXPECT_EQ(exit_code_, kExitOk) << errors_;
    case_ = answer_.substr(0, answer_.find(':'));
    EXPECT_THAT(case_, HasSubstr("cases/"));
  }

  std::string Path(const std::string& name) const { return files_.path() + "/" + name; }

  void WriteToken(const std::string& file, const std::string& token) {
    std::ofstream(Path(file)) << token;
    std::filesystem::permissions(Path(file), std::filesystem::perms(0600));
  }

  void Cases(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"--purpose", "return-to-work", "cases"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    Setara("token", all);
  }
  void Setara(const std::string& token, const std::vector<std::string>& arguments) {
    const std::string server = "127.0.0.1:" + std::to_string(server_.port());
    std::vector<std::string> all = {"setara",       "--server",   server,
                                    "--token-file", Path(token),  "--config",
                                    "/dev/null",    "--language", "en"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<const char*> argv;
    for (const std::string& argument : all) argv.push_back(argument.c_str());
    ::testing::internal::CaptureStdout();
    ::testing::internal::CaptureStderr();
    exit_code_ = RunCommandLine(static_cast<int>(argv.size()), argv.data());
    errors_ = ::testing::internal::GetCapturedStderr();
    answer_ = ::testing::internal::GetCapturedStdout();
  }

  TestServer server_;
  TempDir files_;
  v1::Seeker worker_;
  std::string case_;
  int exit_code_ = 0;
  std::string answer_, errors_;
};

TEST_F(CaseCommandsTest, AnUnknownFunctionIsNamedWhereItWasTyped) {
  Cases({"assess", case_, "F15=2", "F99=1", "--on", "2026-03-02"});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::INVALID_ARGUMENT));
  EXPECT_THAT(errors_, AllOf(HasSubstr("F99=1: event.assessment_done.capacities[1].function"),
                             Not(HasSubstr("F15=2"))));
  Cases({"log", case_});
  EXPECT_THAT(answer_, Not(HasSubstr("assessment")));
}

TEST_F(CaseCommandsTest, ADayThatDoesNotExistIsNamedWhereItWasTyped) {
  Cases({"visit", case_, "--on-terms", "--on", "2026-02-31"});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::INVALID_ARGUMENT));
  EXPECT_THAT(errors_, HasSubstr("--on 2026-02-31: event.visit_made.on"));
}

TEST_F(CaseCommandsTest, ARefusedMoveSaysALineForEachRuleWithItsBasis) {
  Cases({"advance", case_, "start-screening"});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::FAILED_PRECONDITION));
  EXPECT_THAT(errors_, HasSubstr("Not yet: start screening. It still needs:\n"));
  EXPECT_EQ(std::count(errors_.begin(), errors_.end(), '\n'), 3) << errors_;
  EXPECT_THAT(errors_, AllOf(HasSubstr("  - "), HasSubstr("[BPJS practice: ")));
  Cases({"advance", case_, "start-rehab"});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::FAILED_PRECONDITION));
  EXPECT_THAT(errors_, HasSubstr("setara cases show"));
}

TEST_F(CaseCommandsTest, WhatWasRecordedIsInTheTimelineOnTheDayItHappened) {
  Cases({"due", "--case", case_});
  EXPECT_EQ(exit_code_, kExitOk) << errors_;
  EXPECT_THAT(answer_, AllOf(HasSubstr("WITA"), HasSubstr("OVERDUE"), HasSubstr("First contact")));
  Cases({"--dry-run", "contact", case_, "worker", "--reached", "--at", "2026-03-02 09:00 WITA"});
  EXPECT_EQ(exit_code_, kExitOk) << errors_;
  EXPECT_THAT(answer_, HasSubstr("not stored"));
  Cases({"contact", case_, "worker", "--reached", "--channel", "telepon", "--at",
         "2026-03-02 09:00 WITA"});
  EXPECT_EQ(exit_code_, kExitOk) << errors_;
  Cases({"show", case_});
  EXPECT_THAT(answer_,
              AllOf(HasSubstr("2026-03-02, Monday\n  09:00  #2 contact: worker"),
                    HasSubstr("Budi Rekaan"), HasSubstr("not needed: there is no employer")));
  Cases({"show", case_, "--known-at", "2026-03-01T00:00:00Z"});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::NOT_FOUND));
  Cases({"due", "--case", case_});
  EXPECT_THAT(answer_, HasSubstr("First contact")) << "screening has not begun";
}

TEST_F(CaseCommandsTest, ACaseThatNobodyHasIsTakenWithOneWord) {
  Cases({"take", case_});
  EXPECT_EQ(exit_code_, kExitOk) << errors_;
  Cases({"list", "--mine"});
  EXPECT_THAT(answer_, HasSubstr(case_));
  Cases({"take", case_});
  EXPECT_EQ(exit_code_, ExitCodeOf(grpc::PERMISSION_DENIED)) << "it has a manager now";
}

TEST_F(CaseCommandsTest, TheWorkersOwnCopyTellsTheWholeLog) {
  Cases({"contact", case_, "worker", "--reached", "--at", "2026-03-02 09:00 WITA"});
  ASSERT_EQ(exit_code_, kExitOk) << errors_;
  CallerPlace own;
  own.seeker_id = worker_.name().substr(8);
  server_.Stop();
  WriteToken("own", server_.AddAccount("budi", v1::ROLE_SEEKER, own));
  server_.Start();
  Setara("own", {"--purpose", "own-data", "rights", "export", worker_.name()});
  EXPECT_EQ(exit_code_, kExitOk) << errors_;
  EXPECT_THAT(answer_, AllOf(HasSubstr("- " + case_ + ", Reported, 2 entries in the log\n"),
                             HasSubstr("The log of " + case_ + " (WIB)\n2026-03-01, Sunday\n"),
                             HasSubstr("#2 contact: worker")));
}

}  // namespace
}  // namespace setara
