#include "index/generation.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "index/facts_codec.h"
#include "index/guard.h"
#include "index/schema.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/vocabulary.h"

namespace setara {
namespace {

namespace fs = std::filesystem;

constexpr char kCurrent[] = "CURRENT";

std::vector<std::pair<std::string, std::string>> Versions() {
  return {{kMetaSchema, std::to_string(kIndexSchemaVersion)},
          {kMetaFacts, std::to_string(kFactsVersion)},
          {kMetaLanguages, kLanguages},
          {kMetaRegions, std::string(Regions::kEdition)},
          {kMetaVocabulary, std::string(Vocabulary::version())}};
}

absl::StatusOr<int64_t> NumberIn(const Xapian::Database& database, const char* key) {
  std::string text = database.get_metadata(key);
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
    return absl::DataLossError(std::string("index: metadata ") + key + " is not a number");
  }
  return number;
}

// Writes all of `text` to a new file and waits until it is on disk.
absl::Status WriteDurably(const std::string& path, std::string_view text) {
  int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
  bool ok = file >= 0 && ::write(file, text.data(), text.size()) == std::ssize(text) &&
            ::fsync(file) == 0;
  if (file >= 0) ok = ::close(file) == 0 && ok;
  return ok ? absl::OkStatus() : absl::InternalError("index: cannot write its CURRENT file");
}

absl::Status SyncDirectory(const std::string& path) {
  int directory = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool ok = directory >= 0 && ::fsync(directory) == 0;
  if (directory >= 0) ::close(directory);
  return ok ? absl::OkStatus() : absl::InternalError("index: cannot sync its directory");
}

}  // namespace

std::string NewGenerationPath(const std::string& directory) {
  for (int number = 1;; ++number) {
    fs::path path = fs::path(directory) / ("g" + std::to_string(number));
    if (!fs::exists(path) && !fs::exists(path.string() + ".build")) return path.string();
  }
}

absl::StatusOr<std::string> CurrentGeneration(const std::string& directory) {
  fs::path current = fs::path(directory) / kCurrent;
  if (!fs::exists(current)) return absl::NotFoundError("no index was built yet");
  std::ifstream in(current);
  std::string name;
  if (!std::getline(in, name) || name.empty() || name.find('/') != name.npos) {
    return absl::DataLossError("index: its CURRENT file is damaged");
  }
  return (fs::path(directory) / name).string();
}

absl::Status SwitchTo(const std::string& directory, const std::string& path) {
  std::string temporary = (fs::path(directory) / "CURRENT.new").string();
  absl::Status written = WriteDurably(temporary, fs::path(path).filename().string() + "\n");
  if (!written.ok()) return written;
  std::error_code error;
  fs::rename(temporary, fs::path(directory) / kCurrent, error);
  if (error) return absl::InternalError("index: cannot switch generations: " + error.message());
  return SyncDirectory(directory);
}

void RemoveOtherGenerations(const std::string& directory, const std::string& keep) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, ignored)) {
    if (!entry.is_directory(ignored) || entry.path() == fs::path(keep)) continue;
    fs::remove_all(entry.path(), ignored);
  }
}

void Describe(Xapian::WritableDatabase& database, const GenerationState& state) {
  for (const auto& [key, value] : Versions()) database.set_metadata(key, value);
  database.set_metadata(kMetaEpoch, state.epoch);
  database.set_metadata(kMetaSequence, std::to_string(state.sequence));
  database.set_metadata(kMetaRevision, std::to_string(state.revision));
  database.set_metadata(kMetaDeparted, state.departed ? "1" : "");
}

absl::StatusOr<GenerationState> StateOf(const Xapian::Database& database) {
  return Guard([&]() -> absl::StatusOr<GenerationState> {
    for (const auto& [key, expected] : Versions()) {
      if (std::string found = database.get_metadata(key); found != expected) {
        return absl::FailedPreconditionError("index: " + key + " is \"" + found + "\", not \"" +
                                             expected + "\"");
      }
    }
    absl::StatusOr<int64_t> sequence = NumberIn(database, kMetaSequence);
    if (!sequence.ok()) return sequence.status();
    absl::StatusOr<int64_t> revision = NumberIn(database, kMetaRevision);
    if (!revision.ok()) return revision.status();
    return GenerationState{database.get_metadata(kMetaEpoch), *sequence, *revision,
                           !database.get_metadata(kMetaDeparted).empty()};
  });
}

absl::StatusOr<std::shared_ptr<const Snapshot>> LoadSnapshot(const Xapian::Database& database) {
  absl::StatusOr<GenerationState> state = StateOf(database);
  if (!state.ok()) return state.status();
  return Guard([&]() -> absl::StatusOr<std::shared_ptr<const Snapshot>> {
    std::vector<OpeningFacts> openings;
    std::vector<SeekerFacts> seekers;
    openings.reserve(database.get_termfreq(TermOf(Field::kRecordKind, kOpeningRecord)));
    seekers.reserve(database.get_termfreq(TermOf(Field::kRecordKind, kSeekerRecord)));
    for (auto value = database.valuestream_begin(kFactsSlot);
         value != database.valuestream_end(kFactsSlot); ++value) {
      std::string bytes = *value;
      if (auto opening = DecodeOpeningFacts(bytes)) {
        openings.push_back(*opening);
      } else if (auto seeker = DecodeSeekerFacts(bytes)) {
        seekers.push_back(*seeker);
      } else {
        return absl::DataLossError("index: a document's facts cannot be read");
      }
    }
    if (openings.size() + seekers.size() != database.get_doccount()) {
      return absl::DataLossError("index: documents without facts");
    }
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->epoch = state->epoch;
    snapshot->sequence = state->sequence;
    snapshot->revision = state->revision;
    snapshot->departed = state->departed;
    snapshot->openings = FactTable<OpeningFacts>::Build(std::move(openings));
    snapshot->seekers = FactTable<SeekerFacts>::Build(std::move(seekers));
    return std::shared_ptr<const Snapshot>(std::move(snapshot));
  });
}

}  // namespace setara
