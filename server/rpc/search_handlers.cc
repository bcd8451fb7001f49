#include <algorithm>
#include <cstdlib>

#include "index/snippets.h"
#include "index/text_searcher.h"
#include "matcher/domain/errors.h"
#include "matcher/domain/geo.h"
#include "matcher/reference/regions.h"
#include "server/rpc/convert.h"
#include "server/rpc/facet_labels.h"
#include "server/rpc/live_records.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"

namespace setara {
namespace {

constexpr int kMaxPage = 100;
constexpr size_t kMaxFacetValues = 50;
constexpr size_t kTitleBytes = 300;
constexpr size_t kDescriptionBytes = 240;
constexpr size_t kKeyNumbers = 3;  // open_on, key, row

template <typename To, typename From>
std::vector<To> Values(const From& numbers) {
  std::vector<To> out;
  for (int number : numbers) out.push_back(static_cast<To>(number));
  return out;
}

std::vector<std::string> CheckedCodes(const google::protobuf::RepeatedPtrField<std::string>& codes,
                                      const std::string& field, FieldErrors& errors,
                                      void (*check)(const std::string&, const std::string&,
                                                    FieldErrors&)) {
  for (int i = 0; i < codes.size(); ++i) {
    std::string element = field + "[" + std::to_string(i) + "]";
    if (codes[i].empty()) errors.Add(element, "is empty");
    check(codes[i], element, errors);
  }
  return {codes.begin(), codes.end()};
}

SearchOrder OrderOf(const v1::SearchOpeningsRequest& request) {
  switch (request.order()) {
    case v1::SEARCH_ORDER_RELEVANCE:
      return SearchOrder::kRelevance;
    case v1::SEARCH_ORDER_WAGE:
      return SearchOrder::kWage;
    case v1::SEARCH_ORDER_DISTANCE:
      return SearchOrder::kDistance;
    case v1::SEARCH_ORDER_DATE:
      return SearchOrder::kDate;
    default:
      return request.query().empty() ? SearchOrder::kDate : SearchOrder::kRelevance;
  }
}

void NearFromProto(const v1::SearchOpeningsRequest& request, OpeningFilters& filters,
                   FieldErrors& errors) {
  if (request.has_near()) {
    filters.near = FromProto(request.near());
    if (std::abs(int64_t{filters.near->latitude_e6}) > 90'000'000) {
      errors.Add("near.latitude_e6", "is not in -90000000 to 90000000");
    }
    if (std::abs(int64_t{filters.near->longitude_e6}) > 180'000'000) {
      errors.Add("near.longitude_e6", "is not in -180000000 to 180000000");
    }
  }
  if (request.has_radius_km()) {
    if (request.radius_km() < 1 || request.radius_km() > 20000) {
      errors.Add("radius_km", "is not in 1 to 20000");
    }
    if (!request.has_near()) errors.Add("near", "is required with radius_km");
    filters.radius_metres = int64_t{1000} * request.radius_km();
  }
  if (request.order() == v1::SEARCH_ORDER_DISTANCE && !request.has_near()) {
    errors.Add("near", "is required to order by distance");
  }
}

OpeningFilters FiltersOf(const v1::SearchOpeningsRequest& request, FieldErrors& errors) {
  OpeningFilters filters;
  filters.regions = CheckedCodes(request.region_codes(), "region_codes", errors, CheckRegion);
  filters.occupations =
      CheckedCodes(request.occupation_codes(), "occupation_codes", errors, CheckOccupation);
  if (request.education_at_most() != v1::EDUCATION_LEVEL_UNSPECIFIED) {
    filters.education_at_most = static_cast<EducationLevel>(request.education_at_most());
  }
  filters.kinds = Values<WorkKind>(request.kinds());
  filters.contracts = Values<ContractKind>(request.contracts());
  filters.hours = Values<WorkHours>(request.hours());
  filters.arrangements = Values<Arrangement>(request.arrangements());
  if (request.has_wage_at_least_idr_per_month()) {
    filters.wage_at_least_idr_per_month = request.wage_at_least_idr_per_month();
    if (request.wage_at_least_idr_per_month() < 0) {
      errors.Add("wage_at_least_idr_per_month", "is negative");
    }
  }
  if (request.has_posted_since()) {
    filters.posted_since = FromProto(request.posted_since(), "posted_since", errors);
  }
  if (!request.employer().empty()) {
    absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
    errors.AddAll(id.status());
    if (id.ok()) filters.employer_id = *id;
  }
  filters.offered =
      ReadAccommodations(request.accommodations_offered(), "accommodations_offered", errors);
  NearFromProto(request, filters, errors);
  return filters;
}

absl::StatusOr<OpeningQuery> QueryOf(const v1::SearchOpeningsRequest& request,
                                     const CallContext& context, Date* open_on) {
  FieldErrors errors;
  OpeningQuery query;
  query.text = request.query();
  query.match_any = request.words_mode() == v1::WORDS_MODE_ANY;
  query.filters = FiltersOf(request, errors);
  query.order = OrderOf(request);
  query.today = context.today;
  query.interrupted = [&context] { return context.Expired(); };
  for (int i = 0; i < request.facets_size(); ++i) {
    std::optional<Facet> facet = FromProto(request.facets(i));
    if (facet) {
      query.facets |= FacetBit(*facet);
    } else {
      errors.Add("facets[" + std::to_string(i) + "]", "is not a facet");
    }
  }
  *open_on = context.today;
  if (request.has_open_on()) {
    *open_on = FromProto(request.open_on(), "open_on", errors).value_or(context.today);
  }
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<int> size = PageSize(request.page_size(), 20, kMaxPage);
  if (!size.ok()) return size.status();
  query.limit = *size;
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key =
        DecodePageToken(request, request.page_token(), kKeyNumbers);
    if (!key.ok()) return key.status();
    *open_on = Date(std::chrono::days((*key)[0]));
    query.after = SearchKey{(*key)[1], (*key)[2]};
  }
  if (!request.include_closed()) query.filters.open_on = *open_on;
  return query;
}

v1::Snippet SnippetToProto(const std::string& text, const Snippet& snippet) {
  v1::Snippet out;
  const TextRange& window = snippet.window;
  out.set_text(text.substr(window.begin, window.end - window.begin));
  for (const TextRange& highlight : snippet.highlights) {
    v1::TextRange& added = *out.add_highlights();
    added.set_begin(static_cast<int>(highlight.begin - window.begin));
    added.set_end(static_cast<int>(highlight.end - window.begin));
  }
  return out;
}

std::optional<int64_t> DistanceTo(const GeoPoint& near, const Opening& opening) {
  std::optional<GeoPoint> point = opening.point;
  if (!point) {
    absl::StatusOr<const Region*> region = Regions::Get().Find(opening.region_code);
    if (!region.ok() || (*region)->kind == RegionKind::kCountry ||
        (*region)->kind == RegionKind::kProvince) {
      return std::nullopt;
    }
    point = GeoPoint{(*region)->lat, (*region)->lng};
  }
  return DistanceMetres(near.latitude_e6, near.longitude_e6, point->latitude_e6,
                        point->longitude_e6);
}

absl::Status AddHits(const v1::SearchOpeningsRequest& request, const std::vector<Opening>& openings,
                     v1::SearchOpeningsResponse* response) {
  std::vector<std::string_view> titles, descriptions;
  for (const Opening& opening : openings) {
    titles.push_back(opening.title);
    descriptions.push_back(opening.description);
  }
  absl::StatusOr<std::vector<Snippet>> title_snippets =
      MakeSnippets(request.query(), titles, kTitleBytes);
  if (!title_snippets.ok()) return title_snippets.status();
  absl::StatusOr<std::vector<Snippet>> description_snippets =
      MakeSnippets(request.query(), descriptions, kDescriptionBytes);
  if (!description_snippets.ok()) return description_snippets.status();
  for (size_t i = 0; i < openings.size(); ++i) {
    v1::OpeningHit& hit = *response->add_hits();
    *hit.mutable_opening() = ToProto(openings[i]);
    *hit.mutable_title() = SnippetToProto(openings[i].title, (*title_snippets)[i]);
    if (!request.query().empty()) {
      *hit.mutable_description() =
          SnippetToProto(openings[i].description, (*description_snippets)[i]);
    }
    if (!request.has_near()) continue;
    std::optional<int64_t> distance = DistanceTo(FromProto(request.near()), openings[i]);
    if (distance) hit.set_distance_metres(*distance);
  }
  return absl::OkStatus();
}

void AddFacets(const v1::SearchOpeningsRequest& request, const std::vector<FacetCounts>& counts,
               v1::SearchOpeningsResponse* response) {
  for (int wanted : request.facets()) {
    Facet facet = *FromProto(static_cast<v1::Facet>(wanted));
    v1::FacetCounts& added = *response->add_facets();
    added.set_facet(static_cast<v1::Facet>(wanted));
    auto found = std::find_if(counts.begin(), counts.end(),
                              [&](const FacetCounts& count) { return count.facet == facet; });
    if (found == counts.end()) continue;
    for (size_t i = 0; i < std::min(found->values.size(), kMaxFacetValues); ++i) {
      *added.add_values() = ToProto(facet, found->values[i]);
    }
  }
}

absl::Status Search(const Parts& parts, CallContext& context,
                    const v1::SearchOpeningsRequest& request,
                    v1::SearchOpeningsResponse* response) {
  Date open_on;
  absl::StatusOr<OpeningQuery> query = QueryOf(request, context, &open_on);
  if (!query.ok()) return query.status();
  if (absl::Status ready = WaitForIndex(parts, context); !ready.ok()) return ready;
  absl::StatusOr<OpeningPage> page = TextSearcher(parts.index).Search(*query);
  if (!page.ok()) return page.status();
  std::vector<int64_t> rows;
  for (const FoundOpening& found : page->openings) rows.push_back(found.row);
  absl::StatusOr<std::vector<Opening>> openings =
      LiveOpenings(parts.store, rows, query->filters.open_on);
  if (!openings.ok()) return openings.status();
  if (absl::Status added = AddHits(request, *openings, response); !added.ok()) return added;
  AddFacets(request, page->facets, response);
  response->set_total_size(page->total);
  response->mutable_read_at()->set_epoch(page->epoch);
  response->mutable_read_at()->set_sequence(page->sequence);
  *response->mutable_open_on() = ToProto(open_on);
  if (page->more) {
    const SearchKey& last = page->openings.back().key;
    response->set_next_page_token(
        EncodePageToken(request, {open_on.time_since_epoch().count(), last.key, last.row}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WaitForIndex(const Parts& parts, const CallContext& context) {
  if (!context.consistency_token) return absl::OkStatus();
  // A call without a deadline of its own does not wait for ever.
  auto left = std::min<std::chrono::system_clock::duration>(
      context.deadline - std::chrono::system_clock::now(), std::chrono::minutes(1));
  return parts.indexer.WaitUntilApplied(
      *context.consistency_token,
      std::chrono::steady_clock::now() +
          std::chrono::duration_cast<std::chrono::steady_clock::duration>(left));
}

void HandleOpeningSearch(Dispatcher& dispatcher, const Parts& parts) {
  dispatcher.Handle<v1::SearchOpeningsRequest, v1::SearchOpeningsResponse>(
      "setara.v1.OpeningService.SearchOpenings",
      [parts](CallContext& context, const auto& request, auto* out) {
        return Search(parts, context, request, out);
      });
}

}  // namespace setara
