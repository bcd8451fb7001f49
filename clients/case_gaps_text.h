// The gap analysis of a case, to read out and decide on.
#pragma once

#include <string>

#include "clients/app.h"
#include "clients/labels.h"
#include "setara/v1/case.pb.h"

namespace setara {

// By job: each function with a sentence; then what changed since the last assessment and the rung
// suggested, with the reason for every rung. It suggests; people decide, and the text says so.
std::string GapsText(App& app, Labels& labels, const v1::AnalyseCaseGapsResponse& response,
                     size_t width);

// Programs get the functions by job.
void PrintGaps(App& app, const v1::AnalyseCaseGapsResponse& response);

// What changed between two profiles: "F15 mengangkat: 1, sekarang 2 (pekerjaan lama perlu 3)".
std::string ChangesText(App& app, Labels& labels,
                        const google::protobuf::RepeatedPtrField<v1::CapacityChange>& changes,
                        size_t width);

}  // namespace setara
