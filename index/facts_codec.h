// The facts of a record as the bytes of a document value, with their version. The bytes are this
// machine's own layout: an index is rebuilt, never carried to another architecture. Pure;
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "matcher/facts.h"

namespace setara {

enum class FactsKind : uint8_t { kOpening = 'O', kSeeker = 'S' };

std::string EncodeFacts(const OpeningFacts& facts);
std::string EncodeFacts(const SeekerFacts& facts);

// The kind that `value` holds; nullopt when it is empty, of another version or another size.
std::optional<FactsKind> KindOfFacts(std::string_view value);

// nullopt when `value` does not hold this kind.
std::optional<OpeningFacts> DecodeOpeningFacts(std::string_view value);
std::optional<SeekerFacts> DecodeSeekerFacts(std::string_view value);

}  // namespace setara
