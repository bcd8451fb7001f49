#include "server/identity/token_text.h"

#include <cstdint>

#include "server/identity/secrets.h"
#include "server/keys/sodium.h"
#include "server/store/ulid.h"

namespace setara {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kChecksumBytes = 4;
constexpr size_t kBodyBytes = kTokenSecretBytes + kChecksumBytes;
constexpr size_t kBodyDigits = (kBodyBytes * 8 + 4) / 5;
static_assert(kTokenTextLength == kTokenPrefix.size() + kUlidLength + 1 + kBodyDigits);

std::string Checksum(const TokenParts& parts) {
  return Blake2b("setara token checksum\n" + parts.id + parts.secret, 16).substr(0, kChecksumBytes);
}

// Most significant bits first; the last digit is filled up with zeros.
std::string EncodeBase32(std::string_view bytes) {
  std::string text;
  uint32_t bits = 0;
  int held = 0;
  for (char byte : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(byte);
    for (held += 8; held >= 5; held -= 5) text += kDigits[(bits >> (held - 5)) & 31];
  }
  if (held > 0) text += kDigits[(bits << (5 - held)) & 31];
  return text;
}

// Empty when a character is no digit, or bits that fill up are not zero.
std::string DecodeBase32(std::string_view text) {
  std::string bytes;
  uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return "";
    bits = (bits << 5) | static_cast<uint32_t>(digit);
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes += static_cast<char>((bits >> held) & 255);
    }
  }
  return (bits & ((1U << held) - 1)) == 0 ? bytes : "";
}

}  // namespace

std::string FormatToken(const TokenParts& parts) {
  return std::string(kTokenPrefix) + parts.id + "_" + EncodeBase32(parts.secret + Checksum(parts));
}

std::optional<TokenParts> ParseToken(std::string_view text) {
  if (text.size() != kTokenTextLength || !text.starts_with(kTokenPrefix)) return std::nullopt;
  text.remove_prefix(kTokenPrefix.size());
  if (!IsUlid(text.substr(0, kUlidLength)) || text[kUlidLength] != '_') return std::nullopt;
  std::string body = DecodeBase32(text.substr(kUlidLength + 1));
  if (body.size() != kBodyBytes) return std::nullopt;
  TokenParts parts{std::string(text.substr(0, kUlidLength)), body.substr(0, kTokenSecretBytes)};
  if (!SameBytes(Checksum(parts), body.substr(kTokenSecretBytes))) return std::nullopt;
  return parts;
}

std::string TokenHash(const TokenParts& parts) { return HexHash(parts.id + parts.secret); }

}  // namespace setara
