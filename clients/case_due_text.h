// What has to be done by when, as a case manager reads it.
#pragma once

#include <google/protobuf/repeated_field.h>
#include <google/protobuf/timestamp.pb.h>

#include <string>

#include "clients/app.h"
#include "setara/v1/case.pb.h"

namespace setara {

// A row a deadline: what, when on the clocks of the place, how long still, how urgent, and whether
// law, practice or a default asks for it, all in words. Below it what the alarm says and the basis.
// one_case: without the column of the case.
Table DueTable(const App& app,
               const google::protobuf::RepeatedPtrField<v1::CaseDeadline>& deadlines,
               const google::protobuf::Timestamp& now, bool one_case);

// "2 ALARM, 1 TERLAMBAT, 3 hari ini, 4 segera."; "" when there is none.
std::string DueSummary(TextLanguage language,
                       const google::protobuf::RepeatedPtrField<v1::CaseDeadline>& deadlines);

}  // namespace setara
