// A JSON file that becomes a message of the contract, with the place of whatever is wrong in it.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <string_view>

namespace setara {

// Not thread-safe.
class JsonFile {
 public:
  // Reads `path`, "-" for standard input. NotFound, PermissionDenied: cannot be opened.
  // InvalidArgument "F.json:3:7: ..." when it is not JSON.
  static absl::StatusOr<JsonFile> Read(const std::string& path);
  // The same for a text at hand; `name` stands in the messages.
  static absl::StatusOr<JsonFile> Parse(std::string name, std::string text);

  // Reads the proto3 JSON of a message, with names in either case. InvalidArgument
  // "F.json:3:7: ..." for an unknown name or a value of the wrong kind.
  absl::Status To(google::protobuf::Message* message) const;

  // "F.json:3:7" for the value at a path of the contract ("capacities[0].usual_level"), or the
  // nearest value around it; the first member of the path may be the name of the message in its
  // request ("seeker.capacities").
  std::string PlaceOf(std::string_view path) const;

  const std::string& text() const { return text_; }

 private:
  JsonFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

  std::string Place(size_t offset) const;

  std::string name_;
  std::string text_;
  std::map<std::string, size_t, std::less<>> offsets_;  // of values and member names, by path
};

}  // namespace setara
