// Import of return-to-work cases that were kept elsewhere: the rows of a batch become logs, each
// case whole or not at all.
//
// The rows of a case go through the checks of live entries, each move through the guards of the
// table with the facts that stand before it; so a case that was run well elsewhere lands, and one
// that was not says what is missing. Two guards are waived, CLOSING_REPORT and
// FORM_3KK2_IF_RECOVERED: they ask for the bytes of papers, which a sheet cannot carry and which
// lie with whoever ran the case. Such papers go on being missed (Case.missing_documents). Nothing
// else is waived, the worker's consent least of all: a row refers to what was signed. A case taken
// over says so in the second entry of its log, and everything in it was learned at the import.
//
// The key of a case is (source, source id), its rows are in order, the first its report. A second
// import changes nothing; rows that were added at the end of one that was not touched here since
// are added; any other difference rejects its row, since a log is not rewritten.
#pragma once

#include <absl/status/status.h>

#include <set>
#include <string>

#include "server/case_ledger/ledger.h"
#include "server/casework/rules.h"
#include "server/import/import_batch.h"
#include "server/store/sqlite.h"
#include "setara/v1/import.pb.h"

namespace setara {

// branch: of the cases whose report names none. Adds to `response` what landed and what did not, by
// line, and to `people` the `seekers/{id}` whose cases were written. An error is the store's: what
// is wrong with a case becomes a reject.
absl::Status ImportCases(Connection& db, const ParsedBatch& batch, const std::string& branch,
                         const Entering& by, const casework::CaseRules& rules,
                         v1::ImportRecordsResponse* response, std::set<std::string>* people);

}  // namespace setara
