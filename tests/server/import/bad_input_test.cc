// What must be refused, with its line and field, while the good rows beside it land.
#include <gmock/gmock.h>

#include <random>

#include "tests/server/import/testing_batch.h"

namespace setara {
namespace {

struct Case {
  const char* name;
  ImportKind kind;
  const char* header;
  const char* good;
  const char* bad;
  const char* field;
};

class BadRow : public testing::TestWithParam<Case> {};

TEST_P(BadRow, IsRefusedAndTheGoodRowLands) {
  const Case& test = GetParam();
  const std::string rows = std::string(test.bad) + "\n" + test.good + "\n";
  const ParsedBatch batch = ParseCsv(test.kind, "setara", test.header, rows);
  ASSERT_EQ(batch.records.size(), 1u);
  EXPECT_EQ(batch.records[0].line, 3);
  ASSERT_EQ(batch.rejects.size(), 1u);
  EXPECT_EQ(batch.rejects[0].line, 2);
  EXPECT_EQ(batch.rejects[0].field, test.field);
  EXPECT_FALSE(batch.rejects[0].reason.empty());
}

constexpr char kOpening[] =
    "source,source_id,title,kind,region_code,posted_on,accommodations_offered";
constexpr char kGoodOpening[] = "s,1,Kasir,EMPLOYMENT,33.72,2025-01-31,A07;A16";
constexpr char kHeadcount[] = "employer,valid_from,workers,workers_with_disabilities";
constexpr char kGoodHeadcount[] = "employers/1,2024-01-01,350,4";
constexpr char kSeeker[] = "source,source_id,identity.full_name,identity.nik";
constexpr char kGoodSeeker[] = "s,1,Nama Contoh,3372014501990001";
constexpr char kWorker[] = "source,source_id,employer,person,relation,valid_from";
constexpr char kGoodWorker[] = "s,1,employers/1,p1,PERMANENT,2020-01-01";

INSTANTIATE_TEST_SUITE_P(
    Table, BadRow,
    testing::Values(
        Case{"unknown_accommodation", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,Kasir,EMPLOYMENT,33.72,2025-01-31,A99", "accommodations_offered"},
        Case{"unknown_kind", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,Kasir,HOBBY,33.72,2025-01-31,", "kind"},
        Case{"unknown_region", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,Kasir,EMPLOYMENT,99.99,2025-01-31,", "region_code"},
        Case{"impossible_date", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,Kasir,EMPLOYMENT,33.72,2025-02-29,", "posted_on"},
        Case{"no_title", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,,EMPLOYMENT,33.72,2025-01-31,", "title"},
        Case{"no_source_id", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,,Kasir,EMPLOYMENT,33.72,2025-01-31,", "source_id"},
        Case{"negative_headcount", ImportKind::kHeadcount, kHeadcount, kGoodHeadcount,
             "employers/1,2024-01-01,-1,", "workers"},
        Case{"no_headcount", ImportKind::kHeadcount, kHeadcount, kGoodHeadcount,
             "employers/1,2024-01-01,,", "workers"},
        Case{"more_disabled_than_all", ImportKind::kHeadcount, kHeadcount, kGoodHeadcount,
             "employers/1,2024-01-01,10,11", "workers_with_disabilities"},
        Case{"no_employer", ImportKind::kHeadcount, kHeadcount, kGoodHeadcount, ",2024-01-01,10,1",
             "employer"},
        Case{"nik_month_13", ImportKind::kSeeker, kSeeker, kGoodSeeker,
             "s,2,Nama Contoh,3372014513990001", "identity.nik"},
        Case{"no_name", ImportKind::kSeeker, kSeeker, kGoodSeeker, "s,2,,", "identity.full_name"},
        Case{"unknown_relation", ImportKind::kWorker, kWorker, kGoodWorker,
             "s,2,employers/1,p1,FRIEND,2020-01-01", "relation"},
        Case{"no_first_day", ImportKind::kWorker, kWorker, kGoodWorker,
             "s,2,employers/1,p1,PERMANENT,", "valid_from"},
        Case{"truncated", ImportKind::kOpening, kOpening, kGoodOpening, "s,2,Kasir,EMPLOY", ""},
        Case{"not_utf8", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,\xFF,EMPLOYMENT,33.72,2025-01-31,", ""},
        Case{"open_quote", ImportKind::kOpening, kOpening, kGoodOpening,
             "s,2,\"Kasir,EMPLOYMENT,33.72,2025-01-31,", ""}),
    [](const auto& info) { return info.param.name; });

TEST(BadBatch, HeadersAreChecked) {
  const Mapping& native = NativeMapping(ImportKind::kOpening);
  for (const char* header : {"", "title,title", "title,no_such_field", "\"open"}) {
    EXPECT_FALSE(ParseBatch({native, ImportFormat::kCsv, header, "x", 2, {}}).ok()) << header;
  }
  const auto glints = FindMapping(ImportKind::kOpening, "glints_2024");
  const auto batch = ParseBatch({**glints, ImportFormat::kCsv, "job_id,job_title", "1,x", 2, {}});
  EXPECT_THAT(std::string(batch.status().message()), testing::HasSubstr("glints_2024"));
}

TEST(BadBatch, SizeAndLineAreChecked) {
  const Mapping& native = NativeMapping(ImportKind::kOpening);
  const std::string large(kMaxBatchBytes + 1, 'x');
  EXPECT_FALSE(ParseBatch({native, ImportFormat::kJsonl, "", large, 1, {}}).ok());
  EXPECT_FALSE(ParseBatch({native, ImportFormat::kJsonl, "", "{}", 0, {}}).ok());
}

TEST(BadBatch, JsonOfTheWrongShapeIsRefused) {
  const ParsedBatch batch = ParseJson(
      ImportKind::kSeeker,
      R"({"source":"s","source_id":"1","identity":{"full_name":"x"},"capacities":[{"function":"F99"}]})"
      "\n"
      R"({"source":"s","source_id":"2","identity":{"full_name":"x"},"capacities":"F01"})"
      "\n"
      R"({"source":"s","source_id":"3","identity":{"full_name":"x"},"wishes":[{"colour":"red"}]})"
      "\n"
      R"({"source":"s","source_id":"4","identity":{"full_name":"x"},"surname":"y"})"
      "\n"
      R"({"source":"s","source_id":"5","identity":{"full_name":"x"},"licences":{}})"
      "\n");
  EXPECT_EQ(batch.rejects.size(), 4u);
  ASSERT_EQ(batch.records.size(), 1u);
  const auto& seeker = std::get<Seeker>(batch.records[0].record);
  ASSERT_TRUE(seeker.licences.has_value());
  EXPECT_TRUE(seeker.licences->empty());
}

TEST(BadBatch, RandomBytesLandNowhere) {
  std::mt19937 random(5);
  for (int run = 0; run < 300; ++run) {
    std::string bytes;
    for (size_t i = random() % 300; i > 0; --i) bytes.push_back(static_cast<char>(random()));
    for (const ImportFormat format : {ImportFormat::kCsv, ImportFormat::kJsonl}) {
      const auto batch =
          ParseBatch({NativeMapping(ImportKind::kSeeker), format, kSeeker, bytes, 2, {}});
      ASSERT_TRUE(batch.ok());
      EXPECT_TRUE(batch->records.empty());
    }
  }
}

}  // namespace
}  // namespace setara
