// Cuts a file of records, plain or gzip, into batches of whole records for upload, in memory that
// does not grow with the file. Reads no meaning: the server parses and validates.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

enum class RecordFormat { kCsv, kJsonl };

// "x.csv", "x.csv.gz", "x.jsonl", "x.ndjson.gz", ... InvalidArgument for any other name.
absl::StatusOr<RecordFormat> FormatOfFileName(std::string_view path);

// A record that is not sent, since no server could read it.
struct CutReject {
  int64_t line = 0;
  std::string reason;
};

struct RecordBatch {
  int64_t first_line = 0;  // line of the file at which `data` begins, from 1
  int64_t records = 0;     // as counted by the cutter; the server's count decides
  std::string data;        // whole records; empty only when all of the stretch was rejected
  std::vector<CutReject> rejects;
};

// Not thread-safe; one owner.
class BatchCutter {
 public:
  static constexpr size_t kMaxRecordBytes = 1024 * 1024;
  static constexpr size_t kMaxBatchBytes = 1024 * 1024;       // what is sent well
  static constexpr size_t kMostBatchBytes = 3 * 1024 * 1024;  // what the server takes

  // Opens `path`. InvalidArgument: no such form, or a CSV file without a header line of at most
  // 1 MiB. NotFound, PermissionDenied: the file cannot be opened.
  static absl::StatusOr<std::unique_ptr<BatchCutter>> Open(const std::string& path,
                                                           RecordFormat format,
                                                           size_t batch_bytes = kMaxBatchBytes);
  ~BatchCutter();

  // The header line of a CSV file without its line end; "" for JSON Lines.
  const std::string& header() const { return header_; }

  // The next batch; false at the end of the file. In CSV a line end inside quotes does not end a
  // record. A record above kMaxRecordBytes, or whose quote is wrong or never closed, is left out
  // with its line, and reading goes on at the line after its first one (csv.h does the same).
  // DataLoss names the byte at which a gzip file is cut off or damaged; the batches before it are
  // sound.
  absl::StatusOr<bool> Next(RecordBatch* batch);

  // For a progress bar: bytes of the file on disk that were read, and its size.
  int64_t bytes_read() const;
  int64_t file_bytes() const { return file_bytes_; }

 private:
  struct Input;

  BatchCutter(std::unique_ptr<Input> input, RecordFormat format, size_t batch_bytes);

  // Reads more; false at the end of the file.
  absl::StatusOr<bool> Fill();
  absl::Status ReadHeader();
  // Finds the record that starts at position_ and takes it into `batch`, or rejects its first line.
  absl::StatusOr<bool> TakeRecord(RecordBatch* batch);
  absl::Status SkipLine(RecordBatch* batch, std::string reason);

  std::unique_ptr<Input> input_;
  RecordFormat format_;
  size_t batch_bytes_;
  int64_t file_bytes_ = 0;
  std::string header_;
  std::string buffer_;
  size_t position_ = 0;  // of the next record in buffer_
  int64_t line_ = 1;     // of position_
  bool at_end_ = false;
  absl::Status damage_;
};

}  // namespace setara
