// A data directory with store, index and indexer on real files, for tests of what they do together.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "index/text_searcher.h"
#include "server/indexer.h"
#include "server/ops/verify.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara::testing {

inline std::chrono::steady_clock::time_point InSeconds(int seconds) {
  return std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
}

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
    EXPECT_THAT(report->differences, ::testing::IsEmpty());
    EXPECT_THAT(report->store_problems, ::testing::IsEmpty());
    EXPECT_EQ(report->documents, report->openings + report->seekers);
  }

  std::unique_ptr<Store> store;
  std::unique_ptr<Index> index;
  std::unique_ptr<Indexer> indexer;
};

inline std::vector<Opening> Titled(uint64_t seed, int count, const std::string& title) {
  std::vector<Opening> openings = GenerateOpenings(seed, count);
  for (Opening& opening : openings) {
    opening.title = title;
    opening.source = "test";
    opening.source_id = title + opening.id;
  }
  return openings;
}

inline std::vector<Seeker> People(uint64_t seed, int count) {
  std::vector<Seeker> seekers = GenerateSeekers(seed, count);
  for (size_t i = 0; i < seekers.size(); ++i) {
    seekers[i].source = "test";
    seekers[i].source_id = std::to_string(seed) + "-" + std::to_string(i);
  }
  return seekers;
}

}  // namespace setara::testing
