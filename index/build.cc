#include "index/build.h"

#include <filesystem>
#include <system_error>

#include "index/document.h"
#include "index/guard.h"
#include "index/schema.h"

namespace setara {
namespace {

// Documents of a shard (our default): its tables stay small enough for the page cache.
constexpr int64_t kShardDocuments = 200'000;

}  // namespace

absl::StatusOr<std::unique_ptr<GenerationBuild>> GenerationBuild::Start(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path + ".build", error);
  std::filesystem::create_directories(path + ".build", error);
  if (error) return absl::InternalError("index: cannot make a build: " + error.message());
  return std::unique_ptr<GenerationBuild>(new GenerationBuild(path));
}

absl::Status GenerationBuild::Add(const Opening& opening) {
  return Guard([&] {
    AddDocument(opening.row, MakeDocument(opening, MakeOpeningFacts(opening), analyzer_));
  });
}

absl::Status GenerationBuild::Add(const Seeker& seeker) {
  return Guard([&] { AddDocument(seeker.row, MakeDocument(seeker, MakeSeekerFacts(seeker))); });
}

std::string GenerationBuild::ShardPath(size_t number) const {
  return path_ + ".build/" + std::to_string(number);
}

void GenerationBuild::AddDocument(int64_t row, const Xapian::Document& document) {
  if (row <= last_row_) throw Xapian::InvalidArgumentError("rows of a build must ascend");
  if (shard_ == nullptr || in_shard_ == kShardDocuments) {
    if (shard_ != nullptr) shard_->commit();
    shard_ = std::make_unique<Xapian::WritableDatabase>(
        ShardPath(shards_++), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    in_shard_ = 0;
  }
  shard_->replace_document(static_cast<Xapian::docid>(row), document);
  last_row_ = row;
  ++in_shard_;
  ++count_;
}

absl::Status GenerationBuild::Finish(const GenerationState& state) {
  absl::Status done = Guard([&] {
    if (shard_ == nullptr) {
      shard_ = std::make_unique<Xapian::WritableDatabase>(ShardPath(shards_++),
                                                          Xapian::DB_CREATE_OR_OVERWRITE);
    }
    shard_->commit();
    shard_ = nullptr;
    Xapian::Database all;
    for (size_t i = 0; i < shards_; ++i) all.add_database(Xapian::Database(ShardPath(i)));
    all.compact(path_, Xapian::DBCOMPACT_NO_RENUMBER);
    Xapian::WritableDatabase finished(path_, Xapian::DB_OPEN);
    Describe(finished, state);
    finished.commit();
  });
  std::error_code ignored;
  std::filesystem::remove_all(path_ + ".build", ignored);
  return done;
}

}  // namespace setara
