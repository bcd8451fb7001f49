#include "matcher/screening/pattern.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace setara {
namespace {

// Enough for the states that real texts lead to: what does not fit is met with a slower machine,
// linear too. Our default.
constexpr int64_t kPatternMemory = 8 << 20;
constexpr int64_t kSetMemory = 256 << 20;

RE2::Options OptionsWith(int64_t memory) {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_longest_match(true);
  options.set_log_errors(false);
  options.set_max_mem(memory);
  return options;
}

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "25" of "250" is another number.
bool CutsNumber(std::string_view text, size_t end) {
  return end < text.size() && end > 0 && IsDigit(text[end - 1]) && IsDigit(text[end]);
}

}  // namespace

struct Pattern::Compiled {
  explicit Compiled(const std::string& expression)
      : re(expression, OptionsWith(kPatternMemory)),
        group(std::min(re.NumberOfCapturingGroups(), 1)) {}

  RE2 re;
  int group;  // what the range is of
};

absl::StatusOr<Pattern> Pattern::Compile(const std::string& expression) {
  auto compiled = std::make_shared<const Compiled>(expression);
  if (!compiled->re.ok()) return absl::InvalidArgumentError(compiled->re.error());
  return Pattern(std::move(compiled));
}

void Pattern::ForEach(std::string_view text,
                      const std::function<void(size_t begin, size_t end)>& visit) const {
  re2::StringPiece found[2];
  for (size_t from = 0; from < text.size();) {
    if (!compiled_->re.Match(Piece(text), from, text.size(), RE2::UNANCHORED, found,
                             compiled_->group + 1)) {
      return;
    }
    const re2::StringPiece& range = found[compiled_->group];
    const auto begin = static_cast<size_t>(range.data() - text.data());
    const size_t end = begin + range.size();
    if (!range.empty() && !CutsNumber(text, end)) visit(begin, end);
    // The end of the range, not of the match: what follows the range may begin the next.
    from = std::max(end, from + 1);
  }
}

bool Pattern::Occurs(std::string_view text) const {
  return compiled_->re.Match(Piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

struct PatternSet::Compiled {
  Compiled() : set(OptionsWith(kSetMemory), RE2::UNANCHORED) {}
  RE2::Set set;
  int count = 0;
};

absl::StatusOr<PatternSet> PatternSet::Compile(const std::vector<std::string>& expressions) {
  auto compiled = std::make_shared<Compiled>();
  for (const std::string& expression : expressions) {
    std::string error;
    if (compiled->set.Add(expression, &error) < 0) return absl::InvalidArgumentError(error);
    ++compiled->count;
  }
  if (!compiled->set.Compile())
    return absl::ResourceExhaustedError("the expressions are too large");
  return PatternSet(std::move(compiled));
}

std::vector<int> PatternSet::Occurring(std::string_view text) const {
  std::vector<int> occurring;
  RE2::Set::ErrorInfo error;
  if (!compiled_->set.Match(Piece(text), &occurring, &error) &&
      error.kind == RE2::Set::kOutOfMemory) {
    occurring.clear();  // the caller tries each: all of them may
    for (int i = 0; i < compiled_->count; ++i) occurring.push_back(i);
  }
  std::sort(occurring.begin(), occurring.end());
  return occurring;
}

}  // namespace setara
