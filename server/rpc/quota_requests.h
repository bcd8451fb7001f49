// What the methods of the quota read from their requests.
#pragma once

#include <optional>
#include <string>

#include "matcher/domain/date.h"
#include "server/rpc/as_known.h"
#include "server/rpc/call_context.h"
#include "server/rpc/field_errors.h"
#include "server/store/quota_pages.h"
#include "setara/v1/quota.pb.h"

namespace setara {

void ReadKinds(const google::protobuf::RepeatedField<int>& kinds, QuotaFilter& filter,
               FieldErrors& errors);
// The divisions of the sections, in the letters of the edition.
void ReadSections(const google::protobuf::RepeatedPtrField<std::string>& sections,
                  const std::string& edition, QuotaFilter& filter, FieldErrors& errors);

// One page of a list as asked for: the token, where there is one, pins day and instant.
struct QuotaPageRequest {
  Date as_of{};
  Instant known_at{};
  std::optional<QuotaKey> after;
  size_t size = 0;
  QuotaFilter filter;
};
absl::StatusOr<QuotaPageRequest> ReadQuotaPage(const CallContext& context,
                                               const v1::ListQuotaStatusesRequest& request);

}  // namespace setara
