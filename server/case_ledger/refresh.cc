#include "server/case_ledger/refresh.h"

#include <string>
#include <vector>

#include "server/case_ledger/derive.h"
#include "server/case_ledger/ledger.h"
#include "server/store/case_lists.h"
#include "server/store/cases.h"

namespace setara {
namespace {

constexpr int kBatch = 200;

// Derives the next cases after `*after`, and moves it on; false in `*more` when there were none.
absl::Status RefreshSome(Connection& db, const casework::CaseRules& rules, int64_t* after,
                         bool* more) {
  absl::StatusOr<std::vector<CaseRow>> rows = ListCases(db, {}, *after, kBatch);
  if (!rows.ok()) return rows.status();
  *more = !rows->empty();
  for (CaseRow& row : *rows) {
    *after = row.row;
    absl::StatusOr<LoadedCase> loaded = LoadCase(db, std::move(row));
    if (!loaded.ok()) return loaded.status();
    if (absl::Status saved = SaveDerived(db, *loaded, rules); !saved.ok()) return saved;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RefreshCases(Store& store, const casework::CaseRules& rules) {
  const std::string wanted = FingerprintOf(rules);
  std::string kept;
  absl::Status status = store.Read([&](Connection& db) {
    absl::StatusOr<std::string> found = DerivedByRules(db);
    if (!found.ok()) return found.status();
    kept = *std::move(found);
    return absl::OkStatus();
  });
  if (!status.ok() || kept == wanted) return status;
  int64_t after = 0;
  for (bool more = true; more;) {
    const int64_t from = after;
    status = store
                 .Write([&](Connection& db) {
                   after = from;
                   return RefreshSome(db, rules, &after, &more);
                 })
                 .status();
    if (!status.ok()) return status;
  }
  return store.Write([&](Connection& db) { return NoteDerivedByRules(db, wanted); }).status();
}

}  // namespace setara
