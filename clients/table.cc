#include "clients/table.h"

#include <algorithm>
#include <memory>

#include "clients/csv_text.h"
#include "clients/text_width.h"
#include "clients/xlsx_writer.h"

namespace setara {
namespace {

constexpr size_t kGap = 2;
constexpr size_t kLeastWidth = 16;

std::string Padding(size_t columns) { return std::string(columns, ' '); }

void TrimEnd(std::string* line) {
  line->erase(line->find_last_not_of(' ') + 1);
  *line += '\n';
}

}  // namespace

std::vector<size_t> Table::Widths(size_t width) const {
  std::vector<size_t> widths(columns_.size(), 0);
  for (const Row& row : rows_) {
    for (size_t i = 0; i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(OneLine(row.cells[i].shown)));
    }
  }
  size_t total = 0;
  for (size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] > 0) widths[i] = std::max(widths[i], DisplayWidth(columns_[i].title));
    if (widths[i] > 0) total += widths[i] + kGap;
  }
  while (width > 0 && total > width + kGap) {
    size_t longest = widths.size();
    for (size_t i = 0; i < widths.size(); ++i) {
      if (columns_[i].keep || columns_[i].right || widths[i] <= kLeastWidth) continue;
      if (longest == widths.size() || widths[i] > widths[longest]) longest = i;
    }
    if (longest == widths.size()) return {};
    --widths[longest];
    --total;
  }
  return widths;
}

std::string Table::Line(const std::vector<std::string>& texts,
                        const std::vector<size_t>& widths) const {
  std::string line;
  for (size_t i = 0; i < texts.size(); ++i) {
    if (widths[i] == 0) continue;
    const std::string text = Shorten(OneLine(texts[i]), widths[i]);
    const std::string padding = Padding(widths[i] - std::min(widths[i], DisplayWidth(text)));
    line += (columns_[i].right ? padding + text : text + padding) + Padding(kGap);
  }
  TrimEnd(&line);
  return line;
}

std::string Table::Blocks(size_t width) const {
  std::string out;
  for (const Row& row : rows_) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (size_t i = 0; i < columns_.size(); ++i) {
      lines.emplace_back(columns_[i].title, row.cells[i].shown);
    }
    out += (out.empty() ? "" : "\n") + Listing(lines, width);
    for (const std::string& note : row.notes) {
      for (const std::string& line : Wrap(note, width)) out += line + "\n";
    }
  }
  return out;
}

std::string Table::Text(size_t width) const {
  const std::vector<size_t> widths = Widths(width);
  if (widths.empty()) return Blocks(width);
  std::vector<std::string> texts;
  for (const Column& column : columns_) texts.push_back(column.title);
  std::string out = Line(texts, widths);
  for (const Row& row : rows_) {
    for (size_t i = 0; i < texts.size(); ++i) texts[i] = row.cells[i].shown;
    out += Line(texts, widths);
    for (const std::string& note : row.notes) {
      for (const std::string& line : Wrap(note, width > 8 ? width - 4 : 0)) {
        out += "    " + line + "\n";
      }
    }
  }
  return out;
}

std::string Table::Csv() const {
  std::vector<std::string> cells;
  for (const Column& column : columns_) cells.push_back(column.key);
  std::string out = CsvLine(cells);
  for (const Row& row : rows_) {
    for (size_t i = 0; i < cells.size(); ++i) cells[i] = row.cells[i].raw;
    out += CsvLine(cells);
  }
  return out;
}

absl::Status Table::WriteXlsx(const std::string& path) const {
  absl::StatusOr<std::unique_ptr<XlsxWriter>> file = XlsxWriter::Create(path);
  if (!file.ok()) return file.status();
  std::vector<std::string> titles;
  for (const Column& column : columns_) {
    titles.push_back(column.title.empty() ? column.key : column.title);
  }
  (*file)->AddSheet("setara", titles);
  for (const Row& row : rows_) {
    std::vector<XlsxCell> cells;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Cell& cell = row.cells[i];
      if (columns_[i].right) {
        cells.emplace_back(XlsxCell::Kind::kNumber, cell.raw);
      } else {
        // Whatever reads as a day is one; anything else stays a text.
        cells.emplace_back(XlsxCell::Kind::kDay, cell.shown.empty() ? cell.raw : cell.shown);
      }
    }
    (*file)->AddRow(cells);
  }
  return (*file)->Finish();
}

std::string Listing(const std::vector<std::pair<std::string, std::string>>& lines, size_t width) {
  size_t label_width = 0;
  for (const auto& [label, value] : lines) {
    if (!value.empty()) label_width = std::max(label_width, DisplayWidth(label) + 1);
  }
  std::string out;
  for (const auto& [label, value] : lines) {
    if (OneLine(value).empty()) continue;
    std::string head = label + ":";
    head += Padding(label_width - DisplayWidth(label));
    const size_t room = width > label_width + 20 ? width - label_width - 1 : 0;
    for (const std::string& text : Wrap(value, room)) {
      out += head + text + "\n";
      head = Padding(label_width + 1);
    }
  }
  return out;
}

}  // namespace setara
