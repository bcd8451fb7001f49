#include "server/import/mapping.h"

#include <absl/status/status.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/import/record_fields.h"
#include "server/import/text_repair.h"

namespace setara {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMaxMappingBytes = 64 * 1024;
constexpr std::string_view kKinds[] = {"openings",           "seekers",        "employers",
                                       "headcounts",         "workers",        "cases",
                                       "register employers", "register sites", "register workers"};
// The first so many may have mappings of foreign sources.
constexpr std::ptrdiff_t kMappedKinds = 6;

constexpr std::pair<std::string_view, TextStep::Kind> kPlainSteps[] = {
    {"mojibake", TextStep::Kind::kMojibake},
    {"html", TextStep::Kind::kHtml},
    {"title_case", TextStep::Kind::kTitleCase},
    {"last_number", TextStep::Kind::kLastNumber},
    {"last_uuid", TextStep::Kind::kLastUuid}};
constexpr std::pair<std::string_view, TextStep::Kind> kStepsWithText[] = {
    {"line_with", TextStep::Kind::kLineWith},
    {"before", TextStep::Kind::kBefore},
    {"after", TextStep::Kind::kAfter}};

// Reads one file; the first fault stops it.
class Parser {
 public:
  explicit Parser(std::string_view file) : file_(file) {}

  absl::StatusOr<Mapping> Parse(std::string_view text) {
    if (text.size() > kMaxMappingBytes) Fail("", "larger than 64 KiB");
    const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object()) Fail("", "not a JSON object");
    if (!fault_.ok()) return fault_;
    for (const auto& [key, value] : json.items()) Member(key, value);
    if (fault_.ok() && mapping_.name.empty()) Fail("name", "missing");
    if (fault_.ok() && !kind_seen_) Fail("kind", "missing");
    if (fault_.ok()) Fields(json.value("fields", Json()));
    if (!fault_.ok()) return fault_;
    return std::move(mapping_);
  }

 private:
  void Fail(std::string_view key, std::string_view what) {
    if (fault_.ok()) {
      fault_ = absl::InvalidArgumentError("mapping " + std::string(file_) +
                                          (key.empty() ? "" : ", key " + std::string(key)) + ": " +
                                          std::string(what));
    }
  }

  std::string Text(std::string_view key, const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    Fail(key, "not a string");
    return "";
  }

  std::vector<std::string> Texts(const std::string& key, const Json& value) {
    std::vector<std::string> texts;
    if (!value.is_array() || value.empty()) Fail(key, "not a list of strings");
    if (fault_.ok()) {
      for (const Json& item : value) texts.push_back(Text(key, item));
    }
    return texts;
  }

  void Member(const std::string& key, const Json& value) {
    if (key == "name") {
      mapping_.name = Text(key, value);
    } else if (key == "description") {
      mapping_.description = Text(key, value);
    } else if (key == "kind") {
      const auto end = std::begin(kKinds) + kMappedKinds;
      const auto kind = std::find(std::begin(kKinds), end, Text(key, value));
      if (kind == end) Fail(key, "no kind of record");
      kind_seen_ = kind != end;
      mapping_.kind = static_cast<ImportKind>(kind - std::begin(kKinds));
    } else if (key == "files") {
      mapping_.files = Texts(key, value);
    } else if (key == "repeated_ids") {
      mapping_.keep_newest = Text(key, value) == "keep_newest";
      if (!mapping_.keep_newest) Fail(key, "only keep_newest is known");
    } else if (key == "reference_date") {
      const absl::StatusOr<Date> date = ParseDate(Text(key, value));
      if (!date.ok()) Fail(key, "not a date (YYYY-MM-DD)");
      if (date.ok()) mapping_.reference_date = *date;
    } else if (key != "fields" && key != "note") {
      Fail(key, "unknown key");
    }
  }

  void Fields(const Json& fields) {
    if (!fields.is_object() || fields.empty()) Fail("fields", "not an object");
    if (!fault_.ok()) return;
    const std::span<const Field> known = FieldsOf(mapping_.kind);
    for (const auto& [name, rule] : fields.items()) {
      const auto is_name = [&name = name](const auto& item) { return item.name == name; };
      if (std::none_of(known.begin(), known.end(), is_name)) {
        Fail("fields." + name, "unknown field of " + std::string(ToString(mapping_.kind)));
      }
      if (!rule.is_object()) Fail("fields." + name, "not an object");
      if (!fault_.ok()) return;
      Rule(name, rule);
    }
  }

  void Rule(const std::string& name, const Json& json) {
    const std::string path = "fields." + name;
    FieldRule rule;
    rule.field = name;
    for (const auto& [key, value] : json.items()) RuleMember(path + "." + key, key, value, &rule);
    if (rule.columns.empty() && rule.constant.empty()) Fail(path, "has no column and no constant");
    if (rule.separator.empty()) Fail(path + ".separator", "is empty");
    mapping_.rules.push_back(std::move(rule));
  }

  void RuleMember(const std::string& path, const std::string& key, const Json& value,
                  FieldRule* rule) {
    if (key == "column") {
      rule->columns = {Text(path, value)};
    } else if (key == "columns") {
      rule->columns = Texts(path, value);
    } else if (key == "join") {
      rule->join = Text(path, value);
    } else if (key == "constant") {
      rule->constant = Text(path, value);
    } else if (key == "separator") {
      rule->separator = Text(path, value);
    } else if (key == "drop") {
      rule->drop = Texts(path, value);
    } else if (key == "steps") {
      if (!value.is_array()) Fail(path, "not a list");
      for (const Json& step : value) Step(path, step, rule);
    } else if (key == "values") {
      if (!value.is_object()) Fail(path, "not an object");
      for (const auto& [word, meaning] : value.items()) {
        rule->values.emplace_back(AsciiLower(word), Text(path + "." + word, meaning));
      }
    } else if (key == "others") {
      const std::string others = Text(path, value);
      if (others != "keep" && others != "unknown") Fail(path, "only keep and unknown are known");
      rule->keep_others = others == "keep";
    } else {
      Fail(path, "unknown key");
    }
  }

  void Step(const std::string& path, const Json& json, FieldRule* rule) {
    if (json.is_string()) {
      for (const auto& [name, kind] : kPlainSteps) {
        if (json == name) return rule->steps.push_back({kind, ""});
      }
    } else if (json.is_object() && json.size() == 1) {
      for (const auto& [name, kind] : kStepsWithText) {
        if (json.begin().key() != name) continue;
        const std::string argument = Text(path, json.begin().value());
        if (argument.empty()) Fail(path, "a step has an empty text");
        return rule->steps.push_back({kind, argument});
      }
    }
    Fail(path, "unknown step");
  }

  std::string_view file_;
  absl::Status fault_;
  bool kind_seen_ = false;
  Mapping mapping_;
};

Mapping MakeNative(ImportKind kind) {
  Mapping mapping;
  mapping.name = "setara";
  mapping.description = "Columns named as the fields of the contract; what an export writes.";
  mapping.kind = kind;
  mapping.native = true;
  for (const Field& field : FieldsOf(kind)) {
    if (!field.native) continue;
    FieldRule rule;
    rule.field = std::string(field.name);
    rule.columns = {rule.field};
    mapping.rules.push_back(std::move(rule));
  }
  return mapping;
}

}  // namespace

std::string_view ToString(ImportKind kind) { return kKinds[static_cast<size_t>(kind)]; }

absl::StatusOr<Mapping> ParseMapping(std::string_view file, std::string_view json) {
  return Parser(file).Parse(json);
}

const Mapping& NativeMapping(ImportKind kind) {
  static const std::vector<Mapping> kNative = [] {
    std::vector<Mapping> all;
    for (size_t i = 0; i < std::size(kKinds); ++i) {
      all.push_back(MakeNative(static_cast<ImportKind>(i)));
    }
    return all;
  }();
  return kNative[static_cast<size_t>(kind)];
}

absl::StatusOr<const Mapping*> FindMapping(ImportKind kind, std::string_view name) {
  std::string names;
  for (const Mapping& mapping : ShippedMappings()) {
    if (mapping.kind != kind) continue;
    if (mapping.name == name) return &mapping;
    names += (names.empty() ? "" : ", ") + mapping.name;
  }
  return absl::NotFoundError("no mapping of this name for " + std::string(ToString(kind)) +
                             "; there are: " + names);
}

}  // namespace setara
