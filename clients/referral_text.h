// Placements as tables and sentences.
#pragma once

#include <map>
#include <string>

#include "clients/app.h"
#include "setara/v1/participation.pb.h"
#include "setara/v1/placement.pb.h"

namespace setara {

// Labels of the coded reasons, asked from the server at first use and only for people. When it
// cannot say, the code stands alone. Not thread-safe.
class ReasonLabels {
 public:
  explicit ReasonLabels(App& app) : app_(app) {}
  // What people read, what programs get.
  Cell Of(const std::string& code);

 private:
  App& app_;
  bool loaded_ = false;
  std::map<std::string, std::string> labels_;
};

// One record, its papers, its steps.
void PrintPlacement(App& app, const v1::Placement& placement);
void PrintPlacements(App& app, const v1::ListPlacementsResponse& response);
// What a step led to, in one line; the record for programs.
void PrintStep(App& app, const v1::Placement& placement);
// A hire, what it asks to decide, and what is left of the opening.
void PrintHire(App& app, const v1::HirePlacementResponse& response);
void PrintFollowUps(App& app, const v1::ListFollowUpsResponse& response);
void PrintPositions(App& app, const v1::ListOpeningPositionsResponse& response);
void PrintReasons(App& app, const v1::ListPlacementReasonsResponse& response);
void PrintParticipation(App& app, const v1::SummarizeParticipationResponse& response);

}  // namespace setara
