// Opaque page tokens: where a page ended, and which request it belongs to.
#pragma once

#include <absl/status/statusor.h>
#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <vector>

namespace setara {

// `request` is the paged request; its fields page_token and page_size do not count, so that a page
// may have another size. `key`: numbers that only the same method reads back. Pure.
std::string EncodePageToken(const google::protobuf::Message& request,
                            const std::vector<int64_t>& key);

// The key, of exactly `key_size` numbers. InvalidArgument for the field page_token: no token of
// this server, damaged, or of another request.
absl::StatusOr<std::vector<int64_t>> DecodePageToken(const google::protobuf::Message& request,
                                                     const std::string& token, size_t key_size);

// page_size as AIP-158 reads it: 0 is `fallback`, above `max` is `max`; negative is
// InvalidArgument.
absl::StatusOr<int> PageSize(int requested, int fallback, int max);

}  // namespace setara
