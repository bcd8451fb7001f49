#include "clients/batch_cutter.h"

#include <absl/status/status.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "clients/record_scanner.h"

namespace setara {
namespace {

constexpr size_t kReadBytes = 256 * 1024;

}  // namespace

// zlib reads a file that is not gzip as it is.
struct BatchCutter::Input {
  explicit Input(gzFile opened) : file(opened) {}
  ~Input() { gzclose_r(file); }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  gzFile file;
};

absl::StatusOr<RecordFormat> FormatOfFileName(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (path.ends_with(".csv")) return RecordFormat::kCsv;
  if (path.ends_with(".jsonl") || path.ends_with(".ndjson")) return RecordFormat::kJsonl;
  return absl::InvalidArgumentError(
      "expected a file name that ends in .csv, .jsonl or .ndjson, "
      "with or without .gz");
}

absl::StatusOr<std::unique_ptr<BatchCutter>> BatchCutter::Open(const std::string& path,
                                                               RecordFormat format,
                                                               size_t batch_bytes) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) {
    return absl::ErrnoToStatus(errno, "cannot open " + path);
  }
  if (!S_ISREG(info.st_mode)) return absl::InvalidArgumentError(path + " is not a file");
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return absl::ErrnoToStatus(errno, "cannot open " + path);
  auto input = std::make_unique<Input>(file);
  gzbuffer(file, kReadBytes);
  std::unique_ptr<BatchCutter> cutter(new BatchCutter(std::move(input), format, batch_bytes));
  cutter->file_bytes_ = info.st_size;
  if (format == RecordFormat::kCsv) {
    const absl::Status header = cutter->ReadHeader();
    if (!header.ok()) return header;
  }
  return cutter;
}

BatchCutter::BatchCutter(std::unique_ptr<Input> input, RecordFormat format, size_t batch_bytes)
    : input_(std::move(input)),
      format_(format),
      batch_bytes_(std::clamp<size_t>(batch_bytes, 1, kMostBatchBytes)) {}

BatchCutter::~BatchCutter() = default;

int64_t BatchCutter::bytes_read() const { return gzoffset(input_->file); }

absl::StatusOr<bool> BatchCutter::Fill() {
  if (at_end_) return false;
  buffer_.erase(0, std::exchange(position_, 0));
  const size_t size = buffer_.size();
  buffer_.resize(size + kReadBytes);
  const int read = gzread(input_->file, buffer_.data() + size, kReadBytes);
  buffer_.resize(size + static_cast<size_t>(std::max(read, 0)));
  if (read > 0) return true;
  at_end_ = true;
  int error = Z_OK;
  gzerror(input_->file, &error);
  if (read < 0 || (error != Z_OK && error != Z_STREAM_END)) {
    damage_ =
        absl::DataLossError("the gzip file is cut off or damaged at byte " +
                            std::to_string(bytes_read()) + " of " + std::to_string(file_bytes_));
  }
  return false;
}

absl::Status BatchCutter::ReadHeader() {
  size_t end = buffer_.find('\n');
  while (end == std::string::npos && buffer_.size() <= kMaxRecordBytes) {
    const absl::StatusOr<bool> more = Fill();
    if (!more.ok()) return more.status();
    if (!*more) break;
    end = buffer_.find('\n');
  }
  if (buffer_.empty() && !damage_.ok()) return damage_;
  if (end == std::string::npos) end = buffer_.size();
  if (end > kMaxRecordBytes) {
    return absl::InvalidArgumentError("the header line is larger than 1 MiB");
  }
  header_ = buffer_.substr(0, end);
  if (header_.starts_with("\xEF\xBB\xBF")) header_.erase(0, 3);
  if (header_.ends_with('\r')) header_.pop_back();
  if (header_.find_first_not_of(" \t") == std::string::npos) {
    return absl::InvalidArgumentError("the file has no header line");
  }
  position_ = std::min(end + 1, buffer_.size());
  line_ = 2;
  return absl::OkStatus();
}

absl::Status BatchCutter::SkipLine(RecordBatch* batch, std::string reason) {
  batch->rejects.push_back({line_++, std::move(reason)});
  while (true) {
    const size_t end = buffer_.find('\n', position_);
    if (end != std::string::npos) {
      position_ = end + 1;
      return absl::OkStatus();
    }
    position_ = buffer_.size();
    const absl::StatusOr<bool> more = Fill();
    if (!more.ok()) return more.status();
    if (!*more) return absl::OkStatus();
  }
}

absl::StatusOr<bool> BatchCutter::TakeRecord(RecordBatch* batch) {
  CsvRecordScanner csv;
  size_t length = 0;  // scanned so far, from position_
  while (true) {
    bool ended = false;
    bool wrong = false;
    if (format_ == RecordFormat::kCsv) {
      size_t at = position_ + length;
      const CsvRecordScanner::State state = csv.Scan(buffer_, &at);
      length = at - position_;
      ended = state == CsvRecordScanner::State::kRecord;
      wrong = state == CsvRecordScanner::State::kWrongQuote;
    } else {
      const size_t end = buffer_.find('\n', position_ + length);
      ended = end != std::string::npos;
      length = (ended ? end + 1 : buffer_.size()) - position_;
    }
    const bool too_large = length > kMaxRecordBytes;
    if (wrong || too_large) {
      const absl::Status skipped =
          SkipLine(batch, too_large ? "the record is larger than 1 MiB, or a quote is not closed"
                                    : "the record has a quote where none may stand");
      if (!skipped.ok()) return skipped;
      return true;
    }
    if (!ended) {
      const absl::StatusOr<bool> more = Fill();
      if (!more.ok()) return more.status();
      if (*more) continue;
      if (length == 0) return false;
      // What a damaged file breaks off in the middle of is no record.
      if (!damage_.ok()) {
        position_ = buffer_.size();
        return false;
      }
      if (csv.in_quotes()) {
        const absl::Status skipped = SkipLine(batch, "the record has a quote that is never closed");
        if (!skipped.ok()) return skipped;
        return true;
      }
    }
    if (!batch->data.empty() && batch->data.size() + length > batch_bytes_) return false;
    if (batch->data.empty()) batch->first_line = line_;
    batch->data.append(buffer_, position_, length);
    ++batch->records;
    line_ += format_ == RecordFormat::kCsv ? csv.lines() : 1;
    position_ += length;
    return true;
  }
}

absl::StatusOr<bool> BatchCutter::Next(RecordBatch* batch) {
  *batch = RecordBatch();
  batch->first_line = line_;
  while (batch->data.size() < batch_bytes_) {
    const size_t data_before = batch->data.size();
    const size_t rejects_before = batch->rejects.size();
    const absl::StatusOr<bool> took = TakeRecord(batch);
    if (!took.ok()) return took.status();
    if (!*took) break;
    // A rejected line ends the batch, so that its lines stay one stretch.
    const bool rejected = batch->rejects.size() > rejects_before;
    if (rejected && (data_before > 0 || batch->rejects.size() >= 1000)) break;
  }
  const bool any = !batch->data.empty() || !batch->rejects.empty();
  if (!any && !damage_.ok()) return damage_;
  return any;
}

}  // namespace setara
