#include "server/store/disclosures.h"

#include "server/store/bitemporal.h"

namespace setara {

absl::Status RecordDisclosure(Connection& db, const Disclosure& disclosure) {
  absl::StatusOr<Statement> insert = db.Prepare(
      "INSERT INTO disclosures (seeker_row, employer_id, opening_id, consent_id, data_classes, at) "
      "VALUES ($1, $2, $3, $4, $5, $6)");
  if (!insert.ok()) return insert.status();
  return insert->Bind(1, disclosure.seeker_row)
      .Bind(2, disclosure.employer_id)
      .Bind(3, disclosure.opening_id)
      .Bind(4, disclosure.consent_id)
      .Bind(5, static_cast<int64_t>(disclosure.data_classes))
      .Bind(6, StoredInstant(disclosure.at))
      .Run();
}

absl::StatusOr<std::vector<Disclosure>> ListDisclosures(Connection& db, int64_t seeker_row,
                                                        const std::string& employer_id,
                                                        const std::string& opening_id,
                                                        int64_t after_entry, int limit) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT entry, employer_id, opening_id, consent_id, data_classes, at FROM disclosures "
      "WHERE seeker_row = $1 AND entry > $2 AND ($3 = '' OR employer_id = $3) "
      "AND ($4 = '' OR opening_id = $4) ORDER BY entry LIMIT $5");
  if (!query.ok()) return query.status();
  query->Bind(1, seeker_row).Bind(2, after_entry).Bind(3, employer_id).Bind(4, opening_id);
  query->Bind(5, int64_t{limit});
  std::vector<Disclosure> disclosures;
  while (true) {
    absl::StatusOr<bool> row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return disclosures;
    disclosures.push_back({query->Int(0), seeker_row, query->Text(1), query->Text(2),
                           query->Text(3), static_cast<uint32_t>(query->Int(4)),
                           InstantFromStored(query->Int(5))});
  }
}

}  // namespace setara
