// 32 bytes that nobody may see: wiped when they go out of scope, moved but never copied.
#pragma once

#include <array>
#include <cstddef>

namespace setara {

class Secret {
 public:
  static constexpr size_t kBytes = 32;

  Secret() = default;
  ~Secret();
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;

  unsigned char* data() { return bytes_.data(); }
  const unsigned char* data() const { return bytes_.data(); }

 private:
  std::array<unsigned char, kBytes> bytes_{};
};

}  // namespace setara
