// Between the contract's messages and timelines and series of a quota. Reading names the field of
// each mistake; writing cannot fail. Pure; thread-safe.
#pragma once

#include <vector>

#include "server/quota/projection.h"
#include "server/quota/series.h"
#include "server/rpc/convert_employer.h"
#include "setara/v1/quota_projection.pb.h"

namespace setara {

// An answer names each rule that it cites once, in `rules`, in the order of first citation.
class CitedRules {
 public:
  explicit CitedRules(google::protobuf::RepeatedPtrField<v1::QuotaRule>* rules) : rules_(rules) {}
  const std::string& Cite(const quota::Rule& rule);

 private:
  google::protobuf::RepeatedPtrField<v1::QuotaRule>* rules_;
};

v1::QuotaFigures FiguresToProto(const QuotaSnapshot& snapshot, const quota::Assessment& assessment,
                                CitedRules& rules);
v1::QuotaTimeline ToProto(const quota::Timeline& timeline, CitedRules& rules);
v1::QuotaSeriesMonth ToProto(const quota::SeriesMonth& month, CitedRules& rules);
v1::QuotaAverage ToProto(const quota::Average& average, CitedRules& rules);

// Changes of a timeline that begins on `first`; at most 100.
std::vector<quota::Change> FromProto(
    const google::protobuf::RepeatedPtrField<v1::QuotaChange>& changes, Date first,
    FieldErrors& errors);

}  // namespace setara
