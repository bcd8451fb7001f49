#include "matcher/reference/words.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace setara {

void BadEmbedded(std::string_view name, std::string_view what) {
  std::fprintf(stderr, "embedded table %.*s: %.*s\n", static_cast<int>(name.size()), name.data(),
               static_cast<int>(what.size()), what.data());
  std::abort();
}

Table LoadEmbedded(std::string_view name, std::string_view text,
                   const std::vector<std::string>& columns) {
  absl::StatusOr<Table> table = Table::Parse(name, text, columns);
  if (!table.ok()) BadEmbedded(name, table.status().ToString());
  return *std::move(table);
}

int64_t EmbeddedNumber(std::string_view name, std::string_view text) {
  int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end) BadEmbedded(name, "not a number: " + std::string(text));
  return value;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  auto flush = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c != '\'') {
      flush();
    }
  }
  flush();
  return words;
}

std::string Join(const std::vector<std::string>& words, std::string_view separator) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += separator;
    joined += word;
  }
  return joined;
}

}  // namespace setara
