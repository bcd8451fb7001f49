#include "server/store/document_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "server/keys/sodium.h"
#include "server/store/person_keys.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

// A descriptor that is closed in any case.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  const int descriptor_;
};

// Names no path: it would tell where the data lie.
absl::Status Failed(const char* what) {
  const std::string text = std::string("documents: ") + what + ": " + std::strerror(errno);
  return errno == ENOSPC || errno == EDQUOT ? absl::ResourceExhaustedError(text)
                                            : absl::InternalError(text);
}

absl::Status WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("write");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(descriptor) == 0 ? absl::OkStatus() : Failed("fsync");
}

constexpr char kColumn[] = "notice_documents.file";

// A name in the sealed bytes, since the cell has room for a number only.
std::string Labelled(std::string_view id, std::string_view bytes) {
  return std::string(id) + "\n" + std::string(bytes);
}

}  // namespace

absl::Status DocumentFiles::Write(std::string_view id, std::string_view sealed) const {
  if (mkdir(directory_.c_str(), 0700) != 0 && errno != EEXIST) return Failed("mkdir");
  const std::string path = directory_ + "/" + std::string(id);
  const std::string temporary = path + std::string(kUnfinished);
  {
    File file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    if (file.get() < 0) return Failed("open");
    if (absl::Status written = WriteAll(file.get(), sealed); !written.ok()) {
      unlink(temporary.c_str());
      return written;
    }
  }
  if (rename(temporary.c_str(), path.c_str()) != 0) return Failed("rename");
  File directory(open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || fsync(directory.get()) != 0) return Failed("fsync");
  return absl::OkStatus();
}

absl::StatusOr<std::string> DocumentFiles::Read(std::string_view id) const {
  const std::string path = directory_ + "/" + std::string(id);
  File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    return errno == ENOENT ? absl::DataLossError("documents: a file is missing") : Failed("open");
  }
  std::string bytes;
  char buffer[64 * 1024];
  while (true) {
    const ssize_t got = read(file.get(), buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Failed("read");
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(got));
  }
}

void DocumentFiles::Remove(std::string_view id) const {
  unlink((directory_ + "/" + std::string(id)).c_str());
}

absl::StatusOr<std::vector<std::string>> DocumentFiles::List() const {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(directory_, error), end; !error && at != end;
       at.increment(error)) {
    std::string name = at->path().filename();
    std::string_view id = name;
    if (id.ends_with(kUnfinished)) id.remove_suffix(kUnfinished.size());
    if (IsUlid(id)) names.push_back(std::move(name));
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return absl::InternalError("documents: list: " + error.message());
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::StatusOr<PersonKey> EmployerKey(Connection& db, int64_t employer_row) {
  absl::StatusOr<PersonKey> key = PersonKeyOf(db, employer_row);
  return absl::IsNotFound(key.status()) ? MakePersonKey(db, employer_row) : std::move(key);
}

std::string SealDocument(const PersonKey& key, std::string_view id, std::string_view bytes) {
  return key.Seal(Labelled(id, bytes), {kColumn, 0});
}

absl::StatusOr<std::string> OpenDocument(const PersonKey& key, std::string_view id,
                                         std::string_view sealed) {
  absl::StatusOr<std::string> text = key.Open(sealed, {kColumn, 0});
  if (!text.ok()) return text;
  const std::string label = Labelled(id, "");
  if (!text->starts_with(label)) {
    return absl::DataLossError("documents: a file holds another document");
  }
  return text->substr(label.size());
}

absl::StatusOr<std::string> ReadDocument(const DocumentFiles& files, const PersonKey& key,
                                         std::string_view id, std::string_view sha256) {
  absl::StatusOr<std::string> sealed = files.Read(id);
  if (!sealed.ok()) return sealed;
  absl::StatusOr<std::string> bytes = OpenDocument(key, id, *sealed);
  if (bytes.ok() && Sha256Hex(*bytes) != sha256) {
    return absl::DataLossError("documents: a file does not have the hash on record");
  }
  return bytes;
}

}  // namespace setara
