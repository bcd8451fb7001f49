// Collects the mistakes of one message, so that a caller sees them all at once.
#pragma once

#include <absl/status/status.h>

#include <string>
#include <utility>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara {

class FieldErrors {
 public:
  void Add(std::string field, std::string description) {
    violations_.push_back({std::move(field), std::move(description)});
  }
  // Takes over a failure of reading one value; OK adds nothing.
  void Add(const std::string& field, const absl::Status& status) {
    if (!status.ok()) Add(field, std::string(status.message()));
  }
  // Takes over the fields that `status` names; OK adds nothing.
  void AddAll(const absl::Status& status) {
    for (FieldViolation& violation : FieldViolations(status)) {
      violations_.push_back(std::move(violation));
    }
  }
  bool empty() const { return violations_.empty(); }
  absl::Status ToStatus() const {
    return violations_.empty() ? absl::OkStatus() : InvalidFields(violations_);
  }

 private:
  std::vector<FieldViolation> violations_;
};

// "wishes[2]."
inline std::string Element(const std::string& list, int index) {
  return list + "[" + std::to_string(index) + "].";
}

}  // namespace setara
