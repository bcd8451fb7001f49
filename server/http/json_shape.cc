#include "server/http/json_shape.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// Longer ones, or with other characters, are no names but data that lost its way.
constexpr size_t kMaxNameBytes = 40;

absl::Status Malformed(const std::string& what) {
  return WithReason(absl::InvalidArgumentError(what), "MALFORMED_REQUEST");
}

bool LooksLikeName(std::string_view text) {
  auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > kMaxNameBytes || !letter(text[0])) return false;
  // Four digits in a row are in no name of the contract, but in every number of a person.
  int digits = 0;
  for (char c : text) {
    digits = digit(c) ? digits + 1 : 0;
    if (digits > 3 || !(letter(c) || digit(c))) return false;
  }
  return true;
}

bool IsForeign(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->file()->package() == "google.protobuf";
}

// Of the types that have a JSON form of their own ("google.protobuf.Timestamp"), and of maps, what
// lies within is left to protobuf.
const Descriptor* Shape(const FieldDescriptor& field) {
  return IsForeign(field) || field.is_map() ? nullptr : field.message_type();
}

enum class Form { kScalar, kList, kObject };

// The form of one value of the field, not of the list of them; absent: any.
std::optional<Form> FormOf(const FieldDescriptor& field) {
  if (field.message_type() == nullptr) return Form::kScalar;
  if (!IsForeign(field)) return Form::kObject;
  static constexpr std::string_view kFree[] = {"Any", "Empty", "ListValue", "Struct", "Value"};
  const std::string& name = field.message_type()->name();
  if (std::find(std::begin(kFree), std::end(kFree), name) != std::end(kFree)) return std::nullopt;
  return Form::kScalar;
}

// nlohmann's events; returning false stops the reader.
class ShapeReader {
 public:
  // Names are nlohmann's.
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit ShapeReader(const Descriptor& type) : root_(type) {}

  const absl::Status& status() const { return status_; }

  bool null() { return Next(); }
  bool boolean(bool) { return Scalar(); }
  bool number_integer(number_integer_t) { return Scalar(); }
  bool number_unsigned(number_unsigned_t) { return Scalar(); }
  bool number_float(number_float_t, const string_t&) { return Scalar(); }
  bool string(string_t&) { return Scalar(); }
  bool binary(binary_t&) { return Scalar(); }

  bool start_object(size_t) {
    if (!Enter(Form::kObject)) return false;
    Level level;
    level.type = levels_.empty() ? Root() : Expected();
    levels_.push_back(std::move(level));
    return true;
  }
  bool end_object() { return Leave(); }
  bool start_array(size_t) {
    if (levels_.empty()) return Fail(Malformed("the request is not a JSON object"));
    if (!Enter(Form::kList)) return false;
    Level level;
    level.list = true;
    level.field = levels_.back().field;
    levels_.push_back(std::move(level));
    return true;
  }
  bool end_array() { return Leave(); }

  bool key(string_t& name) {
    Level& level = levels_.back();
    level.field = nullptr;
    if (level.type == nullptr) return true;
    const FieldDescriptor* field = FindJsonField(*level.type, name);
    if (field == nullptr) {
      const std::string path = Path();
      if (!LooksLikeName(name)) {
        return Fail(InvalidField(path.empty() ? "request" : path, "has a field with another name"));
      }
      return Fail(InvalidField(path.empty() ? name : path + "." + name,
                               "is not a field of " + level.type->name()));
    }
    level.field = field;
    if (level.seen.insert(field->number()).second) return true;
    return Fail(InvalidField(Path(), "is given twice"));
  }

  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception&) {
    return Fail(Malformed("the request is not JSON: see byte " + std::to_string(position)));
  }

 private:
  struct Level {
    const Descriptor* type = nullptr;        // of an object whose names are checked
    const FieldDescriptor* field = nullptr;  // whose value is read now, or that the list is of
    std::set<int> seen;                      // fields of the object up to now
    bool list = false;
    int index = 0;  // of the entry that is read now
  };

  const Descriptor* Root() const {
    return root_.file()->package() == "google.protobuf" ? nullptr : &root_;
  }
  // The message that an object here must be; null where names are free.
  const Descriptor* Expected() const {
    const Level& level = levels_.back();
    return level.field == nullptr ? nullptr : Shape(*level.field);
  }

  bool Fail(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
    return false;
  }
  bool Enter(Form form) {
    if (static_cast<int>(levels_.size()) < kMaxJsonDepth) return Fits(form);
    return Fail(Malformed("the request nests deeper than " + std::to_string(kMaxJsonDepth)));
  }
  bool Leave() {
    levels_.pop_back();
    return levels_.empty() || Next();
  }
  bool Scalar() { return Fits(Form::kScalar) && Next(); }

  // Checks the form of the value that is read now.
  bool Fits(Form form) {
    const FieldDescriptor* field = levels_.empty() ? nullptr : levels_.back().field;
    if (field == nullptr) return true;
    const bool whole_list = field->is_repeated() && !field->is_map() && !levels_.back().list;
    if (whole_list) return form == Form::kList || Fail(InvalidField(Path(), "is not a list"));
    const std::optional<Form> expected = FormOf(*field);
    if (!expected.has_value() || *expected == form) return true;
    return Fail(InvalidField(Path(), JsonMisfit(*field)));
  }
  // A value has ended.
  bool Next() {
    if (levels_.empty()) return Fail(Malformed("the request is not a JSON object"));
    if (levels_.back().list) ++levels_.back().index;
    return true;
  }

  // Proto path of the value that is read now.
  std::string Path() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.list) {
        path += "[" + std::to_string(level.index) + "]";
      } else if (level.field != nullptr) {
        path += (path.empty() ? "" : ".") + level.field->name();
      }
    }
    return path;
  }

  const Descriptor& root_;
  std::vector<Level> levels_;
  absl::Status status_;
};

}  // namespace

const FieldDescriptor* FindJsonField(const Descriptor& type, std::string_view name) {
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (field->name() == name || field->json_name() == name) return field;
  }
  return nullptr;
}

std::string JsonMisfit(const FieldDescriptor& field) {
  if (field.enum_type() != nullptr) return "is not a value of " + field.enum_type()->name();
  if (field.message_type() != nullptr) return "is not a " + field.message_type()->name();
  return std::string("is not of type ") + field.type_name();
}

absl::Status CheckJsonShape(std::string_view json, const Descriptor& type) {
  ShapeReader reader(type);
  const bool read = nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
  if (!reader.status().ok() || read) return reader.status();
  return Malformed("the request is not JSON");
}

}  // namespace setara
