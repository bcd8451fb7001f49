#include "clients/error_words.h"

#include <optional>
#include <utility>
#include <vector>

#include "embedded/error_words.h"

namespace setara {
namespace {

constexpr int kDepth = 3;  // a sentence in a sentence in a sentence

struct Row {
  std::vector<std::string_view> parts;  // of the English words, between the stars
  size_t length = 0;                    // of the parts together
  std::string_view indonesian;
};

std::vector<std::string_view> SplitAt(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (size_t end; (end = text.find(separator)) != text.npos; text.remove_prefix(end + 1)) {
    parts.push_back(text.substr(0, end));
  }
  parts.push_back(text);
  return parts;
}

std::vector<Row> ReadRows() {
  std::vector<Row> rows;
  bool header = true;
  for (const std::string_view line : SplitAt(embedded::error_words(), '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    const size_t tab = line.find('\t');
    if (tab == line.npos) continue;
    Row row{SplitAt(line.substr(0, tab), '*'), 0, line.substr(tab + 1)};
    for (const std::string_view part : row.parts) row.length += part.size();
    rows.push_back(std::move(row));
  }
  return rows;
}

// What stands for the stars; nullopt: the row does not fit.
std::optional<std::vector<std::string_view>> Fit(const Row& row, std::string_view words) {
  if (!words.starts_with(row.parts.front())) return std::nullopt;
  if (row.parts.size() == 1) {
    return words == row.parts.front() ? std::optional(std::vector<std::string_view>())
                                      : std::nullopt;
  }
  words.remove_prefix(row.parts.front().size());
  std::vector<std::string_view> found;
  for (size_t i = 1; i < row.parts.size(); ++i) {
    const bool last = i + 1 == row.parts.size();
    if (last && !words.ends_with(row.parts[i])) return std::nullopt;
    const size_t at = last ? words.size() - row.parts[i].size() : words.find(row.parts[i]);
    if (at == words.npos || at == 0) return std::nullopt;
    found.push_back(words.substr(0, at));
    words.remove_prefix(at + row.parts[i].size());
  }
  return found;
}

std::string Indonesian(std::string_view words, int depth) {
  static const std::vector<Row>& rows = *new std::vector<Row>(ReadRows());
  const Row* best = nullptr;
  std::vector<std::string_view> filled;
  for (const Row& row : rows) {
    if (best != nullptr && row.length <= best->length) continue;
    if (std::optional<std::vector<std::string_view>> found = Fit(row, words)) {
      best = &row;
      filled = *std::move(found);
    }
  }
  if (best == nullptr) return std::string(words);
  std::string text;
  for (size_t i = 0; i < best->indonesian.size(); ++i) {
    const char c = best->indonesian[i];
    const bool place = c == '$' && i + 1 < best->indonesian.size();
    const size_t number = place ? static_cast<size_t>(best->indonesian[i + 1] - '1') : 0;
    if (!place || number >= filled.size()) {
      text += c;
      continue;
    }
    text += depth > 1 ? Indonesian(filled[number], depth - 1) : std::string(filled[number]);
    ++i;
  }
  return text;
}

}  // namespace

std::string ErrorWords(TextLanguage language, std::string_view words) {
  return language == TextLanguage::kEnglish ? std::string(words) : Indonesian(words, kDepth);
}

}  // namespace setara
