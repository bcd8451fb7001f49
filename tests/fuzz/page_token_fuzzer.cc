// Page tokens from anywhere: what is taken for one must be exactly what the server writes.
#include <cstdlib>
#include <string>

#include "server/rpc/page_token.h"
#include "setara/v1/opening.pb.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace setara;
  if (size == 0) return 0;
  size_t numbers = data[0] % 5;
  v1::ListOpeningsRequest request;
  request.set_region_code("31");
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, text, numbers);
  if (key.ok()) {
    if (key->size() != numbers) std::abort();
    // Base 64 has more than one text for the same bytes; the bytes must be the same.
    absl::StatusOr<std::vector<int64_t>> again =
        DecodePageToken(request, EncodePageToken(request, *key), numbers);
    if (!again.ok() || *again != *key) std::abort();
  }
  // A token that the server wrote, with one byte changed, is none (or still the same bytes).
  std::string own = EncodePageToken(request, std::vector<int64_t>(numbers, 77));
  if (size > 2) {
    own[data[1] % own.size()] = static_cast<char>(data[2]);
    absl::StatusOr<std::vector<int64_t>> changed = DecodePageToken(request, own, numbers);
    if (changed.ok() && *changed != std::vector<int64_t>(numbers, 77)) std::abort();
  }
  return 0;
}
