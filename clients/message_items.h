// Items of lists as they are typed on a command line: "F15=2", "L1=alasan". Pure; thread-safe.
#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace setara {

// How an item of that type is typed, "F15=2 or F15=2/1 (on a bad day)", for the help and for
// errors. "": items of that type are not typed but read from a file.
std::string ItemForm(const google::protobuf::Descriptor* type);

// Reads one item. False: not of that form. Only the form is read here; whether the code exists the
// server says.
//   Capacity             F15=2 or F15=2/1 (usual level, level on a bad day)
//   ContextTolerance     E1=yes, E8=no or E1=limited:A52
//   AccommodationChoice  A02=uses (needs, uses, accepts, refuses)
//   Demand               F15=3:mengangkat karung (the task), F15=3 (assumed, nobody confirmed it),
//                        F15=3m:mengangkat karung (marginal)
//   ContextPresence      E1
//   RungChosen.Left      L1=reason (L1 to L5)
//   PlanWritten.Item     physical-therapy:2026-03-01:2026-06-01:RSUD; the end and the provider may
//                        be left out
//   TrialAgreed.Step     2026-03-01:20:4500000:duties (from, hours a week, rupiah a month)
bool ReadItem(const std::string& text, google::protobuf::Message* item);

}  // namespace setara
