#include "server/rpc/access_records.h"

#include "server/rpc/convert.h"
#include "server/rpc/live_consents.h"
#include "server/store/break_glass.h"
#include "server/store/cases.h"
#include "server/store/changes.h"
#include "server/store/places.h"

namespace setara {
namespace {

absl::StatusOr<std::optional<RecordHome>> SeekerPlace(Connection& db, const std::string& id) {
  absl::StatusOr<std::optional<std::string>> branch = FindSeekerBranch(db, id);
  if (!branch.ok()) return branch.status();
  if (!branch->has_value()) return std::nullopt;
  absl::StatusOr<std::vector<std::string>> cases = FindCaseBranches(db, id);
  if (!cases.ok()) return cases.status();
  RecordHome home;
  home.branch = **branch;
  home.case_branches = *std::move(cases);
  home.seeker_id = id;
  return home;
}

// A case by its own name, or by that of a document in it.
absl::StatusOr<std::optional<RecordHome>> CaseHome(Connection& db, const std::string& name) {
  constexpr char kField[] = "name";
  absl::StatusOr<std::string> id = ParseName(name, "cases", kField);
  if (absl::StatusOr<std::string> document = ParseName(name, "caseDocuments", kField);
      document.ok()) {
    id = CaseOfDocument(db, *document);
    if (!id.ok() && !absl::IsNotFound(id.status())) return id.status();
  }
  if (!id.ok()) return std::nullopt;
  absl::StatusOr<std::optional<CasePlace>> place = FindCasePlace(db, *id);
  if (!place.ok()) return place.status();
  if (!place->has_value()) return std::nullopt;
  RecordHome home;
  home.branch = (*place)->branch;
  home.seeker_id = (*place)->seeker_id;
  return home;
}

absl::StatusOr<std::optional<RecordHome>> OpeningPlace(Connection& db, const std::string& id) {
  absl::StatusOr<std::optional<std::string>> employer = FindOpeningEmployer(db, id);
  if (!employer.ok()) return employer.status();
  if (!employer->has_value()) return std::nullopt;
  RecordHome home;
  home.employer_id = **employer;
  return home;
}

absl::StatusOr<std::optional<RecordHome>> EmployerPlace(Connection& db, const std::string& id) {
  absl::StatusOr<std::vector<std::string>> seats = FindEmployerSeats(db, id);
  if (!seats.ok()) return seats.status();
  if (seats->empty()) return std::nullopt;
  RecordHome home;
  home.region_codes = *std::move(seats);
  home.employer_id = id;
  return home;
}

absl::StatusOr<std::optional<RecordHome>> Place(Connection& db, const NamedResource& record) {
  constexpr char kField[] = "name";
  switch (record.kind) {
    case v1::RESOURCE_KIND_SEEKER: {
      absl::StatusOr<std::string> id = ParseName(record.name, "seekers", kField);
      if (id.ok()) return SeekerPlace(db, *id);
      break;
    }
    case v1::RESOURCE_KIND_OPENING: {
      absl::StatusOr<std::string> id = ParseName(record.name, "openings", kField);
      if (id.ok()) return OpeningPlace(db, *id);
      break;
    }
    case v1::RESOURCE_KIND_EMPLOYER: {
      absl::StatusOr<std::string> id = ParseName(record.name, "employers", kField);
      if (id.ok()) return EmployerPlace(db, *id);
      break;
    }
    case v1::RESOURCE_KIND_CASE:
      return CaseHome(db, record.name);
    default:
      break;
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<std::vector<std::optional<RecordHome>>> StoreAccessRecords::FindPlaces(
    const std::vector<NamedResource>& records) {
  std::vector<std::optional<RecordHome>> places;
  absl::Status status = store_.Read([&](Connection& db) {
    for (const NamedResource& record : records) {
      absl::StatusOr<std::optional<RecordHome>> place = Place(db, record);
      if (!place.ok()) return place.status();
      places.push_back(*std::move(place));
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return places;
}

absl::StatusOr<std::string> StoreAccessRecords::FindBreakGlass(const Caller& caller,
                                                               const std::string& seeker,
                                                               Instant now) {
  absl::StatusOr<std::string> id = ParseName(seeker, "seekers", "seeker");
  if (!id.ok() || caller.anonymous()) return "";
  std::string name;
  absl::Status status = store_.Read([&](Connection& db) {
    absl::StatusOr<std::optional<BreakGlassGrant>> grant =
        FindOpenBreakGlass(db, caller.name, *id, now);
    if (grant.ok() && grant->has_value()) name = "breakGlassGrants/" + (*grant)->id;
    return grant.status();
  });
  if (!status.ok()) return status;
  return name;
}

absl::StatusOr<int64_t> StoreAccessRecords::CountUnreviewed(const Caller& caller) {
  std::optional<std::string> branch;
  if (caller.role == v1::ROLE_SUPERVISOR) branch = caller.place.branch;
  absl::StatusOr<int64_t> count;
  absl::Status status = store_.Read([&](Connection& db) {
    count = CountUnreviewedBreakGlass(db, branch);
    return count.status();
  });
  if (!status.ok()) return status;
  return count;
}

absl::StatusOr<bool> StoreAccessRecords::Agrees(const CallContext& context,
                                                const std::string& seeker,
                                                const std::string& opening,
                                                Visibility::Read condition) {
  absl::StatusOr<std::string> id = ParseName(seeker, "seekers", "seeker");
  if (!id.ok()) return false;
  const std::string& employer = context.caller.place.employer_id;
  const bool counted = condition == Visibility::Read::kWithQuotaAgreement;
  if (!counted && employer.empty()) return false;
  // Consent for one opening of an employer is not consent to all that the employer calls.
  absl::StatusOr<std::string> asked =
      ParseName(opening.empty() ? context.event.object : opening, "openings", "opening");
  bool agrees = false;
  absl::Status status = store_.Read([&](Connection& db) -> absl::Status {
    absl::StatusOr<std::optional<int64_t>> row = FindRow(db, RecordKind::kSeeker, *id);
    if (!row.ok() || !*row) return row.status();
    absl::StatusOr<bool> has = HasConsent(
        db, **row, counted ? ConsentPurpose::kQuotaCount : ConsentPurpose::kShareWithEmployer,
        employer, asked.ok() ? *asked : "", context.today);
    if (has.ok()) agrees = *has;
    return has.status();
  });
  if (!status.ok()) return status;
  return agrees;
}

}  // namespace setara
