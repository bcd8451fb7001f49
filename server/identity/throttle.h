// Slows down who guesses passwords: by login and by network address, with delays that double. In
// memory, bounded; a restart forgets. Nothing sleeps: an attempt too early is told how long to
// wait.
//
// Limits are our default. After the free attempts each further one must wait 1 s, 2 s, 4 s, ... up
// to the ceiling: for a login low enough that nobody can lock a colleague out for long, for an
// address higher, with more free attempts since an office shares one. IPv6 counts by /64, which is
// what one subscriber gets.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "matcher/domain/date.h"

namespace setara {

// Thread-safe.
class Throttle {
 public:
  struct Rule {
    int free_attempts = 0;
    std::chrono::seconds ceiling{};
  };
  struct Options {
    Rule login{5, std::chrono::minutes(1)};
    Rule address{20, std::chrono::minutes(15)};
    std::chrono::minutes forget_after{60};  // without an attempt
    size_t capacity = 10'000;               // of logins, and of addresses; the least recent go
  };

  explicit Throttle(Options options) : options_(options) {}
  Throttle() : Throttle(Options()) {}

  // Counts an attempt as failed before it is made, so that attempts side by side all count. Empty:
  // go on; else how long to wait, and nothing was counted. `login`: as given, known or not.
  std::optional<std::chrono::seconds> Admit(std::string_view login, std::string_view address,
                                            Instant now);

  // Takes back the last count: the attempt was good, or was never decided. A good one also clears
  // what the login had before.
  void Succeeded(std::string_view login, std::string_view address);
  void Undecided(std::string_view login, std::string_view address);

  // How many logins and addresses are held.
  size_t size() const;

 private:
  struct Entry {
    std::string key;
    int attempts = 0;
    Instant last{};
    Instant blocked_until{};
  };
  using Entries = std::list<Entry>;  // most recent first

  struct Table {
    Entries entries;
    std::unordered_map<std::string, Entries::iterator> by_key;
  };

  Entry& Touch(Table& table, const std::string& key, Instant now);
  static void Count(Entry& entry, const Rule& rule, Instant now);
  static void TakeBack(Table& table, const std::string& key, const Rule& rule);
  static void Forget(Table& table, const std::string& key);

  const Options options_;
  mutable std::mutex mutex_;
  Table logins_;     // guarded by mutex_
  Table addresses_;  // guarded by mutex_
};

}  // namespace setara
