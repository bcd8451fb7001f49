// What questions about a quota name in common: the day, the instant of knowledge, the figures of an
// employer without a record.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <string>

#include "matcher/domain/date.h"
#include "matcher/domain/limits.h"
#include "server/rpc/convert.h"
#include "server/rpc/field_errors.h"

namespace setara {

// Absent: `fallback`. A day that does not exist, or an instant outside the years 1 to 9999
// (timestamp.proto), adds an error for `field` and gives `fallback`.
inline Date ReadDay(bool given, const v1::Date& date, Date fallback, const std::string& field,
                    FieldErrors& errors) {
  return given ? FromProto(date, field, errors).value_or(fallback) : fallback;
}

inline Instant ReadInstant(bool given, const google::protobuf::Timestamp& timestamp,
                           Instant fallback, const std::string& field, FieldErrors& errors) {
  if (!given) return fallback;
  constexpr int64_t kYear1 = -62'135'596'800, kYear9999 = 253'402'300'799;
  if (timestamp.seconds() < kYear1 || timestamp.seconds() > kYear9999 || timestamp.nanos() < 0 ||
      timestamp.nanos() > 999'999'999) {
    errors.Add(field, "is not an instant in the years 1 to 9999");
    return fallback;
  }
  return FromProto(timestamp);
}

// Both are required; the headcount is 0 to limits::kWorkers.
template <typename Request>
void CheckKindAndHeadcount(const Request& request, FieldErrors& errors) {
  if (request.kind() == v1::EMPLOYER_KIND_UNSPECIFIED) errors.Add("kind", "is required");
  if (!request.has_headcount()) {
    errors.Add("headcount", "is required");
  } else if (request.headcount() < 0 || request.headcount() > limits::kWorkers) {
    errors.Add("headcount", "must be 0 to " + std::to_string(limits::kWorkers));
  }
}

}  // namespace setara
