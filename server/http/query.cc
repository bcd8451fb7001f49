#include "server/http/query.h"

#include <absl/strings/escaping.h>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

absl::StatusOr<std::string> Decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return InvalidField("query", "has a % without two hexadecimal digits after it");
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace

absl::StatusOr<std::map<std::string, std::string, std::less<>>> ParseQuery(std::string_view query) {
  std::map<std::string, std::string, std::less<>> out;
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    absl::StatusOr<std::string> name = Decode(pair.substr(0, equals));
    if (!name.ok()) return name.status();
    absl::StatusOr<std::string> value =
        equals == std::string_view::npos ? std::string() : Decode(pair.substr(equals + 1));
    if (!value.ok()) return value.status();
    if (!out.emplace(*std::move(name), *std::move(value)).second) {
      return InvalidField("query", "has a parameter twice");
    }
  }
  return out;
}

absl::StatusOr<std::string> ParseUrlBase64(std::string_view text) {
  std::string bytes;
  // The library skips white space and would take such text for equal to that without it.
  const bool clean = text.find_first_of(" \t\r\n\f\v") == std::string_view::npos;
  if (clean && absl::WebSafeBase64Unescape(absl::string_view(text.data(), text.size()), &bytes)) {
    return bytes;
  }
  return InvalidField("message", "is not base64 for URLs");
}

std::string ToBase64(std::string_view bytes) {
  std::string text = absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace setara
