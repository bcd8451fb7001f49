// Audited events as the contract shows them. Pure; thread-safe.
#pragma once

#include "server/audit/audit_query.h"
#include "setara/v1/audit.pb.h"

namespace setara {

v1::AuditOutcome ToProto(AuditOutcome outcome);
AuditOutcome FromProto(v1::AuditOutcome outcome);

v1::AuditEvent ToProto(const AuditRecord& record);

// What the person may know: roles and places in the stead of names.
v1::TrailEntry ToTrailEntry(const AuditEvent& event);

}  // namespace setara
