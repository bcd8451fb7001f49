// Store, indexer and index together on real files: what is written becomes searchable, survives
// being killed, and agrees with the records row by row.
#include "server/indexer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "index/match_searcher.h"
#include "index/text_searcher.h"
#include "matcher/conditions.h"
#include "server/ops/commands.h"
#include "server/ops/reindex.h"
#include "server/ops/verify.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using testing::GenerateOpenings;
using testing::GenerateSeekers;
using ::testing::IsEmpty;
using testing::TempDir;

std::chrono::steady_clock::time_point InSeconds(int seconds) {
  return std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
}

// A data directory with its store, index and indexer.
struct Data {
  explicit Data(const std::string& directory, Indexer::Options options = {}) {
    Store::Options store_options;
    store_options.directory = directory;
    store = Store::Open(store_options).value();
    index = Index::Open(directory + "/index").value();
    indexer = Indexer::Start(*store, *index, options).value();
  }
  ~Data() { indexer = nullptr; }

  ChangeToken Put(std::vector<Opening> openings, Lane lane = Lane::kInteractive) {
    auto token = store->Write([&](Connection& db) -> absl::Status {
      for (Opening& opening : openings) {
        auto put = UpsertOpening(db, opening, store->clock().Now(), lane);
        if (!put.ok()) return put.status();
      }
      return absl::OkStatus();
    });
    EXPECT_TRUE(token.ok()) << token.status();
    return token.value_or(ChangeToken());
  }

  ChangeToken Put(std::vector<Seeker> seekers) {
    auto token = store->Write([&](Connection& db) -> absl::Status {
      for (Seeker& seeker : seekers) {
        auto put = UpsertSeeker(db, seeker, store->clock().Now());
        if (!put.ok()) return put.status();
      }
      return absl::OkStatus();
    });
    EXPECT_TRUE(token.ok()) << token.status();
    return token.value_or(ChangeToken());
  }

  absl::Status Wait() { return indexer->WaitUntilCaughtUp(InSeconds(120)); }

  int64_t Total(const std::string& text) {
    OpeningQuery query;
    query.text = text;
    auto page = TextSearcher(*index).Search(query);
    EXPECT_TRUE(page.ok()) << page.status();
    return page.ok() ? page->total : -1;
  }

  void ExpectClean() {
    auto report = Verify(*store, *index);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_TRUE(report->clean());
    EXPECT_THAT(report->differences, IsEmpty());
    EXPECT_THAT(report->store_problems, IsEmpty());
    EXPECT_EQ(report->documents, report->openings + report->seekers);
  }

  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Indexer> indexer;
};

std::vector<Opening> Titled(uint64_t seed, int count, const std::string& title) {
  std::vector<Opening> openings = GenerateOpenings(seed, count);
  for (Opening& opening : openings) {
    opening.title = title;
    opening.source = "test";
    opening.source_id = title + opening.id;
  }
  return openings;
}

std::vector<Seeker> People(uint64_t seed, int count) {
  std::vector<Seeker> seekers = GenerateSeekers(seed, count);
  for (size_t i = 0; i < seekers.size(); ++i) {
    seekers[i].source = "test";
    seekers[i].source_id = std::to_string(seed) + "-" + std::to_string(i);
  }
  return seekers;
}

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

// Xapian leaves what was deleted in blocks that it has freed.
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

// What was written to the serving generation while its successor was built is in the successor
// from its first search on.
TEST(ReindexTest, ChangesDuringTheBuildAreInTheNewGenerationWhenItServes) {
  TempDir directory;
  Data data(directory.path());
  data.Put(Titled(1, 20, "tukang"));
  ASSERT_TRUE(data.Wait().ok());
  data.indexer = nullptr;
  auto writer = IndexWriter::Open(*data.index).value();
  int calls = 0;
  absl::Status done = Reindex(*data.store, *writer, [&](int64_t) {
    if (++calls > 1) return true;
    data.Put(Titled(9, 3, "pelukis"));
    auto deleted = data.store->Write([&](Connection& db) -> absl::Status {
      auto openings = ListOpenings(db, {}, 0, 5);
      if (!openings.ok()) return openings.status();
      for (const Opening& opening : *openings) {
        absl::Status gone = DeleteOpening(db, opening.id, std::nullopt);
        if (!gone.ok()) return gone;
      }
      return absl::OkStatus();
    });
    EXPECT_TRUE(deleted.ok()) << deleted.status();
    return true;
  });
  ASSERT_TRUE(done.ok()) << done;
  EXPECT_EQ(data.Total("pelukis"), 3);
  EXPECT_EQ(data.Total("tukang"), 15);
  EXPECT_EQ(data.index->Current()->sequence, data.store->Latest().sequence);
  data.ExpectClean();
}

TEST(IndexerTest, WhatAWaitPromisedStaysFoundThroughRebuilds) {
  TempDir directory;
  Indexer::Options options;
  options.rebuild_above = 50;
  options.batch_records = 5;
  Data data(directory.path(), options);
  ASSERT_TRUE(data.Wait().ok());
  for (int round = 0; round < 20; ++round) {
    data.Put(Titled(static_cast<uint64_t>(100 + round), 200, "borongan"), Lane::kBulk);
    std::string title = "khusus" + std::to_string(round);
    ChangeToken token = data.Put(Titled(static_cast<uint64_t>(500 + round), 1, title));
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

TEST(VerifyTest, TellsWhichRowsDisagree) {
  TempDir directory;
  Data data(directory.path());
  data.Put(Titled(1, 12, "perakit"));
  ASSERT_TRUE(data.Wait().ok());
  data.indexer = nullptr;
  auto writer = IndexWriter::Open(*data.index).value();
  std::vector<Opening> openings;
  ASSERT_TRUE(data.store
                  ->Read([&](Connection& db) -> absl::Status {
                    auto read = ListOpenings(db, {}, 0, 2);
                    if (read.ok()) openings = *read;
                    return read.status();
                  })
                  .ok());
  IndexBatch batch;
  batch.epoch = data.store->epoch();
  batch.sequence = data.store->Latest().sequence;
  openings[0].title = "lain";
  openings[1].row += 1000;
  batch.openings = openings;
  batch.deleted = {openings[1].row - 1000};
  ASSERT_TRUE(writer->Apply(batch).ok());
  auto report = Verify(*data.store, *data.index);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_FALSE(report->clean());
  EXPECT_EQ(report->different, 1);
  EXPECT_EQ(report->missing, 1);
  EXPECT_EQ(report->extra, 1);
  ASSERT_TRUE(Reindex(*data.store, *writer, {}).ok());
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

// The child imports batch after batch and is killed between two commits of the index.
[[noreturn]] void ImportUntilKilled(const std::string& directory) {
  Indexer::Options options;
  options.batch_records = 25;
  Data data(directory, options);
  if (!data.Wait().ok()) std::abort();
  for (uint64_t seed = 1;; ++seed) {
    data.Put(Titled(seed, 40, "impor" + std::to_string(seed)), Lane::kBulk);
    data.Put(People(seed, 40));
    data.Put(Titled(seed + 5000, 1, "sela"));  // overtakes the rest
    if (data.indexer->Progress().batches >= 3) ::kill(::getpid(), SIGKILL);
  }
}

TEST(VerifyTest, IsCleanAfterAnImportWasKilled) {
  TempDir directory;
  pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) ImportUntilKilled(directory.path());
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_EQ(WTERMSIG(status), SIGKILL);
  absl::StatusOr<bool> clean = RunVerify(directory.path(), "");
  ASSERT_TRUE(clean.ok()) << clean.status();
  EXPECT_TRUE(*clean);
  Data data(directory.path());
  EXPECT_EQ(data.indexer->Progress().sequence, data.store->Latest().sequence);
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
