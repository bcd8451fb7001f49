#include "server/rpc/narrow.h"

#include "matcher/domain/errors.h"
#include "server/access/method_rules.h"

namespace setara {
namespace {

absl::Status NoPlace(std::string_view what) {
  return WithReason(absl::PermissionDeniedError("your account names no " + std::string(what) +
                                                ": ask an administrator"),
                    "PLACE_MISSING");
}

}  // namespace

absl::StatusOr<std::string> RegionInScope(const CallContext& context, const std::string& asked,
                                          std::string_view field) {
  if (context.scope != v1::SCOPE_REGION) return asked;
  const std::string& own = context.caller.place.region_code;
  if (own.empty()) return NoPlace("region");
  if (asked.empty() || own == kWholeCountry) return own == kWholeCountry ? asked : own;
  if (RegionHolds(own, asked)) return asked;
  return WithMetadata(
      WithReason(absl::PermissionDeniedError(std::string(field) + ": is not in your region"),
                 "ACCESS_DENIED"),
      "field", field);
}

absl::StatusOr<std::optional<std::string>> BranchInScope(const CallContext& context) {
  if (context.scope == v1::SCOPE_ALL) return std::nullopt;
  if (context.scope != v1::SCOPE_BRANCH) return MethodDenied();
  if (context.caller.place.branch.empty()) return NoPlace("branch");
  return context.caller.place.branch;
}

}  // namespace setara
