// Ends connections that take too long, so that a client that sends or reads one byte a minute does
// not hold one for ever: the HTTP library only counts how long nothing at all happened.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace setara {

// Thread-safe.
class ConnectionDeadlines {
 public:
  ConnectionDeadlines();
  ~ConnectionDeadlines();
  ConnectionDeadlines(const ConnectionDeadlines&) = delete;
  ConnectionDeadlines& operator=(const ConnectionDeadlines&) = delete;

  // The socket is shut down, both ways, `after` from now, unless either is called again
  // for it before.
  void Set(int socket, std::chrono::milliseconds after);
  // No deadline for now. To be called before the socket is closed: its number may become another's.
  void Clear(int socket);

 private:
  using Time = std::chrono::steady_clock::time_point;
  void Watch();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<int, Time> deadlines_;  // guarded by mutex_
  bool stopping_ = false;          // guarded by mutex_
  std::thread thread_;             // last: it uses the members above
};

}  // namespace setara
