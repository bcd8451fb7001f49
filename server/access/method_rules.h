// What a method's declaration says to one caller. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>
#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

#include "server/access/caller.h"

namespace setara {

// How far `caller` reaches with `method`: the scope granted to the caller's role, or else the one
// granted to anyone. SCOPE_UNSPECIFIED: the method is closed to them, or their token is narrowed to
// other methods.
v1::Scope ScopeOf(const google::protobuf::MethodDescriptor& method, const Caller& caller);

const v1::AccessRule& RuleOf(const google::protobuf::MethodDescriptor& method);

// True where a scope holds records of `kind` to the caller's place: OWN people, accounts and cases,
// BRANCH people, accounts and cases, REGION employers, EMPLOYER employers and their openings.
bool Constrains(v1::Scope scope, v1::ResourceKind kind);

// True: a record of `kind` at `place` lies within the scope. `name` is its resource name.
bool Reaches(v1::Scope scope, const Caller& caller, v1::ResourceKind kind, const std::string& name,
             const RecordHome& place);

// True: the caller works on cases (a case manager, a supervisor) in one of the branches, which keep
// cases of a person: then the person's record is open to them as to the branch that keeps it.
bool KeepsCaseOf(const Caller& caller, const std::vector<std::string>& case_branches);

// True: `code` is the region or lies in it ("33.72" in "33"); everything lies in kWholeCountry,
// nothing in "".
bool RegionHolds(const std::string& region_code, const std::string& code);

// PERMISSION_DENIED, reason ACCESS_DENIED, in words that are the same whether the record exists.
absl::Status RecordDenied();
// PERMISSION_DENIED, reason METHOD_DENIED.
absl::Status MethodDenied();

}  // namespace setara
