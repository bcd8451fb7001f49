// Store, indexer and index together on real files: what is written becomes searchable, survives
// being killed, and agrees with the records row by row.
#include "server/indexer.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "matcher/conditions.h"
#include "tests/server/indexer_testing.h"

namespace setara {
namespace {

using testing::Data;
using testing::InSeconds;
using testing::People;
using testing::TempDir;
using testing::Titled;

TEST(IndexerTest, WhatIsWrittenIsFoundAndWhatIsDeletedIsNot) {
  TempDir directory;
  Data data(directory.path());
  data.Put(Titled(1, 30, "penjahit"));
  data.Put(People(2, 30));
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_EQ(data.Total("penjahit"), 30);
  ChangeToken token;
  ASSERT_TRUE(data.store
                  ->Read([&](Connection& db) -> absl::Status {
                    auto openings = ListOpenings(db, {}, 0, 10);
                    if (!openings.ok()) return openings.status();
                    auto written = data.store->Write([&](Connection& writer) -> absl::Status {
                      for (const Opening& opening : *openings) {
                        absl::Status gone = DeleteOpening(writer, opening.id, std::nullopt);
                        if (!gone.ok()) return gone;
                      }
                      return absl::OkStatus();
                    });
                    if (written.ok()) token = *written;
                    return written.status();
                  })
                  .ok());
  ASSERT_TRUE(data.indexer->WaitUntilApplied(token, InSeconds(60)).ok());
  EXPECT_EQ(data.Total("penjahit"), 20);
  data.ExpectClean();
}

TEST(IndexerTest, ABulkBacklogIsClosedInOrder) {
  TempDir directory;
  Indexer::Options options;
  options.batch_records = 20;
  Data data(directory.path(), options);
  ASSERT_TRUE(data.Wait().ok());
  data.Put(Titled(1, 300, "kurir"), Lane::kBulk);
  ChangeToken urgent = data.Put(Titled(9, 1, "penerjemah"));
  ASSERT_TRUE(data.indexer->WaitUntilApplied(urgent, InSeconds(60)).ok());
  EXPECT_EQ(data.Total("penerjemah"), 1);
  data.Put(Titled(1, 300, "kurir"), Lane::kBulk);  // equal: no change
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_EQ(data.Total("kurir"), 300);
  data.ExpectClean();
}

TEST(IndexerTest, ALargeBacklogBecomesANewGeneration) {
  TempDir directory;
  Indexer::Options options;
  options.rebuild_above = 100;
  Data data(directory.path(), options);
  ASSERT_TRUE(data.Wait().ok());
  int64_t before = data.indexer->Progress().rebuilds;
  data.Put(Titled(1, 500, "kasir"), Lane::kBulk);
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_GT(data.indexer->Progress().rebuilds, before);
  EXPECT_EQ(data.Total("kasir"), 500);
  data.ExpectClean();
}

TEST(IndexerTest, TokensOfAnotherEpochAndOfTheFutureAreRefused) {
  TempDir directory;
  Data data(directory.path());
  EXPECT_EQ(data.indexer->WaitUntilApplied({"another", 0}, InSeconds(1)).code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(data.indexer->WaitUntilApplied({data.store->epoch(), 99}, InSeconds(1)).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(IndexerTest, AWaitEndsWithItsDeadline) {
  TempDir directory;
  Indexer::Options options;
  options.window = std::chrono::hours(1);
  Data data(directory.path(), options);
  ChangeToken token = data.Put(Titled(1, 1, "guru"));
  EXPECT_EQ(data.indexer->WaitUntilApplied(token, std::chrono::steady_clock::now()).code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(IndexerTest, ADamagedIndexIsBuiltAnew) {
  TempDir directory;
  {
    Data data(directory.path());
    data.Put(Titled(1, 40, "petani"));
    ASSERT_TRUE(data.Wait().ok());
  }
  std::ifstream in(directory.path() + "/index/CURRENT");
  std::string generation;
  std::getline(in, generation);
  std::filesystem::resize_file(directory.path() + "/index/" + generation + "/postlist.glass", 64);
  Data data(directory.path());
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_EQ(data.Total("petani"), 40);
  data.ExpectClean();
}

// Facts that the index made from the store's own reading must be those of the whole record.
TEST(IndexerTest, APersonTooYoungForALegalMinimumIsExcludedThroughTheIndex) {
  TempDir directory;
  Data data(directory.path());
  std::vector<Seeker> people = People(5, 1);
  Seeker& person = people[0];
  person.identity.birth_date = testing::GeneratedDay() - std::chrono::days(17 * 365);
  data.Put(people);
  ASSERT_TRUE(data.Wait().ok());
  auto snapshot = data.index->Current();
  ASSERT_EQ(snapshot->seekers.size(), 1u);
  const SeekerFacts* indexed = nullptr;
  for (const auto& block : snapshot->seekers.blocks()) {
    if (!block->facts.empty()) indexed = &block->facts[0];
  }
  ASSERT_NE(indexed, nullptr);
  SeekerFacts expected = MakeSeekerFacts(person);
  expected.row = indexed->row;
  EXPECT_EQ(std::memcmp(indexed, &expected, sizeof(expected)), 0);
  OpeningFacts adults;
  adults.age_min = 18;
  MatchOptions options;
  options.on = testing::GeneratedDay();
  EXPECT_EQ(CheckCondition(Condition::kAge, *indexed, adults, options, 0),
            ConditionResult::kFailed);
  data.ExpectClean();
}

TEST(IndexerTest, WhatAWaitPromisedStaysFoundThroughRebuilds) {
  TempDir directory;
  Indexer::Options options;
  options.rebuild_above = 50;
  options.batch_records = 5;
  Data data(directory.path(), options);
  ASSERT_TRUE(data.Wait().ok());
  for (uint64_t round = 0; round < 20; ++round) {
    data.Put(Titled(100 + round, 200, "borongan"), Lane::kBulk);
    std::string title = "khusus" + std::to_string(round);
    ChangeToken token = data.Put(Titled(500 + round, 1, title));
    ASSERT_TRUE(data.indexer->WaitUntilApplied(token, InSeconds(60)).ok());
    for (int i = 0; i < 20; ++i) ASSERT_EQ(data.Total(title), 1);
  }
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_GT(data.indexer->Progress().rebuilds, 1);
  data.ExpectClean();
}

TEST(IndexerTest, DamageFoundByASearchIsRepairedWhileRecordsAreRead) {
  TempDir directory;
  Data data(directory.path());
  data.Put(Titled(1, 400, "pemahat"));
  ASSERT_TRUE(data.Wait().ok());
  int64_t before = data.indexer->Progress().rebuilds;
  std::ifstream in(directory.path() + "/index/CURRENT");
  std::string generation;
  std::getline(in, generation);
  std::string table = directory.path() + "/index/" + generation + "/postlist.glass";
  auto size = static_cast<size_t>(std::filesystem::file_size(table));
  std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
  std::string garbage(size, '\xee');
  file.write(garbage.data(), static_cast<std::streamsize>(size));
  file.close();
  OpeningQuery query;
  query.text = "pemahat";
  EXPECT_EQ(TextSearcher(*data.index).Search(query).status().code(),
            absl::StatusCode::kUnavailable);
  int64_t records = 0;
  EXPECT_TRUE(data.store
                  ->Read([&](Connection& db) -> absl::Status {
                    auto openings = ListOpenings(db, {}, 0, 1000);
                    if (openings.ok()) records = std::ssize(*openings);
                    return openings.status();
                  })
                  .ok());
  EXPECT_EQ(records, 400);
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_GT(data.indexer->Progress().rebuilds, before);
  EXPECT_EQ(data.Total("pemahat"), 400);
  data.ExpectClean();
}

// The child indexes until it is killed at a moment of its own choosing: after some batches.
[[noreturn]] void IndexUntilKilled(const std::string& directory) {
  Indexer::Options options;
  options.batch_records = 10;
  Data data(directory, options);
  if (!data.Wait().ok()) std::abort();
  data.Put(Titled(1, 400, "buruh"), Lane::kBulk);
  while (data.indexer->Progress().batches < 5) std::this_thread::yield();
  ::kill(::getpid(), SIGKILL);
  std::abort();
}

TEST(IndexerTest, ResumesAfterBeingKilled) {
  TempDir directory;
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) IndexUntilKilled(directory.path());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  auto left = Index::Open(directory.path() + "/index").value();
  ASSERT_TRUE(left->Ready().ok()) << left->Ready();
  int64_t resumed_from = left->Current()->sequence;
  EXPECT_EQ(left->Current()->openings.size(), static_cast<size_t>(resumed_from));
  left = nullptr;
  Data data(directory.path());
  ASSERT_TRUE(data.Wait().ok());
  EXPECT_EQ(data.indexer->Progress().rebuilds, 0);
  EXPECT_EQ(data.Total("buruh"), 400);
  data.ExpectClean();
}

}  // namespace
}  // namespace setara
