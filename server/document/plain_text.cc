#include "server/document/plain_text.h"

#include <algorithm>
#include <string_view>

namespace setara {
namespace {

// Columns of UTF-8 text without wide characters, which Indonesian letters do not have.
size_t Columns(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Control characters as spaces, so that a name cannot steer the terminal.
std::string Harmless(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return out;
}

// `text` broken at spaces, the first line after `first`, the others after as many spaces.
std::string Wrapped(const std::string& first, std::string_view given, size_t width) {
  const std::string shown = Harmless(given);
  std::string_view text = shown;
  const size_t indent = Columns(first);
  std::string out = first;
  size_t column = indent;
  bool line_empty = true;
  while (!text.empty()) {
    const size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (!line_empty && column + 1 + Columns(word) > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
      line_empty = true;
    }
    if (!line_empty) {
      out += ' ';
      ++column;
    }
    out += word;
    column += Columns(word);
    line_empty = false;
  }
  return out + "\n";
}

std::string Fields(const DocumentBlock& block, size_t width) {
  size_t longest = 0;
  for (const auto& row : block.rows) longest = std::max(longest, Columns(row[0]));
  std::string out;
  for (const auto& row : block.rows) {
    std::string label = row[0] + ":";
    label.append(longest + 2 - Columns(row[0]) - 1, ' ');
    out += Wrapped(label, row[1], width);
  }
  return out;
}

std::string TableLines(const DocumentBlock& block, size_t width) {
  std::string out;
  for (size_t i = 1; i < block.rows.size(); ++i) {
    std::string line;
    for (size_t column = 0; column < block.rows[i].size(); ++column) {
      if (block.rows[i][column].empty()) continue;
      line += (line.empty() ? "" : "; ") + block.rows[0][column] + ": " + block.rows[i][column];
    }
    out += Wrapped("- ", line, width);
  }
  return out;
}

std::string Lines(const DocumentBlock& block, const std::string& bullet, size_t width) {
  std::string out;
  for (const auto& row : block.rows) {
    out += row[0].empty() ? "\n" : Wrapped(bullet, row[0], width);
  }
  return out;
}

std::string Text(const DocumentBlock& block, size_t width) {
  switch (block.kind) {
    case DocumentBlock::Kind::kLetterhead:
      return Wrapped("", block.text, width) + Lines(block, "", width);
    case DocumentBlock::Kind::kBanner:
      return Wrapped("*** ", block.text + " ***", width);
    case DocumentBlock::Kind::kFields:
      return Fields(block, width);
    case DocumentBlock::Kind::kTable:
      return TableLines(block, width);
    case DocumentBlock::Kind::kBullets:
      return Lines(block, "- ", width);
    case DocumentBlock::Kind::kAddress:
    case DocumentBlock::Kind::kSignature:
      return Lines(block, "", width);
    default:
      return Wrapped("", block.text, width);
  }
}

}  // namespace

std::string PlainText(const Document& document, size_t width) {
  std::string out;
  for (const DocumentBlock& block : document.blocks) {
    out += (out.empty() ? "" : "\n") + Text(block, std::max<size_t>(width, 40));
  }
  if (!document.footer.empty()) out += "\n" + Wrapped("", document.footer, width);
  return out;
}

}  // namespace setara
