// The occupation groups of ISCO-08, which KBJI 2014 shares down to four digits: major groups ("2"),
// sub-major ("25"), minor ("251") and unit groups ("2512"). One immutable table, built at first
// use. Thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace setara {

struct Occupation {
  uint16_t index = 0;     // position in the table: by length of code, then by code; never stored
  std::string_view code;  // 1 to 4 digits
  std::string_view title_id;
  std::string_view title_en;
  uint16_t parent = 0;  // index; a major group is its own parent
  uint16_t first_child = 0;
  uint16_t child_count = 0;
};

class Occupations {
 public:
  static const Occupations& Get();

  std::span<const Occupation> all() const { return groups_; }
  // index: 0 <= index < all().size().
  const Occupation& at(uint16_t index) const { return groups_[index]; }

  // InvalidArgument: no group has this code.
  absl::StatusOr<const Occupation*> Find(std::string_view code) const;

  std::span<const Occupation> Children(const Occupation& group) const;
  // From `group` itself up to its major group.
  std::vector<const Occupation*> Ancestors(const Occupation& group) const;

  // True when `code` is `tree` or lies in it. Both must be codes of the table.
  static bool Contains(std::string_view tree, std::string_view code);

  // How many leading digits two codes share, 0 to 4: how near two occupations are in the tree.
  static int CommonDigits(std::string_view a, std::string_view b);

 private:
  Occupations();

  std::vector<Occupation> groups_;
};

}  // namespace setara
