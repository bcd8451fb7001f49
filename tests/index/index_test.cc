// What an index says of itself, how it survives, and what it must not hold.
#include "index/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "index/fact_table.h"
#include "index/facts_codec.h"
#include "index/match_searcher.h"
#include "index/schema.h"
#include "index/text_searcher.h"
#include "tests/index/testing.h"
#include "tests/matcher/generate.h"

namespace setara {
namespace {

using ::testing::HasSubstr;
using testing::SomeOpenings;
using testing::SomeSeekers;
using testing::TempDir;
using testing::TestIndex;

std::string DatabaseOf(const std::string& directory) {
  std::ifstream in(directory + "/CURRENT");
  std::string name;
  std::getline(in, name);
  return directory + "/" + name;
}

TEST(SchemaTest, TheTableIsInTheOrderOfTheEnumAndPrefixesAreDistinct) {
  std::set<std::string_view> prefixes, names;
  int number = 0;
  for (const FieldInfo& info : DescribeFields()) {
    EXPECT_EQ(static_cast<int>(info.field), number++);
    EXPECT_TRUE(names.insert(info.name).second) << info.name;
    EXPECT_FALSE(info.description.empty());
    if (info.has_terms) {
      EXPECT_TRUE(prefixes.insert(info.prefix).second) << info.name;
    }
  }
}

TEST(SchemaTest, LongValuesStayDistinctAndWithinXapiansLimit) {
  std::string a = TermOf(Field::kSource, std::string(400, 'a') + "1");
  std::string b = TermOf(Field::kSource, std::string(400, 'a') + "2");
  EXPECT_NE(a, b);
  EXPECT_EQ(a.size(), kMaxTermBytes);
}

TEST(IndexTest, AnEmptyDirectoryIsNotReadyAndSaysWhy) {
  TempDir directory;
  auto index = Index::Open(directory.path());
  ASSERT_TRUE(index.ok());
  EXPECT_EQ((*index)->Ready().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ((*index)->Current(), nullptr);
  EXPECT_EQ(TextSearcher(**index).Search({}).status().code(), absl::StatusCode::kUnavailable);
  OpeningQuery query;
  query.text = "teknisi";
  EXPECT_EQ(TextSearcher(**index).Search(query).status().code(), absl::StatusCode::kUnavailable);
}

TEST(IndexTest, AnIndexOfAnotherVersionIsNotServed) {
  TestIndex made(SomeOpenings(1, 5), SomeSeekers(1, 5));
  made.writer = nullptr;
  made.index = nullptr;
  {
    Xapian::WritableDatabase database(DatabaseOf(made.directory.path()), Xapian::DB_OPEN);
    database.set_metadata(kMetaSchema, "0");
    database.commit();
  }
  auto index = Index::Open(made.directory.path());
  ASSERT_TRUE(index.ok());
  EXPECT_THAT(std::string((*index)->Ready().message()), HasSubstr("schema_version"));
}

TEST(IndexTest, ADamagedIndexIsNotServedAndIsReplacedByABuild) {
  TestIndex made(SomeOpenings(1, 50), SomeSeekers(1, 50));
  made.writer = nullptr;
  made.index = nullptr;
  std::string table = DatabaseOf(made.directory.path()) + "/postlist.glass";
  std::filesystem::resize_file(table, 100);
  auto index = Index::Open(made.directory.path());
  ASSERT_TRUE(index.ok());
  EXPECT_FALSE((*index)->Ready().ok());
  auto writer = IndexWriter::Open(**index);
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->StartBuild().ok());
  ASSERT_TRUE((*writer)->Add(SomeOpenings(1, 1)[0]).ok());
  ASSERT_TRUE((*writer)->FinishBuild("e", 4).ok());
  EXPECT_TRUE((*index)->Ready().ok());
  EXPECT_EQ((*index)->Current()->openings.size(), 1u);
}

TEST(IndexTest, OnlyOneWriterAtATime) {
  TestIndex made(SomeOpenings(1, 2), {});
  auto second = IndexWriter::Open(*made.index);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST(IndexTest, ABatchOfAnotherEpochIsRefused) {
  TestIndex made(SomeOpenings(1, 2), {});
  IndexBatch batch;
  batch.epoch = "another";
  batch.sequence = 9;
  EXPECT_EQ(made.writer->Apply(batch).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(made.index->Current()->sequence, 1);
}

TEST(IndexTest, ASearchKeepsItsSnapshotWhileNewerOnesArePublished) {
  TestIndex made(SomeOpenings(1, 10), {});
  std::shared_ptr<const Snapshot> before = made.index->Current();
  IndexBatch batch;
  batch.deleted = {1};
  ASSERT_TRUE(made.Apply(batch).ok());
  EXPECT_NE(before->openings.Find(1), nullptr);
  EXPECT_EQ(made.index->Current()->openings.Find(1), nullptr);
}

TEST(IndexTest, NothingOfAPersonsIdentityIsInTheFiles) {
  std::vector<Seeker> seekers = SomeSeekers(1, 20);
  for (Seeker& seeker : seekers) {
    seeker.identity.full_name = "Qwertynama Zxcvorang";
    seeker.identity.nik = "3372014508900001";
    seeker.identity.phone = "081299988877";
    seeker.ragam.sub_kind = "qwertyragam";
    seeker.skill_words = {"qwertykata"};
  }
  TestIndex made({}, seekers);
  Xapian::Database database(DatabaseOf(made.directory.path()));
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    for (const char* secret : {"qwerty", "zxcv", "33720145", "0812999"}) {
      EXPECT_EQ((*term).find(secret), std::string::npos) << *term;
    }
    EXPECT_TRUE((*term)[0] == 'X') << "a person has no words: " << *term;
  }
  for (const Seeker& seeker : seekers) {
    EXPECT_EQ(database.get_document(static_cast<Xapian::docid>(seeker.row)).get_data(), "");
  }
}

TEST(FactsCodecTest, OtherVersionsAndKindsAreNotRead) {
  OpeningFacts facts = MakeOpeningFacts(SomeOpenings(1, 1)[0]);
  std::string bytes = EncodeFacts(facts);
  EXPECT_TRUE(DecodeOpeningFacts(bytes).has_value());
  EXPECT_FALSE(DecodeSeekerFacts(bytes).has_value());
  ++bytes[1];
  EXPECT_FALSE(DecodeOpeningFacts(bytes).has_value());
}

TEST(FactTableTest, ManyRandomChangesLeaveExactlyWhatWasPut) {
  std::vector<Opening> openings = SomeOpenings(8, 3000);
  std::map<int64_t, OpeningFacts> expected;
  std::vector<OpeningFacts> first;
  for (size_t i = 0; i < 1500; ++i) first.push_back(MakeOpeningFacts(openings[i]));
  for (const OpeningFacts& facts : first) expected[facts.row] = facts;
  auto table = FactTable<OpeningFacts>::Build(first);
  testing::Random random(3);
  for (int round = 0; round < 30; ++round) {
    std::vector<OpeningFacts> upserts;
    std::vector<int64_t> deletes;
    for (const Opening& opening : openings) {
      if (random.Percent(4)) {
        OpeningFacts facts = MakeOpeningFacts(openings[static_cast<size_t>(random.Below(3000))]);
        facts.row = opening.row;  // also moves it to another place
        upserts.push_back(facts);
        expected[facts.row] = facts;
      } else if (random.Percent(4)) {
        deletes.push_back(opening.row);
        expected.erase(opening.row);
      }
    }
    table = table.With(upserts, deletes);
  }
  EXPECT_EQ(table.size(), expected.size());
  size_t seen = 0;
  for (const auto& block : table.blocks()) {
    EXPECT_LE(block->facts.size(), kBlockRecords);
    for (const OpeningFacts& facts : block->facts) {
      ++seen;
      ASSERT_TRUE(expected.contains(facts.row));
      EXPECT_EQ(EncodeFacts(facts), EncodeFacts(expected[facts.row]));
      EXPECT_EQ(table.Find(facts.row), &facts);
      EXPECT_EQ(CellOf(facts), block->cell);
    }
  }
  EXPECT_EQ(seen, expected.size());
}

}  // namespace
}  // namespace setara
