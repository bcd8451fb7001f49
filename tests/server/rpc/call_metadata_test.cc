#include "server/rpc/call_metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

absl::Status Read(const Entries& entries, CallContext& context) {
  return ReadCallMetadata(
      [&entries](std::string_view name) {
        std::vector<std::string_view> values;
        for (const auto& [key, value] : entries) {
          if (key == name) values.push_back(value);
        }
        return values;
      },
      context);
}

TEST(CallMetadataTest, TakesTokenPurposeAndConsistency) {
  CallContext context;
  ASSERT_TRUE(Read({{"authorization", "Bearer abc.DEF-_~+/="},
                    {"setara-purpose", "placement"},
                    {"setara-consistency-token", "e1:42"},
                    {"authorization", "Bearer abc.DEF-_~+/="}},
                   context)
                  .ok());
  EXPECT_EQ(context.credentials.bearer_token, "abc.DEF-_~+/=");
  EXPECT_EQ(context.purpose, "placement");
  ASSERT_TRUE(context.consistency_token.has_value());
  EXPECT_EQ(context.consistency_token->sequence, 42);
}

TEST(CallMetadataTest, LeavesAloneWhatIsNotGiven) {
  CallContext context;
  ASSERT_TRUE(Read({{"x-forwarded-for", "10.0.0.1"}}, context).ok());
  EXPECT_EQ(context.credentials.bearer_token, "");
  EXPECT_EQ(context.credentials.peer, "");
  EXPECT_FALSE(context.consistency_token.has_value());
}

TEST(CallMetadataTest, RefusesWhatTwoReadersCouldTakeDifferently) {
  for (const char* name : {"authorization", "setara-purpose", "setara-consistency-token"}) {
    CallContext context;
    absl::Status status = Read({{name, "e:1"}, {name, "e:2"}}, context);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << name;
    ASSERT_EQ(FieldViolations(status).size(), 1U);
    EXPECT_EQ(FieldViolations(status)[0].field, name);
  }
}

TEST(CallMetadataTest, RefusesAnAuthorizationThatIsNoBearerToken) {
  for (const std::string& value :
       {std::string("Basic c2VjcmV0"), std::string("Bearer"), std::string("Bearer "),
        std::string("Bearer a b"), std::string("Bearer a, Bearer b"),
        std::string("Bearer \xc3\xa9"), std::string("Bearer a\r\nx: y"), std::string("secret"),
        "Bearer " + std::string(17000, 'a'), std::string("Bearer a\0b", 10)}) {
    CallContext context;
    absl::Status status = Read({{"authorization", value}}, context);
    EXPECT_EQ(status.code(), absl::StatusCode::kUnauthenticated) << value;
    EXPECT_EQ(Reason(status), "CREDENTIALS_INVALID");
    EXPECT_EQ(status.ToString().find("secret"), std::string::npos);
    EXPECT_EQ(context.credentials.bearer_token, "");
  }
  CallContext context;
  EXPECT_TRUE(Read({{"authorization", "bEARER  x"}}, context).ok());
  EXPECT_EQ(context.credentials.bearer_token, "x");
}

TEST(CallMetadataTest, RefusesAPurposeThatCouldForgeALine) {
  CallContext context;
  EXPECT_EQ(Read({{"setara-purpose", "a\nb"}}, context).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Read({{"setara-purpose", std::string(201, 'a')}}, context).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Read({{"setara-consistency-token", ""}}, context).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(CallMetadataTest, ReadsThePeer) {
  EXPECT_EQ(PeerAddress("ipv4:127.0.0.1:5000"), "127.0.0.1");
  EXPECT_EQ(PeerAddress("ipv6:%5B::1%5D:5000"), "::1");
  EXPECT_EQ(PeerAddress("ipv6:[::1]:5000"), "::1");
  EXPECT_EQ(PeerAddress("ipv6:%5Bfe80::1%25eth0%5D:1"), "fe80::1");
  EXPECT_EQ(PeerAddress("unix:/run/x"), "");
  EXPECT_EQ(PeerAddress(""), "");
}

}  // namespace
}  // namespace setara
