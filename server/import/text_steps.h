// Turns the cells of one row into the text of one field, as a mapping says. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/import/mapping.h"

namespace setara {

// `text` after all steps of `rule`, without white space at its ends. multiline: line breaks stay.
std::string ApplySteps(std::string_view text, const FieldRule& rule, bool multiline);

// What `text` stands for in `rule.values`; "" is unknown.
std::string Translate(const std::string& text, const FieldRule& rule);

// The texts of a field: `cells` by column of the rule, after steps, joined when the rule says so,
// translated, empty ones left out; the constant when nothing remains.
std::vector<std::string> FieldTexts(const std::vector<std::string_view>& cells,
                                    const FieldRule& rule, bool multiline);

}  // namespace setara
