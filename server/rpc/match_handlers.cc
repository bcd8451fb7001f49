#include <algorithm>

#include "index/match_searcher.h"
#include "matcher/domain/errors.h"
#include "matcher/explain.h"
#include "matcher/facts.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/rpc/convert.h"
#include "server/rpc/convert_match.h"
#include "server/rpc/live_records.h"
#include "server/rpc/narrow.h"
#include "server/rpc/page_token.h"
#include "server/rpc/parts.h"
#include "server/store/openings.h"
#include "server/store/seekers.h"

namespace setara {
namespace {

constexpr int kMaxPage = 100;
constexpr size_t kKeyNumbers = 3;  // on, points, row
constexpr size_t kMaxUnlocks = 10;
constexpr int kMaxUnranked = 1000;

absl::Status ConsentMissing() {
  return WithReason(
      absl::FailedPreconditionError(
          "the person does not look for work or has not consented to be matched on that day"),
      "MATCHING_CONSENT_MISSING");
}

absl::StatusOr<Seeker> LoadSeeker(Store& store, const std::string& name) {
  absl::StatusOr<std::string> id = ParseName(name, "seekers", "seeker");
  if (!id.ok()) return id.status();
  absl::StatusOr<Seeker> seeker;
  absl::Status status = store.Read([&](Connection& db) {
    seeker = GetSeeker(db, *id);
    return seeker.status();
  });
  if (!status.ok()) return status;
  return seeker;
}

absl::StatusOr<Opening> LoadOpening(Store& store, const std::string& name) {
  absl::StatusOr<std::string> id = ParseName(name, "openings", "opening");
  if (!id.ok()) return id.status();
  absl::StatusOr<Opening> opening;
  absl::Status status = store.Read([&](Connection& db) {
    opening = GetOpening(db, *id);
    return opening.status();
  });
  if (!status.ok()) return status;
  return opening;
}

// Reads what both directions share; `Request` is either of the two.
template <typename Request>
absl::StatusOr<MatchRequest> ReadRequest(const Request& request, Direction direction,
                                         const CallContext& context) {
  FieldErrors errors;
  MatchRequest out;
  out.options.direction = direction;
  out.options.weights = DefaultWeights(direction);
  out.options.what_if = ReadWhatIf(request.with_accommodations(), errors);
  out.options.on = context.today;
  if (request.has_on()) {
    out.options.on = FromProto(request.on(), "on", errors).value_or(context.today);
  }
  if (request.tiers_size() > 0) out.tiers = 0;
  for (int i = 0; i < request.tiers_size(); ++i) {
    if (request.tiers(i) == v1::MATCH_TIER_UNSPECIFIED) {
      errors.Add("tiers[" + std::to_string(i) + "]", "is not a tier");
    }
    out.tiers |= static_cast<uint8_t>(1 << request.tiers(i));
  }
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<int> size = PageSize(request.page_size(), 20, kMaxPage);
  if (!size.ok()) return size.status();
  out.limit = *size;
  out.want_counts = request.count_tiers();
  out.interrupted = [&context] { return context.Expired(); };
  if (!request.page_token().empty()) {
    absl::StatusOr<std::vector<int64_t>> key =
        DecodePageToken(request, request.page_token(), kKeyNumbers);
    if (!key.ok()) return key.status();
    out.options.on = Date(std::chrono::days((*key)[0]));
    out.after = MatchKey{static_cast<int32_t>((*key)[1]), (*key)[2]};
  }
  return out;
}

// Fills what both answers share.
template <typename Request, typename Response>
void FillPage(const Request& request, const MatchRequest& read, const MatchPage& page,
              Response* response) {
  response->mutable_read_at()->set_epoch(page.epoch);
  response->mutable_read_at()->set_sequence(page.sequence);
  *response->mutable_on() = ToProto(read.options.on);
  if (page.more) {
    const RankedRow& last = page.rows.back();
    response->set_next_page_token(EncodePageToken(
        request, {read.options.on.time_since_epoch().count(), last.points, last.row}));
  }
  if (!page.counts) return;
  for (int tier = 1; tier <= 4; ++tier) {
    v1::TierCount& added = *response->add_tier_counts();
    added.set_tier(static_cast<v1::MatchTier>(tier));
    added.set_count(page.counts->by_tier[static_cast<size_t>(tier)]);
  }
  for (int i = 0; i < kConditions; ++i) {
    int64_t count = page.counts->excluded[static_cast<size_t>(i)];
    if (count == 0) continue;
    v1::ExclusionCount& added = *response->add_exclusions();
    added.set_condition(ToProto(static_cast<Condition>(i)));
    added.set_count(count);
  }
}

template <typename Response>
void AddUnlocks(const std::vector<Unlock>& unlocks, Response* response) {
  for (size_t i = 0; i < std::min(unlocks.size(), kMaxUnlocks); ++i) {
    const Text& label = Vocabulary::Get().accommodation(unlocks[i].accommodation).label;
    v1::Unlock& added = *response->add_unlocks();
    added.set_accommodation(ToString(unlocks[i].accommodation));
    added.mutable_label()->set_indonesian(std::string(label.id));
    added.mutable_label()->set_english(std::string(label.en));
    added.set_gained(unlocks[i].gained);
  }
}

std::vector<int64_t> RowsOf(const MatchPage& page) {
  std::vector<int64_t> rows;
  for (const RankedRow& ranked : page.rows) rows.push_back(ranked.row);
  return rows;
}

absl::Status MatchOpenings(const Parts& parts, CallContext& context,
                           const v1::MatchOpeningsRequest& request,
                           v1::MatchOpeningsResponse* response) {
  absl::StatusOr<MatchRequest> read = ReadRequest(request, Direction::kOpeningsForSeeker, context);
  if (!read.ok()) return read.status();
  absl::StatusOr<Seeker> seeker = LoadSeeker(parts.store, request.seeker());
  if (!seeker.ok()) return seeker.status();
  if (!MayBeMatchedOn(*seeker, read->options.on)) return ConsentMissing();
  if (absl::Status used = CheckNotRestricted(parts.store, *seeker); !used.ok()) return used;
  if (absl::Status ready = WaitForIndex(parts, context); !ready.ok()) return ready;
  SeekerFacts facts = MakeSeekerFacts(*seeker);
  MatchSearcher searcher(parts.index);
  absl::StatusOr<MatchPage> page = searcher.MatchOpenings(facts, *read);
  if (!page.ok()) return page.status();
  absl::StatusOr<std::vector<Opening>> openings =
      LiveOpenings(parts.store, RowsOf(*page), read->options.on);
  if (!openings.ok()) return openings.status();
  for (const Opening& opening : *openings) {
    v1::OpeningMatch& match = *response->add_matches();
    FillMatch(*seeker, opening, read->options, FromProto(request.language()), &match);
    *match.mutable_opening() = ToProto(opening);
  }
  FillPage(request, *read, *page, response);
  if (!request.rank_unlocks()) return absl::OkStatus();
  absl::StatusOr<UnlockCounts> unlocks =
      searcher.CountUnlocks(facts, read->options, read->interrupted);
  if (!unlocks.ok()) return unlocks.status();
  AddUnlocks(unlocks->unlocks, response);
  return absl::OkStatus();
}

// People who object to automated ranking, beside the list, for people to look at.
// branch: only people whose record it keeps; nullopt: all.
absl::Status AddUnranked(Store& store, const std::optional<std::string>& branch,
                         const OpeningFacts& facts, const MatchOptions& options,
                         v1::MatchSeekersResponse* response) {
  absl::StatusOr<std::vector<Seeker>> seekers =
      UnrankedSeekers(store, branch, options.on, kMaxUnranked);
  if (!seekers.ok()) return seekers.status();
  for (const Seeker& seeker : *seekers) {
    if (FirstFailedCondition(MakeSeekerFacts(seeker), facts, options) != kConditions) continue;
    *response->add_unranked()->mutable_seeker() = ToProto(seeker);
  }
  return absl::OkStatus();
}

absl::Status MatchSeekers(const Parts& parts, CallContext& context,
                          const v1::MatchSeekersRequest& request,
                          v1::MatchSeekersResponse* response) {
  absl::StatusOr<MatchRequest> read = ReadRequest(request, Direction::kSeekersForOpening, context);
  if (!read.ok()) return read.status();
  absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
  if (!branch.ok()) return branch.status();
  if (branch->has_value()) read->options.branch = BranchHash(**branch);
  absl::StatusOr<Opening> opening = LoadOpening(parts.store, request.opening());
  if (!opening.ok()) return opening.status();
  if (!IsOpenOn(*opening, read->options.on)) {
    return WithReason(absl::FailedPreconditionError("the opening is not open on that day"),
                      "OPENING_NOT_OPEN");
  }
  if (absl::Status ready = WaitForIndex(parts, context); !ready.ok()) return ready;
  OpeningFacts facts = MakeOpeningFacts(*opening);
  MatchSearcher searcher(parts.index);
  absl::StatusOr<MatchPage> page = searcher.MatchSeekers(facts, *read);
  if (!page.ok()) return page.status();
  absl::StatusOr<std::vector<Seeker>> seekers =
      LiveSeekers(parts.store, RowsOf(*page), read->options.on);
  if (!seekers.ok()) return seekers.status();
  std::erase_if(*seekers, [&](const Seeker& seeker) {
    return branch->has_value() && seeker.branch != **branch;
  });
  for (const Seeker& seeker : *seekers) {
    v1::SeekerMatch& match = *response->add_matches();
    FillMatch(seeker, *opening, read->options, FromProto(request.language()), &match);
    *match.mutable_seeker() = ToProto(seeker);
  }
  FillPage(request, *read, *page, response);
  if (request.page_token().empty()) {
    absl::Status unranked = AddUnranked(parts.store, *branch, facts, read->options, response);
    if (!unranked.ok()) return unranked;
  }
  if (!request.rank_unlocks()) return absl::OkStatus();
  absl::StatusOr<UnlockCounts> unlocks =
      searcher.CountUnlocks(facts, read->options, read->interrupted);
  if (!unlocks.ok()) return unlocks.status();
  AddUnlocks(unlocks->unlocks, response);
  return absl::OkStatus();
}

absl::Status ExplainMatch(const Parts& parts, const CallContext& context,
                          const v1::ExplainMatchRequest& request, v1::MatchExplanation* response) {
  FieldErrors errors;
  MatchOptions options;
  options.weights = DefaultWeights(options.direction);
  options.what_if = ReadWhatIf(request.with_accommodations(), errors);
  options.on = context.today;
  if (request.has_on()) {
    options.on = FromProto(request.on(), "on", errors).value_or(context.today);
  }
  if (!errors.empty()) return errors.ToStatus();
  absl::StatusOr<Seeker> seeker = LoadSeeker(parts.store, request.seeker());
  if (!seeker.ok()) return seeker.status();
  absl::StatusOr<Opening> opening = LoadOpening(parts.store, request.opening());
  if (!opening.ok()) return opening.status();
  if (!MayBeMatchedOn(*seeker, options.on)) return ConsentMissing();
  if (absl::Status used = CheckNotRestricted(parts.store, *seeker); !used.ok()) return used;
  Language language = FromProto(request.language());
  *response = ToProto(Explain(*seeker, *opening, options, language), language);
  response->set_seeker(request.seeker());
  response->set_opening(request.opening());
  response->set_opening_title(opening->title);
  *response->mutable_on() = ToProto(options.on);
  return absl::OkStatus();
}

}  // namespace

void HandleMatches(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = "setara.v1.MatchService.";
  dispatcher.Handle<v1::MatchOpeningsRequest, v1::MatchOpeningsResponse>(
      service + "MatchOpenings", [parts](CallContext& context, const auto& request, auto* out) {
        return MatchOpenings(parts, context, request, out);
      });
  dispatcher.Handle<v1::MatchSeekersRequest, v1::MatchSeekersResponse>(
      service + "MatchSeekers", [parts](CallContext& context, const auto& request, auto* out) {
        return MatchSeekers(parts, context, request, out);
      });
  dispatcher.Handle<v1::ExplainMatchRequest, v1::MatchExplanation>(
      service + "ExplainMatch", [parts](CallContext& context, const auto& request, auto* out) {
        return ExplainMatch(parts, context, request, out);
      });
}

}  // namespace setara
