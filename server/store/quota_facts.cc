#include "server/store/quota_facts.h"

#include <algorithm>
#include <string>

#include "server/store/bitemporal.h"
#include "server/store/employers.h"
#include "server/store/headcounts.h"

namespace setara {
namespace {

// Parameters of both texts: $1 the employer's row, $2 the instant of knowledge.
constexpr char kTerms[] =
    "SELECT x.valid_from, x.kind, x.seat_region_code FROM employer_terms x "
    "WHERE x.employer_row = $1 AND x.known_at <= $2 AND NOT EXISTS ("
    "SELECT 1 FROM employer_terms n WHERE n.employer_row = x.employer_row "
    "AND n.valid_from = x.valid_from AND n.known_at <= $2 "
    "AND (n.known_at, n.entry) > (x.known_at, x.entry)) ORDER BY x.valid_from";

// Relations 1 to 3 are the employment relations that count.
constexpr char kRecords[] =
    "SELECT coalesce((SELECT m.same_as FROM person_merges m WHERE m.person_id = x.person_id "
    "AND m.known_at <= $2 ORDER BY m.known_at DESC, m.entry DESC LIMIT 1), x.person_id) AS person, "
    "x.relation, x.valid_from, x.valid_until, x.evidence_from, x.evidence_until, x.agreed_on, "
    "x.exclude_reason FROM employment x WHERE x.employer_row = $1 AND x.relation IN (1, 2, 3) "
    "AND x.known_at <= $2 AND NOT EXISTS (SELECT 1 FROM employment n WHERE n.source = x.source "
    "AND n.source_id = x.source_id AND n.known_at <= $2 "
    "AND (n.known_at, n.entry) > (x.known_at, x.entry)) ORDER BY person, x.valid_from, x.entry";

// Drops what a later fact has replaced by `from`.
template <typename Fact>
void KeepFrom(Date from, std::vector<Fact>& facts) {
  auto later = std::find_if(facts.begin(), facts.end(),
                            [from](const Fact& fact) { return fact.valid_from > from; });
  if (later != facts.begin()) facts.erase(facts.begin(), std::prev(later));
}

absl::Status LoadTerms(Connection& db, int64_t row, Instant known_at, QuotaFacts& facts) {
  absl::StatusOr<Statement> query = db.Prepare(kTerms);
  if (!query.ok()) return query.status();
  query->Bind(1, row).Bind(2, StoredInstant(known_at));
  while (true) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    facts.terms.push_back(
        {DateFromStored(query->Int(0)), static_cast<EmployerKind>(query->Int(1)), query->Text(2)});
  }
  KeepFrom(facts.from, facts.terms);
  return absl::OkStatus();
}

absl::Status LoadReports(Connection& db, std::string_view employer_id, Instant known_at,
                         QuotaFacts& facts) {
  absl::StatusOr<std::vector<KnownHeadcount>> known = ListHeadcounts(db, employer_id, known_at);
  if (!known.ok()) return known.status();
  for (const KnownHeadcount& one : *known) {
    facts.reports.push_back(
        {one.report.valid_from, one.report.workers, one.report.workers_with_disabilities});
  }
  KeepFrom(facts.from, facts.reports);
  return absl::OkStatus();
}

// The days on which the record of the current row makes its person count; nullopt: none.
std::optional<QuotaFacts::Spell> ReadSpell(const Statement& row) {
  const std::optional<Date> evidence_from = DateFromStored(row.OptionalInt(4));
  const std::optional<Date> agreed_on = DateFromStored(row.OptionalInt(6));
  if (!evidence_from || !agreed_on || !row.TextView(7).empty()) return std::nullopt;
  using Ending = QuotaFacts::Ending;
  QuotaFacts::Spell spell;
  spell.from = std::max({DateFromStored(row.Int(2)), *evidence_from, *agreed_on});
  const bool fixed = row.Int(1) == static_cast<int64_t>(EmploymentRelation::kFixedTerm);
  spell.until = DateFromStored(row.OptionalInt(3));
  if (spell.until) {
    spell.ending = fixed ? Ending::kFixedTerm : Ending::kEmployment;
  }
  const std::optional<Date> evidence_until = DateFromStored(row.OptionalInt(5));
  // On the same day it is the employment: renewing the evidence would change nothing.
  if (evidence_until && (!spell.until || *evidence_until < *spell.until)) {
    spell.until = evidence_until;
    spell.ending = Ending::kEvidence;
  }
  if (spell.until && *spell.until <= spell.from) return std::nullopt;
  return spell;
}

absl::Status LoadRecords(Connection& db, int64_t row, Instant known_at, QuotaFacts& facts) {
  absl::StatusOr<Statement> query = db.Prepare(kRecords);
  if (!query.ok()) return query.status();
  query->Bind(1, row).Bind(2, StoredInstant(known_at));
  std::string last;
  for (int person = -1;;) {
    absl::StatusOr<bool> found = query->Step();
    if (!found.ok() || !*found) return found.status();
    if (person < 0 || query->TextView(0) != last) ++person;
    last = query->Text(0);
    const Date began = DateFromStored(query->Int(2));
    facts.records_from = std::min(facts.records_from.value_or(began), began);
    std::optional<QuotaFacts::Spell> spell = ReadSpell(*query);
    if (!spell || (spell->until && *spell->until <= facts.from)) continue;
    spell->person = person;
    facts.spells.push_back(*spell);
  }
}

}  // namespace

absl::StatusOr<QuotaFacts> LoadQuotaFacts(Connection& db, std::string_view employer_id, Date from,
                                          Instant known_at) {
  absl::StatusOr<int64_t> row = EmployerRow(db, employer_id);
  if (!row.ok()) return row.status();
  QuotaFacts facts;
  facts.from = from;
  absl::Status status = LoadTerms(db, *row, known_at, facts);
  if (status.ok()) status = LoadReports(db, employer_id, known_at, facts);
  if (status.ok()) status = LoadRecords(db, *row, known_at, facts);
  if (!status.ok()) return status;
  return facts;
}

}  // namespace setara
