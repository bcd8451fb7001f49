// Real indexes in a directory that goes away with the test.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/index.h"
#include "index/writer.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara::testing {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline constexpr char kEpoch[] = "epoch-1";

// An index of these records, built as a new generation; rows ascending over both lists. Aborts the
// test program when that fails.
struct TestIndex {
  TestIndex(const std::vector<Opening>& openings, const std::vector<Seeker>& seekers);

  // Writes a batch on top of what is there.
  absl::Status Apply(IndexBatch batch);

  TempDir directory;
  std::unique_ptr<Index> index;
  std::unique_ptr<IndexWriter> writer;
  int64_t sequence = 1;
};

// Generated records with rows that both kinds can share: openings odd, people even.
std::vector<Opening> SomeOpenings(uint64_t seed, int count);
std::vector<Seeker> SomeSeekers(uint64_t seed, int count);

}  // namespace setara::testing
