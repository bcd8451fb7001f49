// The verbs of `setara notices` that have a file of their own, and what they share.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "clients/app.h"

namespace setara {

// approve, send, answer, object, follow-up, hand-over, resolve, withdraw.
void AddNoticeSteps(CLI::App* noun, App& app);
// attach, document.
void AddNoticeFiles(CLI::App* noun, App& app);

// The required argument "notice".
CLI::Option* AddNoticeId(CLI::App* command, std::string* name);

// Writes a whole file; says what is wrong, false then.
bool WriteFile(App& app, const std::string& path, const std::string& bytes);

}  // namespace setara
