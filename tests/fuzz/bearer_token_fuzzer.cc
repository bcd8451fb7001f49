// Bearer tokens as an attacker may send them: the text of our own, and signed tokens up to and past
// the signature. A token that parses must come back as the same text.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include "server/identity/jwt_authenticator.h"
#include "server/identity/secrets.h"
#include "server/identity/strict_json.h"
#include "server/identity/token_text.h"
#include "server/keys/sodium.h"

namespace setara {
namespace {

// A P-256 key whose other half nobody kept: the point of RFC 7517 appendix A.1.
constexpr char kJwks[] = R"({"keys":[{"kty":"EC","crv":"P-256","kid":"1",)"
                         R"("x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",)"
                         R"("y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]})";

const JwtAuthenticator& Jwt() {
  static const JwtAuthenticator& jwt = *[] {
    std::string path = (std::getenv("TMPDIR") == nullptr ? "/tmp" : std::getenv("TMPDIR")) +
                       std::string("/setara-fuzz-") + HexHash(RandomBytes(16)).substr(0, 16);
    std::ofstream(path) << kJwks;
    absl::StatusOr<std::unique_ptr<JwksFile>> keys = JwksFile::Open(path, {});
    if (!keys.ok()) std::abort();
    std::remove(path.c_str());
    JwtOptions options;
    options.issuer = "i";
    options.audience = "a";
    options.algorithms = {"ES256"};
    options.roles = {{"/r", "c", v1::ROLE_COUNSELOR}};
    return new JwtAuthenticator(options, *std::move(keys));
  }();
  return jwt;
}

}  // namespace
}  // namespace setara

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace setara;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (std::optional<TokenParts> parts = ParseToken(text); parts.has_value()) {
    if (FormatToken(*parts) != text) std::abort();
  }
  // Nobody can sign by this key, so that whatever is let in is a fault.
  if (Jwt().Authenticate(text, Instant()).ok()) std::abort();
  (void)ParseStrictObject(text);
  (void)DecodeBase64Url(text);
  (void)ParseJwks(text);
  return 0;
}
