// A printed document before it has a form: blocks in reading order. What prints it (plain_text.h,
// server/pdf) decides fonts and breaks, nothing of the content. Plain values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "matcher/domain/date.h"

namespace setara {

struct DocumentBlock {
  enum class Kind {
    kLetterhead,  // text: the office; rows: further lines of one cell
    kBanner,      // text that must not be overlooked, in a frame
    kTitle,       // text
    kHeading,     // text
    kParagraph,   // text
    kAddress,     // rows of one cell, set close
    kFields,      // rows of a label and a value
    kTable,       // rows of as many cells as the first, which is the header
    kBullets,     // rows of one cell
    kSignature,   // rows of one cell, kept together; an empty one is room to sign in
  };
  using Rows = std::vector<std::vector<std::string>>;

  Kind kind = Kind::kParagraph;
  std::string text{};
  Rows rows{};
  // Of a table, one a column: share of the width (> 0), and whether its cells stand to the right.
  std::vector<int> widths{};
  std::vector<bool> right{};
};

struct Document {
  std::string title;
  std::string author;
  std::string subject;
  std::string language = "id-ID";  // BCP 47
  Instant created{};               // printed in the file; never the clock
  std::string footer;              // on every page, before the page's number
  std::string page_word = "Halaman {page} dari {pages}";
  std::vector<DocumentBlock> blocks;

  // A block that is nothing but its text, or its rows.
  void Add(DocumentBlock::Kind kind, std::string text) {
    blocks.emplace_back(DocumentBlock{.kind = kind, .text = std::move(text)});
  }
  void AddRows(DocumentBlock::Kind kind, DocumentBlock::Rows rows) {
    blocks.emplace_back(DocumentBlock{.kind = kind, .rows = std::move(rows)});
  }
};

}  // namespace setara
