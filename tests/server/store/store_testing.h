// What the tests of the store share: a directory of their own, a clock they set, OK checks.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "server/store/store.h"

namespace setara {

// A fresh directory, removed with what is in it and with the keys beside it.
class TempDir {
 public:
  TempDir() {
    std::string name = (std::filesystem::temp_directory_path() / "setara-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    std::filesystem::remove(path_ + ".key", ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Stands still until it is set.
class FixedClock final : public Clock {
 public:
  Instant Now() const override { return Instant(std::chrono::microseconds(now_.load())); }
  void Set(Instant now) { now_ = now.time_since_epoch().count(); }

 private:
  std::atomic<int64_t> now_{1'750'000'000'000'000};
};

inline std::unique_ptr<Store> OpenStore(const std::string& directory,
                                        const Clock& clock = SystemClock(), int readers = 2,
                                        std::function<absl::Status(Connection&)> settle = {}) {
  Store::Options options;
  options.directory = directory;
  options.readers = readers;
  options.clock = &clock;
  options.settle = std::move(settle);
  absl::StatusOr<std::unique_ptr<Store>> store = Store::Open(options);
  EXPECT_TRUE(store.ok()) << store.status();
  return store.ok() ? *std::move(store) : nullptr;
}

#define EXPECT_OK(expression)                           \
  do {                                                  \
    const auto& ok_result = (expression);               \
    EXPECT_TRUE(ok_result.ok()) << StatusOf(ok_result); \
  } while (false)
#define ASSERT_OK(expression)                           \
  do {                                                  \
    const auto& ok_result = (expression);               \
    ASSERT_TRUE(ok_result.ok()) << StatusOf(ok_result); \
  } while (false)

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// What `work` reads; an error fails the test and gives a value of nothing.
template <typename T>
T ReadFrom(Store& store, const std::function<absl::StatusOr<T>(Connection&)>& work) {
  absl::StatusOr<T> result;
  EXPECT_OK(store.Read([&](Connection& db) {
    result = work(db);
    return result.status();
  }));
  return result.ok() ? *std::move(result) : T{};
}

}  // namespace setara
