// The header fields of the Connect protocol, read one by one.
#pragma once

#include <absl/status/statusor.h>

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

#include "server/http/connect.h"

namespace setara {

enum class ContentCoding { kIdentity, kGzip };

// Of Content-Type: the media type in any case, with `charset=utf-8` as the only parameter allowed.
// Absent: none given, several, or another one. Pure.
std::optional<MessageCodec> ParseContentType(const std::vector<std::string_view>& values);

// Of Content-Encoding, in any case; "" is identity. Absent: another one. Pure.
std::optional<ContentCoding> ParseContentCoding(std::string_view value);

// The first coding of Accept-Encoding that the server writes; parameters count only where they
// refuse ("gzip;q=0"). Nothing given: that of the request. Pure.
ContentCoding AnswerCoding(const std::vector<std::string_view>& accepted, ContentCoding request);

// Of Connect-Timeout-Ms: absent, or 1 to 10 digits. INVALID_ARGUMENT: anything else. Pure.
absl::StatusOr<std::optional<std::chrono::milliseconds>> ParseTimeout(
    const std::vector<std::string_view>& values);

}  // namespace setara
