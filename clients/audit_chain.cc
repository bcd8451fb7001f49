#include "clients/audit_chain.h"

#include <sodium.h>

#include <string_view>

namespace setara {
namespace {

void PutNumber(std::string* out, uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) *out += static_cast<char>(number >> (8 * i) & 0xff);
}

void PutText(std::string* out, std::string_view text) {
  PutNumber(out, text.size(), 4);
  *out += text;
}

v1::AuditOutcome OutcomeOf(int code) {
  if (code == 0) return v1::AUDIT_OUTCOME_DONE;
  constexpr int kPermissionDenied = 7, kUnauthenticated = 16;
  return code == kPermissionDenied || code == kUnauthenticated ? v1::AUDIT_OUTCOME_DENIED
                                                               : v1::AUDIT_OUTCOME_FAILED;
}

}  // namespace

std::string AuditHash(const std::string& previous_hash, const v1::AuditEvent& event) {
  std::string bytes = previous_hash;
  PutNumber(&bytes, 1, 1);
  PutNumber(&bytes, static_cast<uint64_t>(event.sequence()), 8);
  PutNumber(&bytes,
            static_cast<uint64_t>(event.at().seconds() * 1'000'000 + event.at().nanos() / 1000), 8);
  PutNumber(&bytes, static_cast<uint64_t>(event.role()), 4);
  uint32_t data_classes = 0;
  for (int number : event.data_classes()) {
    if (number >= 0 && number < 32) data_classes |= 1u << number;
  }
  PutNumber(&bytes, data_classes, 4);
  PutNumber(&bytes, static_cast<uint64_t>(event.code()), 4);
  for (const std::string* text :
       {&event.caller(), &event.place(), &event.method(), &event.purpose(), &event.peer(),
        &event.object(), &event.reason(), &event.break_glass()}) {
    PutText(&bytes, *text);
  }
  PutNumber(&bytes, static_cast<uint64_t>(event.subjects_size()), 4);
  for (const std::string& subject : event.subjects()) PutText(&bytes, subject);
  unsigned char hash[32];
  // Fails only for sizes that are not ours.
  (void)crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(bytes.data()),
                           bytes.size(), nullptr, 0);
  return {reinterpret_cast<const char*>(hash), sizeof hash};
}

AuditChainCheck::Fault AuditChainCheck::Add(const v1::AuditEvent& event) {
  if (events_ > 0 && event.sequence() <= last_) return Fault::kOrder;
  if (events_ > 0 && event.sequence() != last_ + 1) return Fault::kRemoved;
  // The outcome is the code in words, and not in the hash.
  if (AuditHash(event.previous_hash(), event) != event.hash() ||
      event.outcome() != OutcomeOf(event.code())) {
    return Fault::kChanged;
  }
  if (events_ > 0 && event.previous_hash() != hash_) return Fault::kReplaced;
  if (events_++ == 0) first_ = event.sequence();
  last_ = event.sequence();
  hash_ = event.hash();
  return Fault::kNone;
}

std::string HexText(const std::string& bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace setara
