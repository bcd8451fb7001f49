#include "matcher/reference/industries.h"

#include <charconv>
#include <vector>

#include "embedded/kbli_sections.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "kbli_sections.tsv";

int ReadDivision(std::string_view text) {
  int division = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), division);
  if (error != std::errc() || end != text.data() + text.size() || text.size() != 2) {
    BadEmbedded(kTable, text);
  }
  return division;
}

std::vector<KbliSection> Load() {
  const Table table = LoadEmbedded(kTable, embedded::kbli_sections(),
                                   {"edition", "section", "first", "last", "label_id", "label_en"});
  std::vector<KbliSection> sections;
  for (const Table::Row& row : table.rows()) {
    KbliSection section{row[0], row[1], ReadDivision(row[2]), ReadDivision(row[3]), row[4], row[5]};
    if (section.last_division < section.first_division) BadEmbedded(kTable, row[1]);
    if (!sections.empty() && sections.back().edition == section.edition &&
        sections.back().last_division >= section.first_division) {
      BadEmbedded(kTable, row[1]);
    }
    sections.push_back(section);
  }
  return sections;
}

}  // namespace

std::span<const KbliSection> KbliSections() {
  static const std::vector<KbliSection>& sections = *new std::vector<KbliSection>(Load());
  return sections;
}

const KbliSection* FindKbliSection(std::string_view edition, std::string_view section) {
  for (const KbliSection& known : KbliSections()) {
    if (known.edition == edition && known.section == section) return &known;
  }
  return nullptr;
}

const KbliSection* KbliSectionOf(std::string_view edition, int division) {
  for (const KbliSection& known : KbliSections()) {
    if (known.edition == edition && known.first_division <= division &&
        division <= known.last_division) {
      return &known;
    }
  }
  return nullptr;
}

}  // namespace setara
