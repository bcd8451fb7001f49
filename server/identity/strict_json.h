// JSON as signed tokens and the identity file are read: nothing that two readers could read
// differently.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace setara {

// The object that `text` holds; empty for anything else, for a key given twice in one object, for
// more than 8 levels, and for bytes after the end. Pure; thread-safe.
std::optional<nlohmann::json> ParseStrictObject(std::string_view text);

}  // namespace setara
