// A new generation in the making: documents go into shards of limited size, which stay in memory's
// reach, and compaction merges them into one database. Internal to index/ (Xapian types); one
// thread.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "index/analysis.h"
#include "index/generation.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

class GenerationBuild {
 public:
  // The shards stand in `<path>.build/`.
  static absl::StatusOr<std::unique_ptr<GenerationBuild>> Start(const std::string& path);

  absl::Status Add(const Opening& opening);
  absl::Status Add(const Seeker& seeker);
  int64_t count() const { return count_; }

  // Leaves the finished database at path() and removes the shards.
  absl::Status Finish(const GenerationState& state);
  const std::string& path() const { return path_; }

 private:
  explicit GenerationBuild(std::string path) : path_(std::move(path)) {}

  std::string ShardPath(size_t number) const;
  void AddDocument(int64_t row, const Xapian::Document& document);

  std::string path_;
  Analyzer analyzer_;
  std::unique_ptr<Xapian::WritableDatabase> shard_;
  size_t shards_ = 0;
  int64_t in_shard_ = 0;
  int64_t count_ = 0;
  int64_t last_row_ = 0;
};

}  // namespace setara
