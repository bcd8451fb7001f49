#include <array>
#include <charconv>

#include "matcher/domain/errors.h"
#include "matcher/reference/regions.h"
#include "matcher/vocabulary/text.h"
#include "server/placement/participation.h"
#include "server/rpc/convert.h"
#include "server/rpc/narrow.h"
#include "server/rpc/placement_handlers.h"
#include "server/store/placement_lists.h"
#include "setara/v1/participation.pb.h"

namespace setara {
namespace {

using placement::Grouping;
using placement::Hidden;
using placement::NationalFigure;
using placement::Participation;
using placement::ParticipationTable;

constexpr std::array<Text, 6> kSegments = {{{"belum dicatat", "not recorded"},
                                            {"bukan peserta", "not a member"},
                                            {"penerima upah (PU)", "wage earners (PU)"},
                                            {"bukan penerima upah (BPU)", "non-wage (BPU)"},
                                            {"jasa konstruksi", "construction"},
                                            {"pekerja migran (PMI)", "migrant workers (PMI)"}}};
constexpr std::array<Text, 5> kKinds = {{{"tidak diketahui", "not known"},
                                         {"hubungan kerja", "employment"},
                                         {"magang", "apprenticeship"},
                                         {"kemitraan", "partnership"},
                                         {"wirausaha", "self-employment"}}};
constexpr Text kUnknownRegion = {"daerah tidak diketahui", "region not known"};

struct Asked {
  Date as_of{};
  Instant known_at{};
  std::string region;
  std::optional<std::string> branch;
  Grouping grouping = Grouping::kSegment;
  bool counts_only = false;  // small cells are hidden
};

absl::StatusOr<Asked> ReadAsked(const CallContext& context,
                                const v1::SummarizeParticipationRequest& request) {
  FieldErrors errors;
  Asked asked;
  asked.as_of = request.has_as_of()
                    ? FromProto(request.as_of(), "as_of", errors).value_or(context.today)
                    : context.today;
  if (asked.as_of > context.today) errors.Add("as_of", "is after today");
  asked.known_at = request.has_known_at() ? FromProto(request.known_at()) : context.now;
  CheckRegion(request.region_code(), "region_code", errors);
  if (!errors.empty()) return errors.ToStatus();
  if (request.group_by() != v1::PARTICIPATION_GROUPING_UNSPECIFIED) {
    asked.grouping = static_cast<Grouping>(request.group_by());
  }
  asked.region = request.region_code();
  if (context.scope != v1::SCOPE_REGION) {
    absl::StatusOr<std::optional<std::string>> branch = BranchInScope(context);
    if (!branch.ok()) return branch.status();
    asked.branch = *branch;
    return asked;
  }
  asked.counts_only = true;
  absl::StatusOr<std::string> region = RegionInScope(context, "", "region_code");
  if (!region.ok()) return region.status();
  // Two tables of a region and of a part of it would give away the cells that each one hides.
  if (!asked.region.empty() && asked.region != *region) {
    return WithReason(absl::PermissionDeniedError(
                          "region_code: only the whole of your region; its parts are in the "
                          "breakdown by region"),
                      "PART_OF_REGION");
  }
  asked.region = *region;
  return asked;
}

absl::StatusOr<Participation> Count(Store& store, const Asked& asked) {
  Participation counted(asked.region);
  absl::Status status = store.Read([&](Connection& db) {
    return ScanHiredPlacements(
        db, asked.branch, asked.region, [&](const PlacementHistory& history) -> absl::Status {
          absl::StatusOr<std::optional<placement::WorkFacts>> facts = placement::WorkFactsOn(
              history.placement, history.events, asked.as_of, asked.known_at);
          if (facts.ok() && facts->has_value()) counted.Add(**facts);
          return facts.status();
        });
  });
  if (!status.ok()) return status;
  return counted;
}

Hidden HiddenOf(const Asked& asked, const ParticipationTable& table) {
  if (asked.counts_only) return placement::HiddenCells(table.cells);
  Hidden none;
  for (const auto& row : table.cells) none.emplace_back(row.size(), false);
  return none;
}

void FillCounts(const std::vector<int64_t>& counts, const std::vector<bool>& hidden,
                v1::ParticipationCounts* out) {
  if (!hidden[0]) out->set_registered(counts[0]);
  if (!hidden[1]) out->set_not_registered(counts[1]);
  if (!hidden[2]) out->set_not_recorded(counts[2]);
  if (!hidden[3]) out->set_placements(counts[3]);
}

int NumberOf(const std::string& key) {
  int number = 0;
  std::from_chars(key.data(), key.data() + key.size(), number);
  return number;
}

void FillKey(Grouping grouping, const std::string& key, v1::ParticipationRow* out) {
  Text label = kUnknownRegion;
  if (grouping == Grouping::kRegion) {
    out->set_value(key);
    absl::StatusOr<const Region*> region = Regions::Get().Find(key);
    if (!key.empty() && region.ok()) label = {(*region)->name, (*region)->name};
  } else {
    const int number = NumberOf(key);
    const bool segments = grouping == Grouping::kSegment;
    label = segments ? kSegments[static_cast<size_t>(number)] : kKinds[static_cast<size_t>(number)];
    if (number != 0) {
      out->set_value(segments ? v1::BpjsSegment_Name(number) : v1::WorkKind_Name(number));
    }
  }
  out->mutable_label()->set_indonesian(std::string(label.id));
  out->mutable_label()->set_english(std::string(label.en));
}

v1::ParticipationFigure ToProto(const NationalFigure& figure) {
  v1::ParticipationFigure out;
  out.set_people(figure.people);
  if (figure.non_wage) out.set_non_wage_people(*figure.non_wage);
  *out.mutable_date() = setara::ToProto(figure.from);
  out.set_source(figure.source + (figure.verified ? "" : " (belum dicocokkan / not checked)"));
  return out;
}

// The share of informal work among the registered, from the table by segment whatever was asked
// for: so the same of it is hidden.
void FillNonWage(const Asked& asked, const Participation& counted,
                 v1::SummarizeParticipationResponse* out) {
  const ParticipationTable table = counted.By(Grouping::kSegment);
  const Hidden hidden = HiddenOf(asked, table);
  const std::string bpu = std::to_string(static_cast<int>(BpjsSegment::kNonWage));
  for (size_t i = 0; i < table.keys.size(); ++i) {
    if (table.keys[i] != bpu || hidden[i][0] || hidden.back()[0]) continue;
    const int64_t registered = table.cells.back()[0];
    if (registered == 0) continue;
    out->set_registered_non_wage(table.cells[i][0]);
    out->set_non_wage_share_basis_points(
        static_cast<int32_t>(table.cells[i][0] * 10'000 / registered));
  }
}

void FillNation(const placement::NationalFigures& figures, Date on,
                v1::SummarizeParticipationResponse* out) {
  const NationalFigure* target = figures.TargetOn(on);
  const NationalFigure* count = figures.LastCountBy(on);
  if (target != nullptr) *out->mutable_target() = ToProto(*target);
  if (count != nullptr) *out->mutable_last_count() = ToProto(*count);
  if (target == nullptr || count == nullptr || !out->total().has_registered()) return;
  const int64_t missing = target->people - count->people;
  if (missing <= 0) return;
  out->set_registered_per_million_missing(out->total().registered() * 1'000'000 / missing);
}

absl::Status Summarize(Store& store, const CallContext& context,
                       const placement::NationalFigures& figures,
                       const v1::SummarizeParticipationRequest& request,
                       v1::SummarizeParticipationResponse* response) {
  absl::StatusOr<Asked> asked = ReadAsked(context, request);
  if (!asked.ok()) return asked.status();
  absl::StatusOr<Participation> counted = Count(store, *asked);
  if (!counted.ok()) return counted.status();
  const ParticipationTable table = counted->By(asked->grouping);
  const Hidden hidden = HiddenOf(*asked, table);
  for (size_t i = 0; i < table.keys.size(); ++i) {
    v1::ParticipationRow& row = *response->add_rows();
    FillKey(asked->grouping, table.keys[i], &row);
    FillCounts(table.cells[i], hidden[i], row.mutable_counts());
  }
  FillCounts(table.cells.back(), hidden.back(), response->mutable_total());
  FillNonWage(*asked, *counted, response);
  FillNation(figures, asked->as_of, response);
  *response->mutable_as_of() = setara::ToProto(asked->as_of);
  *response->mutable_known_at() = setara::ToProto(asked->known_at);
  return absl::OkStatus();
}

}  // namespace

void HandleParticipation(Dispatcher& dispatcher, Store& store,
                         const placement::NationalFigures& figures) {
  dispatcher.Handle<v1::SummarizeParticipationRequest, v1::SummarizeParticipationResponse>(
      "setara.v1.ParticipationService.SummarizeParticipation",
      [&store, &figures](CallContext& context, const auto& request, auto* out) {
        return Summarize(store, context, figures, request, out);
      });
}

}  // namespace setara
