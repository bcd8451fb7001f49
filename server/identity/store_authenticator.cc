#include "server/identity/store_authenticator.h"

#include <optional>

#include "server/identity/sign_in.h"
#include "server/identity/tokens.h"

namespace setara {
namespace {

class StoreAuthenticator final : public Authenticator {
 public:
  StoreAuthenticator(Store& store, Identities identities)
      : store_(store), identities_(std::move(identities)) {}

  absl::StatusOr<Caller> Authenticate(const Credentials& credentials, Instant now) override {
    const std::string& token = credentials.bearer_token;
    if (!token.empty()) {
      bool foreign = identities_.jwt != nullptr && JwtAuthenticator::LooksLike(token);
      return foreign ? identities_.jwt->Authenticate(token, now) : OfToken(token, now);
    }
    if (!credentials.client_certificate.empty()) return OfMachine(credentials.client_certificate);
    return Caller();
  }

 private:
  absl::StatusOr<Caller> OfMachine(const std::string& certificate) const {
    auto machine = identities_.machines.find(certificate);
    if (machine == identities_.machines.end()) return InvalidCredentials();
    return Caller{"machines/" + certificate, machine->second.role, machine->second.place, {}};
  }

  absl::StatusOr<Caller> OfToken(const std::string& text, Instant now) {
    std::optional<TokenParts> parts = ParseToken(text);
    if (!parts.has_value()) return InvalidCredentials();
    std::optional<KnownToken> known;
    absl::Status status = store_.Read([&](Connection& db) {
      absl::StatusOr<std::optional<KnownToken>> found = FindToken(db, *parts);
      if (!found.ok()) return found.status();
      known = *std::move(found);
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    if (!known.has_value() || !known->token.live(now) || !known->account.active())
      return InvalidCredentials();
    NoteUse(known->token, now);
    return Caller{AccountName(known->account.id), known->account.role, known->account.place,
                  known->token.spec.methods};
  }

  // At most once a day and token, so that reads stay reads.
  void NoteUse(const Token& token, Instant now) {
    if (token.last_used.has_value() &&
        std::chrono::floor<std::chrono::days>(now) <= *token.last_used) {
      return;
    }
    (void)store_.Write([id = token.id, now](Connection& db) { return NoteTokenUse(db, id, now); });
  }

  Store& store_;
  const Identities identities_;
};

}  // namespace

std::unique_ptr<Authenticator> MakeAuthenticator(Store& store, AuthenticatorOptions options) {
  return std::make_unique<StoreAuthenticator>(store, std::move(options.identities));
}

}  // namespace setara
