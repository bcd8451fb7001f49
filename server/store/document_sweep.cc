#include "server/store/document_sweep.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace setara {
namespace {

// Ids that name files, by id: of every table that has such.
constexpr char kNamed[] =
    "SELECT id FROM notice_documents "
    "UNION ALL SELECT id FROM notices WHERE letter_sha256 <> '' ORDER BY id";

absl::StatusOr<std::vector<std::string>> NamedFiles(Store& store) {
  std::vector<std::string> ids;
  absl::Status read = store.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<Statement> query = db.Prepare(kNamed);
    if (!query.ok()) return query.status();
    while (true) {
      absl::StatusOr<bool> row = query->Step();
      if (!row.ok() || !*row) return row.status();
      ids.push_back(query->Text(0));
    }
  });
  if (!read.ok()) return read;
  return ids;
}

}  // namespace

absl::StatusOr<DocumentCheck> CheckDocuments(Store& store, const DocumentFiles& files) {
  absl::StatusOr<std::vector<std::string>> names = files.List();
  if (!names.ok()) return names.status();
  absl::StatusOr<std::vector<std::string>> ids = NamedFiles(store);
  if (!ids.ok()) return ids.status();
  DocumentCheck check;
  check.records = static_cast<int64_t>(ids->size());
  std::set_difference(names->begin(), names->end(), ids->begin(), ids->end(),
                      std::back_inserter(check.strays));
  std::set_difference(ids->begin(), ids->end(), names->begin(), names->end(),
                      std::back_inserter(check.missing));
  return check;
}

absl::StatusOr<int64_t> SweepDocuments(Store& store, const DocumentFiles& files) {
  absl::StatusOr<DocumentCheck> check = CheckDocuments(store, files);
  if (!check.ok()) return check.status();
  for (const std::string& name : check->strays) files.Remove(name);
  return static_cast<int64_t>(check->strays.size());
}

}  // namespace setara
