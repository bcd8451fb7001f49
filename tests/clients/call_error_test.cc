#include "clients/call_error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/exit_codes.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

grpc::Status Refusal(grpc::StatusCode code, const std::string& reason, const std::string& field) {
  google::rpc::Status rich;
  rich.set_code(code);
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  (*info.mutable_metadata())["existing"] = "seekers/01J";
  rich.add_details()->PackFrom(info);
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field(field);
  violation->set_description("must be F01 to F32");
  rich.add_details()->PackFrom(bad);
  return grpc::Status(code, "1 field is wrong", rich.SerializeAsString());
}

TEST(CallErrorTest, SaysWhatWhereAndInWhichFile) {
  const std::string text = CallErrorText(
      TextLanguage::kEnglish, Refusal(grpc::INVALID_ARGUMENT, "BAD", "capacities[1].function"),
      "127.0.0.1:7070", [](const std::string& field) { return "F.json:4:5 (" + field + ")"; });
  EXPECT_THAT(text, HasSubstr("Failed: a field is wrong.\n"));
  EXPECT_THAT(text,
              HasSubstr("F.json:4:5 (capacities[1].function): capacities[1].function: must be"));
  EXPECT_THAT(text, HasSubstr("The record that exists: seekers/01J"));
}

TEST(CallErrorTest, AdvisesByCodeAndReason) {
  const auto text = [](grpc::StatusCode code, const std::string& reason) {
    return CallErrorText(TextLanguage::kIndonesian, Refusal(code, reason, "x"), "h:1", {});
  };
  EXPECT_THAT(text(grpc::FAILED_PRECONDITION, "MATCHING_CONSENT_MISSING"), HasSubstr("menyetujui"));
  EXPECT_THAT(text(grpc::FAILED_PRECONDITION, "OPENING_NOT_OPEN"), HasSubstr("--on"));
  EXPECT_THAT(text(grpc::FAILED_PRECONDITION, "OTHER"), Not(HasSubstr("--on")));
  EXPECT_THAT(text(grpc::NOT_FOUND, "NO_RULE_IN_FORCE"), HasSubstr("setara quota rules"));
  EXPECT_THAT(text(grpc::NOT_FOUND, "SEEKER_NOT_FOUND"), HasSubstr("list"));
  EXPECT_THAT(text(grpc::ABORTED, ""), HasSubstr("berubah"));
}

TEST(CallErrorTest, SaysHowToStartAServerThatIsNotThere) {
  const std::string text =
      CallErrorText(TextLanguage::kEnglish, grpc::Status(grpc::UNAVAILABLE, "connection refused"),
                    "127.0.0.1:7070", {});
  EXPECT_THAT(text, HasSubstr("setarad serve --data DIR --listen 127.0.0.1:7070"));
  EXPECT_THAT(text, Not(HasSubstr("refused")));
}

TEST(CallErrorTest, SaysWhatTheNetworkSaidWhenThatIsNotPlain) {
  const grpc::Status status(grpc::UNAVAILABLE, "DNS resolution failed\x1B[2J for kantor");
  const std::string text = CallErrorText(TextLanguage::kEnglish, status, "kantor:7070", {});
  EXPECT_THAT(text, HasSubstr("The server at kantor:7070 cannot be reached."));
  EXPECT_THAT(text, HasSubstr("The network said: DNS resolution failed"));
  EXPECT_THAT(text, Not(HasSubstr("\x1B")));
}

TEST(CallErrorTest, ServersTextCannotSteerTheTerminal) {
  const std::string text =
      CallErrorText(TextLanguage::kEnglish, grpc::Status(grpc::INTERNAL, "a\x1B[2Jb"), "h:1", {});
  EXPECT_THAT(text, Not(HasSubstr("\x1B")));
}

TEST(ExitCodesTest, AreTenPlusTheCodeOfTheCall) {
  EXPECT_EQ(ExitCodeOf(grpc::OK), kExitOk);
  EXPECT_EQ(ExitCodeOf(grpc::INVALID_ARGUMENT), 13);
  EXPECT_EQ(ExitCodeOf(grpc::NOT_FOUND), 15);
  EXPECT_EQ(ExitCodeOf(grpc::UNAVAILABLE), 24);
}

}  // namespace
}  // namespace setara
