#include "server/access/visibility.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "embedded/access_purposes.h"
#include "embedded/access_visibility.h"
#include "matcher/domain/table.h"

namespace setara {
namespace {

using Row = std::array<Visibility, v1::Role_ARRAYSIZE>;
using Grid = std::array<Row, v1::DataClass_ARRAYSIZE>;

[[noreturn]] void Damaged(const std::string& where, const char* what) {
  std::fprintf(stderr, "access tables: %s: %s\n", where.c_str(), what);
  std::abort();
}

// "case_manager" is ROLE_CASE_MANAGER.
std::optional<v1::Role> ParseRole(std::string_view word) {
  std::string name = "ROLE_";
  for (char c : word) name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  v1::Role role;
  if (!v1::Role_Parse(name, &role)) return std::nullopt;
  return role;
}

std::vector<std::string> RoleColumns() {
  return {"anyone",
          "seeker",
          "counselor",
          "case_manager",
          "supervisor",
          "employer_staff",
          "compliance_officer",
          "administrator",
          "data_protection_officer"};
}

std::optional<Visibility> ParseCell(std::string_view cell) {
  using Read = Visibility::Read;
  if (cell.empty()) return Visibility{};
  if (cell == "R") return Visibility{Read::kAlways, false};
  if (cell == "W") return Visibility{Read::kAlways, true};
  if (cell == "M") return Visibility{Read::kMasked, false};
  if (cell == "WM") return Visibility{Read::kMasked, true};
  if (cell == "I") return Visibility{Read::kNever, true};
  if (cell == "A") return Visibility{Read::kWithQuotaAgreement, true};
  if (cell == "Q") return Visibility{Read::kWithQuotaAgreement, false};
  if (cell == "C") return Visibility{Read::kWithConsent, false};
  return std::nullopt;
}

Grid ReadGrid() {
  std::vector<std::string> columns = RoleColumns();
  std::vector<std::string> all = {"data_class"};
  all.insert(all.end(), columns.begin(), columns.end());
  absl::StatusOr<Table> table = Table::Parse("visibility", embedded::access_visibility(), all);
  if (!table.ok()) Damaged("visibility", std::string(table.status().message()).c_str());
  Grid grid{};
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    v1::DataClass data_class;
    if (!v1::DataClass_Parse("DATA_CLASS_" + std::string(row[0]), &data_class)) {
      Damaged(table->Where(i), "no such data_class");
    }
    for (size_t column = 0; column < columns.size(); ++column) {
      std::optional<v1::Role> role = ParseRole(columns[column]);
      std::optional<Visibility> cell = ParseCell(row[column + 1]);
      if (!role || !cell) Damaged(table->Where(i), "an unknown letter");
      grid[static_cast<size_t>(data_class)][static_cast<size_t>(*role)] = *cell;
    }
  }
  return grid;
}

std::vector<Purpose> ReadPurposes() {
  absl::StatusOr<Table> table = Table::Parse("purposes", embedded::access_purposes(),
                                             {"code", "roles", "label_id", "label_en"});
  if (!table.ok()) Damaged("purposes", std::string(table.status().message()).c_str());
  std::vector<Purpose> purposes;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    const Table::Row& row = table->rows()[i];
    Purpose purpose{row[0], row[2], row[3], {}};
    for (std::string_view word : Split(row[1], ',')) {
      std::optional<v1::Role> role = ParseRole(word);
      if (!role) Damaged(table->Where(i), "no such role");
      purpose.roles.push_back(*role);
    }
    purposes.push_back(std::move(purpose));
  }
  return purposes;
}

}  // namespace

const Visibility& VisibilityOf(v1::Role role, v1::DataClass data_class) {
  static const Grid& grid = *new Grid(ReadGrid());
  static const Visibility& nothing = *new Visibility();
  if (!v1::Role_IsValid(role) || !v1::DataClass_IsValid(data_class)) return nothing;
  return grid[static_cast<size_t>(data_class)][static_cast<size_t>(role)];
}

std::string Masked(std::string_view text) {
  constexpr size_t kShown = 4;
  size_t hidden = text.size() > kShown ? text.size() - kShown : text.size();
  return std::string(hidden, '*') + std::string(text.substr(hidden));
}

const std::vector<Purpose>& Purposes() {
  static const std::vector<Purpose>& purposes = *new std::vector<Purpose>(ReadPurposes());
  return purposes;
}

bool MayState(v1::Role role, std::string_view purpose) {
  const std::vector<Purpose>& all = Purposes();
  auto found = std::find_if(all.begin(), all.end(),
                            [&](const Purpose& known) { return known.code == purpose; });
  return found != all.end() &&
         std::find(found->roles.begin(), found->roles.end(), role) != found->roles.end();
}

std::string PurposesOf(v1::Role role) {
  std::string list;
  for (const Purpose& purpose : Purposes()) {
    if (!MayState(role, purpose.code)) continue;
    if (!list.empty()) list += ", ";
    list += purpose.code;
  }
  return list;
}

}  // namespace setara
