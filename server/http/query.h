// The query part of a URL, as `application/x-www-form-urlencoded`.
#pragma once

#include <absl/status/statusor.h>

#include <map>
#include <string>
#include <string_view>

namespace setara {

// Name and value of every parameter, decoded. INVALID_ARGUMENT: a "%" without two hexadecimal
// digits, or a name that stands twice. Names that nobody asks for are no fault. Pure.
absl::StatusOr<std::map<std::string, std::string, std::less<>>> ParseQuery(std::string_view query);

// The bytes of base64 in the alphabet for URLs (RFC 4648, section 5), padded or not.
// INVALID_ARGUMENT: anything else. Pure.
absl::StatusOr<std::string> ParseUrlBase64(std::string_view text);

// Base64 in the usual alphabet, without padding. Pure.
std::string ToBase64(std::string_view bytes);

}  // namespace setara
