// The stock quotas of workers with disabilities as dated data (rules.tsv), and the arithmetic of
// one rule. Integers only: nothing here is decided from a rounded percentage.
//
// Pure values, no I/O; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"
#include "matcher/domain/limits.h"

namespace setara::quota {

// The arithmetic is exact up to it.
inline constexpr int64_t kMaxHeadcount = limits::kWorkers;

enum class Formula : uint8_t {
  kBasisPoints,  // headcount * basis_points / 10000, rounded up
  kFloorPer100,  // one for each full hundred (UU 4/1997)
  kNotComputed,  // the figure was not read: the rule is cited, never computed
};

struct Rule {
  std::string id;           // "N16P"
  std::string legal_basis;  // as cited in letters, Indonesian
  std::vector<EmployerKind> kinds;
  std::string region_code;  // "" nation-wide: a statute; else a regional rule, "33.72"
  Formula formula = Formula::kBasisPoints;
  int64_t basis_points = 0;      // 1/100 percent; 0 unless kBasisPoints
  int64_t min_headcount = 0;     // below it nothing is due, by the rule's own text
  int64_t practice_minimum = 0;  // practice, not law: only ever a flag
  Date valid_from{};
  std::optional<Date> valid_until;  // half-open; absent: still in force
  bool verified = false;            // the source itself was read
  std::string note;                 // Indonesian

  bool AppliesTo(EmployerKind kind) const;
  bool InForceOn(Date date) const;
};

// Fewest workers with disabilities due under `rule`; absent for kNotComputed.
// headcount: persons, not FTE, 0 to kMaxHeadcount.
// Rounds up: our default, the statute is silent on rounding. UU 8/2016 art. 53(1)-(2); UU 4/1997
// art. 14 counts full hundreds.
std::optional<int64_t> Required(const Rule& rule, int64_t headcount);

// The same rounded down: a reading officials may hold, shown beside and never decisive.
std::optional<int64_t> RequiredRoundedDown(const Rule& rule, int64_t headcount);

// The sum as a letter spells it, Indonesian: "2% × 350 = 7,00 → 7"; where rounding changed the
// figure it names that as a reading. "" for kNotComputed.
std::string SpelledSum(const Rule& rule, int64_t headcount);

// The rule's formula in words, Indonesian.
std::string FormulaWords(const Rule& rule);

// Whether `code` is `region` or lies in it: "33.72" is in "33"; every code is in "".
bool InRegion(std::string_view code, std::string_view region);

// What applies to one employer on one day. The statute decides; regional rules stand beside it.
struct RulesInForce {
  const Rule* statute = nullptr;  // absent: no nation-wide rule reaches this kind on that day
  std::vector<const Rule*> regional;
};

class Rules {
 public:
  // The rules that ship with the program. Lives as long as the process.
  static const Rules& Get();

  // InvalidArgument: an id used twice, two statutes for one kind on one day.
  static absl::StatusOr<Rules> Of(std::vector<Rule> rules);
  // InvalidArgument with the line's id: an unknown kind, formula, rounding or mark, a number that
  // is not one, an empty period, and as Of.
  static absl::StatusOr<Rules> Parse(std::string_view name, std::string_view tsv);

  const std::vector<Rule>& all() const { return rules_; }
  const Rule* Find(std::string_view id) const;  // nullptr: no such rule

  const Rule* Statute(EmployerKind kind, Date date) const;  // nullptr: none in force
  // seat: region code of the registered seat, "" when not known (then no regional rule applies).
  RulesInForce InForce(EmployerKind kind, std::string_view seat, Date date) const;
  // The days on which a rule begins or ends, ascending, each once.
  const std::vector<Date>& borders() const { return borders_; }

 private:
  void FindBorders();

  std::vector<Rule> rules_;
  std::vector<Date> borders_;
};

// "private", "bumn", "bumd", "national-government", "regional-government": the words of the table
// and of the command line. "unknown" for kUnknown.
std::string_view KindWord(EmployerKind kind);
// InvalidArgument for any other word, "unknown" included.
absl::StatusOr<EmployerKind> ParseKindWord(std::string_view word);

}  // namespace setara::quota
