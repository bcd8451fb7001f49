#include "matcher/reference/kbli.h"

#include <algorithm>
#include <string>
#include <vector>

#include "embedded/kbli_sections.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "kbli_sections.tsv";
constexpr size_t kCodeDigits = 5;

struct Section {
  std::string edition;
  std::string letter;
  int64_t first = 0;  // divisions, both inclusive
  int64_t last = 0;
};

const std::vector<Section>& Sections() {
  static const std::vector<Section>& sections = *[] {
    auto* read = new std::vector<Section>();
    const Table table = LoadEmbedded(kTable, embedded::kbli_sections(),
                                     {"edition", "section", "first_division", "last_division"});
    for (const Table::Row& row : table.rows()) {
      read->push_back({std::string(row[0]), std::string(row[1]), EmbeddedNumber(kTable, row[2]),
                       EmbeddedNumber(kTable, row[3])});
    }
    return read;
  }();
  return sections;
}

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool IsKbliSector(std::string_view sector) {
  if (IsDigits(sector)) return sector.size() <= kCodeDigits;
  return std::any_of(Sections().begin(), Sections().end(),
                     [&](const Section& section) { return section.letter == sector; });
}

bool InKbliSector(std::string_view code, std::string_view edition, std::string_view sector) {
  if (code.size() != kCodeDigits || !IsDigits(code)) return false;
  if (IsDigits(sector)) return code.starts_with(sector);
  const int64_t division = (code[0] - '0') * 10 + (code[1] - '0');
  return std::any_of(Sections().begin(), Sections().end(), [&](const Section& section) {
    return section.edition == edition && section.letter == sector && section.first <= division &&
           division <= section.last;
  });
}

}  // namespace setara
