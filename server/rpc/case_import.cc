#include "server/rpc/case_import.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "matcher/domain/errors.h"
#include "server/casework/check_event.h"
#include "server/casework/moves.h"
#include "server/rpc/case_import_rows.h"
#include "server/store/case_sources.h"
#include "server/store/cases.h"
#include "server/store/upsert.h"

namespace setara {
namespace {

using case_import::CellsOf;
using case_import::ColumnOf;
using case_import::ReadCase;
using case_import::RowFault;
using case_import::Rows;
using casework::CaseRules;

// See case_import.h.
constexpr std::array<std::string_view, 2> kWaived = {"CLOSING_REPORT", "FORM_3KK2_IF_RECOVERED"};

bool OnlyWaived(const casework::MoveCheck& check) {
  return check.edge != nullptr &&
         std::all_of(check.missing.begin(), check.missing.end(), [](const auto& missing) {
           return std::find(kWaived.begin(), kWaived.end(), missing.guard->id) != kWaived.end();
         });
}

bool IsRowFault(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status);
}

RowFault FaultOf(const absl::Status& status, int64_t line) {
  const std::vector<FieldViolation> violations = FieldViolations(status);
  if (violations.empty()) return {line, "event", std::string(status.message())};
  return {line, ColumnOf(violations[0].field), violations[0].description};
}

// Whether a stored entry is what a row says: which state a move led to is the table's to say.
bool IsSame(const CaseEvent& stored, const NewFact& row) {
  if (stored.at != row.at || stored.reason != row.reason) return false;
  const auto* was = std::get_if<CaseMoved>(&stored.payload);
  const auto* is = std::get_if<CaseMoved>(&row.payload);
  if (was == nullptr || is == nullptr) return stored.payload == row.payload;
  return was->trigger == is->trigger &&
         (is->outcome == CaseOutcome::kNone || was->outcome == is->outcome);
}

// Writes one case.
class CaseWriter {
 public:
  CaseWriter(Connection& db, const Rows& rows, const Entering& by, const CaseRules& rules)
      : db_(db), rows_(rows), by_(by), rules_(rules) {}

  std::optional<RowFault> fault;

  absl::StatusOr<UpsertOutcome> Write(const ReadCase& read) {
    const CaseImportRow& first = CellsOf(*rows_.front()).row;
    absl::StatusOr<std::optional<TakenOverCase>> taken =
        FindTakenOverCase(db_, first.source, first.source_id);
    if (!taken.ok()) return taken.status();
    return *taken ? Continue(read, **taken) : Open(read);
  }

 private:
  absl::StatusOr<UpsertOutcome> Open(const ReadCase& read) {
    std::optional<LoadedCase> previous;
    if (!read.previous_id.empty()) {
      absl::StatusOr<LoadedCase> loaded = LoadCase(db_, read.previous_id);
      if (!loaded.ok()) return loaded.status();
      previous = *std::move(loaded);
    }
    const NewFact& report = read.facts.front();
    absl::StatusOr<LoadedCase> made =
        OpenCase(db_, read.seeker_row, std::get<CaseReported>(report.payload), report.at,
                 previous ? &*previous : nullptr, by_, rules_);
    if (!made.ok()) return Refused(made.status(), 0);
    const CaseImportRow& first = CellsOf(*rows_.front()).row;
    absl::Status kept = AddCaseSource(db_, first.source, first.source_id, made->row.row);
    if (kept.ok()) kept = AddCaseSourceRow(db_, made->row.row, 1, 1);
    if (kept.ok()) kept = Append(*made, TakenOverNote(first));
    if (!kept.ok()) return kept;
    absl::Status added = AddRows(read, 1, *made);
    if (!added.ok() || fault) return Result(added, UpsertOutcome::kInserted);
    return Result(SaveDerived(db_, *made, rules_), UpsertOutcome::kInserted);
  }

  absl::StatusOr<UpsertOutcome> Continue(const ReadCase& read, const TakenOverCase& taken) {
    absl::StatusOr<LoadedCase> loaded = LoadCase(db_, taken.case_id);
    if (!loaded.ok()) return loaded.status();
    const size_t known = std::min(read.facts.size(), taken.sequences.size());
    for (size_t i = 0; i < known; ++i) {
      const auto at = static_cast<size_t>(taken.sequences[i]) - 1;
      if (at < loaded->events.size() && IsSame(loaded->events[at], read.facts[i])) continue;
      fault = RowFault{rows_[i]->line, "",
                       "differs from what was imported before: correct it in the case itself"};
      return UpsertOutcome::kUnchanged;
    }
    if (known == read.facts.size()) return UpsertOutcome::kUnchanged;
    // The note of the take-over follows a report that stands alone.
    const int64_t last = std::max<int64_t>(taken.sequences.back(), 2);
    if (loaded->record.last_sequence != last) {
      fault = RowFault{rows_[known]->line, "",
                       "the case has been kept here since: enter it in the case itself"};
      return UpsertOutcome::kUnchanged;
    }
    absl::Status added = AddRows(read, known, *loaded);
    if (!added.ok() || fault) return Result(added, UpsertOutcome::kUpdated);
    return Result(SaveDerived(db_, *loaded, rules_), UpsertOutcome::kUpdated);
  }

  absl::Status AddRows(const ReadCase& read, size_t from, LoadedCase& to) {
    for (size_t i = from; i < read.facts.size(); ++i) {
      absl::Status added = Append(to, read.facts[i]);
      if (IsRowFault(added)) {
        fault = FaultOf(added, rows_[i]->line);
        return absl::OkStatus();
      }
      if (added.ok()) {
        added =
            AddCaseSourceRow(db_, to.row.row, static_cast<int64_t>(i) + 1, to.record.last_sequence);
      }
      if (!added.ok()) return added;
    }
    return absl::OkStatus();
  }

  // Adds one entry, checked; what follows from it is saved once for all.
  absl::Status Append(LoadedCase& to, const NewFact& fact) {
    const Instant learned = std::max(by_.now, to.record.last_recorded_at);
    CaseEvent event{.sequence = to.record.last_sequence + 1,
                    .at = fact.at,
                    .recorded_at = learned,
                    .actor = by_.actor,
                    .reason = fact.reason,
                    .payload = fact.payload};
    absl::Status may;
    if (const auto* moved = std::get_if<CaseMoved>(&fact.payload)) {
      const casework::Move move{moved->trigger, moved->outcome, fact.at, fact.reason};
      event = casework::MoveEvent(to.record, move, learned, by_.actor, rules_);
      may = casework::CheckEvent(to.record, event, rules_);
      if (Reason(may) == "CASE_GUARDS_NOT_MET" &&
          OnlyWaived(casework::CheckMove(to.record, move, rules_))) {
        may = absl::OkStatus();
      }
    } else {
      may = casework::CheckEvent(to.record, event, rules_);
    }
    if (!may.ok()) return may;
    absl::Status added = AddCaseEvent(db_, to.row, event);
    if (!added.ok()) return added;
    to.events.push_back(std::move(event));
    to.record = casework::Fold(to.events);
    return absl::OkStatus();
  }

  NewFact TakenOverNote(const CaseImportRow& first) const {
    return {NoteWritten{"Kasus diambil alih dari “" + first.source + "”, nomor " + first.source_id +
                        ". Laporan penutup dan formulir 3-KK2 yang ada di sana tidak diperiksa."},
            by_.now, ""};
  }

  // A refusal by the rules is a fault of the row, any other error the store's.
  absl::StatusOr<UpsertOutcome> Refused(const absl::Status& status, size_t row) {
    if (!IsRowFault(status)) return status;
    fault = FaultOf(status, rows_[row]->line);
    return UpsertOutcome::kUnchanged;
  }
  static absl::StatusOr<UpsertOutcome> Result(const absl::Status& status, UpsertOutcome outcome) {
    if (!status.ok()) return status;
    return outcome;
  }

  Connection& db_;
  const Rows& rows_;
  const Entering& by_;
  const CaseRules& rules_;
};

void Reject(v1::ImportRecordsResponse* response, RowFault fault) {
  v1::ImportReject* reject = response->add_rejects();
  reject->set_line(fault.line);
  reject->set_field(std::move(fault.field));
  reject->set_reason(std::move(fault.reason));
}

void Count(v1::ImportRecordsResponse* response, UpsertOutcome outcome) {
  switch (outcome) {
    case UpsertOutcome::kInserted:
      return response->set_inserted(response->inserted() + 1);
    case UpsertOutcome::kUpdated:
      return response->set_updated(response->updated() + 1);
    case UpsertOutcome::kUnchanged:
      return response->set_unchanged(response->unchanged() + 1);
  }
}

// The cases of a batch, in the order of their first rows, and the line of a row of each that could
// not be read.
struct Grouped {
  std::vector<std::pair<CaseKey, Rows>> cases;
  std::map<CaseKey, int64_t> broken;
};

CaseKey KeyOf(const ParsedRecord& record) {
  const CaseImportRow& row = CellsOf(record).row;
  return {row.source, row.source_id};
}

Grouped Group(const ParsedBatch& batch) {
  Grouped grouped;
  std::map<CaseKey, size_t> places;
  for (const ParsedRecord& record : batch.records) {
    const auto [place, added] = places.emplace(KeyOf(record), grouped.cases.size());
    if (added) grouped.cases.push_back({KeyOf(record), {}});
    grouped.cases[place->second].second.push_back(&record);
  }
  for (const RejectedRecord& rejected : batch.rejects) {
    if (rejected.of_case != CaseKey()) {
      grouped.broken.emplace(rejected.of_case, rejected.line);
      continue;
    }
    // Whose row it was nobody knows: it lies between these two.
    const auto after = std::lower_bound(
        batch.records.begin(), batch.records.end(), rejected.line,
        [](const ParsedRecord& record, int64_t line) { return record.line < line; });
    if (after != batch.records.end()) grouped.broken.emplace(KeyOf(*after), rejected.line);
    if (after != batch.records.begin()) {
      grouped.broken.emplace(KeyOf(*std::prev(after)), rejected.line);
    }
  }
  return grouped;
}

// Everything of one case, in a savepoint of its own.
absl::Status ImportOne(Connection& db, const Rows& rows, const std::string& branch,
                       const Entering& by, const CaseRules& rules,
                       v1::ImportRecordsResponse* response, std::set<std::string>* people) {
  absl::Status status = db.Execute("SAVEPOINT import_case");
  if (!status.ok()) return status;
  absl::StatusOr<ReadCase> read = case_import::ReadRows(db, rows, branch);
  if (!read.ok()) return read.status();
  CaseWriter writer(db, rows, by, rules);
  writer.fault = read->fault;
  if (!writer.fault) {
    const absl::StatusOr<UpsertOutcome> outcome = writer.Write(*read);
    if (!outcome.ok()) return outcome.status();
    if (!writer.fault) {
      Count(response, *outcome);
      people->insert("seekers/" + read->seeker_id);
      return db.Execute("RELEASE import_case");
    }
  }
  Reject(response, *std::move(writer.fault));
  return db.Execute("ROLLBACK TO import_case; RELEASE import_case");
}

}  // namespace

absl::Status ImportCases(Connection& db, const ParsedBatch& batch, const std::string& branch,
                         const Entering& by, const CaseRules& rules,
                         v1::ImportRecordsResponse* response, std::set<std::string>* people) {
  const Grouped grouped = Group(batch);
  for (const auto& [key, rows] : grouped.cases) {
    if (const auto broken = grouped.broken.find(key); broken != grouped.broken.end()) {
      Reject(response, {rows.front()->line, "",
                        "the case did not land: its row in line " + std::to_string(broken->second) +
                            " cannot be read"});
      continue;
    }
    absl::Status done = ImportOne(db, rows, branch, by, rules, response, people);
    if (!done.ok()) return done;
  }
  return absl::OkStatus();
}

}  // namespace setara
