// How people read the audit log.
#pragma once

#include "clients/app.h"
#include "setara/v1/audit.pb.h"

namespace setara {

void PrintEvents(App& app, const v1::ListAuditEventsResponse& response);
void PrintTrail(App& app, const v1::ListPersonTrailResponse& response);

}  // namespace setara
