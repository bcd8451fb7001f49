// What every transport takes from a call beside its request: one reading of the metadata and one
// limit of size for gRPC and HTTP, so that no rule exists twice.
#pragma once

#include <absl/status/status.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/rpc/dispatcher.h"

namespace setara {

// Largest request in bytes, after decompression; gRPC's own default.
inline constexpr size_t kMaxRequestBytes = size_t{4} << 20;
// Longest bearer token and longest purpose, in bytes. Our defaults: signed tokens of the usual
// providers stay below 8 KiB.
inline constexpr size_t kMaxBearerTokenBytes = 16 << 10;
inline constexpr size_t kMaxPurposeBytes = 200;

// The values that a call carries under a name (lower case), in order; empty: none.
using MetadataValues = std::function<std::vector<std::string_view>(std::string_view name)>;

// Puts bearer token, purpose and consistency token into `context`; what is not given is left as it
// was. An entry given twice must say the same twice: two readers of one call could otherwise
// believe different ones. INVALID_ARGUMENT naming the entry; UNAUTHENTICATED with reason
// CREDENTIALS_INVALID: an authorization that is no bearer token. No error repeats a value. Pure.
absl::Status ReadCallMetadata(const MetadataValues& values, CallContext& context);

// The address in gRPC's form of a peer ("ipv4:127.0.0.1:5000", "ipv6:%5B::1%5D:5000"), without the
// port; empty for any other form. Pure.
std::string PeerAddress(std::string_view grpc_peer);

}  // namespace setara
