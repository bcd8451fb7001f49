#include "index/facts_codec.h"

#include <cstring>

namespace setara {
namespace {

constexpr size_t kHeader = 2;  // kind, version

template <typename Facts>
std::string Encode(FactsKind kind, const Facts& facts) {
  std::string value(kHeader + sizeof(Facts), '\0');
  value[0] = static_cast<char>(kind);
  value[1] = static_cast<char>(kFactsVersion);
  std::memcpy(value.data() + kHeader, &facts, sizeof(Facts));
  return value;
}

template <typename Facts>
std::optional<Facts> Decode(FactsKind kind, std::string_view value) {
  if (KindOfFacts(value) != kind) return std::nullopt;
  Facts facts;
  std::memcpy(&facts, value.data() + kHeader, sizeof(Facts));
  return facts;
}

}  // namespace

std::string EncodeFacts(const OpeningFacts& facts) { return Encode(FactsKind::kOpening, facts); }
std::string EncodeFacts(const SeekerFacts& facts) { return Encode(FactsKind::kSeeker, facts); }

std::optional<FactsKind> KindOfFacts(std::string_view value) {
  if (value.size() < kHeader || value[1] != static_cast<char>(kFactsVersion)) return std::nullopt;
  size_t size = value.size() - kHeader;
  if (value[0] == 'O' && size == sizeof(OpeningFacts)) return FactsKind::kOpening;
  if (value[0] == 'S' && size == sizeof(SeekerFacts)) return FactsKind::kSeeker;
  return std::nullopt;
}

std::optional<OpeningFacts> DecodeOpeningFacts(std::string_view value) {
  return Decode<OpeningFacts>(FactsKind::kOpening, value);
}
std::optional<SeekerFacts> DecodeSeekerFacts(std::string_view value) {
  return Decode<SeekerFacts>(FactsKind::kSeeker, value);
}

}  // namespace setara
