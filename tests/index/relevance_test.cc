// Searching by words against Xapian's own matcher asked for everything: the same documents, in an
// order that its plain weights agree with, each on one page.
#include "index/relevance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "index/guard.h"
#include "index/matching_documents.h"
#include "index/reader.h"
#include "index/text_query.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

std::string SomeWord(testing::Random& random) {
  return "kata" + std::to_string(random.Below(random.Below(60) + 1));
}

// Few words and many repetitions: equal weights abound, as among copies of an advertisement.
std::vector<Opening> Adverts(int count = 1500) {
  testing::Random random(5);
  std::vector<Opening> openings = testing::SomeOpenings(5, count);
  for (Opening& opening : openings) {
    opening.title = random.Percent(40) ? "Teknisi Listrik" : SomeWord(random);
    opening.description.clear();
    for (int words = random.Between(1, 12); words > 0; --words) {
      opening.description += SomeWord(random) + (random.Percent(10) ? ". " : " ");
    }
  }
  return openings;
}

std::string SomeQuery(testing::Random& random) {
  std::string text;
  for (int clauses = random.Between(1, 4); clauses > 0; --clauses) {
    if (random.Percent(15)) text += random.Percent(50) ? "+" : "-";
    switch (random.Below(6)) {
      case 0:
        text += '"' + SomeWord(random) + " " + SomeWord(random) + "\" ";
        break;
      case 1:
        text += "kata" + std::to_string(random.Below(6)) + "* ";
        break;
      case 2:
        text += "electrician ";  // has synonyms
        break;
      default:
        text += SomeWord(random) + " ";
    }
  }
  return text;
}

// What Xapian matches, with its plain weights.
std::map<uint32_t, double> EveryMatch(const Xapian::Database& database,
                                      const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  std::map<uint32_t, double> found;
  const Xapian::MSet all = enquire.get_mset(0, database.get_doccount());
  for (auto at = all.begin(); at != all.end(); ++at) found[*at] = at.get_weight();
  return found;
}

TEST(Relevance, AgreesWithXapianAskedForEverything) {
  testing::TestIndex index(Adverts(), {});
  absl::StatusOr<ReaderLease> lease = LeaseReader(*index.index);
  ASSERT_TRUE(lease.ok()) << lease.status();
  const Xapian::Database& database = lease->database();
  testing::Random random(6);
  int compared = 0, with_matches = 0;
  for (int i = 0; i < 600; ++i) {
    const std::string text = SomeQuery(random);
    auto clauses = ParseTextQuery(text);
    if (!clauses.ok()) continue;  // nothing but exclusions
    Analyzer analyzer;
    const Xapian::Query words = BuildTextQuery(*clauses, random.Percent(50), analyzer);
    const std::map<uint32_t, double> expected = EveryMatch(database, words);
    const DocumentSet found = MatchingDocuments(database, words, {});
    std::set<uint32_t> ids, expected_ids;
    found.ForEach([&](uint32_t id) { ids.insert(id); });
    for (const auto& [id, weight] : expected) expected_ids.insert(id);
    ASSERT_EQ(ids, expected_ids) << text;
    ++compared;
    with_matches += expected.empty() ? 0 : 1;
    DocumentSet kept;
    const uint32_t keep_one_in = random.Percent(50) ? 1 : 3;
    found.ForEach([&](uint32_t id) {
      if (id / 2 % keep_one_in == 0) kept.Add(id);
    });
    // Rounded down by less than one step for each word and form.
    constexpr double kRounding = 64 * 3 / 65536.0;
    std::optional<SearchKey> after;
    double last = 1e9;
    std::set<int64_t> listed;
    const auto limit = static_cast<size_t>(random.Between(1, 300));
    while (true) {
      const auto page = MostRelevant(database, words, kept, after, limit, {});
      for (const SearchKey& key : page) {
        const double weight = expected.at(static_cast<uint32_t>(key.row));
        ASSERT_LE(weight, last + kRounding) << text;
        last = weight;
        ASSERT_TRUE(listed.insert(key.row).second) << text << " gives twice " << key.row;
        if (after) {
          ASSERT_TRUE(key.key < after->key || (key.key == after->key && key.row > after->row));
        }
        after = key;
      }
      if (page.size() < limit) break;
    }
    ASSERT_EQ(listed.size(), kept.Count()) << text;
  }
  EXPECT_GT(compared, 500);
  EXPECT_GT(with_matches, 400);
}

TEST(Relevance, RanksOnlyTheDocumentsGiven) {
  testing::TestIndex index(Adverts(), {});
  absl::StatusOr<ReaderLease> lease = LeaseReader(*index.index);
  ASSERT_TRUE(lease.ok()) << lease.status();
  Analyzer analyzer;
  const Xapian::Query words = BuildTextQuery(*ParseTextQuery("listrik"), false, analyzer);
  const DocumentSet all = MatchingDocuments(lease->database(), words, {});
  DocumentSet some;
  all.ForEach([&](uint32_t id) {
    if (id % 7 == 1) some.Add(id);
  });
  const auto page = MostRelevant(lease->database(), words, some, {}, 10'000, {});
  EXPECT_EQ(page.size(), some.Count());
  for (const SearchKey& key : page) EXPECT_EQ(key.row % 7, 1);
  EXPECT_TRUE(MostRelevant(lease->database(), words, DocumentSet(), {}, 5, {}).empty());
}

TEST(Relevance, StopsWhenTheCallerNoLongerWaits) {
  testing::TestIndex index(Adverts(12'000), {});
  absl::StatusOr<ReaderLease> lease = LeaseReader(*index.index);
  ASSERT_TRUE(lease.ok()) << lease.status();
  const Interrupt gone = [] { return true; };
  Analyzer analyzer;
  for (const char* text : {"kata0 kata1 kata2", "kata0 \"kata1 kata2\""}) {
    const Xapian::Query words = BuildTextQuery(*ParseTextQuery(text), true, analyzer);
    const DocumentSet all = MatchingDocuments(lease->database(), words, {});
    EXPECT_GT(all.Count(), 5000u);
    const auto given_up =
        Guard([&] { return MostRelevant(lease->database(), words, all, {}, 5000, gone); });
    EXPECT_EQ(given_up.status().code(), absl::StatusCode::kDeadlineExceeded) << text;
  }
}

}  // namespace
}  // namespace setara
