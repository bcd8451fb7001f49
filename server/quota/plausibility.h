// What looks wrong in the register of one employer: leavers still listed, evidence run out, double
// counting, figures that cannot be. A finding asks a person to look; it changes no figure.
//
// Rules have a name, a severity and words in plausibility.tsv. Pure values, no I/O; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/date.h"
#include "matcher/domain/employer.h"

namespace setara::quota {

enum class Severity : uint8_t { kNote = 1, kWarning = 2, kError = 3 };

struct PlausibilityRule {
  std::string_view id;  // "EVIDENCE_EXPIRED"
  Severity severity = Severity::kNote;
  std::string_view basis;    // an article, "practice" or "our default"
  std::string_view text_id;  // Indonesian, with {0} and {1}
  std::string_view text_en;
};

// All rules, in the order in which they are looked at.
std::span<const PlausibilityRule> PlausibilityRules();
// nullptr: no such rule.
const PlausibilityRule* FindPlausibilityRule(std::string_view id);

// Our defaults for what is far, soon and old.
struct PlausibilityLimits {
  int evidence_soon_days = 90;
  int stale_months = 13;      // as the flag STALE of a status
  int64_t jump_percent = 50;  // of the earlier figure, and
  int64_t jump_workers = 20;  // at least so many heads
  int contract_years = 5;
};

// Someone else who has the same number or person; found by whoever knows the other employers.
struct NumberClash {
  std::string field;  // "npp", "nib", "npwp"
  std::string site;   // code of the own site that has it; "" the employer itself
  std::string other;  // who else, to be shown: "employers/ID" or "employers/ID, site K2"
};
struct PersonClash {
  std::string source;  // of the record here
  std::string source_id;
  std::string other;
};

// Everything that is looked at. Reports by day.
struct RegisterFacts {
  Date day{};  // the day looked at
  // From this day on a new year's register is to hold: who left before it must not be listed in it.
  // Absent: who left is history and nothing is wrong with it.
  std::optional<Date> takeover_from;
  Employer employer;
  bool kbli_listed = true;  // false: the edition's list is at hand and does not have the code
  std::vector<HeadcountReport> reports;
  std::vector<EmploymentRecord> workers;
  std::vector<Site> sites;
  std::vector<NumberClash> numbers;
  std::vector<PersonClash> persons;
};

struct Finding {
  const PlausibilityRule* rule = nullptr;
  // What it is about; all empty: the employer as a whole.
  std::string field;          // "npp", "kbli_code", ...
  std::string worker_source;  // of an employment record
  std::string worker_source_id;
  std::string site;            // code
  std::optional<Date> report;  // day of a headcount report
  std::string text_id;         // filled in
  std::string text_en;
};

// By rule, then in the order of the facts.
std::vector<Finding> CheckPlausibility(const RegisterFacts& facts,
                                       const PlausibilityLimits& limits = {});

}  // namespace setara::quota
