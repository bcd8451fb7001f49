#include "clients/text_width.h"

#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <cstdlib>

namespace setara {
namespace {

// Character data of C.UTF-8, whatever the user's locale is, for the calling thread.
class Utf8Locale {
 public:
  Utf8Locale() {
    static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (kLocale != nullptr) previous_ = uselocale(kLocale);
  }
  ~Utf8Locale() {
    if (previous_ != nullptr) uselocale(previous_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t previous_ = nullptr;
};

struct Character {
  size_t bytes = 1;
  int columns = 1;
  bool malformed = false;
  bool space = false;  // white space or a control character
};

Character ReadCharacter(std::string_view text) {
  wchar_t wide = 0;
  mbstate_t state{};
  const size_t bytes = mbrtowc(&wide, text.data(), text.size(), &state);
  if (bytes == 0) return {.space = true};
  if (bytes > text.size()) return {.malformed = true};
  const int columns = wcwidth(wide);
  const bool direction = (wide >= 0x200E && wide <= 0x200F) || (wide >= 0x202A && wide <= 0x202E) ||
                         (wide >= 0x2066 && wide <= 0x2069);
  return {.bytes = bytes,
          .columns = columns < 0 ? 1 : columns,
          .space = wide == L' ' || columns < 0 || direction || wide == 0xA0};
}

}  // namespace

size_t DisplayWidth(std::string_view text) {
  const Utf8Locale locale;
  size_t width = 0;
  while (!text.empty()) {
    const Character character = ReadCharacter(text);
    width += static_cast<size_t>(character.columns);
    text.remove_prefix(character.bytes);
  }
  return width;
}

std::string OneLine(std::string_view text) {
  const Utf8Locale locale;
  std::string out;
  bool gap = false;
  while (!text.empty()) {
    const Character character = ReadCharacter(text);
    if (character.space) {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out += character.malformed ? "?" : text.substr(0, character.bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

std::string Shorten(std::string_view text, size_t width) {
  if (DisplayWidth(text) <= width) return std::string(text);
  const Utf8Locale locale;
  std::string out;
  for (size_t used = 1; !text.empty();) {
    const Character character = ReadCharacter(text);
    used += static_cast<size_t>(character.columns);
    if (used > width) break;
    out += text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "…";
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  const std::string line = OneLine(text);
  std::vector<std::string> lines;
  std::string current;
  size_t used = 0;
  for (size_t begin = 0; begin < line.size();) {
    const size_t end = std::min(line.find(' ', begin), line.size());
    const std::string word = line.substr(begin, end - begin);
    const size_t columns = DisplayWidth(word);
    if (!current.empty() && width > 0 && used + 1 + columns > width) {
      lines.push_back(std::move(current));
      current.clear();
      used = 0;
    }
    if (!current.empty()) current += ' ', ++used;
    current += word;
    used += columns;
    begin = end + 1;
  }
  if (!current.empty()) lines.push_back(std::move(current));
  return lines;
}

size_t TerminalWidth() {
  if (isatty(STDOUT_FILENO) == 0) return 0;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace setara
