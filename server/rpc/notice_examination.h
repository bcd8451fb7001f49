// What a run finds: the one place where notices read the quota of employers, page by page. Internal
// to server/rpc.
#pragma once

#include <absl/status/status.h>

#include <vector>

#include "matcher/domain/notice.h"
#include "server/store/sqlite.h"

namespace setara {

struct FoundEmployer {
  int64_t row = 0;
  Finding finding;
};

// Examines the next employers of `run`, at most `limit` (1-1000), by what was known at its instant;
// adds the findings without a notice to `found` and moves the run's cursor and counts, its drafts
// not among them. Inside Store::Read.
absl::Status ExamineEmployers(Connection& db, int limit, NoticeRun& run,
                              std::vector<FoundEmployer>& found);

// Counts a draft of this kind.
void CountDraft(FindingKind kind, NoticeCounts& counts);

}  // namespace setara
