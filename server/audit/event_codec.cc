#include "server/audit/event_codec.h"

#include <sodium.h>

#include "matcher/domain/utf8.h"

namespace setara {
namespace {

constexpr std::string_view kPerson = "seekers/";

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

AuditEvent Cleaned(AuditEvent event) {
  for (std::string* text : {&event.caller, &event.place, &event.method, &event.purpose, &event.peer,
                            &event.object, &event.reason, &event.break_glass}) {
    CleanText(text);
  }
  return event;
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
  std::string bytes(previous_hash);
  bytes += EncodeEvent(sequence, event);
  std::string hash(kAuditHashBytes, '\0');
  // Fails only for sizes that are not ours.
  (void)crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                           reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                           nullptr, 0);
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
