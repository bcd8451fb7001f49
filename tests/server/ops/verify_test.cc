// Building the index anew, and finding where it disagrees with the records.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "server/ops/commands.h"
#include "server/ops/reindex.h"
#include "tests/server/indexer_testing.h"

namespace setara {
namespace {

using testing::Data;
using testing::People;
using testing::TempDir;
using testing::Titled;

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

}  // namespace
}  // namespace setara
