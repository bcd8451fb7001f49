#include "server/rpc/page_token.h"

#include <absl/strings/escaping.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "matcher/domain/errors.h"

namespace setara {
namespace {

using google::protobuf::Message;

// FNV-1a: stable between programs, which std::hash is not. Tokens give no right to anything, so it
// need not withstand forgery.
uint64_t Hash(const std::string& bytes, uint64_t hash = 14695981039346656037u) {
  for (unsigned char byte : bytes) hash = (hash ^ byte) * 1099511628211u;
  return hash;
}

uint64_t Fingerprint(const Message& request) {
  std::unique_ptr<Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* field : {"page_token", "page_size"}) {
    const auto* descriptor = copy->GetDescriptor()->FindFieldByName(field);
    if (descriptor != nullptr) copy->GetReflection()->ClearField(copy.get(), descriptor);
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    copy->SerializeToCodedStream(&coded);
  }
  return Hash(bytes, Hash(request.GetDescriptor()->full_name()));
}

std::string Bytes(int64_t number) {
  return std::string(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::string EncodePageToken(const Message& request, const std::vector<int64_t>& key) {
  std::string bytes = Bytes(static_cast<int64_t>(Fingerprint(request)));
  for (int64_t number : key) bytes += Bytes(number);
  bytes += Bytes(static_cast<int64_t>(Hash(bytes)));
  std::string token;
  absl::WebSafeBase64Escape(bytes, &token);
  return token;
}

absl::StatusOr<std::vector<int64_t>> DecodePageToken(const Message& request,
                                                     const std::string& token, size_t key_size) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() % 8 != 0 || bytes.size() < 16) {
    return InvalidField("page_token", "is not a token of this server: start from the first page");
  }
  std::vector<int64_t> numbers(bytes.size() / 8);
  std::memcpy(numbers.data(), bytes.data(), bytes.size());
  if (Hash(bytes.substr(0, bytes.size() - 8)) != static_cast<uint64_t>(numbers.back())) {
    return InvalidField("page_token", "is damaged: start from the first page");
  }
  if (static_cast<uint64_t>(numbers.front()) != Fingerprint(request) ||
      numbers.size() != key_size + 2) {
    return InvalidField("page_token",
                        "belongs to another request: start from the first page of this one");
  }
  return std::vector<int64_t>(numbers.begin() + 1, numbers.end() - 1);
}

absl::StatusOr<int> PageSize(int requested, int fallback, int max) {
  if (requested < 0) return InvalidField("page_size", "is negative: give 0 or more");
  return requested == 0 ? fallback : std::min(requested, max);
}

}  // namespace setara
