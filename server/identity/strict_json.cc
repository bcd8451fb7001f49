#include "server/identity/strict_json.h"

#include <set>
#include <string>
#include <vector>

namespace setara {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 8;

}  // namespace

std::optional<json> ParseStrictObject(std::string_view text) {
  bool strict = true;
  std::vector<std::set<std::string>> open;  // the keys seen of each open object or list
  auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        if (depth >= kMaxDepth) strict = false;
        open.emplace_back();
        break;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        if (!open.empty()) open.pop_back();
        break;
      case json::parse_event_t::key:
        if (open.empty() || !open.back().insert(parsed.get<std::string>()).second) strict = false;
        break;
      case json::parse_event_t::value:
        break;
    }
    return strict;
  };
  json parsed = json::parse(text, watch, /*allow_exceptions=*/false);
  if (!strict || !parsed.is_object()) return std::nullopt;
  return parsed;
}

}  // namespace setara
