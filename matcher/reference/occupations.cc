#include "matcher/reference/occupations.h"

#include <algorithm>

#include "embedded/occupations.h"
#include "matcher/reference/words.h"

namespace setara {
namespace {

constexpr std::string_view kTable = "occupations.tsv";

bool Before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

Occupations::Occupations() {
  const Table table =
      LoadEmbedded(kTable, embedded::occupations(), {"code", "title_id", "title_en"});
  for (const Table::Row& row : table.rows()) {
    Occupation group;
    group.code = row[0];
    group.title_id = row[1];
    group.title_en = row[2];
    groups_.push_back(group);
  }
  std::sort(groups_.begin(), groups_.end(),
            [](const Occupation& a, const Occupation& b) { return Before(a.code, b.code); });
  for (size_t i = 0; i < groups_.size(); ++i) {
    Occupation& group = groups_[i];
    group.index = static_cast<uint16_t>(i);
    group.parent = group.index;
    if (group.code.size() == 1) continue;
    const auto parent = Find(group.code.substr(0, group.code.size() - 1));
    if (!parent.ok()) BadEmbedded(kTable, "group without a parent: " + std::string(group.code));
    group.parent = (*parent)->index;
    Occupation& above = groups_[group.parent];
    if (above.child_count++ == 0) above.first_child = group.index;
  }
}

const Occupations& Occupations::Get() {
  static const Occupations& occupations = *new Occupations();
  return occupations;
}

absl::StatusOr<const Occupation*> Occupations::Find(std::string_view code) const {
  const auto found = std::lower_bound(
      groups_.begin(), groups_.end(), code,
      [](const Occupation& group, std::string_view wanted) { return Before(group.code, wanted); });
  if (found != groups_.end() && found->code == code) return &*found;
  return absl::InvalidArgumentError(
      "unknown occupation code: expected 1 to 4 digits of ISCO-08 (KBJI 2014), such as 2512");
}

std::span<const Occupation> Occupations::Children(const Occupation& group) const {
  return all().subspan(group.first_child, group.child_count);
}

std::vector<const Occupation*> Occupations::Ancestors(const Occupation& group) const {
  std::vector<const Occupation*> path = {&group};
  while (path.back()->parent != path.back()->index) path.push_back(&at(path.back()->parent));
  return path;
}

bool Occupations::Contains(std::string_view tree, std::string_view code) {
  return code.starts_with(tree);
}

int Occupations::CommonDigits(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<int>(differ.first - a.begin());
}

}  // namespace setara
