// The commands of setarad that work on a data directory while no server does; they speak to the
// terminal.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <string>

namespace setara {

// Builds the index of `data_directory` anew, with progress on standard error, and screens every
// opening anew. FAILED_PRECONDITION:
// a server owns the directory. NOT_FOUND: there are no records. `key_file` as in Store::Options.
absl::Status RunReindex(const std::string& data_directory, const std::string& key_file);

// Lets the index apply what is left of the change log, then compares records and index row by row,
// the findings of openings with what the screening rules find, and the files of documents with the
// records that name them, and prints the outcome. True: they agree, and no file is missing. Errors
// as RunReindex.
absl::StatusOr<bool> RunVerify(const std::string& data_directory, const std::string& key_file);

}  // namespace setara
