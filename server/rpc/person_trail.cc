#include "server/rpc/person_trail.h"

#include <algorithm>

#include "server/audit/audit_query.h"
#include "server/rpc/convert.h"

namespace setara {
namespace {

constexpr int kPage = 1000;

v1::ProcessingRecord ToRecord(const AuditEvent& event) {
  v1::ProcessingRecord record;
  *record.mutable_time() = ToProto(event.at);
  record.set_role(static_cast<v1::Role>(event.role));
  record.set_method(event.method);
  record.set_purpose(event.purpose);
  for (int kind = 1; kind < v1::DataClass_ARRAYSIZE; ++kind) {
    if ((event.data_classes >> kind & 1) != 0) {
      record.add_data_classes(static_cast<v1::DataClass>(kind));
    }
  }
  return record;
}

}  // namespace

absl::StatusOr<std::vector<v1::ProcessingRecord>> PersonTrailOf(Connection& db,
                                                                const std::string& seeker) {
  absl::StatusOr<std::string> id = ParseName(seeker, "seekers", "seeker");
  if (!id.ok()) return id.status();
  AuditFilter filter;
  filter.person = *std::move(id);
  std::vector<v1::ProcessingRecord> trail;
  std::optional<AuditPageKey> after;
  while (true) {
    absl::StatusOr<std::vector<AuditRecord>> page =
        ListAudit(db, filter, after, kPage, [] { return false; });
    if (!page.ok()) return page.status();
    for (const AuditRecord& record : *page) trail.push_back(ToRecord(record.event));
    if (page->size() < kPage) break;
    const AuditRecord& last = page->back();
    after = {last.event.at.time_since_epoch().count(), last.point.sequence};
  }
  std::reverse(trail.begin(), trail.end());
  return trail;
}

}  // namespace setara
