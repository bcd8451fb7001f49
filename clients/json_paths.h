// Where each value of a JSON text stands. Internal to the JSON file.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace setara {

// Byte offset of each member's name and each list item, by its path in snake_case:
// "capacities[0].usual_level". `json` must be well formed. Pure; thread-safe.
std::map<std::string, size_t, std::less<>> JsonPaths(std::string_view json);

// "usual_level" for "usualLevel".
std::string ToSnakeCase(std::string_view name);

}  // namespace setara
