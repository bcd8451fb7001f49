#include "server/store/ulid.h"

#include <sys/random.h>

#include <cstdint>
#include <cstdlib>

namespace setara {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// The 128 bits of an id, most significant first.
struct Bits {
  uint64_t high = 0;
  uint64_t low = 0;

  bool operator>(const Bits& other) const {
    return high != other.high ? high > other.high : low > other.low;
  }
};

void FillRandom(void* bytes, size_t size) {
  // At most 256 bytes are never interrupted and never short once the pool is seeded.
  if (getrandom(bytes, size, 0) != static_cast<ssize_t>(size)) std::abort();
}

std::string Encode(Bits bits) {
  std::string text(kUlidLength, '0');
  for (int i = kUlidLength - 1; i >= 0; --i) {
    text[static_cast<size_t>(i)] = kDigits[bits.low & 31];
    bits.low = (bits.low >> 5) | (bits.high << 59);
    bits.high >>= 5;
  }
  return text;
}

Bits Decode(std::string_view text) {
  Bits bits;
  for (char c : text) {
    bits.high = (bits.high << 5) | (bits.low >> 59);
    bits.low = (bits.low << 5) | kDigits.find(c);
  }
  return bits;
}

}  // namespace

bool IsUlid(std::string_view text) {
  // 26 digits hold 130 bits: the first digit has only three.
  return text.size() == kUlidLength && text[0] <= '7' &&
         text.find_first_not_of(kDigits) == std::string_view::npos;
}

std::string NextUlid(std::string_view last, Instant now) {
  struct {
    uint64_t low;
    uint32_t step;
    uint16_t high;
  } random;
  FillRandom(&random, sizeof random);
  auto ms = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch()).count();
  Bits next{static_cast<uint64_t>(ms) << 16 | random.high, random.low};
  if (!last.empty()) {
    Bits before = Decode(last);
    if (!(next > before)) {
      next = before;
      next.low += uint64_t{random.step} + 1;
      if (next.low < before.low) ++next.high;
    }
  }
  return Encode(next);
}

}  // namespace setara
