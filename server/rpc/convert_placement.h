// Between the contract's messages and the domain's records: placements. Reading names the field of
// each mistake; writing cannot fail. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <vector>

#include "server/placement/employment.h"
#include "server/rpc/convert.h"
#include "server/rpc/placement_ledger.h"
#include "server/store/opening_positions.h"
#include "setara/v1/placement_record.pb.h"

namespace setara {

// Who reads: what is told of the person's own reasons and of who recorded a step depends on it.
enum class PlacementReader { kCarer, kPerson, kEmployer };

// Without names of people, openings and employers, and without quota standing.
v1::Placement ToProto(const LoadedPlacement& placement, PlacementReader reader);
// The steps as recorded, each as it stands after its corrections; an employer is told neither
// papers nor questions, and nothing before the referral.
void AddEvents(const LoadedPlacement& placement, PlacementReader reader, v1::Placement* out);
v1::OpeningPositions ToProto(const OpeningPositions& positions);
v1::QuotaEvidence ToProto(const QuotaEvidence& evidence);
v1::BpjsMembership ToProto(const BpjsMembership& membership);

// Field paths begin with "evidence." and "membership."; with an error what is returned says
// nothing.
QuotaEvidence FromProto(const v1::QuotaEvidence& evidence, FieldErrors& errors);
BpjsMembership FromProto(const v1::BpjsMembership& membership, Date today, FieldErrors& errors);

}  // namespace setara
