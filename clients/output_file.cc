#include "clients/output_file.h"

#include <zlib.h>

#include <cstdio>

namespace setara {

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Create(const std::string& path) {
  std::unique_ptr<OutputFile> file(new OutputFile(path));
  if (path == "-") {
    file->plain_ = stdout;
    return file;
  }
  file->temporary_ = path + ".part";
  if (path.ends_with(".gz")) {
    file->gzip_ = gzopen(file->temporary_.c_str(), "wb6");
  } else {
    file->plain_ = std::fopen(file->temporary_.c_str(), "wb");
  }
  if (file->gzip_ == nullptr && file->plain_ == nullptr) {
    file->temporary_.clear();
    return absl::PermissionDeniedError(path + ": cannot be written");
  }
  return file;
}

OutputFile::~OutputFile() {
  if (gzip_ != nullptr) gzclose(static_cast<gzFile>(gzip_));
  if (plain_ != nullptr && plain_ != stdout) std::fclose(plain_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

absl::Status OutputFile::Write(std::string_view text) {
  if (text.empty()) return absl::OkStatus();
  const bool written =
      gzip_ != nullptr
          ? gzwrite(static_cast<gzFile>(gzip_), text.data(), static_cast<unsigned>(text.size())) ==
                static_cast<int>(text.size())
          : std::fwrite(text.data(), 1, text.size(), plain_) == text.size();
  return written ? absl::OkStatus() : absl::DataLossError(path_ + ": cannot be written whole");
}

absl::Status OutputFile::Finish() {
  bool good = true;
  if (gzip_ != nullptr) good = gzclose(static_cast<gzFile>(std::exchange(gzip_, nullptr))) == Z_OK;
  if (plain_ != nullptr) {
    std::FILE* file = std::exchange(plain_, nullptr);
    good = (file == stdout ? std::fflush(file) : std::fclose(file)) == 0;
  }
  if (good && !temporary_.empty()) {
    good = std::rename(temporary_.c_str(), path_.c_str()) == 0;
    if (good) temporary_.clear();
  }
  return good ? absl::OkStatus() : absl::DataLossError(path_ + ": cannot be written whole");
}

}  // namespace setara
