// Keeps the findings of openings in step with the openings and the rules: every write of an opening
// screens it, and when the rules have changed, what is stored is screened anew in the background.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "matcher/domain/opening.h"
#include "matcher/domain/screening_finding.h"
#include "server/store/store.h"

namespace setara {

// Screens the stored opening and keeps what was found, in the write that `db` is in. Returns it.
absl::StatusOr<std::vector<ScreeningFinding>> KeepFindings(Connection& db, const Opening& opening);

// Screens the next openings, at most `limit`, that were not yet screened with these rules. True:
// there may be more. Openings that are written meanwhile keep what their own write found.
absl::StatusOr<bool> ScreenNext(Store& store, int limit);

// All of them; on a quiet store, for the commands of setarad.
absl::Status ScreenAll(Store& store);

// Forgets that the stored openings were screened, so that ScreenNext begins anew.
absl::Status ForgetScreening(Store& store);

// Whether what is kept is what the rules find, opening by opening.
struct ScreeningCheck {
  int64_t openings = 0;
  int64_t findings = 0;
  int64_t different = 0;                 // openings whose kept findings are others
  std::vector<std::string> differences;  // "opening row 17: findings"; the first ones
};
absl::StatusOr<ScreeningCheck> CheckScreening(Store& store);

// One thread that screens what is left to screen, then ends. Thread-safe.
class BackgroundScreening {
 public:
  // `store` must outlive it.
  static std::unique_ptr<BackgroundScreening> Start(Store& store);
  // Stops after the batch at hand; the next start goes on from there.
  ~BackgroundScreening();

 private:
  struct Impl;
  explicit BackgroundScreening(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace setara
