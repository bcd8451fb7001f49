#include "matcher/reference/kbli.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "embedded/kbli_2025.h"
#include "embedded/kbli_sections.h"
#include "matcher/domain/errors.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kListed = "2025";  // the edition whose codes are at hand

using Titles = std::map<std::string_view, std::string_view>;

const Titles& GetTitles() {
  static const Titles& titles = *[] {
    auto* loaded = new Titles();
    static const Table& table =
        *new Table(LoadEmbedded("kbli_2025.tsv", embedded::kbli_2025(), {"code", "title"}));
    for (const Table::Row& row : table.rows()) loaded->emplace(row[0], row[1]);
    return loaded;
  }();
  return titles;
}

const std::vector<KbliSection>& GetSections() {
  static const std::vector<KbliSection>& sections = *[] {
    auto* loaded = new std::vector<KbliSection>();
    constexpr std::string_view kName = "kbli_sections.tsv";
    static const Table& table = *new Table(LoadEmbedded(
        kName, embedded::kbli_sections(),
        {"edition", "section", "first_division", "last_division", "title_id", "title_en"}));
    for (const Table::Row& row : table.rows()) {
      loaded->push_back({row[0], row[1], static_cast<int>(EmbeddedNumber(kName, row[2])),
                         static_cast<int>(EmbeddedNumber(kName, row[3])), row[4], row[5]});
    }
    return loaded;
  }();
  return sections;
}

// -1: does not begin with two digits.
int DivisionOf(std::string_view code) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (code.size() < 2 || !digit(code[0]) || !digit(code[1])) return -1;
  return (code[0] - '0') * 10 + (code[1] - '0');
}

const KbliSection* Holding(std::string_view edition, int division) {
  const auto& sections = GetSections();
  const auto found = std::find_if(sections.begin(), sections.end(), [&](const KbliSection& one) {
    return one.edition == edition && one.first_division <= division &&
           division <= one.last_division;
  });
  return found == sections.end() ? nullptr : &*found;
}

}  // namespace

std::span<const KbliSection> KbliSections() { return GetSections(); }

const KbliSection* SectionOf(std::string_view edition, std::string_view code) {
  return Holding(edition, DivisionOf(code));
}

const KbliSection* FindKbliSection(std::string_view edition, std::string_view letter) {
  const auto& sections = GetSections();
  const auto found = std::find_if(sections.begin(), sections.end(), [&](const KbliSection& one) {
    return one.edition == edition && one.letter == letter;
  });
  return found == sections.end() ? nullptr : &*found;
}

const KbliSection* SectionOfDivision(std::string_view edition, int division) {
  if (const KbliSection* section = Holding(edition, division)) return section;
  for (const KbliSection& other : GetSections()) {
    if (other.first_division > division || division > other.last_division) continue;
    for (int near = other.first_division; near <= other.last_division; ++near) {
      if (const KbliSection* section = Holding(edition, near)) return section;
    }
  }
  return nullptr;
}

absl::Status CheckKbli(std::string_view edition, std::string_view code) {
  const bool known = edition == "2020" || edition == "2025";
  if (code.empty() || !known || SectionOf(edition, code) != nullptr) return absl::OkStatus();
  return InvalidField("kbli_code", "the edition of " + std::string(edition) +
                                       " has no division of these first two digits");
}

bool MayBeKbliCode(std::string_view edition, std::string_view code) {
  return edition != kListed || code.empty() || GetTitles().contains(code);
}

std::string_view KbliTitle(std::string_view edition, std::string_view code) {
  if (edition != kListed) return "";
  const auto found = GetTitles().find(code);
  return found == GetTitles().end() ? std::string_view() : found->second;
}

}  // namespace setara
