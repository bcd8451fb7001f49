#include "server/pdf/layout.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "server/document/indonesian.h"

namespace setara::pdf {
namespace {

using Row = std::vector<std::string>;

constexpr double kText = 10.5, kSmall = 8.5;
constexpr double kLabel = 10;         // of fields: a SHA-256 fits a line
constexpr double kGap = 7;            // between blocks
constexpr double kCell = 4;           // inside a cell of a table
constexpr double kIndent = 14;        // of a bullet
constexpr double kSignRoom = 46;      // an empty line of a signature
constexpr double kLabelShare = 0.18;  // of the width, for the labels of fields
constexpr double kLastLine = kPageHeight - kBottom;

class Setter {
 public:
  Setter(const Document& document, int pages, PageWriter& writer)
      : document_(document), pages_(pages), writer_(writer) {}

  int Run() {
    for (const DocumentBlock& block : document_.blocks) Set(block);
    Foot();
    return page_;
  }

 private:
  void Set(const DocumentBlock& block);
  void Paragraph(const std::string& text, const TextStyle& style, const char* tag, double indent);
  void Letterhead(const DocumentBlock& block);
  void Banner(const std::string& text);
  void Heading(const std::string& text, double size, const char* tag);
  void Fields(const DocumentBlock& block);
  void Table(const DocumentBlock& block);
  void Bullets(const DocumentBlock& block);
  void Lines(const DocumentBlock& block, double indent, bool together);

  struct Line {
    std::vector<TextBlock> cells;
    double height = 0;
  };
  Line BreakRow(const DocumentBlock& block, const Row& row, const std::vector<double>& widths,
                bool header);
  void DrawRow(const DocumentBlock& block, const Line& line, const std::vector<double>& widths,
               bool header);

  // A new page when less than `height` is left on this one.
  void Need(double height) {
    if (y_ + height > kLastLine && y_ > kTop) NextPage();
  }
  void NextPage() {
    Foot();
    writer_.NewPage();
    ++page_;
    y_ = kTop;
  }
  void Foot();

  const Document& document_;
  const int pages_;
  PageWriter& writer_;
  int page_ = 1;
  double y_ = kTop;
};

void Setter::Foot() {
  const std::string number = Filled(
      document_.page_word, {{"page", std::to_string(page_)}, {"pages", std::to_string(pages_)}});
  const double y = kPageHeight - kBottom + 22;
  writer_.Line(kMargin, y - 5, kPageWidth - kMargin, y - 5, 0.4);
  TextStyle style{.size = kSmall};
  writer_.Draw(writer_.Break(document_.footer, style, kTextWidth - 100), kMargin, y);
  style.right = true;
  writer_.Draw(writer_.Break(number, style, 100), kPageWidth - kMargin - 100, y);
}

void Setter::Paragraph(const std::string& text, const TextStyle& style, const char* tag,
                       double indent) {
  TextBlock block = writer_.Break(text, style, kTextWidth - indent);
  int first = 0;
  while (first < block.lines()) {
    int count = 0;
    while (first + count < block.lines() && y_ + block.Height(first, count + 1) <= kLastLine) {
      ++count;
    }
    // One line alone at the foot of a page looks lost.
    if (count == 0 || (count == 1 && first == 0 && block.lines() > 2 && y_ > kTop)) {
      if (y_ > kTop) {
        NextPage();
        continue;
      }
      count = 1;  // a line higher than a page: it must go somewhere
    }
    writer_.Begin(tag);
    writer_.Draw(block, first, count, kMargin + indent, y_);
    writer_.End(tag);
    y_ += block.Height(first, count);
    first += count;
    if (first < block.lines()) NextPage();
  }
}

void Setter::Letterhead(const DocumentBlock& block) {
  TextStyle style{.size = 13, .bold = true, .centred = true};
  Paragraph(block.text, style, "P", 0);
  style = {.size = 9, .centred = true};
  for (const Row& row : block.rows) Paragraph(row[0], style, "P", 0);
  y_ += 5;
  writer_.Line(kMargin, y_, kPageWidth - kMargin, y_, 1.6);
  writer_.Line(kMargin, y_ + 2.4, kPageWidth - kMargin, y_ + 2.4, 0.5);
  y_ += 6;
}

void Setter::Banner(const std::string& text) {
  TextBlock block =
      writer_.Break(text, {.size = 9.5, .bold = true, .centred = true}, kTextWidth - 4 * kCell);
  const double height = block.Height() + 2 * kCell;
  Need(height);
  writer_.Frame(kMargin, y_, kTextWidth, height);
  writer_.Begin("P");
  writer_.Draw(block, kMargin + 2 * kCell, y_ + kCell);
  writer_.End("P");
  y_ += height;
}

void Setter::Heading(const std::string& text, double size, const char* tag) {
  Need(size * 1.3 + kGap + 3 * kText * 1.3);  // with the first lines of what follows
  Paragraph(text, {.size = size, .bold = true}, tag, 0);
  y_ -= kGap / 2;
}

void Setter::Fields(const DocumentBlock& block) {
  const double label = kTextWidth * kLabelShare;
  for (const Row& row : block.rows) {
    TextBlock name = writer_.Break(row[0], {.size = kLabel}, label - kCell);
    TextBlock value = writer_.Break(": " + row[1], {.size = kLabel}, kTextWidth - label);
    const double height = std::max(name.Height(), value.Height());
    Need(height);
    writer_.Begin("P");
    writer_.Draw(name, kMargin, y_);
    writer_.Draw(value, kMargin + label, y_);
    writer_.End("P");
    y_ += height + 1;
  }
}

Setter::Line Setter::BreakRow(const DocumentBlock& block, const Row& row,
                              const std::vector<double>& widths, bool header) {
  Line line;
  for (size_t i = 0; i < row.size(); ++i) {
    TextStyle style{.size = 9.5, .bold = header, .right = block.right[i]};
    line.cells.push_back(writer_.Break(row[i], style, widths[i] - 2 * kCell));
    line.height = std::max(line.height, line.cells.back().Height() + 2 * kCell);
  }
  return line;
}

void Setter::DrawRow(const DocumentBlock& block, const Line& line,
                     const std::vector<double>& widths, bool header) {
  (void)block;
  double x = kMargin;
  writer_.Begin("TR");
  for (size_t i = 0; i < line.cells.size(); ++i) {
    const char* tag = header ? "TH" : "TD";
    writer_.Begin(tag);
    writer_.Draw(line.cells[i], x + kCell, y_ + kCell);
    writer_.End(tag);
    x += widths[i];
  }
  writer_.End("TR");
  y_ += line.height;
  writer_.Line(kMargin, y_, kPageWidth - kMargin, y_, header ? 0.8 : 0.4);
}

void Setter::Table(const DocumentBlock& block) {
  const double shares = std::accumulate(block.widths.begin(), block.widths.end(), 0.0);
  std::vector<double> widths;
  for (const int share : block.widths) widths.push_back(kTextWidth * share / shares);
  Line header = BreakRow(block, block.rows[0], widths, true);
  bool open = false;
  for (size_t i = 1; i < block.rows.size(); ++i) {
    Line line = BreakRow(block, block.rows[i], widths, false);
    if (open && y_ + line.height > kLastLine) {
      writer_.End("Table");
      open = false;
      NextPage();
    }
    if (!open) {
      Need(header.height + line.height);
      writer_.Line(kMargin, y_, kPageWidth - kMargin, y_, 0.8);
      writer_.Begin("Table");
      open = true;
      DrawRow(block, header, widths, true);
    }
    DrawRow(block, line, widths, false);
  }
  if (open) writer_.End("Table");
}

void Setter::Bullets(const DocumentBlock& block) {
  for (const Row& row : block.rows) {
    TextBlock text = writer_.Break(row[0], {.size = kText}, kTextWidth - kIndent);
    Need(std::min(text.Height(), 4 * kText));
    TextBlock bullet = writer_.Break("•", {.size = kText}, kIndent);
    writer_.Draw(bullet, kMargin + 3, y_);
    Paragraph(row[0], {.size = kText}, "P", kIndent);
    y_ += 2;
  }
}

void Setter::Lines(const DocumentBlock& block, double indent, bool together) {
  double height = 0;
  std::vector<TextBlock> lines;
  for (const Row& row : block.rows) {
    lines.push_back(writer_.Break(row[0], {.size = kText}, kTextWidth - indent));
    height += row[0].empty() ? kSignRoom : lines.back().Height();
  }
  if (together) Need(height);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (block.rows[i][0].empty()) {
      y_ += kSignRoom;
      continue;
    }
    Need(lines[i].Height());
    writer_.Begin("P");
    writer_.Draw(lines[i], kMargin + indent, y_);
    writer_.End("P");
    y_ += lines[i].Height();
  }
}

void Setter::Set(const DocumentBlock& block) {
  switch (block.kind) {
    case DocumentBlock::Kind::kLetterhead:
      Letterhead(block);
      break;
    case DocumentBlock::Kind::kBanner:
      Banner(block.text);
      break;
    case DocumentBlock::Kind::kTitle:
      Heading(block.text, 13, "H1");
      break;
    case DocumentBlock::Kind::kHeading:
      Heading(block.text, kText, "H2");
      break;
    case DocumentBlock::Kind::kParagraph:
      Paragraph(block.text, {.size = kText}, "P", 0);
      break;
    case DocumentBlock::Kind::kAddress:
      Lines(block, 0, true);
      break;
    case DocumentBlock::Kind::kFields:
      Fields(block);
      break;
    case DocumentBlock::Kind::kTable:
      Table(block);
      break;
    case DocumentBlock::Kind::kBullets:
      Bullets(block);
      break;
    case DocumentBlock::Kind::kSignature:
      Lines(block, kTextWidth * 0.5, true);
      break;
  }
  y_ += kGap;
}

}  // namespace

int SetPages(const Document& document, int pages, PageWriter& writer) {
  return Setter(document, pages, writer).Run();
}

}  // namespace setara::pdf
