#include "clients/json_file.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>

#include "clients/json_paths.h"
#include "clients/text_width.h"

namespace setara {
namespace {

// Takes the library's events and keeps none, but the place of the first error.
class Checker : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    offset = position > 0 ? position - 1 : 0;
    // "[json.exception...] parse error at line 1, column 2: syntax error while ...": the rest.
    const std::string text = error.what();
    const size_t rest = text.find(": ");
    reason = rest == std::string::npos ? text : text.substr(rest + 2);
    return false;
  }

  size_t offset = 0;
  std::string reason;
};

}  // namespace

absl::StatusOr<JsonFile> JsonFile::Read(const std::string& path) {
  if (path == "-") {
    return Parse("stdin", std::string(std::istreambuf_iterator<char>(std::cin), {}));
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const std::string reason = path + ": " + std::generic_category().message(errno);
    return errno == EACCES ? absl::PermissionDeniedError(reason) : absl::NotFoundError(reason);
  }
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) return absl::DataLossError(path + ": cannot be read");
  return Parse(path, std::move(text));
}

absl::StatusOr<JsonFile> JsonFile::Parse(std::string name, std::string text) {
  JsonFile file(std::move(name), std::move(text));
  Checker checker;
  if (!nlohmann::json::sax_parse(file.text_, &checker)) {
    return absl::InvalidArgumentError(file.Place(checker.offset) + ": " + OneLine(checker.reason));
  }
  file.offsets_ = JsonPaths(file.text_);
  return file;
}

absl::Status JsonFile::To(google::protobuf::Message* message) const {
  const auto status = google::protobuf::util::JsonStringToMessage(text_, message);
  if (status.ok()) return absl::OkStatus();
  const std::string reason(status.message().data(), status.message().size());
  // "(capacities[0].usualLevel): invalid value ...", "(identity) fullNam: Cannot find field."
  static const std::regex kPath(R"(\(([A-Za-z_0-9.\[\]]+)\))");
  static const std::regex kName(R"(([A-Za-z_0-9]+): Cannot find field)");
  std::smatch match;
  std::string path;
  if (std::regex_search(reason, match, kPath)) path = match.str(1);
  if (std::regex_search(reason, match, kName)) {
    path += (path.empty() ? "" : ".") + match.str(1);
  }
  return absl::InvalidArgumentError(PlaceOf(path) + ": " + OneLine(reason));
}

std::string JsonFile::PlaceOf(std::string_view path) const {
  std::string wanted = ToSnakeCase(path);
  const size_t dot = wanted.find('.');
  if (dot != std::string::npos && !offsets_.contains(wanted.substr(0, dot))) {
    wanted = wanted.substr(dot + 1);
  }
  for (;;) {
    const auto found = offsets_.find(wanted);
    if (found != offsets_.end()) return Place(found->second);
    const size_t end = wanted.find_last_of(".[");
    if (end == std::string::npos) return name_;
    wanted.resize(end);
  }
}

std::string JsonFile::Place(size_t offset) const {
  const std::string_view before = std::string_view(text_).substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const size_t start = before.rfind('\n') == before.npos ? 0 : before.rfind('\n') + 1;
  const size_t column = 1 + DisplayWidth(before.substr(start));
  return name_ + ":" + std::to_string(line) + ":" + std::to_string(column);
}

}  // namespace setara
