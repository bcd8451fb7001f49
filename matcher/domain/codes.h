// The closed code lists that every part shares: the 32 functions (F01-F32), 10 work contexts
// (E1-E10), 60 accommodations (A01-A60), 14 communication modes (M01-M14) and 28 licences
// (L01-L28). Labels, law and levels are data (matcher/vocabulary, matcher/reference); here are only
// the identities and their spelling.
//
// A code is a small number from 0, so that sets of codes are bit sets. Everything here is a pure
// value: thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <bit>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace setara {

// One code of a closed list. `Spec` gives the letter, the count and the number of digits.
template <typename Spec>
class Code {
 public:
  static constexpr int kCount = Spec::kCount;

  constexpr Code() = default;
  // index: 0 <= index < kCount; F01 has index 0.
  constexpr explicit Code(int index) : index_(static_cast<uint8_t>(index)) {}

  constexpr int index() const { return index_; }
  constexpr auto operator<=>(const Code&) const = default;

 private:
  uint8_t index_ = 0;
};

struct FunctionSpec {
  static constexpr char kLetter = 'F';
  static constexpr int kCount = 32;
  static constexpr int kDigits = 2;
  static constexpr const char* kNoun = "function";
};
struct ContextSpec {
  static constexpr char kLetter = 'E';
  static constexpr int kCount = 10;
  static constexpr int kDigits = 1;
  static constexpr const char* kNoun = "work context";
};
struct AccommodationSpec {
  static constexpr char kLetter = 'A';
  static constexpr int kCount = 60;
  static constexpr int kDigits = 2;
  static constexpr const char* kNoun = "accommodation";
};
struct ModeSpec {
  static constexpr char kLetter = 'M';
  static constexpr int kCount = 14;
  static constexpr int kDigits = 2;
  static constexpr const char* kNoun = "communication mode";
};
struct LicenceSpec {
  static constexpr char kLetter = 'L';
  static constexpr int kCount = 28;
  static constexpr int kDigits = 2;
  static constexpr const char* kNoun = "licence";
};

using FunctionId = Code<FunctionSpec>;
using ContextId = Code<ContextSpec>;
using AccommodationId = Code<AccommodationSpec>;
using ModeId = Code<ModeSpec>;
using LicenceId = Code<LicenceSpec>;

// "F04" for the fourth function, "E10" for the tenth context.
template <typename Spec>
std::string ToString(Code<Spec> code);

// Reads exactly the spelling of ToString. InvalidArgument names the code and the valid range.
template <typename Spec>
absl::StatusOr<Code<Spec>> ParseCode(std::string_view text);

absl::StatusOr<FunctionId> ParseFunction(std::string_view text);
absl::StatusOr<ContextId> ParseContext(std::string_view text);
absl::StatusOr<AccommodationId> ParseAccommodation(std::string_view text);
absl::StatusOr<ModeId> ParseMode(std::string_view text);
absl::StatusOr<LicenceId> ParseLicence(std::string_view text);

// A set of codes of one list, as bits by index.
template <typename Id>
class CodeSet {
 public:
  constexpr CodeSet() = default;
  constexpr explicit CodeSet(uint64_t bits) : bits_(bits) {}

  constexpr bool contains(Id id) const { return (bits_ >> id.index()) & 1; }
  constexpr void insert(Id id) { bits_ |= uint64_t{1} << id.index(); }
  constexpr void erase(Id id) { bits_ &= ~(uint64_t{1} << id.index()); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int size() const { return std::popcount(bits_); }
  constexpr uint64_t bits() const { return bits_; }
  constexpr bool operator==(const CodeSet&) const = default;

  friend constexpr CodeSet operator|(CodeSet a, CodeSet b) { return CodeSet(a.bits_ | b.bits_); }
  friend constexpr CodeSet operator&(CodeSet a, CodeSet b) { return CodeSet(a.bits_ & b.bits_); }
  friend constexpr CodeSet operator-(CodeSet a, CodeSet b) { return CodeSet(a.bits_ & ~b.bits_); }

  // Calls `visit(Id)` for each member in ascending order.
  template <typename Visit>
  constexpr void ForEach(Visit&& visit) const {
    for (uint64_t rest = bits_; rest != 0; rest &= rest - 1) visit(Id(std::countr_zero(rest)));
  }

 private:
  uint64_t bits_ = 0;
};

using ContextSet = CodeSet<ContextId>;
using FunctionSet = CodeSet<FunctionId>;
using AccommodationSet = CodeSet<AccommodationId>;
using ModeSet = CodeSet<ModeId>;
using LicenceSet = CodeSet<LicenceId>;

}  // namespace setara
