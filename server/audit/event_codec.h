// The bytes of an event that its hash is taken over. Version 1, all numbers little-endian:
//
//   u8 1, u64 sequence, i64 microseconds since 1970, u32 role, u32 data classes, u32 outcome;
//   caller, place, method, purpose, peer, object, reason, break-glass grant: u32 length, bytes;
//   u32 number of subjects, then each by its bytes in ascending order: u32 length, bytes.
//
//   hash = BLAKE2b-256(hash of the event before, 32 bytes; then the bytes above)
//
// The first event of a log follows 32 zero bytes. The hash needs no key, so that anyone who holds
// an export can check it; `setara audit verify` has the same encoding, written again from this
// comment. What keeps a forger with the database out is the seal (chain.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/audit/event.h"

namespace setara {

inline constexpr size_t kAuditHashBytes = 32;
// A text of an event is cut to so many bytes. Our default.
inline constexpr size_t kAuditTextBytes = 300;

// Makes the event what is kept: texts well-formed UTF-8 without control characters (each such byte
// becomes "?", so that no text starts a line of its own wherever it is shown), cut to
// kAuditTextBytes.
void Clean(AuditEvent* event);

// Pure; thread-safe. `event` as it is kept.
std::string EncodeEvent(int64_t sequence, const AuditEvent& event);
std::string HashEvent(std::string_view previous_hash, int64_t sequence, const AuditEvent& event);

// An event that waits for its place in the chain is kept as its bytes, one piece of memory: twenty
// people in pieces of their own, made on one thread and freed on another, cost more than all else
// that is done with them.
struct EncodedEvent {
  std::string_view bytes;
  int64_t at = 0;  // microseconds since 1970
  uint32_t role = 0, data_classes = 0, outcome = 0;
  std::string_view caller, place, method, purpose, peer, object, reason, break_glass;
  std::string_view subjects;  // as encoded, without their number: see NextText
};
// Takes the first event off `bytes`, which EncodeEvent made; the views are into them.
EncodedEvent TakeEncoded(std::string_view* bytes);
// Takes the first text off `bytes`.
std::string_view NextText(std::string_view* bytes);
// Gives the event that `encoded` begins with its place in the chain.
void SetSequence(int64_t sequence, char* encoded);
// HashEvent of an event by its bytes.
std::string HashEncoded(std::string_view previous_hash, std::string_view encoded);

// Ids, without "seekers/", of the people whom the event speaks of: its subjects, and the person
// whom the request named, also when it was denied. Ascending, each once. Pure.
std::vector<std::string> PeopleOf(const AuditEvent& event);

// Lower-case hexadecimal digits. Pure.
std::string HexOf(std::string_view bytes);

}  // namespace setara
