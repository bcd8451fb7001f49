#include "matcher/reference/licences.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "embedded/licences.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "licences.tsv";

struct LicenceTable {
  std::array<Licence, LicenceId::kCount> licences;
  std::unordered_map<std::string, LicenceId> words;
  size_t longest = 1;

  LicenceTable() {
    const Table table = LoadEmbedded(kTable, embedded::licences(),
                                     {"id", "label_id", "label_en", "basis", "words"});
    if (table.rows().size() != licences.size()) BadEmbedded(kTable, "wrong number of licences");
    for (size_t i = 0; i < licences.size(); ++i) {
      const Table::Row& row = table.rows()[i];
      const LicenceId id(static_cast<int>(i));
      if (ToString(id) != row[0]) BadEmbedded(kTable, "ids out of order");
      licences[i] = {id, row[1], row[2], row[3]};
      for (const std::string_view phrase : Split(row[4], '|')) {
        const auto size = static_cast<size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
        longest = std::max(longest, size);
        if (!words.emplace(phrase, id).second) BadEmbedded(kTable, phrase);
      }
    }
  }
};

const LicenceTable& GetTable() {
  static const LicenceTable& table = *new LicenceTable();
  return table;
}

// Positions in the table of the driving licences by class.
constexpr std::array<std::pair<std::string_view, int>, 7> kClasses = {
    {{"a", 0}, {"b1", 2}, {"bi", 2}, {"b2", 4}, {"bii", 4}, {"c", 6}, {"d", 7}}};

// Reads the class that starts at words[at] and moves `at` behind it: "a", "b1", "b 1", "b ii umum".
std::optional<LicenceId> ReadClass(const std::vector<std::string>& words, size_t& at) {
  auto word = [&](size_t i) { return i < words.size() ? words[i] : std::string(); };
  const bool split = word(at) == "b";
  const std::string name = split ? "b" + word(at + 1) : word(at);
  size_t used = split ? 2 : 1;
  const auto found = std::find_if(kClasses.begin(), kClasses.end(),
                                  [&](const auto& entry) { return entry.first == name; });
  if (found == kClasses.end()) return std::nullopt;
  int index = found->second;
  if (index < 6 && word(at + used) == "umum") {
    ++index;
    ++used;
  }
  at += used;
  return LicenceId(index);
}

bool IsJoin(const std::string& word) {
  return word == "dan" || word == "and" || word == "atau" || word == "or" || word == "sim";
}

// Reads the classes after the word "sim" at words[at - 1].
void ReadDrivingLicences(const std::vector<std::string>& words, size_t& at, NamedLicences& named) {
  bool any = false;
  int count = 0;
  while (at < words.size()) {
    if (IsJoin(words[at])) {
      any |= words[at] == "atau" || words[at] == "or";
      ++at;
      continue;
    }
    const std::optional<LicenceId> id = ReadClass(words, at);
    if (!id) break;
    named.licences.insert(*id);
    ++count;
  }
  named.any_driving_licence |= any && count > 1;
}

}  // namespace

const Licence& LicenceOf(LicenceId id) {
  return GetTable().licences[static_cast<size_t>(id.index())];
}

bool RequiredByLaw(LicenceId id) { return LicenceOf(id).basis != "practice"; }

NamedLicences FindLicences(std::string_view text) {
  const LicenceTable& table = GetTable();
  // "SIM A/C" means any of them; Words() would lose the stroke.
  std::string spelled;
  for (const char c : text) {
    if (c == '/') {
      spelled += " or ";
    } else {
      spelled += c;
    }
  }
  const std::vector<std::string> words = Words(spelled);
  NamedLicences named;
  for (size_t at = 0; at < words.size();) {
    if (words[at] == "sim") {
      ReadDrivingLicences(words, ++at, named);
      continue;
    }
    size_t used = 1;
    for (size_t size = std::min(table.longest, words.size() - at); size > 0; --size) {
      const auto first = words.begin() + static_cast<long>(at);
      const auto found = table.words.find(Join({first, first + static_cast<long>(size)}, " "));
      if (found == table.words.end()) continue;
      named.licences.insert(found->second);
      used = size;
      break;
    }
    at += used;
  }
  return named;
}

}  // namespace setara
