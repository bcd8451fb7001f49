#include "server/http/connect_headers.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

constexpr size_t kMaxTimeoutDigits = 10;

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// lower: in lower case.
bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return Lower(a) == b; });
}

std::string_view Trim(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes what stands before the first `mark` off the front of `text`.
std::string_view TakeUntil(std::string_view& text, char mark) {
  const std::string_view part = text.substr(0, text.find(mark));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return Trim(part);
}

// "q=0", "q=0.000".
bool IsRefusal(std::string_view parameter) {
  std::string_view name = TakeUntil(parameter, '=');
  return EqualsIgnoringCase(name, "q") && !parameter.empty() &&
         Trim(parameter).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

std::optional<MessageCodec> ParseContentType(const std::vector<std::string_view>& values) {
  if (values.size() != 1) return std::nullopt;
  std::string_view rest = values[0];
  const std::string_view type = TakeUntil(rest, ';');
  rest = Trim(rest);
  if (!rest.empty() && !EqualsIgnoringCase(rest, "charset=utf-8") &&
      !EqualsIgnoringCase(rest, "charset=\"utf-8\"")) {
    return std::nullopt;
  }
  if (EqualsIgnoringCase(type, "application/json")) return MessageCodec::kJson;
  if (EqualsIgnoringCase(type, "application/proto")) return MessageCodec::kProto;
  return std::nullopt;
}

std::optional<ContentCoding> ParseContentCoding(std::string_view value) {
  value = Trim(value);
  if (value.empty() || EqualsIgnoringCase(value, "identity")) return ContentCoding::kIdentity;
  if (EqualsIgnoringCase(value, "gzip")) return ContentCoding::kGzip;
  return std::nullopt;
}

ContentCoding AnswerCoding(const std::vector<std::string_view>& accepted, ContentCoding request) {
  if (accepted.empty()) return request;
  for (std::string_view list : accepted) {
    while (!list.empty()) {
      std::string_view entry = TakeUntil(list, ',');
      const std::string_view name = TakeUntil(entry, ';');
      const std::optional<ContentCoding> coding = ParseContentCoding(name);
      if (!name.empty() && coding.has_value() && !IsRefusal(Trim(entry))) return *coding;
    }
  }
  return ContentCoding::kIdentity;
}

absl::StatusOr<std::optional<std::chrono::milliseconds>> ParseTimeout(
    const std::vector<std::string_view>& values) {
  if (values.empty()) return std::nullopt;
  const std::string_view digits = values[0];
  int64_t milliseconds = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds);
  if (values.size() > 1 || error != std::errc() || end != digits.data() + digits.size() ||
      digits.size() > kMaxTimeoutDigits || milliseconds < 0 || digits[0] == '-') {
    return InvalidField("connect-timeout-ms", "is not a number of 1 to 10 digits");
  }
  return std::chrono::milliseconds(milliseconds);
}

}  // namespace setara
