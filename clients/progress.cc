#include "clients/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "clients/words.h"

namespace setara {

Progress::Progress(TextLanguage language)
    : language_(language), terminal_(isatty(STDERR_FILENO) != 0) {}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::Show(int64_t bytes, int64_t total_bytes, int64_t records) {
  if (!terminal_ || Clock::now() - last_ < std::chrono::milliseconds(100)) return;
  last_ = Clock::now();
  drawn_ = true;
  const auto rate = static_cast<int64_t>(static_cast<double>(records) / std::max(seconds(), 0.001));
  std::string text;
  if (total_bytes > 0)
    text += std::to_string(100 * std::min(bytes, total_bytes) / total_bytes) + " %, ";
  text += Number(language_, records) + Say(language_, " catatan, ", " records, ") +
          Number(language_, rate) + Say(language_, " per detik", " a second");
  std::fprintf(stderr, "\r\033[K%s", text.c_str());
  std::fflush(stderr);
}

void Progress::Clear() {
  if (drawn_) std::fputs("\r\033[K", stderr);
  drawn_ = false;
}

}  // namespace setara
