#include "server/http/json_codec.h"

#include <google/protobuf/message.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "matcher/domain/errors.h"
#include "server/http/json_shape.h"

namespace setara {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::unique_ptr<Message> NewMessage(const Descriptor& type) {
  return std::unique_ptr<Message>(MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

// Where protobuf stumbled: its errors begin "(path): " or "path: ", with names as the caller wrote
// them, which CheckJsonShape found to be names. Empty: not said.
std::string_view PathIn(std::string_view message) {
  auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '[' || c == ']';
  };
  if (message.starts_with("(")) message.remove_prefix(1);
  const auto end = std::find_if_not(message.begin(), message.end(), fits);
  const std::string_view path = message.substr(0, static_cast<size_t>(end - message.begin()));
  const std::string_view rest = message.substr(path.size());
  return rest.starts_with("):") || rest.starts_with(": ") ? path : std::string_view();
}

struct Place {
  std::string path;                        // proto path, as far as it could be followed
  const FieldDescriptor* field = nullptr;  // at its end
};

// Follows a path of JSON names through the contract.
Place Follow(std::string_view json_path, const Descriptor& root) {
  Place place;
  const Descriptor* type = &root;
  while (!json_path.empty() && type != nullptr) {
    const std::string_view part = json_path.substr(0, json_path.find('.'));
    json_path.remove_prefix(std::min(part.size() + 1, json_path.size()));
    const std::string_view name = part.substr(0, part.find('['));
    const FieldDescriptor* field = FindJsonField(*type, name);
    if (field == nullptr) break;
    const std::string index(part.substr(name.size()));
    place.path += (place.path.empty() ? "" : ".") + field->name() + index;
    place.field = field;
    type = field->message_type();
  }
  return place;
}

absl::Status WrongValue(std::string_view message, const Descriptor& type) {
  const Place place = Follow(PathIn(message), type);
  if (place.field != nullptr) return InvalidField(place.path, JsonMisfit(*place.field));
  return WithReason(
      absl::InvalidArgumentError("the request is not the JSON form of " + type.full_name()),
      "MALFORMED_REQUEST");
}

}  // namespace

absl::StatusOr<std::string> JsonToBytes(std::string_view json, const Descriptor& type) {
  if (absl::Status status = CheckJsonShape(json, type); !status.ok()) return status;
  // The library would write to the log what is wrong with a request.
  [[maybe_unused]] static auto* const previous = google::protobuf::SetLogHandler(nullptr);
  std::unique_ptr<Message> message = NewMessage(type);
  const auto read = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), message.get());
  if (!read.ok()) {
    return WrongValue(std::string_view(read.message().data(), read.message().size()), type);
  }
  std::string bytes;
  if (!message->SerializeToString(&bytes)) return WrongValue("", type);
  return bytes;
}

absl::StatusOr<std::string> BytesToJson(std::string_view bytes, const Descriptor& type) {
  std::unique_ptr<Message> message = NewMessage(type);
  if (!message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::InternalError("an answer is not a " + type.full_name());
  }
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(*message, &json).ok()) {
    return absl::InternalError("a " + type.full_name() + " has no JSON form");
  }
  return json;
}

}  // namespace setara
