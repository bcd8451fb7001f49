// Finding the record that a person may have already.
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr int kLikelyLimit = 20;

absl::StatusOr<std::vector<RecordKey>> ReadKeys(Statement& query) {
  std::vector<RecordKey> keys;
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok()) return row.status();
    if (!*row) return keys;
    keys.push_back({query.Int(0), query.Text(1)});
  }
}

}  // namespace

std::string NameKey(std::string_view full_name) {
  std::string key;
  for (char c : full_name) {
    bool upper = c >= 'A' && c <= 'Z';
    bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (kept) {
      key += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (c != '\'' && !key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

absl::StatusOr<std::vector<RecordKey>> FindSeekersByNik(Connection& db, std::string_view nik) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT r.row, r.id FROM seeker_identities i JOIN records r ON r.row = i.row "
      "WHERE i.nik = $1 AND i.nik <> '' ORDER BY r.row");
  if (!query.ok()) return query.status();
  return ReadKeys(query->Bind(1, nik));
}

absl::StatusOr<std::vector<RecordKey>> FindLikelySeekers(Connection& db, std::string_view full_name,
                                                         const std::optional<Date>& birth_date) {
  const std::string sql =
      std::string(
          "SELECT r.row, r.id FROM seeker_identities i JOIN records r ON r.row = i.row "
          "WHERE i.name_key = $1") +
      (birth_date.has_value() ? " AND (i.birth_date = $3 OR i.birth_date IS NULL)" : "") +
      " ORDER BY r.row LIMIT $2";
  absl::StatusOr<Statement> query = db.Prepare(sql);
  if (!query.ok()) return query.status();
  query->Bind(1, NameKey(full_name)).Bind(2, kLikelyLimit);
  if (birth_date.has_value()) query->Bind(3, int64_t{birth_date->time_since_epoch().count()});
  return ReadKeys(*query);
}

}  // namespace setara
