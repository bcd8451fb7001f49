// The caseload over time as a picture. Pure; thread-safe.
#pragma once

#include <string>

#include "clients/language.h"
#include "setara/v1/case_report.pb.h"

namespace setara {

// SVG 1.1, well-formed XML: a panel for all open cases and one below for each state that had any,
// each with its name, its scale, its first, highest and last figure in text, so that nothing is
// said by colour; figures that are withheld are hatched and named. States share one scale. The
// whole has a title and a description, every panel its own, for screen readers. Without points it
// says so.
std::string CaseloadSvg(TextLanguage language, const v1::ListCaseloadHistoryResponse& history);

}  // namespace setara
