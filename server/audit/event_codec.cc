#include "server/audit/event_codec.h"

#include <sodium.h>

#include "matcher/domain/utf8.h"

namespace setara {
namespace {

constexpr std::string_view kPerson = "seekers/";
constexpr int kSequenceAt = 1;  // after the version

uint64_t TakeNumber(std::string_view* bytes, int size) {
  uint64_t number = 0;
  for (int i = size - 1; i >= 0; --i) {
    number = number << 8 | static_cast<unsigned char>((*bytes)[static_cast<size_t>(i)]);
  }
  bytes->remove_prefix(static_cast<size_t>(size));
  return number;
}

void PutNumber(std::string* out, uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) *out += static_cast<char>(number >> (8 * i) & 0xff);
}

void PutText(std::string* out, std::string_view text) {
  PutNumber(out, text.size(), 4);
  *out += text;
}

void CleanText(std::string* text) {
  if (text->size() > kAuditTextBytes) {
    size_t end = kAuditTextBytes;
    while (end > 0 && (static_cast<unsigned char>((*text)[end]) & 0xc0) == 0x80) --end;
    text->resize(end);
  }
  bool well_formed = IsText(*text);
  for (char& byte : *text) {
    auto value = static_cast<unsigned char>(byte);
    if (value < 0x20 || value == 0x7f || (!well_formed && value >= 0x80)) byte = '?';
  }
}

}  // namespace

void Clean(AuditEvent* event) {
  for (std::string* text : {&event->caller, &event->place, &event->method, &event->purpose,
                            &event->peer, &event->object, &event->reason, &event->break_glass}) {
    CleanText(text);
  }
}

std::string EncodeEvent(int64_t sequence, const AuditEvent& event) {
  std::string out;
  out.reserve(256);
  PutNumber(&out, 1, 1);
  PutNumber(&out, static_cast<uint64_t>(sequence), 8);
  PutNumber(&out, static_cast<uint64_t>(event.at.time_since_epoch().count()), 8);
  PutNumber(&out, static_cast<uint64_t>(event.role), 4);
  PutNumber(&out, event.data_classes, 4);
  PutNumber(&out, static_cast<uint64_t>(event.outcome), 4);
  for (const std::string* text : {&event.caller, &event.place, &event.method, &event.purpose,
                                  &event.peer, &event.object, &event.reason, &event.break_glass}) {
    PutText(&out, *text);
  }
  PutNumber(&out, event.subjects.size(), 4);
  for (const std::string& subject : event.subjects) PutText(&out, subject);
  return out;
}

std::string HashEvent(std::string_view previous_hash, int64_t sequence, const AuditEvent& event) {
  return HashEncoded(previous_hash, EncodeEvent(sequence, event));
}

EncodedEvent TakeEncoded(std::string_view* bytes) {
  const std::string_view whole = *bytes;
  EncodedEvent event;
  bytes->remove_prefix(kSequenceAt + 8);
  event.at = static_cast<int64_t>(TakeNumber(bytes, 8));
  event.role = static_cast<uint32_t>(TakeNumber(bytes, 4));
  event.data_classes = static_cast<uint32_t>(TakeNumber(bytes, 4));
  event.outcome = static_cast<uint32_t>(TakeNumber(bytes, 4));
  for (std::string_view* text : {&event.caller, &event.place, &event.method, &event.purpose,
                                 &event.peer, &event.object, &event.reason, &event.break_glass}) {
    *text = NextText(bytes);
  }
  const uint64_t subjects = TakeNumber(bytes, 4);
  event.subjects = *bytes;
  for (uint64_t i = 0; i < subjects; ++i) NextText(bytes);
  event.subjects.remove_suffix(bytes->size());
  event.bytes = whole.substr(0, whole.size() - bytes->size());
  return event;
}

std::string_view NextText(std::string_view* bytes) {
  const size_t size = TakeNumber(bytes, 4);
  std::string_view text = bytes->substr(0, size);
  bytes->remove_prefix(size);
  return text;
}

void SetSequence(int64_t sequence, char* encoded) {
  for (int i = 0; i < 8; ++i) {
    encoded[kSequenceAt + i] = static_cast<char>(static_cast<uint64_t>(sequence) >> (8 * i) & 0xff);
  }
}

std::string HashEncoded(std::string_view previous_hash, std::string_view encoded) {
  std::string hash(kAuditHashBytes, '\0');
  // Fails only for sizes that are not ours.
  crypto_generichash_state state;
  (void)crypto_generichash_init(&state, nullptr, 0, hash.size());
  for (std::string_view part : {previous_hash, encoded}) {
    (void)crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                    part.size());
  }
  (void)crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(hash.data()),
                                 hash.size());
  return hash;
}

std::vector<std::string> PeopleOf(const AuditEvent& event) {
  std::set<std::string> people;
  for (const std::string& subject : event.subjects) people.insert(subject.substr(kPerson.size()));
  if (event.object.size() > kPerson.size() && event.object.starts_with(kPerson))
    people.insert(event.object.substr(kPerson.size()));
  return {people.begin(), people.end()};
}

std::string HexOf(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (unsigned char byte : bytes) {
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

}  // namespace setara
