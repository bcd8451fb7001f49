#include "server/access/method_rules.h"

#include <algorithm>

#include "matcher/domain/errors.h"

namespace setara {

using google::protobuf::MethodDescriptor;

const v1::AccessRule& RuleOf(const MethodDescriptor& method) {
  return method.options().GetExtension(v1::access);
}

v1::Scope ScopeOf(const MethodDescriptor& method, const Caller& caller) {
  if (!caller.methods.empty() && !caller.methods.contains(method.full_name())) {
    return v1::SCOPE_UNSPECIFIED;
  }
  v1::Scope open = v1::SCOPE_UNSPECIFIED;
  for (const v1::Grant& grant : RuleOf(method).grants()) {
    if (grant.role() == caller.role) return grant.scope();
    if (grant.role() == v1::ROLE_ANYONE) open = grant.scope();
  }
  return open;
}

bool Constrains(v1::Scope scope, v1::ResourceKind kind) {
  switch (scope) {
    case v1::SCOPE_OWN:
    case v1::SCOPE_BRANCH:
      return kind == v1::RESOURCE_KIND_SEEKER || kind == v1::RESOURCE_KIND_ACCOUNT ||
             kind == v1::RESOURCE_KIND_CASE;
    case v1::SCOPE_REGION:
      return kind == v1::RESOURCE_KIND_EMPLOYER;
    case v1::SCOPE_EMPLOYER:
      return kind == v1::RESOURCE_KIND_EMPLOYER || kind == v1::RESOURCE_KIND_OPENING;
    default:
      return false;
  }
}

bool RegionHolds(const std::string& region_code, const std::string& code) {
  if (region_code == kWholeCountry) return true;
  if (region_code.empty() || code.rfind(region_code, 0) != 0) return false;
  return code.size() == region_code.size() || code[region_code.size()] == '.';
}

bool KeepsCaseOf(const Caller& caller, const std::vector<std::string>& case_branches) {
  const bool works_on_cases =
      caller.role == v1::ROLE_CASE_MANAGER || caller.role == v1::ROLE_SUPERVISOR;
  return works_on_cases && !caller.place.branch.empty() &&
         std::find(case_branches.begin(), case_branches.end(), caller.place.branch) !=
             case_branches.end();
}

bool Reaches(v1::Scope scope, const Caller& caller, v1::ResourceKind kind, const std::string& name,
             const RecordHome& place) {
  if (!Constrains(scope, kind)) return scope != v1::SCOPE_UNSPECIFIED;
  switch (scope) {
    case v1::SCOPE_OWN:
      return kind == v1::RESOURCE_KIND_ACCOUNT
                 ? name == caller.name
                 : !caller.place.seeker_id.empty() && place.seeker_id == caller.place.seeker_id;
    case v1::SCOPE_BRANCH:
      return (!caller.place.branch.empty() && place.branch == caller.place.branch) ||
             KeepsCaseOf(caller, place.case_branches);
    case v1::SCOPE_REGION:
      return std::any_of(
          place.region_codes.begin(), place.region_codes.end(),
          [&](const std::string& seat) { return RegionHolds(caller.place.region_code, seat); });
    case v1::SCOPE_EMPLOYER:
      return !caller.place.employer_id.empty() && place.employer_id == caller.place.employer_id;
    default:
      return false;
  }
}

absl::Status RecordDenied() {
  return WithReason(
      absl::PermissionDeniedError("this record is not open to you, or it does not exist"),
      "ACCESS_DENIED");
}

absl::Status MethodDenied() {
  return WithReason(absl::PermissionDeniedError("your role may not do this"), "METHOD_DENIED");
}

}  // namespace setara
