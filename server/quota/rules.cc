#include "server/quota/rules.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "embedded/quota_rules.h"
#include "matcher/domain/table.h"

namespace setara::quota {
namespace {

constexpr std::pair<EmployerKind, std::string_view> kKindWords[] = {
    {EmployerKind::kNationalGovernment, "national-government"},
    {EmployerKind::kRegionalGovernment, "regional-government"},
    {EmployerKind::kBumn, "bumn"},
    {EmployerKind::kBumd, "bumd"},
    {EmployerKind::kPrivate, "private"},
};

absl::StatusOr<int64_t> ParseCount(std::string_view column, std::string_view text) {
  int64_t value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) {
    return absl::InvalidArgumentError(std::string(column) + " is not a whole number");
  }
  return value;
}

absl::StatusOr<std::vector<EmployerKind>> ParseKinds(std::string_view text) {
  std::vector<EmployerKind> kinds;
  for (std::string_view word : Split(text, ',')) {
    absl::StatusOr<EmployerKind> kind = ParseKindWord(word);
    if (!kind.ok()) return kind.status();
    kinds.push_back(*kind);
  }
  if (kinds.empty()) return absl::InvalidArgumentError("kinds is empty");
  return kinds;
}

// Sets formula and basis points from the three columns that describe the figure.
absl::Status ParseFigure(std::string_view points, std::string_view formula,
                         std::string_view rounding, Rule& rule) {
  if (formula.empty() && rounding == "ceiling") {
    absl::StatusOr<int64_t> value = ParseCount("basis_points", points);
    if (!value.ok()) return value.status();
    if (*value < 1 || *value > 10'000) {
      return absl::InvalidArgumentError("basis_points is not in 1 to 10000");
    }
    rule.basis_points = *value;
    rule.formula = Formula::kBasisPoints;
    return absl::OkStatus();
  }
  if (!points.empty()) {
    return absl::InvalidArgumentError("basis_points and formula exclude each other");
  }
  if (formula == "floor_per_100" && rounding == "floor") {
    rule.formula = Formula::kFloorPer100;
  } else if (formula == "not_computed" && rounding.empty()) {
    rule.formula = Formula::kNotComputed;
  } else {
    return absl::InvalidArgumentError("formula and rounding do not belong together");
  }
  return absl::OkStatus();
}

absl::Status ParsePeriod(std::string_view from, std::string_view until, Rule& rule) {
  absl::StatusOr<Date> first = ParseDate(from);
  if (!first.ok()) return first.status();
  rule.valid_from = *first;
  if (until.empty()) return absl::OkStatus();
  absl::StatusOr<Date> end = ParseDate(until);
  if (!end.ok()) return end.status();
  if (*end <= *first) return absl::InvalidArgumentError("valid_until is not after valid_from");
  rule.valid_until = *end;
  return absl::OkStatus();
}

absl::StatusOr<Rule> ParseRule(const Table::Row& row) {
  Rule rule;
  rule.id = row[0];
  rule.legal_basis = row[1];
  rule.region_code = row[3];
  rule.note = row[12];
  if (rule.id.empty() || rule.legal_basis.empty()) {
    return absl::InvalidArgumentError("id or legal_basis is empty");
  }
  absl::StatusOr<std::vector<EmployerKind>> kinds = ParseKinds(row[2]);
  if (!kinds.ok()) return kinds.status();
  rule.kinds = *std::move(kinds);
  if (absl::Status figure = ParseFigure(row[4], row[5], row[6], rule); !figure.ok()) return figure;
  absl::StatusOr<int64_t> minimum = ParseCount("min_headcount", row[7]);
  if (!minimum.ok()) return minimum.status();
  rule.min_headcount = *minimum;
  absl::StatusOr<int64_t> practice = ParseCount("practice_minimum", row[8]);
  if (!practice.ok()) return practice.status();
  rule.practice_minimum = *practice;
  if (absl::Status period = ParsePeriod(row[9], row[10], rule); !period.ok()) return period;
  if (row[11] != "verified" && row[11] != "unverified") {
    return absl::InvalidArgumentError("status_mark is neither verified nor unverified");
  }
  rule.verified = row[11] == "verified";
  return rule;
}

bool Overlap(const Rule& a, const Rule& b) {
  return (!b.valid_until || a.valid_from < *b.valid_until) &&
         (!a.valid_until || b.valid_from < *a.valid_until);
}

// The statute of a kind must be one on any day: nothing else could decide between two.
absl::Status CheckTogether(const std::vector<Rule>& rules, const Rule& added) {
  for (const Rule& rule : rules) {
    if (rule.id == added.id) return absl::InvalidArgumentError("the id is used twice");
    if (!rule.region_code.empty() || !added.region_code.empty() || !Overlap(rule, added)) continue;
    for (EmployerKind kind : added.kinds) {
      if (rule.AppliesTo(kind)) {
        return absl::InvalidArgumentError("overlaps the nation-wide rule " + rule.id);
      }
    }
  }
  return absl::OkStatus();
}

// 1234567 -> "1.234.567".
std::string Grouped(int64_t value) {
  std::string digits = std::to_string(value);
  for (int place = static_cast<int>(digits.size()) - 3; place > 0; place -= 3) {
    digits.insert(static_cast<size_t>(place), ".");
  }
  return digits;
}

// `ten_thousandths` as an exact decimal with a comma, at least `places` (0-4) decimals.
std::string Decimal(int64_t ten_thousandths, size_t places) {
  std::string fraction = std::to_string(10'000 + ten_thousandths % 10'000).substr(1);
  while (fraction.size() > places && fraction.back() == '0') fraction.pop_back();
  return Grouped(ten_thousandths / 10'000) + (fraction.empty() ? "" : "," + fraction);
}

}  // namespace

bool Rule::AppliesTo(EmployerKind kind) const {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool Rule::InForceOn(Date date) const {
  return valid_from <= date && (!valid_until || date < *valid_until);
}

std::optional<int64_t> Required(const Rule& rule, int64_t headcount) {
  if (rule.formula == Formula::kNotComputed) return std::nullopt;
  if (headcount < rule.min_headcount) return 0;
  if (rule.formula == Formula::kFloorPer100) return headcount / 100;
  return (headcount * rule.basis_points + 9'999) / 10'000;
}

std::optional<int64_t> RequiredRoundedDown(const Rule& rule, int64_t headcount) {
  if (rule.formula != Formula::kBasisPoints) return Required(rule, headcount);
  if (headcount < rule.min_headcount) return 0;
  return headcount * rule.basis_points / 10'000;
}

std::string SpelledSum(const Rule& rule, int64_t headcount) {
  std::optional<int64_t> required = Required(rule, headcount);
  if (!required.has_value()) return "";
  if (headcount < rule.min_headcount) {
    return Grouped(headcount) + " < " + Grouped(rule.min_headcount) + " → 0";
  }
  if (rule.formula == Formula::kFloorPer100) {
    return Grouped(headcount) + " ÷ 100 = " + Decimal(headcount * 100, 2) + " → " +
           Grouped(*required) + (headcount % 100 == 0 ? "" : " (setiap 100 pekerja penuh)");
  }
  int64_t product = headcount * rule.basis_points;
  return Decimal(rule.basis_points * 100, 0) + "% × " + Grouped(headcount) + " = " +
         Decimal(product, 2) + " → " + Grouped(*required) +
         (product % 10'000 == 0 ? "" : " (pembulatan ke atas: tafsir)");
}

std::string FormulaWords(const Rule& rule) {
  switch (rule.formula) {
    case Formula::kBasisPoints:
      return "paling sedikit " + Decimal(rule.basis_points * 100, 0) +
             "% dari jumlah pegawai atau pekerja, dibulatkan ke atas (tafsir)";
    case Formula::kFloorPer100:
      return "paling sedikit 1 untuk setiap 100 pekerja penuh";
    case Formula::kNotComputed:
      return "angka tidak terbaca: dikutip, tidak dihitung";
  }
  return "";
}

bool InRegion(std::string_view code, std::string_view region) {
  return region.empty() ||
         (code.starts_with(region) && (code.size() == region.size() || code[region.size()] == '.'));
}

absl::StatusOr<Rules> Rules::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table = Table::Parse(
      name, tsv,
      {"id", "legal_basis", "kinds", "region", "basis_points", "formula", "rounding",
       "min_headcount", "practice_minimum", "valid_from", "valid_until", "status_mark", "note"});
  if (!table.ok()) return table.status();
  Rules rules;
  for (const Table::Row& row : table->rows()) {
    absl::StatusOr<Rule> rule = ParseRule(row);
    absl::Status status = rule.ok() ? CheckTogether(rules.rules_, *rule) : rule.status();
    if (!status.ok()) {
      return absl::InvalidArgumentError(std::string(name) + ": " + std::string(row[0]) + ": " +
                                        std::string(status.message()));
    }
    rules.rules_.push_back(*std::move(rule));
  }
  rules.FindBorders();
  return rules;
}

absl::StatusOr<Rules> Rules::Of(std::vector<Rule> list) {
  Rules rules;
  for (Rule& rule : list) {
    absl::Status status = CheckTogether(rules.rules_, rule);
    if (!status.ok()) {
      return absl::InvalidArgumentError(rule.id + ": " + std::string(status.message()));
    }
    rules.rules_.push_back(std::move(rule));
  }
  rules.FindBorders();
  return rules;
}

void Rules::FindBorders() {
  for (const Rule& rule : rules_) {
    borders_.push_back(rule.valid_from);
    if (rule.valid_until) borders_.push_back(*rule.valid_until);
  }
  std::sort(borders_.begin(), borders_.end());
  borders_.erase(std::unique(borders_.begin(), borders_.end()), borders_.end());
}

const Rules& Rules::Get() {
  static const Rules* const rules = [] {
    absl::StatusOr<Rules> parsed = Parse("rules.tsv", embedded::quota_rules());
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
      std::abort();  // a damaged program: no figure of it could be trusted
    }
    return new Rules(*std::move(parsed));
  }();
  return *rules;
}

const Rule* Rules::Find(std::string_view id) const {
  for (const Rule& rule : rules_) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

const Rule* Rules::Statute(EmployerKind kind, Date date) const {
  for (const Rule& rule : rules_) {
    if (rule.region_code.empty() && rule.InForceOn(date) && rule.AppliesTo(kind)) return &rule;
  }
  return nullptr;
}

RulesInForce Rules::InForce(EmployerKind kind, std::string_view seat, Date date) const {
  RulesInForce in_force{.statute = Statute(kind, date), .regional = {}};
  for (const Rule& rule : rules_) {
    if (!rule.region_code.empty() && InRegion(seat, rule.region_code) && rule.InForceOn(date) &&
        rule.AppliesTo(kind)) {
      in_force.regional.push_back(&rule);
    }
  }
  return in_force;
}

std::string_view KindWord(EmployerKind kind) {
  for (const auto& [value, word] : kKindWords) {
    if (value == kind) return word;
  }
  return "unknown";
}

absl::StatusOr<EmployerKind> ParseKindWord(std::string_view word) {
  for (const auto& [value, known] : kKindWords) {
    if (known == word) return value;
  }
  return absl::InvalidArgumentError("unknown employer kind \"" + std::string(word) + "\"");
}

}  // namespace setara::quota
