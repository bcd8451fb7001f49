// The figures of FillShortfall as messages.
#pragma once

#include "matcher/fill_figures.h"
#include "server/rpc/shortfall_demand.h"
#include "setara/v1/shortfall.pb.h"

namespace setara {

// What the solver is asked, for the openings in `openings`; gaps as the employers have them.
FillDemand DemandOf(const std::vector<DemandedOpening>& openings,
                    const std::vector<ShortEmployer>& employers);

// Employers, openings and positions. `one`: one employer was asked for.
void AddGap(const ShortfallDemand& demand, bool one, v1::FillShortfallResponse* response);

// Tiers, accommodations and single employers; after AddGap.
void AddFigures(const ShortfallDemand& demand, const FillFigures& figures,
                v1::FillShortfallResponse* response);

// Openings that close no gap. figures.employers: by position in `kinds`.
void AddOthers(const ShortfallDemand& demand, const std::vector<WorkKind>& kinds,
               const FillFigures& figures, v1::FillShortfallResponse* response);

}  // namespace setara
