#include "matcher/domain/errors.h"
#include "matcher/reference/licences.h"
#include "matcher/reference/occupations.h"
#include "matcher/reference/regions.h"
#include "matcher/reference/titles.h"
#include "matcher/vocabulary/vocabulary.h"
#include "server/rpc/convert.h"
#include "server/rpc/parts.h"
#include "setara/v1/reference.pb.h"

namespace setara {
namespace {

v1::LocalizedText ToProto(const Text& text) {
  v1::LocalizedText out;
  out.set_indonesian(std::string(text.id));
  out.set_english(std::string(text.en));
  return out;
}

v1::VocabularyTerm Term(std::string code, const Text& label) {
  v1::VocabularyTerm term;
  term.set_code(std::move(code));
  *term.mutable_label() = ToProto(label);
  return term;
}

std::string NameOf(Phase phase) {
  switch (phase) {
    case Phase::kWork:
      return "work";
    case Phase::kRecruitment:
      return "recruitment";
    case Phase::kReturn:
      return "return";
  }
  return "";
}

void BridgesToProto(const Vocabulary& vocabulary, v1::Vocabulary* out) {
  for (const Bridge& bridge : vocabulary.bridges()) {
    v1::VocabularyBridge& added = *out->add_bridges();
    added.set_accommodation(ToString(bridge.accommodation));
    added.set_function(ToString(bridge.function));
    added.set_raises_to(bridge.raises_to);
    for (const CapacityCondition& condition : bridge.needs_capacity) {
      added.add_needs_capacities(ToString(condition.function) +
                                 ">=" + std::to_string(condition.level));
    }
    bridge.needs_modes.ForEach([&](ModeId id) { added.add_needs_modes(ToString(id)); });
    *added.mutable_reason() = ToProto(Text{bridge.reason_id, bridge.reason_en});
  }
}

absl::Status GetVocabulary(v1::Vocabulary* out) {
  const Vocabulary& vocabulary = Vocabulary::Get();
  out->set_version(std::string(Vocabulary::version()));
  for (int i = 0; i < FunctionId::kCount; ++i) {
    const FunctionInfo& info = vocabulary.function(FunctionId(i));
    v1::VocabularyTerm& term = *out->add_functions();
    term = Term(ToString(info.id), info.label);
    *term.mutable_help() = ToProto(info.help);
    term.set_question_only(info.question_only);
  }
  for (int i = 0; i < ContextId::kCount; ++i) {
    *out->add_contexts() = Term(ToString(ContextId(i)), vocabulary.context(ContextId(i)).label);
  }
  for (int i = 0; i < AccommodationId::kCount; ++i) {
    const AccommodationInfo& info = vocabulary.accommodation(AccommodationId(i));
    v1::VocabularyTerm& term = *out->add_accommodations();
    term = Term(ToString(info.id), info.label);
    term.set_legal_basis(info.LegalBasis(Language::kIndonesian));
    term.set_phase(NameOf(info.phase));
  }
  for (int i = 0; i < ModeId::kCount; ++i) {
    *out->add_modes() = Term(ToString(ModeId(i)), vocabulary.mode(ModeId(i)).label);
  }
  for (const SkillInfo& skill : vocabulary.skills().all()) {
    *out->add_skills() = Term(ToString(skill.id), skill.label);
  }
  for (int i = 0; i < LicenceId::kCount; ++i) {
    const Licence& licence = LicenceOf(LicenceId(i));
    v1::VocabularyTerm& term = *out->add_licences();
    term = Term(ToString(licence.id), {licence.label_id, licence.label_en});
    term.set_legal_basis(std::string(licence.basis));
  }
  BridgesToProto(vocabulary, out);
  return absl::OkStatus();
}

v1::Region ToProto(const Region& region) {
  v1::Region out;
  out.set_code(std::string(region.code));
  out.set_display_name(std::string(region.name));
  if (region.kind != RegionKind::kCountry) {
    *out.mutable_location() = setara::ToProto(GeoPoint{region.lat, region.lng});
  }
  out.set_time_zone(region.zone == TimeZone::kWib    ? "WIB"
                    : region.zone == TimeZone::kWita ? "WITA"
                                                     : "WIT");
  return out;
}

absl::Status ListRegions(const v1::ListRegionsRequest& request, v1::ListRegionsResponse* out) {
  std::string_view code = request.parent_code().empty() ? Regions::kCountryCode
                                                        : std::string_view(request.parent_code());
  absl::StatusOr<const Region*> parent = Regions::Get().Find(code);
  if (!parent.ok()) return InvalidField("parent_code", std::string(parent.status().message()));
  for (const Region& region : Regions::Get().Children(**parent)) {
    *out->add_regions() = ToProto(region);
  }
  return absl::OkStatus();
}

v1::Occupation ToProto(const Occupation& occupation) {
  v1::Occupation out;
  out.set_code(std::string(occupation.code));
  *out.mutable_title() = ToProto(Text{occupation.title_id, occupation.title_en});
  return out;
}

absl::Status ListOccupations(const v1::ListOccupationsRequest& request,
                             v1::ListOccupationsResponse* out) {
  if (request.parent_code().empty()) {
    for (const Occupation& group : Occupations::Get().all()) {
      if (group.code.size() == 1) *out->add_occupations() = ToProto(group);
    }
    return absl::OkStatus();
  }
  absl::StatusOr<const Occupation*> parent = Occupations::Get().Find(request.parent_code());
  if (!parent.ok()) return InvalidField("parent_code", std::string(parent.status().message()));
  for (const Occupation& group : Occupations::Get().Children(**parent)) {
    *out->add_occupations() = ToProto(group);
  }
  return absl::OkStatus();
}

absl::Status ResolveRegion(const v1::ResolveRegionRequest& request,
                           v1::ResolveRegionResponse* out) {
  if (request.text().empty()) return InvalidField("text", "is required");
  if (request.text().size() > 200) return InvalidField("text", "is longer than 200 bytes");
  absl::StatusOr<ResolvedRegion> resolved = Regions::Get().Resolve(request.text());
  if (!resolved.ok()) {
    return WithReason(absl::NotFoundError(std::string(resolved.status().message())),
                      "REGION_NOT_FOUND");
  }
  *out->mutable_region() = ToProto(**Regions::Get().Find(resolved->code));
  out->set_ambiguous(resolved->ambiguous);
  return absl::OkStatus();
}

absl::Status CodeOneTitle(const v1::CodeTitleRequest& request, v1::CodeTitleResponse* out) {
  if (request.title().empty()) return InvalidField("title", "is required");
  if (request.title().size() > 300) return InvalidField("title", "is longer than 300 bytes");
  std::optional<CodedTitle> coded = CodeTitle(request.title());
  if (!coded) return absl::OkStatus();
  *out->mutable_occupation() = ToProto(**Occupations::Get().Find(coded->code));
  out->set_confidence(coded->confidence);
  return absl::OkStatus();
}

absl::Status GetServerInfo(const Parts& parts, v1::ServerInfo* out) {
  out->set_version(SETARA_VERSION);
  out->set_vocabulary_version(std::string(Vocabulary::version()));
  ChangeToken latest = parts.store.Latest();
  out->mutable_records_at()->set_epoch(latest.epoch);
  out->mutable_records_at()->set_sequence(latest.sequence);
  if (std::shared_ptr<const Snapshot> snapshot = parts.index.Current()) {
    out->mutable_index_at()->set_epoch(snapshot->epoch);
    out->mutable_index_at()->set_sequence(snapshot->sequence);
    out->set_openings_indexed(static_cast<int64_t>(snapshot->openings.size()));
    out->set_seekers_indexed(static_cast<int64_t>(snapshot->seekers.size()));
  }
  return absl::OkStatus();
}

}  // namespace

void HandleReference(Dispatcher& dispatcher, const Parts& parts) {
  const std::string service = "setara.v1.ReferenceService.";
  dispatcher.Handle<v1::GetVocabularyRequest, v1::Vocabulary>(
      service + "GetVocabulary",
      [](CallContext&, const auto&, auto* out) { return GetVocabulary(out); });
  dispatcher.Handle<v1::ListRegionsRequest, v1::ListRegionsResponse>(
      service + "ListRegions",
      [](CallContext&, const auto& request, auto* out) { return ListRegions(request, out); });
  dispatcher.Handle<v1::ListOccupationsRequest, v1::ListOccupationsResponse>(
      service + "ListOccupations",
      [](CallContext&, const auto& request, auto* out) { return ListOccupations(request, out); });
  dispatcher.Handle<v1::ResolveRegionRequest, v1::ResolveRegionResponse>(
      service + "ResolveRegion",
      [](CallContext&, const auto& request, auto* out) { return ResolveRegion(request, out); });
  dispatcher.Handle<v1::CodeTitleRequest, v1::CodeTitleResponse>(
      service + "CodeTitle",
      [](CallContext&, const auto& request, auto* out) { return CodeOneTitle(request, out); });
  dispatcher.Handle<v1::GetServerInfoRequest, v1::ServerInfo>(
      service + "GetServerInfo",
      [parts](CallContext&, const auto&, auto* out) { return GetServerInfo(parts, out); });
}

}  // namespace setara
