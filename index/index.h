// The search index of one data directory: the serving generation, its columns, and the readers
// that searches lease. Derived from the store and never a second truth: whatever is wrong with it
// is answered by building a new one beside it, while searches go on or say UNAVAILABLE.
//
// Thread-safe. Written through IndexWriter (writer.h) alone.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <functional>
#include <memory>
#include <string>

#include "index/snapshot.h"

namespace setara {

class Index {
 public:
  // Opens the index in `directory` (made when missing) and loads its columns. A missing, damaged or
  // other-version index is no error here: Ready() tells, and the server builds a new one.
  // INTERNAL: the directory cannot be made or read.
  static absl::StatusOr<std::unique_ptr<Index>> Open(const std::string& directory);
  ~Index();

  // OK: searches are answered. UNAVAILABLE: no index yet, with the reason why it must be built.
  absl::Status Ready() const;

  // The newest published snapshot; nullptr unless Ready().
  std::shared_ptr<const Snapshot> Current() const;

  const std::string& directory() const;

  // Called whenever a generation goes out of service because damage was found in it, from the
  // thread that found it: time to build a new one. Must not block. One listener; set it before
  // searching.
  void OnNotReady(std::function<void()> listener);

  // For the searchers and the writer of this library only.
  struct Impl;
  Impl& impl() const { return *impl_; }

 private:
  explicit Index(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
