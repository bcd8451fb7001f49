#include "matcher/domain/utf8.h"

#include <cstdint>
#include <cstring>

namespace setara {
namespace {

// Length of the well-formed sequence at the start of `bytes` (not empty), 0 when there is none.
// The second byte's range is what excludes overlong forms, surrogates and too large values
// (Unicode standard, table 3-7).
size_t SequenceLength(std::string_view bytes) {
  auto at = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  uint8_t first = at(0);
  if (first < 0x80) return first == 0 ? 0 : 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (bytes.size() < length) return 0;
  uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (at(1) < low || at(1) > high) return 0;
  for (size_t i = 2; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
  }
  return length;
}

// Length of the start of `bytes`, in steps of eight, that is plain ASCII without zeros: most text.
size_t PlainLength(std::string_view bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  size_t length = 0;
  for (; length + 8 <= bytes.size(); length += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + length, 8);
    // Borrows set the high bit of a zero byte; with high bits absent no other byte gets one first.
    if (((word | (word - kOnes)) & kHighs) != 0) break;
  }
  return length;
}

}  // namespace

bool IsText(std::string_view bytes) {
  bytes.remove_prefix(PlainLength(bytes));
  while (!bytes.empty()) {
    size_t length = SequenceLength(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

}  // namespace setara
