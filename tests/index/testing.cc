#include "tests/index/testing.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/matcher/generate.h"

namespace setara::testing {
namespace {

void Require(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "test index: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

TempDir::TempDir() {
  std::string name = (std::filesystem::temp_directory_path() / "setara-index-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
  std::filesystem::remove(path_ + ".key", ignored);  // of a store in it
}

TestIndex::TestIndex(const std::vector<Opening>& openings, const std::vector<Seeker>& seekers) {
  auto opened = Index::Open(directory.path());
  Require(opened.status());
  index = *std::move(opened);
  auto writing = IndexWriter::Open(*index);
  Require(writing.status());
  writer = *std::move(writing);
  Require(writer->StartBuild());
  size_t s = 0;
  for (const Opening& opening : openings) {
    for (; s < seekers.size() && seekers[s].row < opening.row; ++s) {
      Require(writer->Add(seekers[s]));
    }
    Require(writer->Add(opening));
  }
  for (; s < seekers.size(); ++s) Require(writer->Add(seekers[s]));
  Require(writer->FinishBuild(kEpoch, sequence));
}

absl::Status TestIndex::Apply(IndexBatch batch) {
  batch.epoch = kEpoch;
  batch.sequence = ++sequence;
  return writer->Apply(batch);
}

std::vector<Opening> SomeOpenings(uint64_t seed, int count) {
  std::vector<Opening> openings = GenerateOpenings(seed, count);
  for (size_t i = 0; i < openings.size(); ++i) openings[i].row = static_cast<int64_t>(2 * i + 1);
  return openings;
}

std::vector<Seeker> SomeSeekers(uint64_t seed, int count) {
  std::vector<Seeker> seekers = GenerateSeekers(seed, count);
  for (size_t i = 0; i < seekers.size(); ++i) seekers[i].row = static_cast<int64_t>(2 * i + 2);
  return seekers;
}

}  // namespace setara::testing
