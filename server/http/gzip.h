// gzip (RFC 1952) of whole messages.
#pragma once

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace setara {

// `bytes` unpacked. RESOURCE_EXHAUSTED with reason MESSAGE_TOO_LARGE as soon as more than `limit`
// bytes come out, so that a small message cannot fill the memory; INVALID_ARGUMENT with reason
// MALFORMED_REQUEST: no gzip, cut short, or followed by anything but a further gzip member. Pure.
absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t limit);

// `bytes` packed, at a level that favours speed. Pure.
std::string Gzip(std::string_view bytes);

}  // namespace setara
