// How the codes of matcher/domain/case.h are spelled and what people call them. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/language.h"

namespace setara::casework {

// "REPORTED", "START_TRIAL", "RTW_L4", "L4", "FORM_3KK1". Of the value 0: "NONE".
std::string_view WordOf(CaseState state);
std::string_view WordOf(CaseTrigger trigger);
std::string_view WordOf(CaseOutcome outcome);
std::string_view WordOf(Rung rung);
std::string_view WordOf(CaseDocument document);

// The reverse. InvalidArgument for any other word; "NONE" is the value 0.
absl::StatusOr<CaseState> ParseState(std::string_view word);
absl::StatusOr<CaseTrigger> ParseTrigger(std::string_view word);
absl::StatusOr<CaseOutcome> ParseOutcome(std::string_view word);
absl::StatusOr<Rung> ParseRung(std::string_view word);
absl::StatusOr<CaseDocument> ParseDocument(std::string_view word);

// What people read: "Coba kerja", "Work trial". "" of the value 0. Lives as long as the process.
std::string_view LabelOf(CaseState state, Language language);
std::string_view LabelOf(CaseTrigger trigger, Language language);
std::string_view LabelOf(CaseOutcome outcome, Language language);
std::string_view LabelOf(Rung rung, Language language);
std::string_view LabelOf(CaseDocument document, Language language);

// The documents that belong to a state (practice; a missing one blocks nothing by itself).
const std::vector<CaseDocument>& DocumentsOf(CaseState state);

// OK when words.tsv has exactly one row for each code, in order. Checked when the process starts
// to use the table, which a damaged program does not survive; tests ask it of other texts.
absl::Status CheckWords(std::string_view name, std::string_view tsv);

}  // namespace setara::casework
