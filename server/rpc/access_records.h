// What the gate asks, answered from the store.
#pragma once

#include "server/rpc/gate.h"
#include "server/store/store.h"

namespace setara {

class StoreAccessRecords final : public AccessRecords {
 public:
  // `store` must outlive it.
  explicit StoreAccessRecords(Store& store) : store_(store) {}

  absl::StatusOr<std::vector<std::optional<RecordHome>>> FindPlaces(
      const std::vector<NamedResource>& records) override;
  absl::StatusOr<std::string> FindBreakGlass(const Caller& caller, const std::string& seeker,
                                             Instant now) override;
  absl::StatusOr<int64_t> CountUnreviewed(const Caller& caller) override;
  absl::StatusOr<bool> Agrees(const CallContext& context, const std::string& seeker,
                              const std::string& opening, Visibility::Read condition) override;

 private:
  Store& store_;
};

}  // namespace setara
