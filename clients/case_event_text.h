// The log of a case as a timeline that can be read out.
#pragma once

#include <google/protobuf/repeated_field.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>
#include <string_view>

#include "clients/app.h"
#include "clients/labels.h"
#include "setara/v1/case_event.pb.h"

namespace setara {

// What an entry is called: "kunjungan".
std::string FactLabel(TextLanguage language, const v1::CaseEvent& event);

// What it says: "kunjungan: ketentuan dipenuhi; catatan ...". Every field that is set is said, but
// for a day that equals the entry's own. What the server withholds from the caller's role is said
// to be withheld.
std::string EventText(App& app, Labels& labels, const v1::CaseEvent& event, std::string_view zone);

// By day on the zone's clocks, in the order it happened; entries of one instant in the order
// recorded. An entry recorded on another day says so, a corrected one says by which.
// known_at: what was recorded later is left out; null: nothing is.
std::string TimelineText(App& app, Labels& labels,
                         const google::protobuf::RepeatedPtrField<v1::CaseEvent>& events,
                         const google::protobuf::Timestamp* known_at, std::string_view zone,
                         size_t width);

}  // namespace setara
