// Timelines and series of a quota as officers read them: when something changes, why, and by which
// rule.
#pragma once

#include "clients/app.h"
#include "setara/v1/quota_projection.pb.h"

namespace setara {

// changes: those of the request, which the answer counts by place.
void PrintProjection(App& app, const google::protobuf::RepeatedPtrField<v1::QuotaChange>& changes,
                     const v1::ProjectQuotaResponse& response);
void PrintProjection(App& app, const google::protobuf::RepeatedPtrField<v1::QuotaChange>& changes,
                     const v1::ComputeQuotaProjectionResponse& response);

void PrintSeries(App& app, const v1::ListQuotaSeriesRequest& request,
                 const v1::ListQuotaSeriesResponse& response);

}  // namespace setara
