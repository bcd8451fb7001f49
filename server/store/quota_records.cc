#include "server/store/quota_records.h"

#include <map>
#include <string>
#include <utility>

#include "server/store/bitemporal.h"

namespace setara {
namespace {

// Numbers texts from 0 in the order met.
template <typename Key>
class Numbers {
 public:
  int Of(Key key) {
    return numbers_.emplace(std::move(key), static_cast<int>(numbers_.size())).first->second;
  }
  int count() const { return static_cast<int>(numbers_.size()); }
  const std::map<Key, int>& all() const { return numbers_; }

 private:
  std::map<Key, int> numbers_;
};

// Steps `query` to its end.
template <typename Take>
absl::Status ForEach(Statement& query, Take take) {
  while (true) {
    absl::StatusOr<bool> row = query.Step();
    if (!row.ok() || !*row) return row.status();
    take();
  }
}

absl::Status LoadTerms(Connection& db, int64_t employer_row, QuotaRecords& facts) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT valid_from, kind, seat_region_code, known_at FROM employer_terms "
      "WHERE employer_row = $1 ORDER BY known_at, entry");
  if (!query.ok()) return query.status();
  query->Bind(1, employer_row);
  return ForEach(*query, [&] {
    facts.terms.push_back({DateFromStored(query->Int(0)), static_cast<EmployerKind>(query->Int(1)),
                           query->Text(2), InstantFromStored(query->Int(3))});
  });
}

absl::Status LoadHeadcounts(Connection& db, int64_t employer_row, QuotaRecords& facts) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT valid_from, workers, workers_with_disabilities, retracted, source, known_at "
      "FROM headcounts WHERE employer_row = $1 ORDER BY known_at, entry");
  if (!query.ok()) return query.status();
  query->Bind(1, employer_row);
  return ForEach(*query, [&] {
    facts.headcounts.push_back(
        {{DateFromStored(query->Int(0)), query->Int(1), query->OptionalInt(2)},
         query->Int(3) != 0,
         query->Text(4),
         InstantFromStored(query->Int(5))});
  });
}

absl::Status LoadEmployment(Connection& db, int64_t employer_row, Numbers<std::string>& persons,
                            QuotaRecords& facts) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT x.source, x.source_id, x.employer_row, x.person_id, x.relation, x.valid_from, "
      "x.valid_until, x.evidence_from, x.evidence_until, x.agreed_on, x.exclude_reason, x.known_at "
      "FROM (SELECT DISTINCT source, source_id FROM employment WHERE employer_row = $1) k "
      "JOIN employment x ON x.source = k.source AND x.source_id = k.source_id "
      "ORDER BY x.known_at, x.entry");
  if (!query.ok()) return query.status();
  query->Bind(1, employer_row);
  Numbers<std::pair<std::string, std::string>> keys;
  absl::Status read = ForEach(*query, [&] {
    QuotaRecords::Employment record;
    record.key = keys.Of({query->Text(0), query->Text(1)});
    record.here = query->Int(2) == employer_row;
    record.person = persons.Of(query->Text(3));
    record.relation = static_cast<EmploymentRelation>(query->Int(4));
    record.valid_from = DateFromStored(query->Int(5));
    record.valid_until = DateFromStored(query->OptionalInt(6));
    record.evidence_from = DateFromStored(query->OptionalInt(7));
    record.evidence_until = DateFromStored(query->OptionalInt(8));
    record.agreed_on = DateFromStored(query->OptionalInt(9));
    record.excluded = !query->TextView(10).empty();
    record.known_at = InstantFromStored(query->Int(11));
    facts.employment.push_back(record);
  });
  facts.keys = keys.count();
  return read;
}

absl::Status LoadMerges(Connection& db, int64_t employer_row, Numbers<std::string>& persons,
                        QuotaRecords& facts) {
  absl::StatusOr<Statement> query = db.Prepare(
      "SELECT m.person_id, m.same_as, m.known_at FROM "
      "(SELECT DISTINCT person_id FROM employment WHERE employer_row = $1) p "
      "JOIN person_merges m ON m.person_id = p.person_id ORDER BY m.known_at, m.entry");
  if (!query.ok()) return query.status();
  query->Bind(1, employer_row);
  return ForEach(*query, [&] {
    facts.merges.push_back(
        {persons.Of(query->Text(0)), persons.Of(query->Text(1)), InstantFromStored(query->Int(2))});
  });
}

}  // namespace

absl::StatusOr<QuotaRecords> LoadQuotaRecords(Connection& db, int64_t employer_row) {
  QuotaRecords facts;
  Numbers<std::string> persons;
  absl::Status status = LoadTerms(db, employer_row, facts);
  if (status.ok()) status = LoadHeadcounts(db, employer_row, facts);
  if (status.ok()) status = LoadEmployment(db, employer_row, persons, facts);
  if (status.ok() && facts.keys > 0) status = LoadMerges(db, employer_row, persons, facts);
  if (!status.ok()) return status;
  facts.persons = persons.count();
  return facts;
}

}  // namespace setara
