#include "server/rpc/quota_requests.h"

#include "matcher/domain/limits.h"
#include "matcher/reference/kbli.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"

namespace setara {
namespace {

constexpr int kMaxListPage = 1000;

void ReadHeadcounts(const v1::ListQuotaStatusesRequest& request, QuotaFilter& filter,
                    FieldErrors& errors) {
  auto read = [&](bool given, int64_t value, const char* field) -> std::optional<int64_t> {
    if (!given) return std::nullopt;
    if (value < 0 || value > limits::kWorkers) {
      errors.Add(field, "must be 0 to " + std::to_string(limits::kWorkers));
    }
    return value;
  };
  filter.headcount_min =
      read(request.has_headcount_min(), request.headcount_min(), "headcount_min");
  filter.headcount_max =
      read(request.has_headcount_max(), request.headcount_max(), "headcount_max");
  if (filter.headcount_min && filter.headcount_max &&
      *filter.headcount_max < *filter.headcount_min) {
    errors.Add("headcount_max", "is below headcount_min");
  }
}

void ReadFilter(const v1::ListQuotaStatusesRequest& request, QuotaFilter& filter,
                FieldErrors& errors) {
  CheckRegion(request.region_code(), "region_code", errors);
  ReadKinds(request.kinds(), filter, errors);
  for (int i = 0; i < request.states_size(); ++i) {
    std::optional<quota::QuotaStatus> status = FromProto(request.states(i));
    if (status) {
      filter.statuses |= 1u << static_cast<int>(*status);
    } else {
      errors.Add("states[" + std::to_string(i) + "]", "is not a state");
    }
  }
  ReadSections(request.kbli_sections(), request.kbli_edition(), filter, errors);
  ReadHeadcounts(request, filter, errors);
}

}  // namespace

void ReadKinds(const google::protobuf::RepeatedField<int>& kinds, QuotaFilter& filter,
               FieldErrors& errors) {
  for (int i = 0; i < kinds.size(); ++i) {
    if (v1::EmployerKind_IsValid(kinds.Get(i))) {
      filter.kinds |= 1u << kinds.Get(i);
    } else {
      errors.Add("kinds[" + std::to_string(i) + "]", "is not a kind");
    }
  }
}

void ReadSections(const google::protobuf::RepeatedPtrField<std::string>& sections,
                  const std::string& edition, QuotaFilter& filter, FieldErrors& errors) {
  if (!edition.empty() && edition != "2020" && edition != "2025") {
    errors.Add("kbli_edition", "expected 2020 or 2025");
    return;
  }
  if (!sections.empty() && edition.empty()) {
    errors.Add("kbli_edition", "is required with sections: the editions letter differently");
    return;
  }
  for (int i = 0; i < sections.size(); ++i) {
    const KbliSection* section = FindKbliSection(edition, sections.Get(i));
    if (section == nullptr) {
      errors.Add("kbli_sections[" + std::to_string(i) + "]", "is not a section of that edition");
      continue;
    }
    for (int division = 0; division < 100; ++division) {
      if (SectionOfDivision(edition, division) == section) {
        filter.divisions.set(static_cast<size_t>(division));
      }
    }
  }
}

absl::StatusOr<QuotaPageRequest> ReadQuotaPage(const CallContext& context,
                                               const v1::ListQuotaStatusesRequest& request) {
  FieldErrors errors;
  QuotaPageRequest page;
  ReadFilter(request, page.filter, errors);
  page.as_of = ReadDay(request.has_as_of(), request.as_of(), context.today, "as_of", errors);
  page.known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<std::string> region = RegionInScope(context, request.region_code(), "region_code");
  if (!region.ok()) return region.status();
  page.filter.region_code = *region == "ID" ? "" : *region;
  absl::StatusOr<int> size = PageSize(request.page_size(), 50, kMaxListPage);
  if (!size.ok()) return size.status();
  page.size = static_cast<size_t>(*size);
  if (request.page_token().empty()) return page;
  absl::StatusOr<std::vector<int64_t>> key = DecodePageToken(request, request.page_token(), 4);
  if (!key.ok()) return key.status();
  page.after = QuotaKey{(*key)[0], (*key)[1]};
  page.as_of = Date(std::chrono::days((*key)[2]));
  page.known_at = Instant(std::chrono::microseconds((*key)[3]));
  return page;
}

}  // namespace setara
