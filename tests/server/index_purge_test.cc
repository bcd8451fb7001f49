// No byte of a person who left stays in the index's files: Xapian leaves what was deleted in blocks
// that it has freed.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/server/indexer_testing.h"

namespace setara {
namespace {

using testing::Data;
using testing::InSeconds;
using testing::People;
using testing::TempDir;
using testing::Titled;

class PurgeTest : public ::testing::Test {
 protected:
  static constexpr char kPlanted[] = "zzplantedsource";

  // Whether the bytes stand anywhere in the index's files.
  bool IsPlanted() const {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(directory_.path() + "/index")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), {});
      if (bytes.find(kPlanted) != bytes.npos) return true;
    }
    return false;
  }
  // A person with planted words among others, indexed one by one.
  static void Plant(Data& data) {
    ASSERT_TRUE(data.Wait().ok());
    data.Put(People(3, 40));
    std::vector<Seeker> planted = People(4, 1);
    planted[0].source = kPlanted;
    planted[0].matching_consent_from = *ParseDate("2020-01-01");
    planted[0].matching_consent_until = std::nullopt;
    data.Put(planted);
    ASSERT_TRUE(data.Wait().ok());
  }
  static void Erase(Data& data) {
    auto token = data.store->Write([&](Connection& db) -> absl::Status {
      auto seekers = ScanSeekersForIndex(db, 0, 1000);
      if (!seekers.ok()) return seekers.status();
      for (const Seeker& seeker : *seekers) {
        if (seeker.source == kPlanted) return DeleteSeeker(db, seeker.id, std::nullopt);
      }
      return absl::NotFoundError("nobody was planted");
    });
    ASSERT_TRUE(token.ok()) << token.status();
    ASSERT_TRUE(data.indexer->WaitUntilApplied(*token, InSeconds(60)).ok());
  }
  static bool WaitForRebuild(const Data& data, int64_t before) {
    const auto deadline = InSeconds(20);
    while (data.indexer->Progress().rebuilds <= before) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::yield();
    }
    return true;
  }
  static Indexer::Options AtOnce() {
    Indexer::Options options;
    options.purge_after = options.purge_after_per_document = {};
    return options;
  }

  TempDir directory_;
};

TEST_F(PurgeTest, NoByteOfAPersonWhoLeftStaysInTheFiles) {
  Data data(directory_.path(), AtOnce());
  Plant(data);
  EXPECT_TRUE(IsPlanted());
  const int64_t before = data.indexer->Progress().rebuilds;
  Erase(data);
  EXPECT_TRUE(WaitForRebuild(data, before));
  EXPECT_FALSE(IsPlanted());
  data.ExpectClean();
  EXPECT_FALSE(data.index->Current()->departed);
}

TEST_F(PurgeTest, ItIsNotForgottenWhenTheServerStops) {
  {
    Data data(directory_.path());
    Plant(data);
    Erase(data);
    EXPECT_TRUE(data.index->Current()->departed);
  }
  EXPECT_TRUE(IsPlanted()) << "why this is needed at all";
  Data data(directory_.path(), AtOnce());
  EXPECT_TRUE(WaitForRebuild(data, 0));
  EXPECT_FALSE(IsPlanted());
  data.ExpectClean();
}

TEST_F(PurgeTest, OpeningsThatCloseAreNoReason) {
  Data data(directory_.path(), AtOnce());
  Plant(data);
  const int64_t before = data.indexer->Progress().rebuilds;
  data.Put(Titled(1, 3, "kurir"));
  auto token = data.store->Write([&](Connection& db) -> absl::Status {
    auto openings = ListOpenings(db, {}, 0, 1);
    if (!openings.ok()) return openings.status();
    return DeleteOpening(db, openings->front().id, std::nullopt);
  });
  ASSERT_TRUE(token.ok());
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_FALSE(data.index->Current()->departed);
  EXPECT_EQ(data.indexer->Progress().rebuilds, before);
}

}  // namespace
}  // namespace setara
