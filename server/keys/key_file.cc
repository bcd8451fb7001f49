#include "server/keys/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include "matcher/domain/errors.h"
#include "server/keys/sodium.h"

namespace setara {
namespace {

constexpr size_t kMaxFile = 64 * 1024;
constexpr char kPreamble[] =
    "# The keys of a Setara data directory. Whoever has this file and the data can read every\n"
    "# person in them; without it nobody can. Keep a copy, apart from the backups of the data.\n";

absl::Status Unreadable(int line, const std::string& what) {
  std::string place = line > 0 ? "key file, line " + std::to_string(line) + ": " : "key file: ";
  return WithReason(absl::FailedPreconditionError(place + what), "KEY_FILE_UNREADABLE");
}

absl::Status SystemError(const char* doing) {
  std::string message = std::string("key file: ") + doing + ": " + std::strerror(errno);
  if (errno == ENOENT) return absl::NotFoundError(message);
  return errno == EACCES || errno == EPERM || errno == EROFS ? absl::PermissionDeniedError(message)
                                                             : absl::InternalError(message);
}

// Closes a descriptor at the end of its scope.
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
  int descriptor_;
};

bool IsId(std::string_view id) {
  return !id.empty() && id.size() <= 32 && std::ranges::all_of(id, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

// The words of a line; a fourth stands for all too many.
std::vector<std::string_view> Words(std::string_view line) {
  std::vector<std::string_view> words;
  while (words.size() < 4) {
    size_t from = line.find_first_not_of(" \t\r");
    if (from == std::string_view::npos) break;
    line.remove_prefix(from);
    size_t end = std::min(line.find_first_of(" \t\r"), line.size());
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

// What was read so far.
struct Draft {
  KeyFile file;
  bool begun = false;
  bool has_mac = false;
};

// "" or what is wrong with the entry.
std::string TakeNamed(const std::vector<std::string_view>& words, std::vector<NamedSecret>& list) {
  if (words.size() != 3) return "expected a name, an id and a key";
  std::string id(words[1]);
  if (!IsId(id)) return "not an id";
  if (std::ranges::any_of(list, [&](const NamedSecret& key) { return key.id == id; })) {
    return "the id is there twice";
  }
  std::optional<Secret> secret = SecretFromHex(words[2]);
  if (!secret) return "not a key of 64 hexadecimal digits";
  list.push_back({std::move(id), *std::move(secret)});
  return "";
}

std::string TakeEntry(const std::vector<std::string_view>& words, Draft& draft) {
  const std::string_view name = words[0];
  if (!draft.begun) {
    draft.begun = words.size() == 2 && name == "setara-keys" && words[1] == "1";
    return draft.begun ? "" : "expected \"setara-keys 1\": another format or a newer Setara's";
  }
  if (name == "master") return TakeNamed(words, draft.file.masters);
  if (name == "lookup") return TakeNamed(words, draft.file.lookups);
  if (name == "current") {
    if (words.size() != 2 || !draft.file.current.empty()) return "expected one current id";
    draft.file.current = words[1];
    return "";
  }
  if (name != "mac") return "an unknown entry";
  std::optional<Secret> secret = words.size() == 2 ? SecretFromHex(words[1]) : std::nullopt;
  if (!secret || draft.has_mac) return "expected one key of 64 hexadecimal digits";
  draft.file.mac = *std::move(secret);
  draft.has_mac = true;
  return "";
}

absl::Status CheckWhole(const Draft& draft) {
  const KeyFile& file = draft.file;
  if (!draft.begun) return Unreadable(0, "it is empty");
  if (std::ranges::none_of(file.masters,
                           [&](const NamedSecret& key) { return key.id == file.current; })) {
    return Unreadable(0, "no master key is the current one");
  }
  if (file.lookups.empty() || file.lookups.size() > 2) {
    return Unreadable(0, "expected one or two lookup keys");
  }
  if (!draft.has_mac) return Unreadable(0, "the mac key is missing");
  return absl::OkStatus();
}

std::string Hex(const Secret& secret) {
  return ToHex({reinterpret_cast<const char*>(secret.data()), Secret::kBytes});
}

absl::Status WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return SystemError("write");
    text.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(descriptor) == 0 ? absl::OkStatus() : SystemError("sync");
}

absl::Status SyncFolder(const std::string& path) {
  std::string folder = std::filesystem::path(path).parent_path().string();
  File directory(open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || fsync(directory.get()) != 0) return SystemError("sync folder");
  return absl::OkStatus();
}

}  // namespace

NamedSecret NewNamedSecret(std::string_view prefix) {
  return {std::string(prefix) + "-" + ToHex(RandomBytes(4)), RandomSecret()};
}

KeyFile NewKeyFile() {
  KeyFile file;
  file.masters.push_back(NewNamedSecret("m"));
  file.current = file.masters.front().id;
  file.lookups.push_back(NewNamedSecret("l"));
  file.mac = RandomSecret();
  return file;
}

std::string FormatKeyFile(const KeyFile& file) {
  std::string text = std::string(kPreamble) + "setara-keys 1\n";
  for (const NamedSecret& key : file.masters) {
    text += "master " + key.id + " " + Hex(key.secret) + "\n";
  }
  text += "current " + file.current + "\n";
  for (const NamedSecret& key : file.lookups) {
    text += "lookup " + key.id + " " + Hex(key.secret) + "\n";
  }
  return text + "mac " + Hex(file.mac) + "\n";
}

absl::StatusOr<KeyFile> ParseKeyFile(std::string_view text) {
  Draft draft;
  for (int line = 1; !text.empty(); ++line) {
    size_t end = std::min(text.find('\n'), text.size());
    std::vector<std::string_view> words = Words(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty() || words[0].starts_with('#')) continue;
    std::string wrong = TakeEntry(words, draft);
    if (!wrong.empty()) return Unreadable(line, wrong);
  }
  absl::Status whole = CheckWhole(draft);
  if (!whole.ok()) return whole;
  return std::move(draft.file);
}

absl::StatusOr<KeyFile> ReadKeyFile(const std::string& path) {
  File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return SystemError("open");
  struct stat about;
  if (fstat(file.get(), &about) != 0) return SystemError("stat");
  if (!S_ISREG(about.st_mode)) return Unreadable(0, "it is not a file");
  if ((about.st_mode & 077) != 0) {
    return WithReason(absl::FailedPreconditionError(
                          "the key file is open to others than its owner: give it mode 0600"),
                      "KEY_FILE_IS_OPEN");
  }
  if (about.st_size > static_cast<off_t>(kMaxFile)) return Unreadable(0, "it is too long");
  std::string text(kMaxFile, '\0');
  size_t size = 0;
  ssize_t got = 1;
  while (size < text.size() && got > 0) {
    got = read(file.get(), text.data() + size, text.size() - size);
    if (got < 0) return SystemError("read");
    size += static_cast<size_t>(got);
  }
  absl::StatusOr<KeyFile> parsed = ParseKeyFile(std::string_view(text).substr(0, size));
  Wipe(text);
  return parsed;
}

absl::Status WriteKeyFile(const std::string& path, const KeyFile& file, bool replace) {
  std::error_code ignored;
  if (!replace && std::filesystem::exists(path, ignored)) {
    return absl::AlreadyExistsError("the key file is there already");
  }
  const std::string beside = path + ".new";
  unlink(beside.c_str());  // of a write that did not end
  File out(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (out.get() < 0) return SystemError("create");
  std::string text = FormatKeyFile(file);
  absl::Status status = WriteAll(out.get(), text);
  Wipe(text);
  if (status.ok() && rename(beside.c_str(), path.c_str()) != 0) status = SystemError("rename");
  if (!status.ok()) {
    unlink(beside.c_str());
    return status;
  }
  return SyncFolder(path);
}

}  // namespace setara
