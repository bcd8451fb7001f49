#include "server/placement/targets.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "embedded/placement_targets.h"
#include "matcher/domain/table.h"

namespace setara::placement {
namespace {

absl::StatusOr<std::optional<int64_t>> ParseCount(std::string_view text) {
  if (text.empty()) return std::optional<int64_t>();
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) {
    return absl::InvalidArgumentError("a number of people is none");
  }
  return std::optional<int64_t>(number);
}

absl::StatusOr<NationalFigure> ParseFigure(const Table::Row& row) {
  NationalFigure figure;
  if (row[0] != "target" && row[0] != "count") {
    return absl::InvalidArgumentError("kind is neither target nor count");
  }
  figure.is_target = row[0] == "target";
  absl::StatusOr<Date> from = ParseDate(row[1]);
  if (!from.ok()) return from.status();
  figure.from = *from;
  if (figure.is_target == row[2].empty()) {
    return absl::InvalidArgumentError("a target has an end, a count has none");
  }
  if (figure.is_target) {
    absl::StatusOr<Date> until = ParseDate(row[2]);
    if (!until.ok()) return until.status();
    if (*until <= *from) return absl::InvalidArgumentError("the end is not after the start");
    figure.until = *until;
  }
  absl::StatusOr<std::optional<int64_t>> people = ParseCount(row[3]);
  absl::StatusOr<std::optional<int64_t>> non_wage = ParseCount(row[4]);
  if (!people.ok() || !non_wage.ok()) return people.ok() ? non_wage.status() : people.status();
  figure.people = people->value_or(0);
  figure.non_wage = *non_wage;
  if (figure.people == 0 || figure.non_wage.value_or(0) > figure.people) {
    return absl::InvalidArgumentError("people is missing, or fewer than those of BPU");
  }
  if (row[5] != "verified" && row[5] != "unverified") {
    return absl::InvalidArgumentError("mark is neither verified nor unverified");
  }
  if (row[6].empty()) return absl::InvalidArgumentError("the source is missing");
  figure.verified = row[5] == "verified";
  figure.source = row[6];
  return figure;
}

bool Overlap(const NationalFigure& a, const NationalFigure& b) {
  return a.is_target && b.is_target && a.from < *b.until && b.from < *a.until;
}

}  // namespace

absl::StatusOr<NationalFigures> NationalFigures::Parse(std::string_view name,
                                                       std::string_view tsv) {
  absl::StatusOr<Table> table =
      Table::Parse(name, tsv, {"kind", "from", "until", "people", "non_wage", "mark", "source"});
  if (!table.ok()) return table.status();
  NationalFigures figures;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<NationalFigure> figure = ParseFigure(table->rows()[i]);
    for (const NationalFigure& known : figures.figures_) {
      if (!figure.ok() || !Overlap(known, *figure)) continue;
      figure = absl::InvalidArgumentError("two targets hold on the same day");
    }
    if (!figure.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " +
                                        std::string(figure.status().message()));
    }
    figures.figures_.push_back(*std::move(figure));
  }
  return figures;
}

const NationalFigures& NationalFigures::Get() {
  static const NationalFigures* const figures = [] {
    absl::StatusOr<NationalFigures> parsed = Parse("targets.tsv", embedded::placement_targets());
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
      std::abort();  // a damaged program: no figure of it could be trusted
    }
    return new NationalFigures(*std::move(parsed));
  }();
  return *figures;
}

const NationalFigure* NationalFigures::TargetOn(Date on) const {
  for (const NationalFigure& figure : figures_) {
    if (figure.is_target && figure.from <= on && on < *figure.until) return &figure;
  }
  return nullptr;
}

const NationalFigure* NationalFigures::LastCountBy(Date on) const {
  const NationalFigure* last = nullptr;
  for (const NationalFigure& figure : figures_) {
    if (figure.is_target || figure.from > on) continue;
    if (last == nullptr || last->from < figure.from) last = &figure;
  }
  return last;
}

}  // namespace setara::placement
