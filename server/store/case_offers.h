// Offers of cases to others, as rows that receivers read without the case. Call inside Store::Read
// or Store::Write; writes need the latter. Errors are those of sqlite.h and person_keys.h, and
// DATA_LOSS.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/domain/case_rows.h"
#include "server/store/sqlite.h"

namespace setara {

// Makes these the offers of the case. The words in them are sealed with the worker's key.
absl::Status ReplaceCaseOffers(Connection& db, const CaseRow& of,
                               std::span<const CaseOffer> offers);

// An offer with the case that it is of, and where that is kept now.
struct OfferedCase {
  int64_t case_row = 0;
  std::string case_id{};
  std::string branch{};
  CaseOffer offer{};
};

// NotFound.
absl::StatusOr<OfferedCase> GetCaseOffer(Connection& db, std::string_view offer_id);

// Whose offers: made to, or by, this branch; within it to, or by, this manager when one is given.
// To a manager come also those to whoever the branch decides.
struct CaseOfferFilter {
  std::string branch{};
  std::string manager{};
  bool outgoing = false;
  uint32_t states = 0;  // bits by CaseOfferState; 0: all
};

// Place of an offer in its list.
struct CaseOfferKey {
  int64_t offered_at = INT64_MAX;
  int64_t case_row = INT64_MAX;
  int64_t number = INT64_MAX;
};
struct ListedOffer {
  CaseOfferKey key{};
  OfferedCase offered{};
};
// At most `limit` (>= 1) before `before`, the newest first.
absl::StatusOr<std::vector<ListedOffer>> ListCaseOffers(Connection& db,
                                                        const CaseOfferFilter& filter,
                                                        const CaseOfferKey& before, int limit);

}  // namespace setara
