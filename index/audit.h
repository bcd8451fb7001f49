// Compares the serving generation with records, document by document: for `setarad verify`.
// One thread; reads one revision of the index from beginning to end.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>

#include "index/index.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"

namespace setara {

// What one record's document says.
enum class AuditResult : uint8_t { kSame, kMissing, kDifferent };

class IndexAudit {
 public:
  // UNAVAILABLE: nothing serves.
  static absl::StatusOr<std::unique_ptr<IndexAudit>> Start(const Index& index);
  ~IndexAudit();

  // Makes the record's document anew and compares terms, positions, facts, and the columns.
  absl::StatusOr<AuditResult> Check(const Opening& opening);
  absl::StatusOr<AuditResult> Check(const Seeker& seeker);

  // Documents in the index.
  int64_t documents() const;
  // The next document with a row above `after`, or 0 at the end.
  absl::StatusOr<int64_t> NextRow(int64_t after) const;

  const std::string& epoch() const;
  int64_t sequence() const;

 private:
  struct Impl;
  explicit IndexAudit(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
