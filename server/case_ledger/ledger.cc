#include "server/case_ledger/ledger.h"

#include <algorithm>
#include <utility>

#include "server/case_ledger/derive.h"
#include "server/casework/check_event.h"
#include "server/casework/moves.h"
#include "server/store/case_due.h"
#include "server/store/case_offers.h"
#include "server/store/cases.h"

namespace setara {
namespace {

using casework::CaseRules;

// Adds one entry that was checked, without what follows from it.
absl::Status Append(Connection& db, LoadedCase& to, CaseEvent event) {
  if (absl::Status added = AddCaseEvent(db, to.row, event); !added.ok()) return added;
  if (const auto* document = std::get_if<DocumentAdded>(&event.payload)) {
    absl::Status placed =
        AddCaseDocumentPlace(db, document->document_id, to.row.row, event.sequence);
    if (!placed.ok()) return placed;
  }
  to.events.push_back(std::move(event));
  to.record = casework::Fold(to.events);
  return absl::OkStatus();
}

// When it is learned: a clock that went back must not reorder the log.
Instant LearnedAt(const casework::CaseRecord& record, Instant now) {
  return record.last_sequence == 0 ? now : std::max(now, record.last_recorded_at);
}

absl::Status CheckAndAppend(Connection& db, LoadedCase& to, CaseEvent event,
                            const CaseRules& rules) {
  if (absl::Status may = casework::CheckEvent(to.record, event, rules); !may.ok()) return may;
  return Append(db, to, std::move(event));
}

}  // namespace

absl::StatusOr<LoadedCase> LoadCase(Connection& db, CaseRow row) {
  absl::StatusOr<std::vector<CaseEvent>> events = CaseEventsOf(db, row);
  if (!events.ok()) return events.status();
  if (events->empty()) return absl::DataLossError("cases/" + row.id + ": its log is empty");
  LoadedCase loaded{std::move(row), *std::move(events), {}};
  loaded.record = casework::Fold(loaded.events);
  return loaded;
}

absl::StatusOr<LoadedCase> LoadCase(Connection& db, const std::string& id) {
  absl::StatusOr<CaseRow> row = GetCase(db, id);
  if (!row.ok()) return row.status();
  return LoadCase(db, *std::move(row));
}

absl::StatusOr<LoadedCase> OpenCase(Connection& db, int64_t seeker_row, const CaseReported& report,
                                    Instant at, const LoadedCase* previous, const Entering& by,
                                    const CaseRules& rules) {
  CaseEvent first{.sequence = 1,
                  .at = at,
                  .recorded_at = by.now,
                  .actor = by.actor,
                  .reason = "",
                  .payload = report};
  if (absl::Status may = casework::CheckEvent({}, first, rules); !may.ok()) return may;
  const casework::CaseRecord* before = previous == nullptr ? nullptr : &previous->record;
  absl::Status may = casework::CheckReport(casework::Fold({&first, 1}), first.at, before, rules);
  if (!may.ok()) return may;
  CaseRow row;
  row.seeker_row = seeker_row;
  if (previous != nullptr) row.previous_id = previous->row.id;
  absl::StatusOr<CaseRow> stored = InsertCase(db, std::move(row), by.now);
  if (!stored.ok()) return stored.status();
  LoadedCase made{*std::move(stored), {}, {}};
  absl::Status saved = Append(db, made, std::move(first));
  if (saved.ok()) saved = SaveDerived(db, made, rules);
  if (!saved.ok()) return saved;
  return made;
}

absl::Status AddFacts(Connection& db, LoadedCase& to, std::span<const NewFact> facts,
                      const Entering& by, const CaseRules& rules) {
  for (const NewFact& fact : facts) {
    absl::Status added = CheckAndAppend(db, to,
                                        {.sequence = to.record.last_sequence + 1,
                                         .at = fact.at,
                                         .recorded_at = LearnedAt(to.record, by.now),
                                         .actor = by.actor,
                                         .reason = fact.reason,
                                         .payload = fact.payload},
                                        rules);
    if (!added.ok()) return added;
  }
  return SaveDerived(db, to, rules);
}

absl::Status MoveCase(Connection& db, LoadedCase& of, const casework::Move& move,
                      const Entering& by, const CaseRules& rules) {
  absl::Status moved = CheckAndAppend(
      db, of, casework::MoveEvent(of.record, move, LearnedAt(of.record, by.now), by.actor, rules),
      rules);
  return moved.ok() ? SaveDerived(db, of, rules) : moved;
}

absl::Status SaveDerived(Connection& db, LoadedCase& of, const CaseRules& rules) {
  DerivedCase derived = DeriveCase(of.row, of.events, of.record, rules);
  of.row = std::move(derived.row);
  absl::Status saved = SaveCase(db, of.row, derived.spans);
  if (saved.ok()) saved = ReplaceCaseDue(db, of.row, derived.due);
  if (saved.ok()) saved = ReplaceCaseOffers(db, of.row, derived.offers);
  return saved;
}

}  // namespace setara
