// Findings and rules of the screening as messages. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "matcher/domain/screening_finding.h"
#include "matcher/screening/rules.h"
#include "server/store/findings.h"
#include "setara/v1/screening.pb.h"

namespace setara {

v1::ScreeningRule ToProto(const ScreeningRule& rule);

// `text`: of the finding's field. A finding whose rule the server no longer knows is told by its id
// alone; a range that the text no longer holds comes without an excerpt.
v1::ScreeningFinding ToProto(const ScreeningFinding& finding, std::string_view text);

// Every rule in the order of the table where `all`, else those that have findings.
void CountsToProto(const std::vector<RuleFindings>& counts, bool all,
                   google::protobuf::RepeatedPtrField<v1::RuleFindingCount>* out);

}  // namespace setara
