// What the command line itself refuses, before any server is asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/command_line.h"
#include "clients/exit_codes.h"

namespace setara {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

struct Outcome {
  int exit_code = 0;
  std::string errors;
};

// Runs `setara cases ...` against a port where nobody listens.
Outcome Cases(std::vector<std::string> arguments) {
  std::vector<std::string> all = {"setara",   "--server",  "127.0.0.1:1",
                                  "--config", "/dev/null", "cases"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<const char*> argv;
  for (const std::string& argument : all) argv.push_back(argument.c_str());
  ::testing::internal::CaptureStderr();
  Outcome outcome;
  outcome.exit_code = RunCommandLine(static_cast<int>(argv.size()), argv.data());
  outcome.errors = ::testing::internal::GetCapturedStderr();
  return outcome;
}

TEST(CaseCommandTest, SaysWhatIsWrongAndWhatMayStandThere) {
  const struct {
    std::vector<std::string> arguments;
    const char* what;
    const char* choices;
  } kWrong[] = {
      {{"advance", "1", "start-holiday"}, "start-holiday", "start-screening"},
      {{"advance", "1", "start-rehab", "--at", "2026-02-31"}, "2026-02-31", "WITA"},
      {{"advance", "1", "start-rehab", "--at", "2999-01-01"}, "2999-01-01", "up to today"},
      {{"visit", "1"}, "--on-terms", "required"},
      {{"visit", "1", "--on-terms", "--on", "besok"}, "besok", "YYYY-MM-DD"},
      {{"assess", "1", "F15=kuat"}, "F15=kuat", "F15=2/1"},
      {{"consent", "1", "boss", "given"}, "boss", "employer"},
      {{"rung", "1", "L7", "--reason", "x"}, "L7", "L1 to L5"},
      {{"trial", "1", "--rung", "L2", "--step", "minggu depan"}, "minggu depan", "FROM:HOURS:WAGE"},
      {{"list", "--mine", "--manager", "7"}, "--mine", "excludes"},
      {{"due", "--urgency", "yesterday"}, "yesterday", "overdue"},
      {{"reject", "1"}, "--reason", "required"},
      {{"transfer", "1", "--carries", "x"}, "--to-branch", "required"},
      {{"report", "history", "--from", "2026-01-01"}, "--until", "required"},
      {{"open", "--happened", "2026-03-01"}, "2026-03-01", "08:30 WITA"},
  };
  for (const auto& wrong : kWrong) {
    const Outcome outcome = Cases(wrong.arguments);
    EXPECT_EQ(outcome.exit_code, kExitUsage) << wrong.what;
    EXPECT_THAT(outcome.errors, AllOf(HasSubstr(wrong.what), HasSubstr(wrong.choices)));
  }
}

TEST(CaseCommandTest, AFileSaysWhereItIsWrong) {
  const std::string path = ::testing::TempDir() + "/case_command_test.json";
  FILE* file = std::fopen(path.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fputs("{\n  \"doctor\": \"dr. A\",\n  \"fitt\": true\n}\n", file);
  std::fclose(file);
  const Outcome outcome = Cases({"fit-note", "1", "--file", path});
  EXPECT_EQ(outcome.exit_code, kExitUsage);
  EXPECT_THAT(outcome.errors, HasSubstr(path + ":3:3"));
  std::remove(path.c_str());
  EXPECT_EQ(Cases({"fit-note", "1", "--file", path}).exit_code, kExitLocal);
}

TEST(CaseCommandTest, AGoodCommandAsksTheServer) {
  EXPECT_EQ(Cases({"show", "1"}).exit_code, ExitCodeOf(grpc::UNAVAILABLE));
  EXPECT_EQ(Cases({"visit", "1", "--not-on-terms", "--on", "2026-02-31"}).exit_code,
            ExitCodeOf(grpc::UNAVAILABLE));
}

}  // namespace
}  // namespace setara
