#include <algorithm>

#include "index/fill_searcher.h"
#include "matcher/domain/errors.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/access/method_rules.h"
#include "server/access/visibility.h"
#include "server/rpc/as_known.h"
#include "server/rpc/convert_match.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/rpc/sector.h"
#include "server/rpc/shortfall_answer.h"
#include "server/rpc/shortfall_proposals.h"

namespace setara {
namespace {

constexpr int kMaxPage = 100;
constexpr size_t kKeyNumbers = 4;  // on, points, row, known_at

struct Ask {
  DemandFilter filter;
  MatchOptions options;  // its branch: whose people
  std::optional<std::string> branch;
  int tier = 3;
  int page_size = 0;
  std::optional<std::pair<int32_t, int64_t>> after;  // points, row
  Language language = Language::kIndonesian;
  bool people = false;  // the caller may see them
};

absl::Status ReadScope(const CallContext& context, const v1::FillShortfallRequest& request,
                       Ask& ask) {
  const bool one = !request.employer().empty();
  if (one == !(request.region_code().empty() && request.sector().empty())) {
    return InvalidField("employer", "name an employer, or else a region or a sector");
  }
  if (one) {
    absl::StatusOr<std::string> id = ParseName(request.employer(), "employers", "employer");
    if (!id.ok()) return id.status();
    ask.filter.employer_id = *std::move(id);
  } else {
    if (context.scope == v1::SCOPE_EMPLOYER) return MethodDenied();
    absl::StatusOr<std::string> region =
        RegionInScope(context, request.region_code(), "region_code");
    if (!region.ok()) return region.status();
    ask.filter.region_code = *std::move(region);
    ask.filter.sector = request.sector();
  }
  // The gate would take people out of the answer; they are not looked up for those either.
  ask.people =
      VisibilityOf(context.caller.role, v1::DATA_CLASS_CAPACITY).read == Visibility::Read::kAlways;
  if (!ask.people) return absl::OkStatus();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  ask.branch = *std::move(branch);
  if (ask.branch) ask.options.branch = BranchHash(*ask.branch);
  return absl::OkStatus();
}

absl::Status ReadFields(const CallContext& context, const v1::FillShortfallRequest& request,
                        Ask& ask) {
  FieldErrors errors;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!request.sector().empty() && !IsSector(request.sector())) {
    errors.Add("sector", "is neither a section of the KBLI (\"C\") nor one to five digits");
  }
  ask.options.direction = Direction::kSeekersForOpening;
  ask.options.weights = DefaultWeights(ask.options.direction);
  ask.options.what_if = ReadWhatIf(request.with_accommodations(), errors);
  ask.options.on = context.today;
  if (request.has_as_of()) {
    ask.options.on = FromProto(request.as_of(), "as_of", errors).value_or(context.today);
  }
  ask.filter.known_at =
      ReadInstant(request.has_known_at(), request.known_at(), context.now, "known_at", errors);
  if (request.up_to_tier() != v1::MATCH_TIER_UNSPECIFIED) ask.tier = request.up_to_tier();
  if (ask.tier < 1 || ask.tier > 3) {
    errors.Add("up_to_tier",
               "TO_DISCUSS does not count: give FITS, FITS_WITH_OFFERED or "
               "FITS_IF_PROVIDED");
  }
  return errors.ToStatus();
}

absl::StatusOr<Ask> ReadAsk(const CallContext& context, const v1::FillShortfallRequest& request) {
  Ask ask;
  if (absl::Status read = ReadFields(context, request, ask); !read.ok()) return read;
  if (absl::Status read = ReadScope(context, request, ask); !read.ok()) return read;
  absl::StatusOr<int> size = PageSize(request.page_size(), 20, kMaxPage);
  if (!size.ok()) return size.status();
  ask.page_size = *size;
  ask.language = FromProto(request.language());
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key =
        DecodePageToken(request, request.page_token(), kKeyNumbers);
    if (!key.ok()) return key.status();
    ask.options.on = Date(std::chrono::days((*key)[0]));
    ask.after = {static_cast<int32_t>((*key)[1]), (*key)[2]};
    ask.filter.known_at = Instant(std::chrono::microseconds((*key)[3]));
  }
  ask.filter.as_of = ask.options.on;
  return ask;
}

// Everybody who could take one of `openings`. ranked_tier: as in FillRequest.
absl::StatusOr<FillCandidates> Find(const Parts& parts, const CallContext& context, const Ask& ask,
                                    const std::vector<DemandedOpening>& openings, int ranked_tier,
                                    v1::FillShortfallResponse* response) {
  FillRequest request;
  for (const DemandedOpening& opening : openings) {
    request.openings.push_back(opening.facts);
    request.positions += opening.positions;
  }
  request.options = ask.options;
  request.ranked_tier = ranked_tier;
  request.interrupted = [&context] { return context.Expired(); };
  absl::StatusOr<FillCandidates> found = FillSearcher(parts.index).Find(request);
  if (!found.ok()) return found;
  response->mutable_read_at()->set_epoch(found->epoch);
  response->mutable_read_at()->set_sequence(found->sequence);
  return found;
}

absl::StatusOr<FillFigures> Compute(const CallContext& context, const Ask& ask,
                                    const KeptCandidates& kept, const FillDemand& demand,
                                    AccommodationSet tried) {
  std::optional<FillFigures> figures =
      ComputeFill(kept, demand, ask.tier, tried, [&context] { return context.Expired(); });
  if (figures) return *std::move(figures);
  return absl::DeadlineExceededError("the assignment took longer than the caller waits");
}

// Openings that close no gap, by kind of work.
absl::Status FillOthers(const Parts& parts, const CallContext& context, const Ask& ask,
                        const ShortfallDemand& demand, v1::FillShortfallResponse* response) {
  if (demand.others.empty()) return absl::OkStatus();
  std::vector<WorkKind> kinds;
  for (const DemandedOpening& opening : demand.others) {
    if (std::find(kinds.begin(), kinds.end(), opening.kind) == kinds.end()) {
      kinds.push_back(opening.kind);
    }
  }
  std::sort(kinds.begin(), kinds.end());
  absl::StatusOr<FillCandidates> found = Find(parts, context, ask, demand.others, 0, response);
  if (!found.ok()) return found.status();
  FillDemand by_kind;
  by_kind.shortfalls.assign(kinds.size(), 0);
  for (const DemandedOpening& opening : demand.others) {
    by_kind.positions.push_back(opening.positions);
    by_kind.employers.push_back(
        static_cast<uint32_t>(std::find(kinds.begin(), kinds.end(), opening.kind) - kinds.begin()));
  }
  absl::StatusOr<FillFigures> figures = Compute(context, ask, found->kept, by_kind, {});
  if (!figures.ok()) return figures.status();
  AddOthers(demand, kinds, *figures, response);
  return absl::OkStatus();
}

// The page of people, and where the next one begins.
absl::Status Propose(const Parts& parts, const CallContext& context, const Ask& ask,
                     const ShortfallDemand& demand, const KeptCandidates& kept,
                     const v1::FillShortfallRequest& request, v1::FillShortfallResponse* response) {
  absl::StatusOr<std::vector<ProposedPerson>> people =
      ProposeForDemand(demand, kept, ask.tier, [&context] { return context.Expired(); });
  if (!people.ok()) return people.status();
  if (ask.after) {
    std::erase_if(*people, [&](const ProposedPerson& one) {
      return !one.IsAfter(ask.after->first, ask.after->second);
    });
  }
  const bool more = people->size() > static_cast<size_t>(ask.page_size);
  if (more) people->resize(static_cast<size_t>(ask.page_size));
  if (more) {
    const ProposedPerson& last = people->back();
    response->set_next_page_token(
        EncodePageToken(request, {ask.options.on.time_since_epoch().count(), last.points, last.row,
                                  ask.filter.known_at.time_since_epoch().count()}));
  }
  const ProposalView view{demand, ask.options, ask.language, ask.branch};
  absl::Status added = AddProposals(parts.store, view, *people, response);
  if (!added.ok() || ask.after) return added;
  return AddUnranked(parts.store, view, response);
}

absl::Status FillCounting(const Parts& parts, const CallContext& context, const Ask& ask,
                          const ShortfallDemand& demand, const v1::FillShortfallRequest& request,
                          v1::FillShortfallResponse* response) {
  if (demand.counting.empty()) return absl::OkStatus();
  absl::StatusOr<FillCandidates> found =
      Find(parts, context, ask, demand.counting, ask.people ? ask.tier : 0, response);
  if (!found.ok()) return found.status();
  if (!ask.after) {
    absl::StatusOr<FillFigures> figures =
        Compute(context, ask, found->kept, DemandOf(demand.counting, demand.employers),
                Vocabulary::Get().WorkPhase() - ask.options.what_if);
    if (!figures.ok()) return figures.status();
    AddFigures(demand, *figures, response);
  }
  if (!ask.people) return absl::OkStatus();
  return Propose(parts, context, ask, demand, found->kept, request, response);
}

absl::Status Fill(const Parts& parts, CallContext& context, const v1::FillShortfallRequest& request,
                  v1::FillShortfallResponse* response) {
  absl::StatusOr<Ask> ask = ReadAsk(context, request);
  if (!ask.ok()) return ask.status();
  if (absl::Status ready = WaitForIndex(parts, context); !ready.ok()) return ready;
  absl::StatusOr<ShortfallDemand> demand;
  absl::Status loaded = parts.store.Read([&](Connection& db) {
    demand = LoadDemand(db, ask->filter, [&context] { return context.Expired(); });
    return demand.status();
  });
  if (!loaded.ok()) return loaded;
  *response->mutable_as_of() = ToProto(ask->options.on);
  *response->mutable_known_at() = ToProto(ask->filter.known_at);
  response->set_branch(ask->branch.value_or(""));
  if (!ask->after) {
    AddGap(*demand, !ask->filter.employer_id.empty(), response);
    absl::Status others = FillOthers(parts, context, *ask, *demand, response);
    if (!others.ok()) return others;
  }
  return FillCounting(parts, context, *ask, *demand, request, response);
}

}  // namespace

void HandleShortfalls(Dispatcher& dispatcher, const Parts& parts) {
  dispatcher.Handle<v1::FillShortfallRequest, v1::FillShortfallResponse>(
      "setara.v1.ShortfallService.FillShortfall",
      [parts](CallContext& context, const auto& request, auto* out) {
        return Fill(parts, context, request, out);
      });
}

}  // namespace setara
