// `setara quota what-if` and `setara quota series`.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "clients/app.h"
#include "setara/v1/common.pb.h"

namespace setara {

// "3@2026-03-01": a count and the day from which it holds; without a day "3".
struct DatedCount {
  int64_t count = 0;
  std::optional<v1::Date> from;
};
// nullopt: not of this form.
std::optional<DatedCount> ParseDatedCount(const std::string& text);

void AddWhatIf(CLI::App* noun, App& app);
void AddSeries(CLI::App* noun, App& app);

}  // namespace setara
