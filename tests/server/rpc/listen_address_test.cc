#include "server/rpc/listen_address.h"

#include <gtest/gtest.h>

namespace setara {
namespace {

TEST(ListenAddressTest, KnowsLoopback) {
  for (const char* text : {"127.0.0.1:0", "127.255.0.1:80", "localhost:7070", "[::1]:7070"}) {
    EXPECT_TRUE(CheckListenAddress(text, /*tls=*/false).ok()) << text;
  }
  for (const char* text : {"0.0.0.0:80", "[::]:80", "10.0.0.1:80", "127.evil.example:80",
                           "localhost.example:80", "[::2]:80", "128.0.0.1:1"}) {
    EXPECT_EQ(CheckListenAddress(text, false).code(), absl::StatusCode::kFailedPrecondition)
        << text;
    EXPECT_TRUE(CheckListenAddress(text, /*tls=*/true).ok()) << text;
  }
}

TEST(ListenAddressTest, ReadsHostAndPort) {
  absl::StatusOr<ListenAddress> address = ParseListenAddress("[::1]:7070");
  ASSERT_TRUE(address.ok());
  EXPECT_EQ(address->host, "::1");
  EXPECT_EQ(address->port, "7070");
  for (const char* text :
       {"", ":", "7070", "localhost", "localhost:", ":80", "::1:80", "[::1]", "localhost:x",
        "localhost:-1", "localhost:65536", "localhost:123456", "[localhost]:80", "[]:80"}) {
    EXPECT_EQ(ParseListenAddress(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace setara
