// How the codes of case.h are spelled, by value; "NONE" is the value 0. The contract says the same
// with the name of its enum in front.
#pragma once

#include <string_view>

#include "matcher/domain/case.h"

namespace setara {

inline constexpr std::string_view kCaseTriggerNames[kCaseTriggers] = {"NONE",
                                                                      "REPORT",
                                                                      "START_SCREENING",
                                                                      "RECOMMEND",
                                                                      "REQUEST_CONSENTS",
                                                                      "COMPLETE_ASSESSMENT",
                                                                      "START_REHAB",
                                                                      "START_TRAINING",
                                                                      "START_TRIAL",
                                                                      "START_MONITORING",
                                                                      "CLOSE_RETURNED",
                                                                      "CLOSE_NOT_ELIGIBLE",
                                                                      "DECLINE",
                                                                      "RELAPSE",
                                                                      "RUNG_FAILED",
                                                                      "RETURN_TO_TRIAL",
                                                                      "WITHDRAW",
                                                                      "EMPLOYER_REFUSES",
                                                                      "RECORD_DEATH",
                                                                      "LOSE_CONTACT",
                                                                      "HIRED_ELSEWHERE",
                                                                      "CLOSE_UNABLE",
                                                                      "PAUSE",
                                                                      "RESUME"};
inline constexpr std::string_view kCaseOutcomeNames[kCaseOutcomes] = {
    "NONE",   "RTW_L1",       "RTW_L2",   "RTW_L3",    "RTW_L4",
    "RTW_L5", "NOT_ELIGIBLE", "DECLINED", "WITHDRAWN", "UNABLE_TOTAL_PERMANENT",
    "DIED",   "LOST"};
inline constexpr std::string_view kRungNames[kRungs] = {"NONE", "L1", "L2", "L3", "L4", "L5"};

}  // namespace setara
