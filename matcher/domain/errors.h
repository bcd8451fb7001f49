// The failures that the whole product shares, one function each, so that the same mistake reads the
// same everywhere. A field error carries the field's path as payload, and the RPC layer turns it
// into google.rpc.BadRequest. Thread-safe.
#pragma once

#include <absl/status/status.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace setara {

struct FieldViolation {
  std::string field;        // proto path: "opening.demands[2].level"
  std::string description;  // what is wrong and what to do; never the offending value of a person
};

// InvalidArgument for one field.
absl::Status InvalidField(std::string_view field, std::string_view description);

// InvalidArgument for all of `violations`, which must not be empty.
absl::Status InvalidFields(const std::vector<FieldViolation>& violations);

// The same error, of a part of a larger message: each field path gets `prefix` before it
// ("opening" + "region_code" -> "opening.region_code"). Other statuses come back unchanged.
absl::Status WithFieldPrefix(const absl::Status& status, std::string_view prefix);

// The violations that `status` carries; empty for any other status.
std::vector<FieldViolation> FieldViolations(const absl::Status& status);

// NotFound for a resource name, say "openings/01J...".
absl::Status NotFound(std::string_view resource_name);

// Marks `status` with the machine-readable reason of google.rpc.ErrorInfo (UPPER_SNAKE_CASE).
absl::Status WithReason(absl::Status status, std::string_view reason);

// Adds an entry to the metadata of google.rpc.ErrorInfo, say {"existing", "seekers/01J..."}.
absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value);

// The entries given to WithMetadata.
std::map<std::string, std::string> Metadata(const absl::Status& status);

// The reason given to WithReason, or "" when there is none.
std::string Reason(const absl::Status& status);

}  // namespace setara
