#include "clients/batch_cutter.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "server/import/csv.h"

namespace setara {
namespace {

class BatchCutterTest : public testing::Test {
 protected:
  BatchCutterTest() {
    std::string name = (std::filesystem::temp_directory_path() / "cutter.XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~BatchCutterTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    const std::string path = (folder_ / name).string();
    if (name.ends_with(".gz")) {
      gzFile file = gzopen(path.c_str(), "wb1");
      EXPECT_EQ(gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size())),
                static_cast<int>(bytes.size()));
      gzclose(file);
    } else {
      std::ofstream(path, std::ios::binary) << bytes;
    }
    return path;
  }

  std::filesystem::path folder_;
};

// Every record with its line, read batch by batch.
struct Read {
  std::vector<std::pair<int64_t, std::vector<std::string>>> rows;
  std::vector<int64_t> rejects;
  absl::Status status;
};

Read ReadAll(const std::string& path, size_t batch_bytes, size_t columns) {
  Read read;
  auto cutter = BatchCutter::Open(path, RecordFormat::kCsv, batch_bytes);
  read.status = cutter.status();
  if (!cutter.ok()) return read;
  RecordBatch batch;
  while (true) {
    const absl::StatusOr<bool> more = (*cutter)->Next(&batch);
    read.status = more.status();
    if (!more.ok() || !*more) return read;
    for (const CutReject& reject : batch.rejects) read.rejects.push_back(reject.line);
    for (const SourceRow& row : ReadCsv(batch.data, batch.first_line, columns)) {
      if (row.fault.empty()) {
        read.rows.emplace_back(row.line, row.cells);
      } else {
        read.rejects.push_back(row.line);
      }
    }
  }
}

// Tests that cut sizes change nothing, on text with quotes, line ends and faults.
TEST_F(BatchCutterTest, AnyBatchSizeGivesTheSameRecords) {
  std::mt19937 random(11);
  const std::vector<std::string> cells = {
      "x", "\"a,b\"", "\"two\nlines\"", "\"say \"\"hi\"\"\"", "\"\r\n\"", "", "teks – é"};
  for (int run = 0; run < 30; ++run) {
    std::string text = "h1,h2,h3\n";
    for (int row = 0; row < 40; ++row) {
      if (random() % 12 == 0) {
        text += "1,2\n";  // a wrong number of cells
        continue;
      }
      for (int i = 0; i < 3; ++i) text += (i ? "," : "") + cells[random() % cells.size()];
      text += random() % 2 ? "\n" : "\r\n";
    }
    const std::string path =
        Write("cut" + std::to_string(run) + (run % 2 ? ".csv" : ".csv.gz"), text);
    const Read whole = ReadAll(path, BatchCutter::kMaxBatchBytes, 3);
    ASSERT_TRUE(whole.status.ok()) << whole.status;
    ASSERT_GT(whole.rows.size(), 20u);
    for (const size_t size : {1, 7, 40, 100, 333}) {
      const Read cut = ReadAll(path, size, 3);
      EXPECT_EQ(cut.rows, whole.rows) << "size " << size;
      EXPECT_EQ(cut.rejects, whole.rejects) << "size " << size;
    }
  }
}

TEST_F(BatchCutterTest, AnUnclosedQuoteCostsOneLine) {
  const std::string path = Write("q.csv", "a,b\n1,x\n2,\"open\n3,y\n4,z\n");
  const Read read = ReadAll(path, BatchCutter::kMaxBatchBytes, 2);
  ASSERT_TRUE(read.status.ok());
  EXPECT_EQ(read.rejects, std::vector<int64_t>{3});
  ASSERT_EQ(read.rows.size(), 3u);
  EXPECT_EQ(read.rows[2].first, 5);
}

TEST_F(BatchCutterTest, ATenMegabyteFieldCostsOneRecord) {
  const std::string path =
      Write("big.csv", "a,b\n1,x\n2," + std::string(10 << 20, 'x') + "\n3,y\n");
  const Read read = ReadAll(path, BatchCutter::kMaxBatchBytes, 2);
  ASSERT_TRUE(read.status.ok());
  EXPECT_EQ(read.rejects, std::vector<int64_t>{3});
  EXPECT_EQ(read.rows.size(), 2u);
}

TEST_F(BatchCutterTest, TruncatedGzipNamesTheByteAfterTheSoundRecords) {
  std::mt19937 random(3);
  std::string text = "a,b\n";
  for (int i = 0; i < 50'000; ++i) {
    text += std::to_string(random()) + "," + std::to_string(random()) + "\n";
  }
  const std::string path = Write("cut.csv.gz", text);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
  const Read read = ReadAll(path, BatchCutter::kMaxBatchBytes, 2);
  EXPECT_EQ(read.status.code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(std::string(read.status.message()).find("at byte"), std::string::npos);
  EXPECT_GT(read.rows.size(), 10'000u);
  EXPECT_TRUE(read.rejects.empty());
}

TEST_F(BatchCutterTest, JsonLinesAreCutAtLines) {
  const std::string path = Write("x.jsonl", "{\"a\":\"\\\"\"}\n{\"a\":2}\n{\"a\":3}");
  auto cutter = BatchCutter::Open(path, RecordFormat::kJsonl, 12);
  ASSERT_TRUE(cutter.ok());
  RecordBatch batch;
  std::vector<std::pair<int64_t, std::string>> got;
  while (true) {
    const absl::StatusOr<bool> more = (*cutter)->Next(&batch);
    ASSERT_TRUE(more.ok());
    if (!*more) break;
    got.emplace_back(batch.first_line, batch.data);
  }
  EXPECT_EQ(got, (std::vector<std::pair<int64_t, std::string>>{
                     {1, "{\"a\":\"\\\"\"}\n"}, {2, "{\"a\":2}\n"}, {3, "{\"a\":3}"}}));
  EXPECT_EQ((*cutter)->bytes_read(), (*cutter)->file_bytes());
}

TEST_F(BatchCutterTest, RefusesWhatIsNoFileOfRecords) {
  EXPECT_FALSE(BatchCutter::Open((folder_ / "none.csv").string(), RecordFormat::kCsv).ok());
  EXPECT_FALSE(BatchCutter::Open(folder_.string(), RecordFormat::kCsv).ok());
  EXPECT_FALSE(BatchCutter::Open(Write("empty.csv", ""), RecordFormat::kCsv).ok());
  EXPECT_FALSE(FormatOfFileName("x.xlsx").ok());
  EXPECT_EQ(*FormatOfFileName("x.ndjson.gz"), RecordFormat::kJsonl);
}

}  // namespace
}  // namespace setara
