#include "server/http/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <memory>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way to say: gzip, the largest window
constexpr int kMemoryLevel = 8;
constexpr int kLevel = 4;
constexpr size_t kStep = 16 << 10;

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};
struct DeflateEnd {
  void operator()(z_stream* stream) const { deflateEnd(stream); }
};

void SetInput(z_stream& stream, std::string_view bytes) {
  // zlib does not write to its input, but its type says it might.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
}

// Lets the stream write behind what `out` holds already.
void SetOutput(z_stream& stream, std::string& out, size_t used, size_t room) {
  out.resize(used + room);
  stream.next_out = reinterpret_cast<Bytef*>(out.data() + used);
  stream.avail_out = static_cast<uInt>(room);
}

absl::Status NoGzip() {
  return WithReason(absl::InvalidArgumentError("the body is not whole gzip data"),
                    "MALFORMED_REQUEST");
}

}  // namespace

absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) return absl::InternalError("no inflater");
  std::unique_ptr<z_stream, InflateEnd> end(&stream);
  SetInput(stream, bytes);
  std::string out;
  size_t used = 0;
  while (true) {
    const size_t room = std::min(kStep + used, limit + 1 - used);
    SetOutput(stream, out, used, room);
    const int result = inflate(&stream, Z_NO_FLUSH);
    used += room - stream.avail_out;
    if (used > limit) {
      return WithReason(
          absl::ResourceExhaustedError("the request is larger than " + std::to_string(limit) +
                                       " bytes when decompressed"),
          "MESSAGE_TOO_LARGE");
    }
    if (result == Z_STREAM_END) {
      if (stream.avail_in == 0) break;
      if (inflateReset(&stream) != Z_OK) return NoGzip();
    } else if (result != Z_OK) {
      return NoGzip();
    }
  }
  out.resize(used);
  return out;
}

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel, Z_DEFAULT_STRATEGY);
  std::unique_ptr<z_stream, DeflateEnd> end(&stream);
  SetInput(stream, bytes);
  std::string out;
  const size_t room = deflateBound(&stream, bytes.size());
  SetOutput(stream, out, 0, room);
  deflate(&stream, Z_FINISH);
  out.resize(room - stream.avail_out);
  return out;
}

}  // namespace setara
