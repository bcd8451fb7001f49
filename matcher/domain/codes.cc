#include "matcher/domain/codes.h"

#include <string>

namespace setara {
namespace {

// Two digits for every list but the contexts, whose tenth is "E10".
template <typename Spec>
std::string Spell(int index) {
  std::string digits = std::to_string(index + 1);
  if (static_cast<int>(digits.size()) < Spec::kDigits) digits.insert(0, "0");
  return Spec::kLetter + digits;
}

}  // namespace

template <typename Spec>
std::string ToString(Code<Spec> code) {
  return Spell<Spec>(code.index());
}

template <typename Spec>
absl::StatusOr<Code<Spec>> ParseCode(std::string_view text) {
  for (int i = 0; i < Spec::kCount; ++i) {
    if (Spell<Spec>(i) == text) return Code<Spec>(i);
  }
  return absl::InvalidArgumentError("unknown " + std::string(Spec::kNoun) + ": expected " +
                                    Spell<Spec>(0) + " to " + Spell<Spec>(Spec::kCount - 1));
}

template std::string ToString(FunctionId);
template std::string ToString(ContextId);
template std::string ToString(AccommodationId);
template std::string ToString(ModeId);
template std::string ToString(LicenceId);

absl::StatusOr<FunctionId> ParseFunction(std::string_view text) {
  return ParseCode<FunctionSpec>(text);
}
absl::StatusOr<ContextId> ParseContext(std::string_view text) {
  return ParseCode<ContextSpec>(text);
}
absl::StatusOr<AccommodationId> ParseAccommodation(std::string_view text) {
  return ParseCode<AccommodationSpec>(text);
}
absl::StatusOr<ModeId> ParseMode(std::string_view text) { return ParseCode<ModeSpec>(text); }
absl::StatusOr<LicenceId> ParseLicence(std::string_view text) {
  return ParseCode<LicenceSpec>(text);
}

template absl::StatusOr<FunctionId> ParseCode<FunctionSpec>(std::string_view);
template absl::StatusOr<ContextId> ParseCode<ContextSpec>(std::string_view);
template absl::StatusOr<AccommodationId> ParseCode<AccommodationSpec>(std::string_view);
template absl::StatusOr<ModeId> ParseCode<ModeSpec>(std::string_view);
template absl::StatusOr<LicenceId> ParseCode<LicenceSpec>(std::string_view);

}  // namespace setara
