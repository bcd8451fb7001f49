#include "server/identity/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "server/identity/accounts.h"
#include "server/identity/secrets.h"

namespace setara {
namespace {

// Of one size whatever was sent, so that long logins take no more memory.
std::string LoginKey(std::string_view login) { return Blake2b(FoldLogin(login), 16); }

std::string AddressKey(std::string_view address) {
  std::array<char, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(address).c_str(), bytes.data()) == 1) {
    return std::string(bytes.data(), 8);
  }
  return Blake2b(address, 16);
}

std::chrono::seconds Delay(int attempts, const Throttle::Rule& rule) {
  int doublings = attempts - rule.free_attempts;
  if (doublings < 0) return {};
  return std::min(rule.ceiling, std::chrono::seconds(int64_t{1} << std::min(doublings, 30)));
}

}  // namespace

Throttle::Entry& Throttle::Touch(Table& table, const std::string& key, Instant now) {
  auto found = table.by_key.find(key);
  if (found != table.by_key.end()) {
    table.entries.splice(table.entries.begin(), table.entries, found->second);
  } else {
    table.entries.push_front({key, 0, now, Instant()});
    table.by_key[key] = table.entries.begin();
    if (table.entries.size() > options_.capacity) Forget(table, table.entries.back().key);
  }
  Entry& entry = table.entries.front();
  if (now - entry.last > options_.forget_after) entry = {key, 0, now, Instant()};
  return entry;
}

void Throttle::Forget(Table& table, const std::string& key) {
  auto found = table.by_key.find(key);
  if (found == table.by_key.end()) return;
  Entries::iterator entry = found->second;
  table.by_key.erase(found);
  table.entries.erase(entry);
}

void Throttle::Count(Entry& entry, const Rule& rule, Instant now) {
  ++entry.attempts;
  entry.last = now;
  entry.blocked_until = now + Delay(entry.attempts, rule);
}

void Throttle::TakeBack(Table& table, const std::string& key, const Rule& rule) {
  auto found = table.by_key.find(key);
  if (found == table.by_key.end()) return;
  Entry& entry = *found->second;
  if (entry.attempts > 0) --entry.attempts;
  entry.blocked_until = entry.last + Delay(entry.attempts, rule);
}

std::optional<std::chrono::seconds> Throttle::Admit(std::string_view login,
                                                    std::string_view address, Instant now) {
  std::lock_guard lock(mutex_);
  Entry& by_login = Touch(logins_, LoginKey(login), now);
  Entry& by_address = Touch(addresses_, AddressKey(address), now);
  Instant until = std::max(by_login.blocked_until, by_address.blocked_until);
  if (now < until) return std::chrono::ceil<std::chrono::seconds>(until - now);
  Count(by_login, options_.login, now);
  Count(by_address, options_.address, now);
  return std::nullopt;
}

void Throttle::Succeeded(std::string_view login, std::string_view address) {
  std::lock_guard lock(mutex_);
  Forget(logins_, LoginKey(login));
  // Only this one: else one good account would buy any number of guesses at others.
  TakeBack(addresses_, AddressKey(address), options_.address);
}

void Throttle::Undecided(std::string_view login, std::string_view address) {
  std::lock_guard lock(mutex_);
  TakeBack(logins_, LoginKey(login), options_.login);
  TakeBack(addresses_, AddressKey(address), options_.address);
}

size_t Throttle::size() const {
  std::lock_guard lock(mutex_);
  return logins_.entries.size() + addresses_.entries.size();
}

}  // namespace setara
