#include "server/placement/reasons.h"

#include <cstdio>
#include <cstdlib>

#include "embedded/placement_reasons.h"
#include "matcher/domain/table.h"

namespace setara::placement {
namespace {

constexpr struct {
  std::string_view word;
  PlacementStep step;
} kSteps[] = {
    {"end", PlacementStep::kEnd},
    {"reject", PlacementStep::kReject},
    {"withdraw", PlacementStep::kWithdraw},
};

absl::StatusOr<PlacementReason> ParseReason(const Table::Row& row) {
  PlacementReason reason;
  reason.code = row[0];
  for (const auto& known : kSteps) {
    if (known.word == row[1]) reason.step = known.step;
  }
  if (reason.step == PlacementStep::kUnknown) {
    return absl::InvalidArgumentError("step is none of end, reject, withdraw");
  }
  if (row[2] != "yes" && row[2] != "no") {
    return absl::InvalidArgumentError("told is neither yes nor no");
  }
  if (row[3] != "caller" && row[3] != "system") {
    return absl::InvalidArgumentError("by is neither caller nor system");
  }
  reason.told_to_employer = row[2] == "yes";
  reason.by_system = row[3] == "system";
  reason.label_id = row[4];
  reason.label_en = row[5];
  if (reason.code.empty() || reason.label_id.empty() || reason.label_en.empty()) {
    return absl::InvalidArgumentError("a code and both labels are required");
  }
  return reason;
}

}  // namespace

absl::StatusOr<Reasons> Reasons::Parse(std::string_view name, std::string_view tsv) {
  absl::StatusOr<Table> table =
      Table::Parse(name, tsv, {"code", "step", "told", "by", "label_id", "label_en"});
  if (!table.ok()) return table.status();
  Reasons reasons;
  for (size_t i = 0; i < table->rows().size(); ++i) {
    absl::StatusOr<PlacementReason> reason = ParseReason(table->rows()[i]);
    if (reason.ok() && reasons.Find(reason->code) != nullptr) {
      reason = absl::InvalidArgumentError("the code stands twice");
    }
    if (!reason.ok()) {
      return absl::InvalidArgumentError(table->Where(i) + ": " +
                                        std::string(reason.status().message()));
    }
    reasons.reasons_.push_back(*std::move(reason));
  }
  for (const char* code : {kNeverStarted, kHiredElsewhere, kDataErased}) {
    if (reasons.Find(code) == nullptr) {
      return absl::InvalidArgumentError(std::string(name) + ": " + code + " is missing");
    }
  }
  return reasons;
}

const Reasons& Reasons::Get() {
  static const Reasons* const reasons = [] {
    absl::StatusOr<Reasons> parsed = Parse("reasons.tsv", embedded::placement_reasons());
    if (!parsed.ok()) {
      std::fprintf(stderr, "%s\n", std::string(parsed.status().message()).c_str());
      std::abort();  // a damaged program: what it records could not be read again
    }
    return new Reasons(*std::move(parsed));
  }();
  return *reasons;
}

const PlacementReason* Reasons::Find(std::string_view code) const {
  for (const PlacementReason& reason : reasons_) {
    if (reason.code == code) return &reason;
  }
  return nullptr;
}

}  // namespace setara::placement
