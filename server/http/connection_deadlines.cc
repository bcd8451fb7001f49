#include "server/http/connection_deadlines.h"

#include <sys/socket.h>

#include <algorithm>

namespace setara {

ConnectionDeadlines::ConnectionDeadlines() : thread_([this] { Watch(); }) {}

ConnectionDeadlines::~ConnectionDeadlines() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void ConnectionDeadlines::Set(int socket, std::chrono::milliseconds after) {
  {
    std::lock_guard lock(mutex_);
    deadlines_[socket] = std::chrono::steady_clock::now() + after;
  }
  changed_.notify_one();
}

void ConnectionDeadlines::Clear(int socket) {
  std::lock_guard lock(mutex_);
  deadlines_.erase(socket);
}

void ConnectionDeadlines::Watch() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const auto next =
        std::min_element(deadlines_.begin(), deadlines_.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (next == deadlines_.end()) {
      changed_.wait(lock);
    } else if (const Time when = next->second; when > std::chrono::steady_clock::now()) {
      changed_.wait_until(lock, when);
    } else {
      // Under the lock, so that the socket is still this one. The owner sees its end and closes it.
      shutdown(next->first, SHUT_RDWR);
      deadlines_.erase(next);
    }
  }
}

}  // namespace setara
