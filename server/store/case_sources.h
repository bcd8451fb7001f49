// Cases that were kept elsewhere and taken over: the key that each has in its source, and which
// entry of the log each row of the source became, so that a second import changes nothing.
//
// Call inside Store::Read or Store::Write; writes need the latter. Errors are those of sqlite.h.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/sqlite.h"

namespace setara {

// A case under its key.
struct TakenOverCase {
  std::string case_id{};
  std::vector<int64_t> sequences{};  // of the log, by row of the source
};

// nullopt: nothing was taken over under this key, or its worker was erased.
absl::StatusOr<std::optional<TakenOverCase>> FindTakenOverCase(Connection& db,
                                                               std::string_view source,
                                                               std::string_view source_id);

// The case at `case_row` has this key. ALREADY_EXISTS: another has it.
absl::Status AddCaseSource(Connection& db, std::string_view source, std::string_view source_id,
                           int64_t case_row);

// The next row of its source became entry `sequence`.
absl::Status AddCaseSourceRow(Connection& db, int64_t case_row, int64_t number, int64_t sequence);

// `seekers/{id}` of an import, by the key in its source; "" where there is none.
absl::StatusOr<std::string> FindSeekerId(Connection& db, std::string_view source,
                                         std::string_view source_id);

}  // namespace setara
