#include "server/import/text_repair.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace setara {
namespace {

// Bytes in the character that starts with `lead`; 0 for a byte that starts none.
int SequenceLength(uint8_t lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool IsContinuation(uint8_t byte) { return (byte & 0xC0) == 0x80; }

// The second byte rules out overlong forms, surrogates and codes above U+10FFFF.
bool IsSecond(uint8_t lead, uint8_t second) {
  if (!IsContinuation(second)) return false;
  switch (lead) {
    case 0xE0:
      return second >= 0xA0;
    case 0xED:
      return second <= 0x9F;
    case 0xF0:
      return second >= 0x90;
    case 0xF4:
      return second <= 0x8F;
    default:
      return true;
  }
}

// Length of the valid character at the start of `text`, 0 when there is none.
int ValidLength(std::string_view text) {
  const auto lead = static_cast<uint8_t>(text[0]);
  const int length = SequenceLength(lead);
  if (length == 0 || static_cast<size_t>(length) > text.size()) return 0;
  if (length > 1 && !IsSecond(lead, static_cast<uint8_t>(text[1]))) return 0;
  for (int i = 2; i < length; ++i) {
    if (!IsContinuation(static_cast<uint8_t>(text[i]))) return 0;
  }
  return length;
}

// Windows-1252 puts printable characters where Latin-1 has the controls 0x80-0x9F.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that `code` was read from, if it is one.
std::optional<uint8_t> SourceByte(char32_t code) {
  if (code < 0x100) return static_cast<uint8_t>(code);
  for (size_t i = 0; i < kWindows1252.size(); ++i) {
    if (kWindows1252[i] == code) return static_cast<uint8_t>(0x80 + i);
  }
  return std::nullopt;
}

bool IsSpace(char32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xA0 || code == 0x200B ||
         code == 0xFEFF || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x3000;
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

struct Entity {
  std::string_view name;
  char32_t code;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},     {"ndash", 0x2013}, {"mdash", 0x2014}, {"bull", 0x2022},  {"middot", 0xB7},
    {"hellip", 0x2026}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
    {"deg", 0xB0},      {"eacute", 0xE9},  {"times", 0xD7},   {"ge", 0x2265},    {"le", 0x2264},
    {"euro", 0x20AC},   {"copy", 0xA9},    {"reg", 0xAE},     {"trade", 0x2122}};

std::optional<char32_t> NumericEntity(std::string_view digits) {
  const bool hex = !digits.empty() && (digits[0] == 'x' || digits[0] == 'X');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  char32_t code = 0;
  for (const char c : digits) {
    const char lower = Lower(c);
    int digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (hex && lower >= 'a' && lower <= 'f') digit = lower - 'a' + 10;
    if (digit < 0) return std::nullopt;
    code = code * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  const bool usable = code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  if (code == '\n' || code == '\t') return ' ';
  return usable ? std::optional<char32_t>(code) : std::nullopt;
}

// Reads the entity at the '&' at `position`; moves past it when it is one.
std::optional<char32_t> ReadEntity(std::string_view text, size_t* position) {
  const size_t end = text.find(';', *position);
  if (end == std::string_view::npos || end - *position > 12) return std::nullopt;
  const std::string_view name = text.substr(*position + 1, end - *position - 1);
  std::optional<char32_t> code;
  if (!name.empty() && name[0] == '#') code = NumericEntity(name.substr(1));
  for (const Entity& entity : kEntities) {
    if (entity.name == name) code = entity.code;
  }
  if (code) *position = end + 1;
  return code;
}

// Name of a tag such as "<br/>" or "</p>" in lower case, with its slash in front if it closes.
std::string TagName(std::string_view tag) {
  std::string name;
  for (const char c : tag) {
    if (name.empty() && c == '/') {
      name.push_back('/');
    } else if (IsAsciiLetter(c) || (c >= '0' && c <= '9')) {
      name.push_back(Lower(c));
    } else {
      break;
    }
  }
  return name;
}

void AppendTag(const std::string& name, std::string* out) {
  static constexpr std::string_view kBreaks[] = {"br",  "/p",  "/div", "/li", "/ul", "/ol", "/tr",
                                                 "/h1", "/h2", "/h3",  "/h4", "/h5", "/h6", "p"};
  if (name == "li") {
    *out += "\n- ";
  } else if (std::find(std::begin(kBreaks), std::end(kBreaks), name) != std::end(kBreaks)) {
    out->push_back('\n');
  } else if (name == "td" || name == "th") {
    out->push_back(' ');
  }
}

// Handles the '<' at `*position`: a tag, a comment, or a plain character.
void ReadTag(std::string_view html, size_t* position, std::string* out) {
  const size_t start = *position;
  if (html.substr(start, 4) == "<!--") {
    const size_t end = html.find("-->", start);
    *position = end == std::string_view::npos ? html.size() : end + 3;
    return;
  }
  const size_t end = html.find('>', start);
  const std::string name = TagName(html.substr(start + 1, 16));
  if (end == std::string_view::npos || name.empty() || name == "/") {
    out->push_back('<');
    *position = start + 1;
    return;
  }
  *position = end + 1;
  if (name == "script" || name == "style") {
    std::string closing("</");
    closing += name;
    const size_t close = html.find(closing, end);
    *position = close == std::string_view::npos ? html.size() : close;
    return;
  }
  AppendTag(name, out);
}

}  // namespace

char32_t NextCodePoint(std::string_view text, size_t* position) {
  const auto lead = static_cast<uint8_t>(text[*position]);
  const int length = ValidLength(text.substr(*position));
  if (length <= 1) {
    ++*position;
    return lead;
  }
  char32_t code = lead & (0x7F >> length);
  for (int i = 1; i < length; ++i) {
    code = (code << 6) | (static_cast<uint8_t>(text[*position + i]) & 0x3F);
  }
  *position += static_cast<size_t>(length);
  return code;
}

void AppendUtf8(char32_t code, std::string* out) {
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (code >> 6)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else if (code < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (code >> 12)));
    out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | (code >> 18)));
    out->push_back(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

std::string CollapseSpace(std::string_view text, bool keep_lines) {
  std::string out;
  bool space = false;
  int lines = 0;
  size_t position = 0;
  while (position < text.size()) {
    const size_t start = position;
    const char32_t code = NextCodePoint(text, &position);
    if (IsSpace(code)) {
      space = true;
      lines += code == '\n' ? 1 : 0;
      continue;
    }
    if (space && !out.empty()) {
      const bool breaks = keep_lines && lines > 0;
      out.append(breaks ? static_cast<size_t>(std::min(lines, 2)) : 1, breaks ? '\n' : ' ');
    }
    space = false;
    lines = 0;
    out += text.substr(start, position - start);
  }
  return out;
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), Lower);
  return out;
}

std::string RepairMojibake(std::string_view text) {
  std::string out;
  size_t position = 0;
  while (position < text.size()) {
    const size_t start = position;
    const char32_t code = NextCodePoint(text, &position);
    const int length =
        code >= 0xC2 && code <= 0xF4 ? SequenceLength(static_cast<uint8_t>(code)) : 0;
    std::string bytes;
    size_t next = start;
    for (int i = 0; i < length && next < text.size(); ++i) {
      const std::optional<uint8_t> byte = SourceByte(NextCodePoint(text, &next));
      if (!byte) break;
      bytes.push_back(static_cast<char>(*byte));
    }
    const bool repaired =
        length > 1 && bytes.size() == static_cast<size_t>(length) && ValidLength(bytes) == length;
    out += repaired ? bytes : std::string(text.substr(start, position - start));
    if (repaired) position = next;
  }
  return out;
}

std::string HtmlToText(std::string_view html) {
  std::string out;
  size_t position = 0;
  while (position < html.size()) {
    if (html[position] == '<') {
      ReadTag(html, &position, &out);
    } else if (html[position] == '&') {
      const std::optional<char32_t> code = ReadEntity(html, &position);
      if (code) {
        AppendUtf8(*code, &out);
      } else {
        out.push_back(html[position++]);
      }
    } else {
      out.push_back(html[position++]);
    }
  }
  return CollapseSpace(out, true);
}

std::string TitleCase(std::string_view text) {
  const bool any_lower =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool any_upper =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (any_lower == any_upper) return std::string(text);
  std::string out(text);
  for (size_t start = 0; start < out.size();) {
    size_t end = start;
    while (end < out.size() && (IsAsciiLetter(out[end]) || static_cast<uint8_t>(out[end]) > 127)) {
      ++end;
    }
    const bool short_capitals = any_upper && end - start <= 3;
    for (size_t i = start; i < end && !short_capitals; ++i) {
      out[i] = i == start ? Upper(out[i]) : Lower(out[i]);
    }
    start = end + 1;
  }
  return out;
}

std::vector<std::string> SplitTrimmed(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (true) {
    const size_t end = separator.empty() ? std::string_view::npos : text.find(separator);
    std::string part = CollapseSpace(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + separator.size());
  }
}

std::string_view ClipUtf8(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && IsContinuation(static_cast<uint8_t>(text[bytes]))) --bytes;
  return text.substr(0, bytes);
}

}  // namespace setara
