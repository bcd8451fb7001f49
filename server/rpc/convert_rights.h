// Between the contract's messages and the domain's records: consents, requests, holds, breaches.
// Reading names the field of each mistake; writing cannot fail. Pure; thread-safe.
#pragma once

#include <absl/status/statusor.h>

#include <string>

#include "matcher/domain/consent.h"
#include "matcher/domain/person_rights.h"
#include "server/rights/clocks.h"
#include "server/rights/consents.h"
#include "server/rpc/convert.h"
#include "setara/v1/consent.pb.h"
#include "setara/v1/rights.pb.h"

namespace setara {

// `seeker`: the person's name, "seekers/{id}".
v1::Consent ToProto(const ConsentEvent& event, const std::string& seeker, bool in_force);
v1::GuardianOrder ToProto(const GuardianOrder& order, const std::string& seeker);
v1::Disclosure ToProto(const Disclosure& disclosure, const std::string& seeker);
v1::RightsRequest ToProto(const RightsRequest& request, const std::string& seeker, Instant now);
v1::LegalHold ToProto(const LegalHold& hold, const std::string& seeker);
v1::Breach ToProto(const Breach& breach, Instant now);
// start, due: of one run; ended: nullopt while it runs.
v1::RightsClock ToProto(const rights::Clock& clock, Instant start, Instant due,
                        const std::optional<Instant>& ended, Instant now);

// The word that the request asks to record; seeker_row is left to the caller. `today` fills the
// days that are absent.
absl::StatusOr<ConsentEvent> FromProto(const v1::GrantConsentRequest& request, Date today);
absl::StatusOr<ConsentEvent> FromProto(const v1::WithdrawConsentRequest& request, Date today);
absl::StatusOr<GuardianOrder> FromProto(const v1::GuardianOrder& order);
// Without clock; `now` bounds the discovery.
absl::StatusOr<Breach> FromProto(const v1::Breach& breach, Instant now);

// An instant of the request, `fallback` when absent; an error when it is not in 1900-2999 or after
// `now`.
Instant ReadPast(bool given, const google::protobuf::Timestamp& timestamp, Instant fallback,
                 Instant now, const std::string& field, FieldErrors& errors);

// Bits by DataClass as the list of the contract.
void AddClasses(uint32_t bits, google::protobuf::RepeatedField<int>* out);

}  // namespace setara
