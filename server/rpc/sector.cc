#include "server/rpc/sector.h"

#include <algorithm>

#include "matcher/reference/kbli.h"

namespace setara {
namespace {

constexpr size_t kCodeDigits = 5;

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool IsSector(std::string_view sector) {
  if (IsDigits(sector)) return sector.size() <= kCodeDigits;
  return std::any_of(KbliSections().begin(), KbliSections().end(),
                     [&](const KbliSection& section) { return section.letter == sector; });
}

bool InSector(std::string_view edition, std::string_view code, std::string_view sector) {
  if (code.size() != kCodeDigits || !IsDigits(code)) return false;
  if (IsDigits(sector)) return code.starts_with(sector);
  const KbliSection* section = SectionOf(edition, code);
  return section != nullptr && section->letter == sector;
}

}  // namespace setara
