#include "server/rpc/person_data.h"

#include "server/case_ledger/ledger.h"
#include "server/rpc/convert_case.h"
#include "server/rpc/convert_case_facts.h"
#include "server/rpc/convert_employer.h"
#include "server/rpc/convert_placement.h"
#include "server/rpc/convert_rights.h"
#include "server/rpc/live_consents.h"
#include "server/store/cases.h"
#include "server/store/disclosures.h"
#include "server/store/employment.h"
#include "server/store/person_rights.h"
#include "server/store/placements.h"

namespace setara {
namespace {

constexpr int kChunk = 1000;

absl::Status AddConsents(Connection& db, const Seeker& seeker, Date today, v1::PersonData& data) {
  absl::StatusOr<PersonConsents> person = LoadConsents(db, seeker.row, seeker.identity.birth_date);
  if (!person.ok()) return person.status();
  for (const ConsentEvent& event : person->events) {
    const rights::Standing standing =
        rights::StandingOf(person->events, event.matter, person->facts());
    const bool in_force = standing.consent && standing.consent->Covers(today) &&
                          standing.consent->grant->entry == event.entry;
    *data.add_consents() = ToProto(event, data.seeker().name(), in_force);
  }
  for (const GuardianOrder& order : person->orders) {
    *data.add_guardian_orders() = ToProto(order, data.seeker().name());
  }
  return absl::OkStatus();
}

absl::Status AddDisclosures(Connection& db, const Seeker& seeker, v1::PersonData& data) {
  int64_t after = 0;
  while (true) {
    absl::StatusOr<std::vector<Disclosure>> chunk =
        ListDisclosures(db, seeker.row, "", "", after, kChunk);
    if (!chunk.ok()) return chunk.status();
    for (const Disclosure& disclosure : *chunk) {
      *data.add_disclosures() = ToProto(disclosure, data.seeker().name());
      after = disclosure.entry;
    }
    if (chunk->size() < kChunk) return absl::OkStatus();
  }
}

absl::Status AddRights(Connection& db, const Seeker& seeker, Instant now, v1::PersonData& data) {
  absl::StatusOr<std::vector<RightsRequest>> requests = RightsRequestsOf(db, seeker.row);
  if (!requests.ok()) return requests.status();
  for (const RightsRequest& request : *requests) {
    *data.add_requests() = ToProto(request, data.seeker().name(), now);
  }
  absl::StatusOr<std::vector<LegalHold>> holds = LegalHoldsOf(db, seeker.row);
  if (!holds.ok()) return holds.status();
  for (const LegalHold& hold : *holds) {
    *data.add_legal_holds() = ToProto(hold, data.seeker().name());
  }
  return absl::OkStatus();
}

absl::Status AddEmployment(Connection& db, const Seeker& seeker, v1::PersonData& data) {
  for (const std::string& id : {seeker.id, "seekers/" + seeker.id}) {
    absl::StatusOr<std::vector<KnownEmployment>> records = EmploymentOfPerson(db, id);
    if (!records.ok()) return records.status();
    for (const KnownEmployment& known : *records) {
      v1::PersonEmployment& added = *data.add_employments();
      added.set_employer("employers/" + known.record.employer_id);
      *added.mutable_record() = ToProto(known);
    }
  }
  return absl::OkStatus();
}

absl::Status AddPlacements(Connection& db, const Seeker& seeker, v1::PersonData& data) {
  absl::StatusOr<std::vector<Placement>> placements = PlacementsOfSeeker(db, seeker.row);
  if (!placements.ok()) return placements.status();
  for (Placement& record : *placements) {
    absl::StatusOr<LoadedPlacement> placement = LoadPlacement(db, std::move(record));
    if (!placement.ok()) return placement.status();
    v1::Placement& added = *data.add_placements();
    added = ToProto(*placement, PlacementReader::kPerson);
    added.set_seeker(data.seeker().name());
    AddEvents(*placement, PlacementReader::kPerson, &added);
  }
  return absl::OkStatus();
}

absl::Status AddCases(Connection& db, const Seeker& seeker, v1::PersonData& data) {
  absl::StatusOr<std::vector<CaseRow>> rows = CasesOfSeeker(db, seeker.row);
  if (!rows.ok()) return rows.status();
  for (CaseRow& row : *rows) {
    absl::StatusOr<LoadedCase> loaded = LoadCase(db, std::move(row));
    if (!loaded.ok()) return loaded.status();
    v1::PersonCase& added = *data.add_cases();
    *added.mutable_case_() = ToProto(loaded->row, seeker.id);
    *added.mutable_case_()->mutable_report() = ToProto(loaded->record.Report());
    for (const CaseEvent& event : loaded->events) {
      *added.add_events() = ToProto(loaded->row.id, event);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::PersonData> CollectPersonData(Connection& db, const Seeker& seeker,
                                                 const PersonTrail& trail, Instant now) {
  v1::PersonData data;
  *data.mutable_export_time() = ToProto(now);
  *data.mutable_seeker() = ToProto(seeker);
  absl::Status status = AddConsents(db, seeker, JakartaDate(now), data);
  if (status.ok()) status = AddDisclosures(db, seeker, data);
  if (status.ok()) status = AddRights(db, seeker, now, data);
  if (status.ok()) status = AddEmployment(db, seeker, data);
  if (status.ok()) status = AddPlacements(db, seeker, data);
  if (status.ok()) status = AddCases(db, seeker, data);
  if (!status.ok()) return status;
  if (!trail) return data;
  absl::StatusOr<std::vector<v1::ProcessingRecord>> records = trail(db, data.seeker().name());
  if (!records.ok()) return records.status();
  for (const v1::ProcessingRecord& record : *records) *data.add_trail() = record;
  return data;
}

}  // namespace setara
