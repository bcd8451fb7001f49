#include "clients/xlsx_archive.h"

#include <minizip/unzip.h>

#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace setara {
namespace {

absl::Status Refuse(const std::string& path, const std::string& why) {
  return absl::InvalidArgumentError(path + ": " + why);
}

std::string Mebibytes(int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

}  // namespace

XlsxArchive::XlsxArchive(std::string path, void* archive, int64_t left)
    : path_(std::move(path)), archive_(archive, unzClose), left_(left) {}

absl::StatusOr<XlsxArchive> XlsxArchive::Open(const std::string& path, int64_t file_bytes,
                                              int64_t unpacked_bytes) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error == std::errc::no_such_file_or_directory) {
    return absl::NotFoundError(path + ": no such file");
  }
  if (error) return absl::PermissionDeniedError(path + ": cannot be opened");
  if (size > static_cast<uint64_t>(file_bytes)) {
    return Refuse(path, "is larger than " + Mebibytes(file_bytes) + ": split it");
  }
  void* archive = unzOpen64(path.c_str());
  if (archive == nullptr) return Refuse(path, "is no workbook (.xlsx), or is damaged");
  return XlsxArchive(path, archive, unpacked_bytes);
}

absl::StatusOr<std::string> XlsxArchive::Read(const std::string& part) {
  if (unzLocateFile(archive_.get(), part.c_str(), 1) != UNZ_OK) {
    return absl::NotFoundError(path_ + ": has no part " + part);
  }
  if (unzOpenCurrentFile(archive_.get()) != UNZ_OK) return Refuse(path_, "is damaged");
  std::string bytes;
  std::array<char, 64 * 1024> block;
  int read = 0;
  while ((read = unzReadCurrentFile(archive_.get(), block.data(), block.size())) > 0) {
    left_ -= read;
    if (left_ < 0) break;
    bytes.append(block.data(), static_cast<size_t>(read));
  }
  // Also checks the checksum, once all was read.
  const bool sound = unzCloseCurrentFile(archive_.get()) == UNZ_OK;
  if (left_ < 0) return Refuse(path_, "unpacks to far more than its size: it is not read");
  if (read < 0 || !sound) return Refuse(path_, "is damaged");
  return bytes;
}

}  // namespace setara
