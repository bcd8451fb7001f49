#include "server/import/jsonl.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "matcher/domain/utf8.h"

namespace setara {
namespace {

using Json = nlohmann::ordered_json;

// Watches depth and repeated names while the library parses, so that a deep or ambiguous text is
// refused before a tree of it exists.
class Watch {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > kMaxJsonDepth) too_deep = true;
    if (event == Json::parse_event_t::object_start) names_.emplace_back();
    if (event == Json::parse_event_t::object_end && !names_.empty()) names_.pop_back();
    if (event == Json::parse_event_t::key && !names_.empty()) {
      repeated |= !names_.back().insert(parsed.get_ref<const std::string&>()).second;
    }
    return !too_deep;
  }

  bool too_deep = false;
  bool repeated = false;

 private:
  std::vector<std::set<std::string>> names_;
};

// The library recurses when it frees a tree, so brackets are counted before it sees the text.
bool TooDeep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (text[i] == '{' || text[i] == '[')) {
      if (++depth > kMaxJsonDepth) return true;
    } else if (!quoted && (text[i] == '}' || text[i] == ']')) {
      --depth;
    }
  }
  return false;
}

void Flatten(const Json& object, const std::string& prefix, JsonRow* row) {
  for (const auto& [name, value] : object.items()) {
    if (value.is_null()) continue;
    if (value.is_object() && !value.empty()) {
      Flatten(value, prefix + name + ".", row);
    } else {
      row->values.emplace_back(prefix + name,
                               value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
}

std::string Fault(const JsonRow& row) {
  if (row.values.size() > kMaxColumns) return "has too many values";
  std::set<std::string_view> names;
  for (const auto& [name, value] : row.values) {
    if (value.size() > kMaxCellBytes) return "has a value larger than 64 KiB";
    if (!IsText(value) || !IsText(name)) return "contains a NUL character";
    if (!names.insert(name).second) return "names a field twice";
  }
  return "";
}

JsonRow ReadRow(std::string_view line) {
  JsonRow row;
  if (!IsText(line)) {
    row.fault = "is not UTF-8 text without NUL";
  } else if (TooDeep(line)) {
    row.fault = "is nested too deeply";
  } else {
    Watch watch;
    const Json json = Json::parse(line.begin(), line.end(), std::ref(watch), false);
    if (json.is_discarded() || !json.is_object()) {
      row.fault = "is not a JSON object";
    } else if (watch.repeated) {
      row.fault = "names a field twice";
    } else {
      Flatten(json, "", &row);
      row.fault = Fault(row);
    }
  }
  if (!row.fault.empty()) row.values.clear();
  return row;
}

}  // namespace

std::vector<JsonRow> ReadJsonl(std::string_view block, int64_t first_line) {
  std::vector<JsonRow> rows;
  if (first_line == 1 && block.substr(0, 3) == "\xEF\xBB\xBF") block.remove_prefix(3);
  for (int64_t line = first_line; !block.empty(); ++line) {
    const size_t end = std::min(block.find('\n'), block.size() - 1) + 1;
    const std::string_view text = block.substr(0, end);
    block.remove_prefix(end);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    JsonRow row = ReadRow(text);
    row.line = line;
    row.raw = text;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace setara
