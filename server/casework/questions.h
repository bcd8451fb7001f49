// What guards and deadlines ask of a record. Pure; thread-safe. The case exists in all of them.
#pragma once

#include <optional>
#include <vector>

#include "matcher/domain/case.h"
#include "matcher/domain/codes.h"
#include "server/casework/calendar.h"
#include "server/casework/record.h"

namespace setara::casework {

// Whether there is an employer of the accident who could take the worker back. BPU and PMI have
// none; of an unknown segment, the one named in the report.
bool HasEmployer(const CaseRecord& record);

// The last word of the worker or the employer; kUnknown: not asked.
ConsentStatus ConsentOf(const CaseRecord& record, CaseParty party);
bool WorkerConsents(const CaseRecord& record);
// The employer said no, or took a yes back: waives the employer's consent alone, and closes L1-L3.
bool EmployerRefused(const CaseRecord& record);
// Both consents are in, or the employer's is waived or not needed.
bool ConsentsComplete(const CaseRecord& record);

// The rung chosen last; kUnknown: none.
Rung ChosenRung(const CaseRecord& record);
// L4 and L5 always; L1-L3 with the employer's consent; without any employer L1 and L2 mean the
// worker's own trade, and there is no L3.
bool RungIsOpen(const CaseRecord& record, Rung rung);
// Open rungs above `rung` that were left without a recorded reason, by rung.
std::vector<Rung> RungsLeftWithoutReason(const CaseRecord& record, Rung rung);

// Whether a wage is owed by somebody on that rung.
bool HasWage(const CaseRecord& record, Rung rung);

// What has to be in place for the trial agreed last but is not: its accommodations, and those
// without which the person cannot work, recruitment aside.
AccommodationSet AccommodationsMissing(const CaseRecord& record);

// The modes that the worker prefers, else uses; nullopt: not asked.
std::optional<ModeSet> OwnModes(const CaseRecord& record);
// On how many days of the last `window` days up to `at` somebody tried in vain to reach the worker
// in a mode of their own, since they were last reached. Tries on one day are one, and before the
// modes are known none counts (our defaults).
int VainAttempts(const CaseRecord& record, Instant at, int window, TimeZone zone);

// Recorded after `sequence`.
template <typename Fact>
const Entry<Fact>* LatestAfter(const CaseRecord& record, int64_t sequence) {
  const Entry<Fact>* latest = record.Latest<Fact>();
  return latest != nullptr && latest->sequence > sequence ? latest : nullptr;
}

bool HasDocument(const CaseRecord& record, CaseDocument kind);
// Documents of the states visited and of what happened that are not on file, in the order of the
// codes (practice). A form for something that is not there (employer, aid, training) is not missed.
std::vector<CaseDocument> MissingDocuments(const CaseRecord& record);

// First day without work: the report's, else the local day it happened.
Date IncapacityFrom(const CaseRecord& record);
// When incapacity ended for the alarms: work on agreed terms has begun, or recovery was stated, or
// the case is closed. A trial does not end it (our default: alarms rather too long).
std::optional<Instant> IncapacityEnded(const CaseRecord& record);

}  // namespace setara::casework
