// Between the contract's messages and the domain's records. Reading checks every code against the
// reference tables and names the field of each mistake; writing cannot fail. Pure; thread-safe.
#pragma once

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <optional>
#include <string>
#include <string_view>

#include "matcher/domain/codes.h"
#include "matcher/domain/date.h"
#include "matcher/domain/language.h"
#include "matcher/domain/opening.h"
#include "matcher/domain/seeker.h"
#include "server/rpc/field_errors.h"
#include "setara/v1/common.pb.h"
#include "setara/v1/opening.pb.h"
#include "setara/v1/seeker.pb.h"

namespace setara {

// "openings/01J..." -> "01J...". InvalidArgument naming `field` for any other form.
absl::StatusOr<std::string> ParseName(std::string_view name, std::string_view collection,
                                      std::string_view field);

v1::Date ToProto(Date date);
// Nullopt with an error in `errors` for a day that does not exist.
std::optional<Date> FromProto(const v1::Date& date, const std::string& field, FieldErrors& errors);
google::protobuf::Timestamp ToProto(Instant instant);
Instant FromProto(const google::protobuf::Timestamp& timestamp);
v1::LatLng ToProto(const GeoPoint& point);
GeoPoint FromProto(const v1::LatLng& point);
Language FromProto(v1::Language language);

// The codes in `texts`, or an error for each that is unknown.
AccommodationSet ReadAccommodations(const google::protobuf::RepeatedPtrField<std::string>& texts,
                                    const std::string& field, FieldErrors& errors);
ModeSet ReadModes(const google::protobuf::RepeatedPtrField<std::string>& texts,
                  const std::string& field, FieldErrors& errors);
// Codes of the reference tables; "" passes.
void CheckRegion(const std::string& code, const std::string& field, FieldErrors& errors);
void CheckOccupation(const std::string& code, const std::string& field, FieldErrors& errors);

// etag of a version: opaque to callers.
std::string EtagOf(int64_t version);
// Nullopt for "", else the version; InvalidArgument naming `field` for text that is no etag.
absl::StatusOr<std::optional<int64_t>> ParseEtag(const std::string& etag, std::string_view field);

v1::Opening ToProto(const Opening& opening);
// InvalidArgument with every violated field, relative to the opening. Output-only fields are not
// read. `today` fills an absent open_from.
absl::StatusOr<Opening> FromProto(const v1::Opening& opening, Date today);

// The function profile alone: capacities, tolerances, accommodations, modes of communication; and
// of an opening what the work needs: demands and contexts.
void ReadProfile(const v1::Seeker& in, Seeker& out, FieldErrors& errors);
void ReadDemands(const v1::Opening& in, Opening& out, FieldErrors& errors);

v1::Seeker ToProto(const Seeker& seeker);
absl::StatusOr<Seeker> FromProto(const v1::Seeker& seeker);
PersonIdentity FromProto(const v1::PersonIdentity& identity, const std::string& prefix,
                         FieldErrors& errors);

}  // namespace setara
