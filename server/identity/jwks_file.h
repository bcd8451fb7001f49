// The public keys of an issuer, from a JWKS file (RFC 7517) that is read again when it changes, so
// that the issuer can rotate them without a restart.
#pragma once

#include <absl/status/statusor.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "server/identity/jws.h"

namespace setara {

// The keys in the text of a JWKS that can check signatures: those of another type or use are left
// out (RFC 7517 section 5). INVALID_ARGUMENT: no JWKS, a private key in it, a weak or damaged key,
// two keys with one kid, or no key that is left. Pure; thread-safe.
absl::StatusOr<std::vector<Jwk>> ParseJwks(std::string_view text);

// Thread-safe.
class JwksFile {
 public:
  using Keys = std::shared_ptr<const std::vector<Jwk>>;
  // Told once of each change of the file that could not be used; the old keys stay then.
  using Report = std::function<void(const absl::Status&)>;

  // Errors of ParseJwks; NOT_FOUND: no such file, or it cannot be read.
  static absl::StatusOr<std::unique_ptr<JwksFile>> Open(const std::string& path, Report report);

  // The keys as of the last good state of the file: looks whether it has changed.
  Keys Current();

 private:
  struct Stamp {
    int64_t modified_ns = 0;
    int64_t size = -1;
    uint64_t inode = 0;
    bool operator==(const Stamp&) const = default;
  };

  JwksFile(std::string path, Report report) : path_(std::move(path)), report_(std::move(report)) {}
  Stamp Look() const;
  absl::StatusOr<Keys> Read() const;

  const std::string path_;
  const Report report_;
  std::mutex mutex_;
  Stamp stamp_;  // guarded by mutex_
  Keys keys_;    // guarded by mutex_
};

}  // namespace setara
