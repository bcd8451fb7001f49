// Regular expressions that take time linear in the text, whatever the text: RE2, and nothing else
// of it leaves this file pair. Case never matters; matches are leftmost and longest.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

// One expression. Immutable; thread-safe.
class Pattern {
 public:
  // InvalidArgument: what is wrong with the expression.
  static absl::StatusOr<Pattern> Compile(const std::string& expression);

  // Calls `visit` with each match, [begin, end) in bytes of `text`, apart from each other and
  // ascending: of the first bracketed group where there is one, else of the whole. Empty matches,
  // and those that end inside a number ("usia maks 25" of "usia maks 250"), are passed over.
  void ForEach(std::string_view text,
               const std::function<void(size_t begin, size_t end)>& visit) const;
  bool Occurs(std::string_view text) const;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// Which of many expressions occur in a text, in one pass over it. Immutable; thread-safe.
class PatternSet {
 public:
  static absl::StatusOr<PatternSet> Compile(const std::vector<std::string>& expressions);

  // Positions in the list that was compiled, ascending.
  std::vector<int> Occurring(std::string_view text) const;

 private:
  struct Compiled;
  explicit PatternSet(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace setara
