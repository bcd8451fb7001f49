// What the values of the contract's enums are called in both languages.
#pragma once

#include <span>
#include <string_view>

namespace setara {

struct EnumText {
  std::string_view name;  // "MATCH_TIER_FITS"
  std::string_view indonesian;
  std::string_view english;
};

// Every value but the unspecified ones (a test compares with the contract).
std::span<const EnumText> EnumTexts();
// Those of return-to-work cases.
std::span<const EnumText> CaseEnumTexts();

}  // namespace setara
