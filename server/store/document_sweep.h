// Files of documents against the records that name them: what a crash between the two left behind,
// and what is lost.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/store/document_files.h"
#include "server/store/store.h"

namespace setara {

struct DocumentCheck {
  int64_t records = 0;               // that name a file
  std::vector<std::string> strays;   // names of files without a record, by name
  std::vector<std::string> missing;  // ids of records whose file is not there, by id
};

// Compares all of them while no document is being added: one that is may show as a stray or as
// missing. Errors of Store::Read and DocumentFiles::List.
absl::StatusOr<DocumentCheck> CheckDocuments(Store& store, const DocumentFiles& files);

// Removes the strays; how many. To be called before the first document of this process is added:
// its file is there before its record commits, and no other process can add one, since `store` owns
// the data directory. Errors of CheckDocuments.
absl::StatusOr<int64_t> SweepDocuments(Store& store, const DocumentFiles& files);

}  // namespace setara
